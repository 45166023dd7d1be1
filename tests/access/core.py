"""Who may open the addresses of the machinery."""

from typing import Any

from django.urls import reverse

from core.access import Allowed, Answer, Denied
from core.actors import Actor
from core.documents import actions, builders
from core.documents.builders import Builder, Params
from core.models import Document
from core.models.document import DocumentState
from tests.access.types import ANYBODY, Route
from tests.cast import PARTS, Cast
from tests.factories.documents import make_paper

_READERS = frozenset({"liaison", "unit_head", "unit_deputy", "owner"})


class UnitLetter(Builder):
    """A paper that the people of unit JFJ may read."""

    code = "test.unit-letter"

    def title(self, params: Params) -> str:
        return "经济发展局的函"

    def number(self, params: Params) -> str:
        return "HJ-2011-JFJ"

    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        return {"paper": make_paper(0)}

    def can_read(self, params: Params, user: Actor) -> Answer:
        return Allowed() if user.may("unit.read", "JFJ") else Denied("Not yours.")


def make_document(cast: Cast, state: DocumentState | None = None) -> Document:
    """A queued paper of unit JFJ; with `state`, one that has come that far."""
    builders._builders.setdefault(UnitLetter.code, UnitLetter())
    document = actions.request_document(UnitLetter.code, {}, by=cast.liaison)
    if state == DocumentState.DONE:
        actions.build(document.pk)
    elif state:
        Document.objects.filter(pk=document.pk).update(state=state)
    document.refresh_from_db()
    return document


def _path(name: str, state: DocumentState | None = None) -> Any:
    return lambda cast: reverse(name, args=[make_document(cast, state).key])


ROUTES = {
    "core:document-progress": Route(_path("core:document-progress"), _READERS),
    "core:document-retry": Route(
        _path("core:document-retry", DocumentState.FAILED), _READERS, method="post"
    ),
    "core:document-download": Route(_path("core:document-download", DocumentState.DONE), _READERS),
    "core:verify-form": Route(lambda cast: "/verify/", ANYBODY),
    "core:verify": Route(
        lambda cast: reverse("core:verify", args=[make_document(cast, DocumentState.DONE).number]),
        ANYBODY,
    ),
    "core:draft-save": Route(
        lambda cast: reverse("core:draft-save"),
        frozenset(PARTS),
        "post",
        {"form_key": "test.form:1", "goals": "x"},
    ),
}
