"""Answers of Open311 GeoReport v2 in JSON and XML, refusals among them.

An answer is a root name and a tree of dicts, lists and plain values; both formats are made of the
same tree, so they cannot tell different things.
"""

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from core.text import Text

PLACE = "/open311/"
JSON, XML = "json", "xml"
TYPES = {JSON: "application/json; charset=utf-8", XML: "application/xml; charset=utf-8"}
# What XML calls one entry of a list.
_ENTRY = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: `code` is the HTTP status, as the standard has it."""

    code: int
    description: Text


class Refused(Exception):
    """The request is answered with faults; `wait`: seconds until it may be tried again."""

    def __init__(self, *faults: Fault, wait: int = 0) -> None:
        super().__init__(faults[0].code)
        self.faults = faults
        self.wait = wait


def refused(code: int, description: Text) -> Refused:
    """A refusal with one sentence."""
    return Refused(Fault(code, description))


def form_of(request: HttpRequest, ending: str = "") -> str:
    """The format: the ending of the address first, then `Accept`, then JSON."""
    if ending.strip(".") in TYPES:
        return ending.strip(".")
    path = request.path_info
    if path.endswith((".json", ".xml")):
        return path.rpartition(".")[2]
    wanted = request.headers.get("Accept", "")
    places = {form: wanted.find(f"/{form}") for form in TYPES}
    return XML if places[XML] >= 0 > places[JSON] or 0 <= places[XML] < places[JSON] else JSON


def answer(form: str, root: str, tree: Any, status: int = 200) -> HttpResponse:
    """The tree in one of the formats."""
    text = _xml(root, tree) if form == XML else json.dumps(tree, ensure_ascii=False)
    return HttpResponse(text, content_type=TYPES[form], status=status)


def faults(form: str, found: Iterable[Fault], wait: int = 0) -> HttpResponse:
    """A refusal in the words of the standard: a list of codes and descriptions."""
    tree = [{"code": fault.code, "description": str(fault.description)} for fault in found]
    response = answer(form, "errors", tree, status=tree[0]["code"])  # type: ignore[arg-type]
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def outside(request: HttpRequest, status: int) -> HttpResponse | None:
    """The answer to a request for us that failed before it came here; nothing for other pages."""
    if not request.path_info.startswith(PLACE):
        return None
    words = {
        400: _("The request cannot be read. Send the fields as a form in UTF-8, at most 64 KB."),
        405: _("This address does not take this method."),
        404: _("There is nothing at this address. See the discovery document."),
    }
    said = words.get(status) or _("Something went wrong here. Nothing was stored; try again later.")
    return faults(form_of(request), [Fault(status, said)])


def _xml(root: str, tree: Any) -> str:
    out = io.StringIO()
    writer = SimplerXMLGenerator(out, "utf-8")
    writer.startDocument()
    _element(writer, root, tree)
    writer.endDocument()
    return out.getvalue()


def _element(writer: SimplerXMLGenerator, name: str, value: Any) -> None:
    writer.startElement(name, {})  # type: ignore[arg-type]
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _element(writer, key, inner)
    elif isinstance(value, list):
        for inner in value:
            _element(writer, _ENTRY[name], inner)
    elif isinstance(value, bool):
        writer.characters("true" if value else "false")
    elif value is not None:
        writer.characters(str(value))
    writer.endElement(name)
