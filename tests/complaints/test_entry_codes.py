"""Supervision codes: made, scanned, moved, retired, printed."""

import io

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from complaints import entries as lookup
from complaints.actions import entries
from complaints.models import Complaint, EntryCode
from complaints.posters import Poster
from core import clock
from core.access import Denied
from core.documents import actions as documents
from core.errors import DomainError, NotAllowed, WrongState
from core.models import AuditEvent, Document
from tests.core.documents.pages import MM, fonts, lines, missing
from tests.factories import complaints as make

pytestmark = pytest.mark.django_db
WINDOW = "3号窗口"


@pytest.fixture(autouse=True)
def _today(cast):
    with clock.at(make.TODAY):
        make.the_campaign(cast)
        yield


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _window(cast) -> EntryCode:
    return entries.make(unit=cast.unit, window=WINDOW, by=cast.office)


# --- Making -------------------------------------------------------------------------------------


def test_a_unit_has_its_own_code_and_each_window_another(cast):
    own, window = entries.make(unit=cast.unit, by=cast.office), _window(cast)
    assert own.code == "JFJ"
    assert window.code.startswith("JFJ-")
    assert len(window.code) == len("JFJ-7K4M")
    event = AuditEvent.objects.get(action="complaints.entry.make", number=window.code)
    assert (event.actor, event.unit_code) == ("office", "JFJ")


def test_making_a_code_twice_gives_the_first_one(cast):
    assert _window(cast) == entries.make(unit=cast.unit, window=f" {WINDOW} ", by=cast.desk)


