"""A benchmark is a figure beside its floor."""

import json
import sys

import pytest

from script.lib import bench
from script.lib.bench import Row, names, save, table


@pytest.mark.parametrize(
    ("row", "ratio", "ok"),
    [
        (Row("list", 13, "ms", floor=10, target="<= 1.3"), 1.3, True),
        (Row("list", 14, "ms", floor=10, target="<= 1.3"), 1.4, False),
        (Row("intake", 200, "/s", floor=1000, target=">= 0.2"), 0.2, True),
        (Row("intake", 199, "/s", floor=1000, target=">= 0.2"), 0.199, False),
        (Row("queries", 12, "n", target="<= 12"), None, True),
        (Row("queries", 13, "n", target="<= 12"), None, False),
        (Row("size", 5, "MB"), None, True),
    ],
)
def test_a_target_bounds_the_ratio_or_without_a_floor_the_value(row, ratio, ok):
    assert row.ratio == (pytest.approx(ratio) if ratio else None)
    assert row.ok is ok


def test_the_table_shows_what_was_missed():
    told = table([Row("a", 1.5, "ms", floor=1, target="<= 1.3"), Row("b", 2, "n")])
    assert "1.500" in told
    assert "<= 1.3 MISSED" in told
    assert len(told.splitlines()) == 3


def test_results_are_kept_with_the_machine(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "results")
    path = save("x", [Row("a", 3, "ms", floor=2)], seconds=1.26)
    kept = json.loads(path.read_text())
    assert kept["benchmark"] == "x"
    assert kept["seconds"] == 1.3
    assert kept["machine"]["cores"] >= 1
    assert kept["rows"] == [
        {
            "name": "a",
            "value": 3,
            "unit": "ms",
            "floor": 2,
            "target": "",
            "ratio": 1.5,
            "ok": True,
        }
    ]


def test_helpers_are_no_benchmarks():
    assert not [name for name in names() if name.startswith("_")]


def test_an_unknown_benchmark_is_refused(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["script/bench", "nothing-of-this-name"])
    with pytest.raises(SystemExit) as caught:
        bench.main()
    assert caught.value.code == 2
    assert "no benchmark nothing-of-this-name" in capsys.readouterr().err


def test_a_missed_target_makes_the_command_fail(monkeypatch):
    monkeypatch.setattr(bench, "run_apart", lambda name: name != "slow")
    monkeypatch.setattr(bench, "names", lambda: ["fast", "slow"])
    monkeypatch.setattr(bench, "adopt_orphans", lambda: None)
    monkeypatch.setattr(sys, "argv", ["script/bench"])
    assert bench.main() == 1
    monkeypatch.setattr(sys, "argv", ["script/bench", "fast"])
    assert bench.main() == 0
