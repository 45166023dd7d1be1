"""The original Word or PDF file of a plan: cleaned, scoped, kept for the versions sent with it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word

from campaign.actions import plan_files, plans, reviews
from campaign.actions.reviews import NoteRow
from campaign.enums import PlanField
from campaign.models import Campaign, PlanFile, UnitPlan
from core.errors import NotAllowed
from core.uploads.errors import UploadError
from tests.campaign.pages import body, signed_in
from tests.cast import Cast
from tests.factories.campaign import returned_plan, write_plan

URL = "/staff/plans/FA-2011-JFJ/files/"


def word(name: str = "实施方案.docx") -> SimpleUploadedFile:
    """A small real Word file."""
    content = io.BytesIO()
    paper = Word()
    paper.add_paragraph("实施方案正文")
    paper.save(content)
    return SimpleUploadedFile(name, content.getvalue())


@pytest.fixture
def plan(cast: Cast, campaign: Campaign) -> UnitPlan:
    return write_plan(cast.unit, cast.liaison)


def test_a_word_file_is_added_and_fetched(cast: Cast, plan: UnitPlan) -> None:
    liaison = signed_in(cast.liaison)
    html = body(liaison.post(URL, {"originals": [word()]}, follow=True))
    assert "实施方案.docx" in html
    response = liaison.get(f"{URL}{PlanFile.objects.get().pk}/")
    assert b"".join(response.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert "attachment" in response.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("方案.docx", b"not a word file at all"),
        SimpleUploadedFile("方案.exe", b"MZ" + b"\0" * 100),
        SimpleUploadedFile("方案.docx", b""),
    ],
)
def test_other_files_are_refused_in_a_sentence(
    cast: Cast, plan: UnitPlan, file: SimpleUploadedFile
) -> None:
    html = body(signed_in(cast.liaison).post(URL, {"originals": [file]}))
    assert "error-summary" in html
    assert not PlanFile.objects.exists()


def test_no_more_than_five(cast: Cast, plan: UnitPlan) -> None:
    for n in range(5):
        plan_files.add(plan=plan, by=cast.liaison, file=word(f"附件{n}.docx"))
    with pytest.raises(UploadError):
        plan_files.add(plan=plan, by=cast.liaison, file=word())


def test_only_the_liaison_adds_and_only_while_writing(cast: Cast, plan: UnitPlan) -> None:
    with pytest.raises(NotAllowed):
        plan_files.add(plan=plan, by=cast.outsider, file=word())
    plans.send_to_head(plan=plan, by=cast.liaison)
    with pytest.raises(NotAllowed):
        plan_files.add(plan=plan, by=cast.liaison, file=word())


def test_a_file_taken_out_stays_for_the_version_sent_with_it(
    cast: Cast, campaign: Campaign
) -> None:
    plan = write_plan(cast.unit, cast.liaison)
    file = plan_files.add(plan=plan, by=cast.liaison, file=word("第一稿.docx"))
    plan = plans.submit(plan=plans.send_to_head(plan=plan, by=cast.liaison), by=cast.unit_head)
    notes = [NoteRow(PlanField.FILE, "附件不是最终稿")]
    plan = reviews.return_plan(plan=plan, by=cast.office, notes=notes)
    liaison = signed_in(cast.liaison)
    liaison.post(URL, {"remove_file": str(file.pk)})
    file.refresh_from_db()
    assert not file.in_use
    assert "第一稿.docx" in body(liaison.get("/staff/plans/FA-2011-JFJ/versions/1/"))
    response = liaison.get(f"{URL}{file.pk}/")
    assert b"".join(response.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    with pytest.raises(NotAllowed):
        plan_files.remove(file=file, by=cast.liaison)


def test_another_units_file_is_not_to_be_had(cast: Cast, campaign: Campaign) -> None:
    returned_plan(cast)
    file = plan_files.add(plan=UnitPlan.objects.get(), by=cast.liaison, file=word())
    write_plan(cast.other_unit, cast.outsider)
    outsider = signed_in(cast.outsider)
    assert outsider.get(f"{URL}{file.pk}/").status_code == 404
    assert outsider.get(f"/staff/plans/FA-2011-GJJ/files/{file.pk}/").status_code == 404
