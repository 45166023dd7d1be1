"""Complaints per second through the last step of the real form, commit included, against a bare
Django view that does one INSERT and commits, on the same server and workers.

Every request has a session of its own with a form that is filled in, as if 1,400 people pressed
«send» at once. What each answered POST promised is counted in the database afterwards.
"""

import json
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import django
from django.db import connection

django.setup()

from django.conf import settings  # noqa: E402

from accounts.sessions import SessionStore  # noqa: E402
from complaints import codes  # noqa: E402
from complaints.models import Complaint  # noqa: E402
from core.crypto import encrypt  # noqa: E402
from script.lib.bench import Row, migrate  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
WORKERS, CLIENTS, WARM_UP = 2, 8, 40
# Short rounds in turn, about a second each, so that both sides see the same machine.
ROUNDS, FLOOR_REQUESTS, REQUESTS = 7, 1000, 200
CONTENT = (
    "我6月2日去窗口办营业执照变更，工作人员说材料不齐让我回去补，来回跑了三趟，能不能一次说清楚？"
)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def _served() -> Iterator[int]:
    """The web server of `script/server`, on a free port."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface=wsgi",
        "--http=1",
        "--no-ws",
        "--host=127.0.0.1",
        f"--port={port}",
        f"--workers={WORKERS}",
        "--blocking-threads=2",
        "--log-level=error",
        "bench._intake_app:application",
    ]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "bench._intake_settings"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait(port)
            yield port
        finally:
            server.terminate()
            server.wait(20)


def _wait(port: int) -> None:
    for _turn in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as line:
                line.sendall(
                    b"GET /health/live/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                )
                if b" 200 " in line.recv(200):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("the web server did not start")


def _request(path: str, body: str, cookies: str = "") -> bytes:
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    lines += [f"Cookie: {cookies}"] if cookies else []
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def _filled_forms(count: int) -> list[bytes]:
    """Sessions whose forms are filled in, and the request that sends each."""
    made = []
    for _turn in range(count):
        token, csrf = codes.new_token(), secrets.token_hex(16)
        data = {
            "unit": {"unit": "", "window": "3号窗口", "person": ""},
            "detail": {"category": "2", "happened_on": "", "content": CONTENT, "wish": ""},
            "contact": {
                "anonymous": "0",
                "name": "测试",
                "phone": "13800000000",
                "email": "",
                "wants_secrecy": True,
                "consent_contact": False,
                "consent_public": False,
            },
        }
        session = SessionStore()
        session["complaint"] = encrypt(
            json.dumps({"token": token, "data": data, "files": False}), "complaint"
        )
        session.save()
        cookies = (
            f"{settings.SESSION_COOKIE_NAME}={session.session_key};"
            f" {settings.CSRF_COOKIE_NAME}={csrf}"
        )
        body = f"csrfmiddlewaretoken={csrf}&confirm=1&token={token}"
        made.append(_request("/complaint/new/check/", body, cookies))
    return made


def _answer(line: socket.socket) -> int:
    """Read one answer that has no body, or a short one; its status."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = line.recv(65536)
        if not part:
            return 0
        data += part
    head, _sep, rest = data.partition(b"\r\n\r\n")
    length = next(
        (
            int(field.split(b":")[1])
            for field in head.split(b"\r\n")
            if field.lower().startswith(b"content-length")
        ),
        0,
    )
    while len(rest) < length:
        part = line.recv(65536)
        if not part:
            return 0
        rest += part
    return int(head.split(b" ", 2)[1])


def _fire(port: int, requests: list[bytes], wanted: int) -> float:
    """All requests from `CLIENTS` connections at once; how many a second were answered right."""
    waiting, lock, wrong = list(requests), threading.Lock(), []

    def client() -> None:
        with socket.create_connection(("127.0.0.1", port), 30) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while True:
                with lock:
                    if not waiting:
                        return
                    request = waiting.pop()
                line.sendall(request)
                status = _answer(line)
                if status != wanted:
                    wrong.append(status)

    threads = [threading.Thread(target=client) for _turn in range(CLIENTS)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begin
    if wrong:
        raise SystemExit(f"{len(wrong)} requests were answered {sorted(set(wrong))}")
    return len(requests) / seconds


def run() -> Iterator[Row]:
    """Requests a second: the median round of the form beside that of the floor."""
    migrate()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_row (id bigserial PRIMARY KEY, text text)")
    bare = [_request("/bare/", "text=" + "a" * 200)]
    floors, values = [], []
    with _served() as port:
        _fire(port, bare * WARM_UP, 204)
        _fire(port, _filled_forms(WARM_UP), 302)
        for _turn in range(ROUNDS):
            floors.append(_fire(port, bare * FLOOR_REQUESTS, 204))
            values.append(_fire(port, _filled_forms(REQUESTS), 302))
    stored = Complaint.objects.count()
    promised = WARM_UP + ROUNDS * REQUESTS
    if stored != promised:
        raise SystemExit(f"{promised} complaints were acknowledged, {stored} are stored")
    yield Row(
        "complaints through the real form",
        median(values),
        "1/s",
        floor=median(floors),
        target=">= 0.2",
    )
