"""`script/check` runs every check and says what failed."""

import sys

import pytest

from script.lib import checks
from script.lib.checks import MOST_LINES, Check, run, shortened


@pytest.fixture
def only(monkeypatch, capsys):
    """Let these be the checks; the exit code and what is printed."""

    def run_all(*given: Check) -> tuple[int, str]:
        monkeypatch.setattr(checks, "checks", lambda: list(given))
        return checks.main(), capsys.readouterr().out

    return run_all


def _python(name: str, code: str) -> Check:
    return Check(name, [sys.executable, "-c", code], {"SAID": "hello"})


def test_a_check_is_judged_by_its_exit_code_and_keeps_what_it_said():
    passed = run(_python("a", "import os; print(os.environ['SAID'])"))
    assert (passed.ok, passed.output) == (True, "hello")
    failed = run(_python("a", "import sys; sys.exit('wrong')"))
    assert (failed.ok, failed.output) == (False, "wrong")


def test_all_passed(only):
    code, told = only(_python("one", ""), _python("two", "print('quiet')"))
    assert code == 0
    assert told.endswith("All checks passed.\n")
    assert "quiet" not in told


def test_one_that_fails_does_not_hide_the_others(only):
    code, told = only(_python("one", "raise SystemExit('bad')"), _python("two", ""))
    assert code == 1
    assert "bad" in told
    assert "two" in told
    assert told.endswith("failed: one\n")


def test_a_long_story_is_cut():
    text = "\n".join(str(number) for number in range(MOST_LINES + 5))
    assert shortened(text).splitlines()[-1] == "… and 5 more lines"
    assert shortened("short") == "short"


def test_the_checks_promised_are_there():
    names = {check.name for check in checks.checks()}
    assert names == {
        "types",
        "missing migrations",
        "deployment",
        "translations",
        "layers",
        "house rules",
        "lint",
        "format",
    }


@pytest.mark.asvs("13.4.2")
def test_the_deployment_check_sees_production_with_keys_made_up_each_time():
    first, second = checks.production(), checks.production()
    assert first["PORTAL_ENV"] == "prod"
    assert first["SECRET_KEY"] != second["SECRET_KEY"]
