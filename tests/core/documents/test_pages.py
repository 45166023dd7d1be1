"""The pages of a paper on its way, and the page that proves a printed one."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from core.documents import actions
from core.models import AuditEvent, Document
from core.models.document import DocumentState
from tests.access.core import make_document
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def liaison(cast: Cast, client: Client) -> Client:
    client.force_login(cast.liaison, backend=BACKEND)
    return client


def address(document: Document, what: str = "progress") -> str:
    return reverse(f"core:document-{what}", args=[document.key])


def test_the_page_shows_how_far_the_paper_is(liaison: Client, cast: Cast) -> None:
    document = make_document(cast)
    Document.objects.update(state=DocumentState.RUNNING, progress=40)
    html = liaison.get(address(document)).content.decode()
    assert 'value="40"' in html
    assert "正在生成" in html


def test_it_asks_again_by_script_and_by_a_link(liaison: Client, cast: Cast) -> None:
    document = make_document(cast)
    html = liaison.get(address(document)).content.decode()
    assert f'hx-get="{address(document)}" hx-trigger="every 1s"' in html
    assert f'<a class="btn btn-plain" href="{address(document)}">' in html


def test_htmx_gets_the_fragment_only(liaison: Client, cast: Cast) -> None:
    document = make_document(cast)
    html = liaison.get(address(document), headers={"HX-Request": "true"}).content.decode()
    assert html.strip().startswith("<section")
    assert "<html" not in html


def test_a_finished_paper_is_offered_and_asks_no_more(liaison: Client, cast: Cast) -> None:
    document = make_document(cast, DocumentState.DONE)
    html = liaison.get(address(document)).content.decode()
    assert address(document, "download") in html
    assert document.sha256 in html
    assert "hx-get" not in html


def test_the_file_is_the_stored_one(liaison: Client, cast: Cast) -> None:
    document = make_document(cast, DocumentState.DONE)
    response = liaison.get(address(document, "download"))
    body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    with default_storage.open(document.file) as file:
        assert body == file.read()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="HJ-2011-JFJ-1.pdf"'
    assert "no-store" in response["Cache-Control"]
    row = AuditEvent.objects.get(action="core.document.download")
    assert (row.actor, row.number) == ("liaison", document.number)


def test_there_is_no_file_before_it_is_built(liaison: Client, cast: Cast) -> None:
    assert liaison.get(address(make_document(cast), "download")).status_code == 404


def test_a_failed_paper_can_be_built_again(liaison: Client, cast: Cast) -> None:
    document = make_document(cast, DocumentState.FAILED)
    assert address(document, "retry") in liaison.get(address(document)).content.decode()
    response = liaison.post(address(document, "retry"), follow=True)
    assert response.redirect_chain == [(address(document), 302)]
    assert "正在重新生成" in response.content.decode()
    document.refresh_from_db()
    assert document.state == DocumentState.QUEUED


def test_another_unit_finds_nothing(client: Client, cast: Cast) -> None:
    document = make_document(cast, DocumentState.DONE)
    client.force_login(cast.outsider, backend=BACKEND)
    for what in ("progress", "download"):
        assert client.get(address(document, what)).status_code == 404


def test_anybody_can_verify_a_printed_paper(client: Client, cast: Cast) -> None:
    document = make_document(cast, DocumentState.DONE)
    html = client.get(reverse("core:verify", args=[document.number])).content.decode()
    assert document.sha256 in html
    assert document.title in html
    assert "现行有效" in html
    assert "国国国" not in html  # what stands in the paper


def test_verifying_shows_superseded_editions_newest_first(client: Client, cast: Cast) -> None:
    first = make_document(cast, DocumentState.DONE)
    second = actions.request_document(first.kind, {}, by=cast.liaison)
    actions.build(second.pk)
    second.refresh_from_db()
    html = client.get(reverse("core:verify", args=[first.number])).content.decode()
    assert html.index(second.sha256) < html.index(first.sha256)
    assert html.count("已被后续版本替代") == 1


def test_a_paper_under_way_proves_nothing_yet(client: Client, cast: Cast) -> None:
    document = make_document(cast)
    assert client.get(reverse("core:verify", args=[document.number])).status_code == 404


def test_an_unknown_number_says_what_to_do(client: Client, db: None) -> None:
    response = client.get("/verify/青作风办督〔2011〕5号/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "青作风办督〔2011〕5号" in html
    assert "请勿采信" in html
