"""Who read which case is in the trail, and on the page and the paper (§3.2, C13)."""

import re

import pytest
from django.test import Client

from complaints.actions import dispatch
from core.models import AuditEvent
from tests.cast import Cast
from tests.factories import complaints as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
VIEW = "complaints.complaint.view"


def page_of(client: Client, user: object, path: str) -> str:
    client.force_login(user)  # type: ignore[arg-type]
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def mark_of(html: str) -> tuple[str, str]:
    """Who and when, as the layer over the page says them."""
    layer = re.search(r'<svg class="page-mark".*?</svg>', html, re.DOTALL)
    assert layer is not None, "no mark"
    texts = re.findall(r"<text[^>]*>(.*?)</text>", layer.group())
    return texts[0], texts[1]


def test_a_case_is_marked_with_reader_unit_time_and_row(client: Client, cast: Cast) -> None:
    case = make.make_handling(cast)
    who, when = mark_of(page_of(client, cast.contact, f"/staff/complaints/{case.number}/"))
    row = AuditEvent.objects.get(action=VIEW)
    assert cast.contact.name in who
    assert cast.unit.short_name in who or cast.unit.name in who
    assert "2011-08-19 18:00" in when
    assert str(row.pk) in when
    assert (row.actor, row.number, row.unit_code) == ("contact", case.number, "JFJ")
    assert row.detail == {"page": "complaints:case"}


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("desk", "/staff/intake/{}/"),
        ("desk", "/staff/intake/{}/redact/"),
        ("desk", "/staff/complaints/{}/identity/"),
        ("office", "/staff/complaints/{}/"),
    ],
)
def test_each_page_of_the_desk_is_marked_and_written_down(
    client: Client, cast: Cast, who: str, path: str
) -> None:
    case = make.make_triaged(cast)
    mark_of(page_of(client, getattr(cast, who), path.format(case.number)))
    assert AuditEvent.objects.filter(action=VIEW, actor=who, number=case.number).count() == 1


def test_an_accusation_with_discipline(client: Client, cast: Cast) -> None:
    case = make.make_accusation(cast)
    dispatch.to_discipline(complaint=case, by=cast.desk)
    mark_of(page_of(client, cast.discipline, f"/staff/discipline/{case.number}/"))
    mark_of(page_of(client, cast.discipline, "/staff/discipline/"))


@pytest.mark.parametrize(
    ("who", "path"), [("desk", "/staff/intake/"), ("office", "/staff/complaints/")]
)
def test_lists_are_marked_too(client: Client, cast: Cast, who: str, path: str) -> None:
    make.make_received(cast)
    mark_of(page_of(client, getattr(cast, who), path))
    row = AuditEvent.objects.get(action="complaints.complaint.list")
    assert row.detail["cases"] == 1


def test_the_row_says_nothing_of_the_case(client: Client, cast: Cast) -> None:
    case = make.make_triaged(cast)
    page_of(client, cast.desk, f"/staff/intake/{case.number}/")
    row = AuditEvent.objects.get(action=VIEW)
    for word in (make.CONTENT[:8], make.REDACTED[:8], "欧阳测试"):
        assert word not in str(row.detail)


def test_other_pages_carry_no_mark(client: Client, cast: Cast) -> None:
    assert "page-mark" not in page_of(client, cast.desk, "/staff/todo/")


def test_a_refused_form_is_marked_as_well(client: Client, cast: Cast) -> None:
    case = make.make_accepted(cast)
    client.force_login(cast.desk)
    answer = client.post(f"/staff/intake/{case.number}/redact/", {"text": ""})
    assert answer.status_code == 422
    mark_of(answer.content.decode())


class TestFiles:
    def test_a_download_is_written_down(self, client: Client, cast: Cast) -> None:
        case = make.make_accepted(cast)
        file = make.attach(case)
        client.force_login(cast.desk)
        answer = client.get(f"/staff/complaints/file/{file.pk}/")
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        row = AuditEvent.objects.get(action="core.attachment.download")
        assert (row.actor, row.number, row.object_id) == (
            "desk",
            case.number,
            file.attachment_id,
        )
        assert "照片" not in str(row.detail)

    def test_one_that_was_refused_is_not(self, client: Client, cast: Cast) -> None:
        case = make.make_handling(cast)
        file = make.attach(case)
        client.force_login(cast.contact)
        assert client.get(f"/staff/complaints/file/{file.pk}/").status_code == 404
        assert not AuditEvent.objects.filter(action="core.attachment.download").exists()
