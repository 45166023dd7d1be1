"""What makes the runtime of the tests stricter than production."""

import socket
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")  # noqa: S104 (compared, nothing listens on it)


class UndefinedVariable(str):
    """For `string_if_invalid`: one of our templates that names an unknown variable fails.

    Django formats it with the variable's name. Templates of other projects may do as they like.
    """

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, variable: object) -> str:
        template = _rendering_template()
        if template.is_relative_to(ROOT) and ".venv" not in template.parts:
            name = template.relative_to(ROOT)
            raise AssertionError(f"{name}: the variable {{{{ {variable} }}}} is not defined")
        return ""


def _rendering_template() -> Path:
    frame = sys._getframe(2)
    while frame is not None:
        context = frame.f_locals.get("context")
        rendering = getattr(context, "render_context", None)
        if rendering is not None and getattr(rendering, "template", None) is not None:
            return Path(str(rendering.template.origin.name))
        frame = frame.f_back
    return Path("unknown")


class NetworkBlocked(AssertionError):
    """A test tried to leave this machine."""


def block_network(patch: pytest.MonkeyPatch) -> None:
    """Let Python's sockets reach the loopback interface and Unix sockets only."""
    connect, connect_ex, getaddrinfo = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def check(host: object) -> None:
        text = host.decode() if isinstance(host, bytes) else str(host or "127.0.0.1")
        if not text.startswith(LOOPBACK):
            raise NetworkBlocked(f"a test tried to reach {text}")

    def guarded(real: Any) -> Any:
        def call(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX:
                check(address[0])
            return real(self, address)

        return call

    def lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        check(host)
        return getaddrinfo(host, *args, **kwargs)

    patch.setattr(socket.socket, "connect", guarded(connect))
    patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    patch.setattr(socket, "getaddrinfo", lookup)
