"""The record of a place on a phone: answers, photos, autosave, one sending."""

import json

import pytest
from django.test import Client

from core import attachments, clock
from inspections.enums import Kind, Result
from inspections.models import ChecklistTemplate, CheckRow, Finding
from tests.factories import inspections as make


@pytest.fixture(autouse=True)
def _a_thursday():
    with clock.at(make.DAY):
        yield


@pytest.fixture
def record(cast):
    return make.make_record(cast, make.make_inspection(cast, kind=Kind.COVERT))


@pytest.fixture
def phone(cast):
    client = Client()
    client.force_login(cast.inspector, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _url(record, rest=""):
    return f"/staff/inspections/records/{record.pk}/{rest}"


def _data(record, *results, note="", **more):
    rows = list(record.rows.all())
    data = {f"result-{row.pk}": value for row, value in zip(rows, results, strict=False) if value}
    data |= {f"note-{rows[0].pk}": note}
    return data | more


def test_the_page_works_without_script(phone, record):
    page = phone.get(_url(record)).content.decode()
    assert page.count('type="radio"') == 3 * record.rows.count()
    assert page.count('capture="environment"') == record.rows.count()
    for word in ("符合", "不符合", "没查", "提交记录", "拍照或录像"):
        assert word in page
    assert "2 条查了 0 条" in page


def test_sending_makes_findings_and_cannot_be_repeated(phone, record):
    row = record.rows.first()
    data = _data(record, "no", "yes", note="1号窗口无人在岗", **{f"item-{row.pk}": "1"})
    response = phone.post(_url(record), data)
    assert response["Location"] == f"/staff/inspections/{record.inspection.number}/"
    assert "发现 1 个问题" in phone.get(response["Location"]).content.decode()
    finding = Finding.objects.get()
    assert (finding.description, finding.wants_item) == ("1号窗口无人在岗", True)
    phone.post(_url(record), data)
    assert Finding.objects.count() == 1


def test_a_place_that_has_been_sent_is_not_begun_again(phone, record):
    begin = f"/staff/inspections/{record.inspection.number}/record/"
    template = ChecklistTemplate.objects.filter(active=True).latest("pk")
    data = {"unit": record.unit.code, "place": record.place, "template": template.pk}
    assert phone.post(begin, data)["Location"] == _url(record)
    phone.post(_url(record), _data(record, "yes", "yes"))
    page = phone.post(begin, data).content.decode()
    assert page.count("这个地点的记录已经提交") == 2
    assert f'value="{record.place}"' in page


def test_what_does_not_conform_needs_a_sentence_or_a_photo(phone, record):
    row = record.rows.first()
    page = phone.post(_url(record), _data(record, "no", "yes")).content.decode()
    assert f'href="#note-{row.pk}"' in page
    assert page.count("请写下看到的情况，或添加照片") == 2  # in the summary and at the field
    assert "<title>有错误：" in page
    # The other answer was typed for good.
    assert list(record.rows.values_list("result", flat=True)) == ["no", "yes"]
    assert Finding.objects.count() == 0


def test_a_photo_alone_is_enough_and_becomes_evidence(phone, record):
    row = record.rows.first()
    data = _data(record, "no", "yes") | {f"files-{row.pk}": make.photo()}
    phone.post(_url(record), data)
    finding = Finding.objects.get()
    assert finding.evidence.count() == 1
    assert "见照片" in finding.description


def test_a_photo_survives_an_error_and_can_be_taken_away(phone, record):
    first, second = record.rows.all()
    data = _data(record, "no", "no", note="无人在岗") | {f"files-{first.pk}": make.photo()}
    page = phone.post(_url(record), data).content.decode()
    assert "IMG_1436" in page
    staged = attachments.staged(first.upload_key).get()
    phone.post(_url(record), _data(record, "no", "no", remove_file=str(staged.pk)))
    assert not attachments.staged(first.upload_key).exists()
    assert not attachments.staged(second.upload_key).exists()


def test_a_file_that_cannot_be_taken_is_explained(phone, record):
    row = record.rows.first()
    bad = make.ContentFile(b"MZ\x90\x00", name="x.exe")
    page = phone.post(_url(record), _data(record, "no") | {f"files-{row.pk}": bad})
    assert f"#files-{row.pk}" in page.content.decode()
    assert record.is_open


def test_nothing_answered_is_not_sent(phone, record):
    page = phone.post(_url(record), {}).content.decode()
    assert "请至少回答一项再提交" in page


def test_autosave_keeps_the_answers_and_says_when(phone, record):
    row = record.rows.first()
    response = phone.post(_url(record, "save/"), _data(record, "no", note="还在写"))
    assert json.loads(response.content) == {"message": "2 条查了 1 条，10:20 已保存"}
    row.refresh_from_db()
    assert (row.result, row.note) == (Result.NO, "还在写")
    assert "还在写" in phone.get(_url(record)).content.decode()


def test_a_made_up_answer_is_none(phone, record):
    phone.post(_url(record, "save/"), _data(record, "perhaps"))
    assert set(record.rows.values_list("result", flat=True)) == {""}


def test_rows_of_other_records_are_left_alone(cast, phone, record):
    other = make.make_record(cast, record.inspection, place="一楼大厅")
    row = other.rows.first()
    phone.post(_url(record, "save/"), {f"result-{row.pk}": "no"})
    assert CheckRow.objects.get(pk=row.pk).result == ""


def test_the_same_place_gives_the_same_record(phone, record):
    number = record.inspection.number
    response = phone.post(
        f"/staff/inspections/{number}/record/",
        {
            "unit": "JFJ",
            "place": record.place,
            "template": str(make.make_template().pk),
        },
    )
    assert response["Location"] == _url(record)


def test_nobody_outside_the_team_opens_it(cast, record):
    client = Client()
    for part, status in (("liaison", 404), ("outsider", 404), ("office", 403), ("desk", 404)):
        client.force_login(getattr(cast, part), backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(_url(record)).status_code == status, part


def test_the_worker_answers_for_record_pages_only(phone, db):
    response = phone.get("/staff/inspections/worker.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Service-Worker-Allowed"] == "/staff/inspections/records/"
    assert "POST" not in response.content.decode()
