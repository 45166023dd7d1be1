"""Nothing in a document reaches the network or a file (security.md §2.6)."""

import contextlib
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from weasyprint import HTML

from core.documents.press import Press, PressFault
from tests.core.documents.attacks import file_vectors, vectors
from tests.core.documents.pages import lines, read
from tests.factories.documents import job_of

PIXEL = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4">'
    b'<rect width="4" height="4" fill="red"/></svg>'
)


class Canary:
    """A server on this machine that notes who asks for what."""

    def __init__(self) -> None:
        hits = self.hits = list[str]()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hits.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "image/svg+xml")
                self.end_headers()
                self.wfile.write(PIXEL)

            def log_message(self, *_given: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def canary() -> Iterator[Canary]:
    bird = Canary()
    yield bird
    bird.server.shutdown()
    bird.server.server_close()


@pytest.mark.asvs("1.3.6")
def test_no_markup_reaches_the_network(press: Press, canary: Canary) -> None:
    tried = list(vectors(canary.url))
    assert len(tried) >= 45
    for _name, html in tried:
        # A refused colour profile stops the whole document; that is a refusal, too.
        with contextlib.suppress(PressFault):
            press.print(job_of(html))
    assert canary.hits == []


@pytest.mark.filterwarnings("ignore")
def test_the_same_markup_reaches_it_with_the_default_fetcher(canary: Canary) -> None:
    """Negative control: without our fetcher the canary is hit again and again."""
    for _name, html in vectors(canary.url):
        try:
            HTML(string=f"<title>t</title><body>{html}").write_pdf()
        except Exception:  # noqa: S112 (the control only counts hits)
            continue
    assert len({hit.split("/")[1] for hit in canary.hits}) >= 15


@pytest.mark.asvs("1.3.6")
def test_no_local_file_gets_into_a_document(press: Press, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary-in-a-file")
    for _name, html in file_vectors(str(secret)):
        pdf = press.print(job_of(html)).pdf
        reader = read(pdf)
        assert dict(reader.attachments) == {}
        assert b"canary-in-a-file" not in pdf


def test_a_local_file_gets_in_with_the_default_fetcher(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary-in-a-file")
    pdf = HTML(string=f'<link rel="attachment" href="file://{secret}">').write_pdf()
    assert list(read(pdf).attachments.values()) == [[b"canary-in-a-file"]]


def test_an_asset_of_the_request_is_found_by_its_exact_name(press: Press) -> None:
    html = '<img src="app:logo" alt="-"><img src="app:logo/../other" alt="?">'
    page = read(press.print(job_of(html, **{"app:logo": ("image/svg+xml", PIXEL)})).pdf).pages[0]
    text = "".join(line.text for line in lines(page))
    assert "?" in text
    assert "-" not in text


def test_the_typesetter_gets_no_secret_of_the_portal(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "a-secret-that-must-not-travel")
    other = Press()
    try:
        other.print(job_of("<p>一</p>"))
        environment = Path(f"/proc/{other.process_id}/environ").read_bytes()
    finally:
        other.stop()
    assert b"a-secret" not in environment
    assert b"DATABASE_URL" not in environment
