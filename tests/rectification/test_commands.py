"""Export a ledger, and load very many items, by command."""

from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from accounts.models import Unit
from rectification.enums import DONE_STATES, Light, OwnerKind
from rectification.models import RectificationItem
from rectification.queries import totals
from tests.cast import Cast
from tests.factories.rectification import make_draft, make_item, the_campaign

pytestmark = pytest.mark.django_db


def test_a_unit_gets_its_ledger_and_nobody_elses(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    item = make_item(cast)
    make_draft(cast, unit=cast.other_unit, by=cast.outsider)
    make_draft(cast, owner_kind=OwnerKind.PERSON)
    target = tmp_path / "台账.xlsx"
    call_command("export_ledger", "jfj", str(target))
    page = openpyxl.load_workbook(target).active
    assert [row[1].value for row in page.iter_rows(min_row=4)] == [item.number]
    assert "Wrote 1 items of JFJ" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["台账.xlsx"]


def test_an_unknown_unit_or_folder_is_said_and_nothing_written(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no unit XXX"):
        call_command("export_ledger", "XXX", str(tmp_path / "a.xlsx"))
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_ledger", "JFJ", str(tmp_path / "missing" / "a.xlsx"))
    assert list(tmp_path.iterdir()) == []


def test_volume_is_spread_over_units_states_and_lights(cast: Cast) -> None:
    the_campaign(cast)
    call_command("load_volume", "--units", "3", "--items", "500")
    items = RectificationItem.objects.all()
    assert items.count() == 500
    assert Unit.objects.filter(code__startswith="V").count() == 3
    assert items.values("unit").distinct().count() == 5
    assert items.filter(state__in=DONE_STATES).count() == 280
    found = totals(items)
    assert all(found[kind] for kind in (Light.RED, Light.AMBER, Light.GREEN, Light.DONE))


def test_volume_can_be_added_to(cast: Cast) -> None:
    the_campaign(cast)
    call_command("load_volume", "--items", "100")
    call_command("load_volume", "--items", "100")
    assert RectificationItem.objects.values("number").distinct().count() == 200


def test_volume_without_a_campaign_changes_nothing(cast: Cast) -> None:
    with pytest.raises(CommandError):
        call_command("load_volume", "--units", "2", "--items", "10")
    assert not Unit.objects.filter(code__startswith="V").exists()
