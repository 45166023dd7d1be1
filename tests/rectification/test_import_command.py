"""`manage.py import_ledger`: all rows or none."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rectification.models import ImportBatch, RectificationItem
from tests.cast import Cast
from tests.factories.importing import exported, ledger, row
from tests.factories.rectification import make_draft, the_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path, cast: Cast) -> Path:
    the_campaign(cast)
    path = tmp_path / "台账.xlsx"
    path.write_bytes(ledger(row(), row(description="乙问题很具体", due="长期坚持", klass="")))
    return path


def test_it_imports_and_says_so(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_ledger", "jfj", str(file))
    assert capsys.readouterr().out == "Imported 2 new and 0 changed items of JFJ; 0 unchanged.\n"
    assert RectificationItem.objects.count() == 2


def test_a_dry_run_changes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_ledger", "JFJ", str(file), "--dry-run")
    assert capsys.readouterr().out.startswith("Would import 2 new")
    assert not RectificationItem.objects.exists()
    assert not ImportBatch.objects.exists()


def test_one_bad_cell_stops_everything(
    cast: Cast, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(ledger(row(), row(description="乙问题很具体", due="尽快")))
    with pytest.raises(CommandError, match="1 cells must be corrected"):
        call_command("import_ledger", "JFJ", str(file))
    assert "row 5 整改时限" in capsys.readouterr().err
    assert not RectificationItem.objects.exists()


def test_what_was_exported_changes_nothing(
    cast: Cast, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_draft(cast)
    file.write_bytes(exported())
    call_command("import_ledger", "JFJ", str(file))
    assert "Imported 0 new and 0 changed items of JFJ; 1 unchanged." in capsys.readouterr().out


def test_wrong_arguments_are_named(file: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no unit XYZ"):
        call_command("import_ledger", "XYZ", str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_ledger", "JFJ", str(tmp_path / "none.xlsx"))
    file.write_bytes(b"nothing")
    with pytest.raises(CommandError):
        call_command("import_ledger", "JFJ", str(file))
