"""What the environment says, read and judged once, before anything starts.

Used by the settings and by the supervisor. It knows nothing of Django. Each wrong value becomes one
sentence that says what to set; all of them are told together.
"""

import base64
import binascii
import contextlib
import json
import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SECRETS_FILE = "secrets.json"
FONTS = ("FONT_FANGSONG", "FONT_KAI", "FONT_HEI", "FONT_XBS")
"""Fonts of official documents that the free ones stand in for."""
STACK_FILE = "stack.json"
"""Where a running supervisor leaves the addresses of the embedded servers, in the data folder."""

_DATABASE_SCHEMES = ("postgres", "postgresql")
_REDIS_SCHEMES = ("redis", "rediss", "unix")
_EMAIL_SCHEMES = ("smtp", "submission", "submit", "smtps", "console", "file", "dummy")
_STORAGE_SCHEMES = ("file", "s3")
_TRUE = ("1", "true", "yes", "on")
_FALSE = ("0", "false", "no", "off")


class WrongSettings(SystemExit):
    """Some settings are wrong: the sentences, one a line, end the process with exit code 1."""

    def __init__(self, sentences: list[str]):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True)
class Configuration:
    """Every setting with its final value."""

    production: bool
    host: str
    port: int
    data_dir: Path
    database_url: str
    redis_url: str
    secret_key: str
    field_keys: list[str]
    hash_keys: list[str]
    allowed_hosts: list[str]
    site_url: str
    email_url: str
    from_email: str
    storage_url: str
    clamd_address: str
    x_accel_prefix: str
    demo: bool
    demo_password: str
    site: dict[str, str]
    metrics_token: str
    proxy_count: int
    password_max_age_days: int
    require_second_factor: bool
    web_workers: int
    embedded_postgres: bool
    embedded_valkey: bool
    fonts: dict[str, str]


@dataclass
class _Reader:
    given: Mapping[str, str]
    faults: list[str] = field(default_factory=list)

    def text(self, name: str, default: str = "") -> str:
        return self.given.get(name, "").strip() or default

    def number(self, name: str, default: int, least: int, most: int) -> int:
        text = self.text(name, str(default))
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            return int(text)
        self.faults.append(f"{name} is {text!r}: set a whole number from {least} to {most}.")
        return default

    def flag(self, name: str, default: bool) -> bool:
        text = self.text(name, "1" if default else "0").lower()
        if text not in _TRUE + _FALSE:
            self.faults.append(f"{name} is {text!r}: set 1 or 0.")
        return text in _TRUE

    def file(self, name: str) -> str:
        path = self.text(name)
        if path and not os.access(path, os.R_OK):
            self.faults.append(f"{name} is {path!r}: set the path of a font file that we may read.")
        return path

    def items(self, name: str) -> list[str]:
        return [item.strip() for item in self.text(name).split(",") if item.strip()]

    def url(self, name: str, schemes: tuple[str, ...], example: str, default: str = "") -> str:
        text = self.text(name, default)
        # The value may hold a password, so the sentence does not repeat it.
        if text and text.partition(":")[0] not in schemes:
            self.faults.append(f"{name} is no address that fits: set something like {example}.")
        return text


_SITE_OF_THE_DEMO = {
    "zone": "青岚经济开发区",
    "organiser": "青岚经济开发区机关作风建设工作领导小组办公室",
    "hotline": "0700-5501234",
    "hours": "工作日 8:30—17:30",
    "address": "青岚经济开发区创业大道 1 号 2 号楼 305 室",
    "identifier": "0000000000",
    "record": "演示 00000000 号",
}


def _site(reader: _Reader) -> dict[str, str]:
    """`SITE_ZONE`, `SITE_ORGANISER` …: what masthead and footer say; invented for the demo."""
    return {
        name: reader.text(f"SITE_{name.upper()}", invented)
        for name, invented in _SITE_OF_THE_DEMO.items()
    }


