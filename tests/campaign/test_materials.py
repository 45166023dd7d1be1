"""Materials of a study session: cleaned, seen by the unit and the office, never asked for."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaign.actions import materials, studies
from campaign.models import Campaign, StudyLine, StudyMaterial, StudySession
from core.errors import DomainError, NotAllowed
from tests.campaign.pages import body, signed_in
from tests.campaign.test_plan_files import word
from tests.cast import Cast
from tests.factories.campaign import accepted_plan, make_session

NAME = "首问责任制.docx"


@pytest.fixture
def session(cast: Cast, campaign: Campaign) -> StudySession:
    return make_session(cast)


def url(session: StudySession, page: str = "") -> str:
    return f"/staff/study/{session.number}/{page}"


def test_a_file_is_added_and_read_by_unit_and_office(cast: Cast, session: StudySession) -> None:
    page = url(session, "materials/")
    answer = signed_in(cast.liaison).post(page, {"materials": [word(NAME)]}, follow=True)
    assert NAME in body(answer)
    row = StudyMaterial.objects.get()
    for reader in (cast.owner, cast.office, cast.leader):
        client = signed_in(reader)
        assert NAME in body(client.get(url(session)))
        file = client.get(f"{page}{row.pk}/")
        assert b"".join(file.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    outsider = signed_in(cast.outsider)
    assert outsider.get(f"{page}{row.pk}/").status_code == 404


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("材料.docx", b"not a word file at all"),
        SimpleUploadedFile("材料.exe", b"MZ" + b"\0" * 100),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence_and_the_good_one_kept(
    cast: Cast, session: StudySession, file: SimpleUploadedFile
) -> None:
    page = url(session, "materials/")
    html = body(signed_in(cast.liaison).post(page, {"materials": [word(NAME), file]}))
    assert "error-summary" in html
    assert [str(row) for row in StudyMaterial.objects.all()] == [NAME]


def test_five_files_at_most(cast: Cast, session: StudySession) -> None:
    for n in range(5):
        materials.add(session=session, by=cast.liaison, file=word(f"{n}.docx"))
    with pytest.raises(DomainError):
        materials.add(session=session, by=cast.liaison, file=word("6.docx"))


def test_what_is_taken_out_is_gone_from_the_pages(cast: Cast, session: StudySession) -> None:
    row = materials.add(session=session, by=cast.liaison, file=word(NAME))
    client = signed_in(cast.liaison)
    client.post(url(session, "materials/"), {"remove_file": row.pk}, follow=True)
    assert NAME not in body(client.get(url(session)))
    assert client.get(url(session, f"materials/{row.pk}/")).status_code == 404
    assert StudyMaterial.objects.filter(pk=row.pk).exists()


def test_nobody_else_adds_and_nothing_is_added_to_what_was_cancelled(
    cast: Cast, session: StudySession
) -> None:
    with pytest.raises(NotAllowed):
        materials.add(session=session, by=cast.unit_head, file=word())
    studies.cancel(session=session, by=cast.liaison, reason="改期后合并举行。")
    with pytest.raises(NotAllowed):
        materials.add(session=session, by=cast.liaison, file=word())


def test_the_plan_shows_them_beside_its_line(cast: Cast, campaign: Campaign) -> None:
    plan = accepted_plan(cast)
    line = StudyLine.objects.filter(plan=plan).first()
    session = make_session(cast, line=line)
    materials.add(session=session, by=cast.liaison, file=word(NAME))
    assert NAME in body(signed_in(cast.liaison).get("/staff/study/plan/"))
