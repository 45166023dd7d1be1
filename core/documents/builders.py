"""Builders: one for each kind of paper, written by the package that knows what stands in it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from core.access import Answer
from core.actors import Actor

Params = Mapping[str, Any]


class Builder(ABC):
    """Turns parameters (JSON values) into the data of a template.

    `code` names the kind for good; `template` is set by WeasyPrint with the answer of `data` and
    what `core.documents.setting.context` adds; `closing` is the template of the page that follows
    an odd last page (the imprint of an official document), or empty. `traced`: a working paper
    that may show what was a complaint; each page names at its foot who asked for it (C13).
    """

    code: ClassVar[str]
    template: ClassVar[str] = "core/documents/official.html"
    closing: ClassVar[str] = "core/documents/closing.html"
    traced: ClassVar[bool] = False

    @abstractmethod
    def title(self, params: Params) -> str:
        """What the paper is called. Anybody who knows the number reads it: no content here."""

    @abstractmethod
    def number(self, params: Params) -> str:
        """The number the paper is known by, for example `ZJ-2011-JFJ`."""

    @abstractmethod
    def data(self, params: Params, user: Actor) -> dict[str, Any]:
        """The template's data. Reads only; `user` is the one who asked."""

    @abstractmethod
    def can_read(self, params: Params, user: Actor) -> Answer:
        """Whether a person may ask for the paper and open it."""


_builders: dict[str, Builder] = {}


def register(builder: Builder) -> None:
    """Make a builder known (from `apps.ready()` of its package)."""
    known = _builders.setdefault(builder.code, builder)
    if type(known) is not type(builder):
        raise ValueError(f"two builders of documents called {builder.code}")


def builder_of(code: str) -> Builder:
    """The builder of a kind; `LookupError` if there is none."""
    try:
        return _builders[code]
    except KeyError:
        raise LookupError(f"no builder of documents called {code}") from None