def read(given: Mapping[str, str] | None = None) -> Configuration:
    """The configuration in `given` (the process's environment); `WrongSettings` if it is wrong."""
    reader = _Reader(os.environ if given is None else given)
    production = _is_production(reader)
    host, port = reader.text("HOST", "127.0.0.1"), reader.number("PORT", 8000, 1, 65535)
    data_dir = Path(reader.text("DATA_DIR", str(ROOT / "var"))).expanduser().absolute()
    hosts = _allowed_hosts(reader, production, host)
    database_url = reader.url(
        "DATABASE_URL", _DATABASE_SCHEMES, "postgres://user:password@db.example:5432/portal"
    )
    redis_url = reader.url("REDIS_URL", _REDIS_SCHEMES, "redis://:password@redis.example:6379/0")
    secret_key, field_keys = _keys(reader, production, data_dir)
    site = f"https://{hosts[0]}" if production and hosts else f"http://{host}:{port}"
    email_url = _email_url(reader, production, data_dir)
    stack = {} if database_url and redis_url else _running_stack(data_dir)
    result = Configuration(
        production=production,
        host=host,
        port=port,
        data_dir=data_dir,
        database_url=database_url or stack.get("DATABASE_URL", ""),
        redis_url=redis_url or stack.get("REDIS_URL", ""),
        secret_key=secret_key,
        field_keys=field_keys,
        hash_keys=_hash_keys(reader),
        allowed_hosts=hosts,
        site_url=reader.url("SITE_URL", ("http", "https"), "https://portal.example", site),
        email_url=email_url,
        from_email=reader.text("FROM_EMAIL", f"portal@{urlsplit(site).hostname or 'localhost'}"),
        storage_url=reader.url("STORAGE_URL", _STORAGE_SCHEMES, "file:///srv/portal/files"),
        clamd_address=_clamd_address(reader),
        x_accel_prefix=_x_accel_prefix(reader),
        demo=reader.flag("DEMO", not production),
        demo_password=reader.text("DEMO_PASSWORD"),
        site=_site(reader),
        metrics_token=reader.text("METRICS_TOKEN"),
        proxy_count=reader.number("PROXY_COUNT", 1 if production else 0, 0, 9),
        password_max_age_days=reader.number(
            "PASSWORD_MAX_AGE_DAYS", 90 if production else 0, 0, 3650
        ),
        require_second_factor=reader.flag("REQUIRE_SECOND_FACTOR", production),
        web_workers=reader.number("WEB_WORKERS", 2, 1, 64),
        embedded_postgres=not database_url,
        embedded_valkey=not redis_url,
        fonts={name: reader.file(name) for name in FONTS},
    )
    if reader.faults:
        raise WrongSettings(reader.faults)
    return result


def _is_production(reader: _Reader) -> bool:
    env = reader.text("PORTAL_ENV", "dev")
    if env not in ("dev", "prod"):
        reader.faults.append(f"PORTAL_ENV is {env!r}: set dev or prod.")
    return env == "prod"


def _allowed_hosts(reader: _Reader, production: bool, host: str) -> list[str]:
    hosts = reader.items("ALLOWED_HOSTS")
    if production and not hosts:
        reader.faults.append(
            "ALLOWED_HOSTS is missing: set the names that people open the portal by, "
            "separated by commas, such as portal.example."
        )
    if production and "*" in hosts:
        reader.faults.append(
            "ALLOWED_HOSTS is *: name the hosts; with any host a link in a mail can be forged."
        )
    wrong = [name for name in hosts if "/" in name or " " in name]
    if wrong:
        reader.faults.append(
            f"ALLOWED_HOSTS holds {wrong[0]!r}: give host names without http:// and without path."
        )
    if hosts or production:
        return hosts
    local = ["127.0.0.1", "localhost", "[::1]", socket.gethostname()]
    return local if host in (*local, "0.0.0.0", "::") else [*local, host]  # noqa: S104