def test_the_database_keeps_one_code_a_window(cast):
    _window(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryCode.objects.create(code="X", unit=cast.unit, window=WINDOW)


def test_codes_for_all_units_leave_out_those_that_have_one(cast):
    entries.make(unit=cast.unit, by=cast.office)
    assert entries.make_for_all(by=cast.office) == 1
    assert entries.make_for_all(by=cast.office) == 0


def test_a_unit_that_has_gone_gets_no_code(cast):
    cast.unit.active = False
    cast.unit.save()
    with pytest.raises(DomainError) as refusal:
        _window(cast)
    assert refusal.value.field == "unit"


def test_a_retired_code_is_never_given_out_again(cast):
    first = entries.make(unit=cast.unit, by=cast.office)
    entries.retire(entry=first, by=cast.office)
    second = entries.make(unit=cast.unit, by=cast.office)
    assert first.code == "JFJ"
    assert second.code.startswith("JFJ-")


@pytest.mark.parametrize("part", ["contact", "unit_head", "leader", "sysadmin"])
def test_units_and_administrators_make_no_codes(cast, part):
    with pytest.raises(NotAllowed):
        entries.make(unit=cast.unit, by=getattr(cast, part))


# --- Scanning -----------------------------------------------------------------------------------


def test_a_scan_fills_in_unit_and_window_and_the_channel(cast):
    client, entry = Client(), _window(cast)
    answer = client.get(f"/r/{entry.code.lower()}/")
    assert answer.headers["Location"] == reverse("complaints:new-detail")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "经济发展局" in page
    assert WINDOW in page
    client.post("/complaint/new/detail/", {"category": "2", "content": make.CONTENT})
    client.post("/complaint/new/contact/", {"anonymous": "1"})
    token = client.get("/complaint/new/check/").context["form"]["token"].value()
    client.post("/complaint/new/check/", {"confirm": "1", "token": token})
    complaint = Complaint.objects.get()
    assert (complaint.channel, complaint.window) == ("qr", WINDOW)
    assert complaint.target_unit == cast.unit
    entry.refresh_from_db()
    assert entry.scans == 1


def test_a_unit_code_works_before_anybody_made_a_row(cast):
    assert Client().get("/r/jfj/").status_code == 302


def test_a_moved_code_leads_on_to_the_last_place(cast):
    old = _window(cast)
    middle = entries.move(entry=old, unit=cast.unit, window="5号窗口", by=cast.office)
    last = entries.move(entry=middle, unit=cast.other_unit, window="1号窗口", by=cast.desk)
    page = Client().get(f"/r/{old.code}/")
    assert page.status_code == 200
    text = page.content.decode()
    assert f"/r/{last.code}/" in text
    assert "规划建设局 1号窗口" in text
    old.refresh_from_db()
    assert old.scans == 0


def test_a_retired_window_leads_to_its_unit(cast):
    entry = entries.retire(entry=_window(cast), by=cast.office)
    landing = lookup.find(entry.code)
    assert (landing.open, landing.successor) == (False, "JFJ")
    assert "/r/JFJ/" in Client().get(f"/r/{entry.code}/").content.decode()


def test_a_retired_unit_code_gets_help_and_never_404(cast):
    entry = entries.retire(entry=entries.make(unit=cast.unit, by=cast.office), by=cast.office)
    page = Client().get(f"/r/{entry.code}/")
    assert page.status_code == 200
    assert reverse("complaints:new-unit") in page.content.decode()


def test_the_code_of_a_unit_that_has_gone_names_its_heir(cast):
    entry = _window(cast)
    cast.unit.active, cast.unit.parent = False, cast.other_unit
    cast.unit.save()
    for code in (entry.code, "JFJ"):
        landing = lookup.find(code)
        assert (landing.open, landing.successor) == (False, "GJJ")


def test_an_unknown_code_gets_help(cast):
    page = Client().get("/r/NOBODY/")
    assert page.status_code == 200
    assert "这个二维码已停用" in page.content.decode()


def test_a_code_ends_once_and_moves_somewhere_else(cast):
    entry = _window(cast)
    with pytest.raises(DomainError) as same:
        entries.move(entry=entry, unit=cast.unit, window=WINDOW, by=cast.office)
    assert same.value.code == "same"
    entries.retire(entry=entry, by=cast.office)
    with pytest.raises(WrongState):
        entries.retire(entry=entry, by=cast.office)


# --- The office's pages -------------------------------------------------------------------------


def test_the_office_makes_moves_and_retires_in_the_pages(cast):
    client = _signed_in(cast.office)
    made = client.post("/staff/codes/new/", {"unit": "JFJ", "window": WINDOW})
    entry = EntryCode.objects.get()
    assert made.headers["Location"] == f"/staff/codes/{entry.code}/"
    assert entry.code in client.get("/staff/codes/?unit=JFJ&use=yes").content.decode()
    moved = client.post(f"/staff/codes/{entry.code}/move/", {"unit": "GJJ", "window": ""})
    assert moved.status_code == 302
    entry.refresh_from_db()
    assert entry.moved_to.code == "GJJ"
    client.post("/staff/codes/GJJ/retire/")
    assert not EntryCode.objects.in_use().exists()
    page = client.get("/staff/codes/GJJ/").content.decode()
    assert "/print/" not in page


def test_a_form_without_unit_says_what_to_do(cast):
    page = _signed_in(cast.desk).post("/staff/codes/new/", {"unit": ""})
    assert page.status_code == 422
    assert "请选择监督码代表的单位" in page.content.decode()


def test_the_list_costs_the_same_for_any_number_of_codes(cast, django_assert_max_num_queries):
    client = _signed_in(cast.office)
    for n in range(6):
        entry = entries.make(unit=cast.unit, window=f"{n}号窗口", by=cast.office)
    entries.move(entry=entry, unit=cast.other_unit, by=cast.office)
    with django_assert_max_num_queries(12):
        assert client.get("/staff/codes/").status_code == 200


# --- The poster ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "millimetres"), [("A4", (210, 297)), ("A5", (148, 210))])
def test_the_poster_is_one_page_with_telephone_hours_and_address(cast, size, millimetres):
    entry, client = _window(cast), _signed_in(cast.office)
    answer = client.post(f"/staff/codes/{entry.code}/print/{size}/")
    document = Document.objects.get()
    assert str(document.key) in answer.headers["Location"]
    assert document.number == f"HB-{entry.code}-{size}"
    assert documents.build(document.pk)
    document.refresh_from_db()
    with default_storage.open(document.file) as file:
        reader = PdfReader(io.BytesIO(file.read()))
    box = reader.pages[0].mediabox
    assert (round(float(box.width) / MM), round(float(box.height) / MM)) == millimetres
    assert len(reader.pages) == 1
    text = "".join(line.text for line in lines(reader.pages[0])).replace(" ", "")
    campaign = make.the_campaign(cast)
    for word in ("经济发展局", WINDOW, campaign.hotline, campaign.hours, f"/r/{entry.code}/"):
        assert word.replace(" ", "") in text, word
    assert missing(reader) == set()
    assert all(fonts(reader).values())


def test_no_poster_for_an_ended_code_or_another_size(cast):
    client, entry = _signed_in(cast.office), _window(cast)
    assert client.post(f"/staff/codes/{entry.code}/print/A3/").status_code == 404
    entries.retire(entry=entry, by=cast.office)
    assert client.post(f"/staff/codes/{entry.code}/print/A4/").status_code == 404
    assert not Document.objects.exists()


def test_units_cannot_open_the_posters_of_others(cast):
    params = {"code": _window(cast).code, "size": "A4"}
    assert isinstance(Poster().can_read(params, cast.contact), Denied)
    assert Poster().can_read(params, cast.desk)
