"""Walk every page that a person can reach, and read everything on it as plain text."""

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Callable
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve
from pypdf import PdfReader

_LINK = re.compile(r"""(?:href|src|action|hx-get)=["']([^"'#]+)""")
# Following these would end the session or leave the site.
_SKIP = ("/accounts/sign-out/", "/static/", "mailto:", "tel:", "javascript:", "data:")


def body_of(response: HttpResponseBase) -> bytes:
    """The whole body, streamed or not."""
    if response.streaming:
        return b"".join(response.streaming_content)  # type: ignore[attr-defined, no-any-return]
    return bytes(response.content)  # type: ignore[attr-defined]


def text_of(response: HttpResponseBase) -> str:
    """Everything readable in a response: headers, HTML, PDF text and metadata, zipped parts."""
    body = body_of(response)
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return headers + "\n" + readable(body)


def readable(body: bytes) -> str:
    """The text of a file: PDF pages and metadata, the parts of a zip (XLSX, DOCX), or UTF-8."""
    if body.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(body))
        pages = [page.extract_text() for page in reader.pages]
        return "\n".join([*pages, str(reader.metadata or "")])
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = [f"{name}\n{readable(archive.read(name))}" for name in archive.namelist()]
        return "\n".join(parts)
    return unescape(body.decode("utf-8", "replace"))


def links_in(page: str, base: str) -> set[str]:
    """Addresses of this site that a page points to, queries kept."""
    found = set()
    for raw in _LINK.findall(page):
        if raw.startswith(_SKIP):
            continue
        parts = urlsplit(urljoin(base, unescape(raw)))
        if parts.netloc in {"", "testserver"} and not parts.path.startswith(_SKIP):
            found.add(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def _name(path: str) -> str:
    """The named address of a path, with its act if it has one; nothing for what leads nowhere."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    return f"{match.view_name} {match.kwargs.get('act', '')}"


def crawl(
    client: Client,
    start: str = "/staff/",
    limit: int = 600,
    per_path: int = 3,
    per_name: int = 0,
    read: Callable[[HttpResponseBase], str] = text_of,
) -> dict[str, str]:
    """Every page reachable from `start` by GET: address to what `read` makes of it.

    At most `limit` pages. A list is read in `per_path` of its views at most: sorted and filtered
    it has thousands. With `per_name`, so many pages of each named address, so that a walk meets
    every kind of page and yet ends.
    Pages that answer 404, 405 or 403 are kept too: an error page must leak nothing either.
    """
    pages: dict[str, str] = {}
    views: Counter[str] = Counter()
    queue = deque([start])
    while queue and len(pages) < limit:
        address = queue.popleft()
        path = address.partition("?")[0]
        name = _name(path) if per_name else ""
        if address in pages or views[path] >= per_path or (name and views[name] >= per_name):
            continue
        views.update([path, name])
        response = client.get(address, headers={"accept": "text/html"})
        if 300 <= response.status_code < 400:
            pages[address] = response["Location"]
            queue.extend(links_in(f'href="{response["Location"]}"', address))
            continue
        assert response.status_code < 500, f"{address} answered {response.status_code}"
        pages[address] = read(response)
        if response.streaming:  # what nobody has read stays open otherwise
            deque(response.streaming_content, maxlen=0)  # type: ignore[attr-defined]
        if response.headers.get("Content-Type", "").startswith("text/html"):
            queue.extend(sorted(links_in(pages[address], address) - pages.keys()))
    return pages