def _clamd_address(reader: _Reader) -> str:
    address = reader.text("CLAMD_ADDRESS")
    host, _, port = address.rpartition(":")
    if address and not (address.startswith("/") or (host and port.isdecimal())):
        reader.faults.append(
            f"CLAMD_ADDRESS is {address!r}: set host:port of the virus scanner clamd, or the path"
            " of its socket."
        )
    return address


def _x_accel_prefix(reader: _Reader) -> str:
    prefix = reader.text("X_ACCEL_PREFIX")
    if prefix and not (prefix.startswith("/") and prefix.endswith("/")):
        reader.faults.append(
            f"X_ACCEL_PREFIX is {prefix!r}: set the internal location of the files in nginx, with"
            " a slash at both ends, such as /protected/."
        )
    return prefix


def _email_url(reader: _Reader, production: bool, data_dir: Path) -> str:
    example = "submission://user:password@mail.example:587 (dummy:// sends nothing)"
    url = reader.url("EMAIL_URL", _EMAIL_SCHEMES, example)
    if not url and production:
        reader.faults.append(f"EMAIL_URL is missing: set the mail server, like {example}.")
    # Without a mail server letters become files, where a developer can read them.
    return url or f"file:///{data_dir / 'mail'}"


def _running_stack(data_dir: Path) -> dict[str, str]:
    try:
        return dict(json.loads((data_dir / STACK_FILE).read_text()))
    except (OSError, ValueError):
        return {}


def _keys(reader: _Reader, production: bool, data_dir: Path) -> tuple[str, list[str]]:
    secret_key, field_keys = reader.text("SECRET_KEY"), reader.items("FIELD_KEYS")
    if not production and not (secret_key and field_keys):
        own = own_secrets(data_dir)
        secret_key = secret_key or str(own["SECRET_KEY"])
        field_keys = field_keys or list(own["FIELD_KEYS"])
    if len(secret_key) < 50 or len(set(secret_key)) < 10:
        reader.faults.append(
            "SECRET_KEY is missing or too weak: set 50 or more random characters, such as the "
            "output of: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    if not field_keys or not all(map(_is_field_key, field_keys)):
        reader.faults.append(
            "FIELD_KEYS is missing or wrong: set random keys of 32 bytes in base64, newest first, "
            "separated by commas; make one with: openssl rand -base64 32"
        )
    return secret_key, field_keys


def _hash_keys(reader: _Reader) -> list[str]:
    keys = reader.items("HASH_KEYS")
    if not all(map(_is_field_key, keys)):
        reader.faults.append(
            "HASH_KEYS is wrong: set former FIELD_KEYS, separated by commas, or nothing"
        )
    return keys


def _is_field_key(text: str) -> bool:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    # Random bytes never repeat this much; a key typed by hand or made of zeros does.
    return len(key) == 32 and len(set(key)) >= 16


def _unusable(data_dir: Path, fault: OSError) -> WrongSettings:
    text = (
        f"DATA_DIR is {data_dir}, which we cannot read and write ({fault.strerror}): set another."
    )
    return WrongSettings([text])


def own_secrets(data_dir: Path) -> dict[str, str | list[str]]:
    """The keys of a development machine: made once, kept in the data folder, readable by us."""
    path = data_dir / SECRETS_FILE
    try:
        return dict(json.loads(path.read_text()))
    except FileNotFoundError:
        pass
    except OSError as fault:
        raise _unusable(data_dir, fault) from None
    except ValueError:
        text = f"{path} is damaged: restore it; without its keys stored names cannot be read."
        raise WrongSettings([text]) from None
    made: dict[str, str | list[str]] = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": [base64.b64encode(secrets.token_bytes(32)).decode()],
    }
    partial = data_dir / f"{SECRETS_FILE}.{os.getpid()}"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(json.dumps(made, indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link never replaces: of two processes that start together, one makes the keys.
        os.link(partial, path)
    except FileExistsError:
        return own_secrets(data_dir)
    except OSError as fault:
        raise _unusable(data_dir, fault) from None
    finally:
        with contextlib.suppress(OSError):
            partial.unlink()
    return made
