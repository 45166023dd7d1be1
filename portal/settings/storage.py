"""`STORAGE_URL`: where uploaded files and documents lie."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from portal.configuration import Configuration, WrongSettings


def private_folder(path: Path) -> Path:
    """The folder, made if missing, for our own account alone."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise WrongSettings(
            [f"DATA_DIR is {path.parent}, which cannot be written ({fault.strerror}): set another."]
        ) from None
    return path


def default_storage(configuration: Configuration) -> dict[str, Any]:
    """The entry for `STORAGES["default"]`.

    Unset: `DATA_DIR/files`. `file:///folder`: a folder, such as a share mounted on every machine.
    `s3://KEY:SECRET@HOST/BUCKET?region=R`: an object store that speaks S3.
    """
    url = urlsplit(configuration.storage_url)
    if url.scheme == "s3":
        return _object_storage(configuration.storage_url)
    folder = unquote(url.path) if url.scheme else str(configuration.data_dir / "files")
    if not folder.startswith("/") or folder == "/":
        raise WrongSettings(["STORAGE_URL names no folder: set something like file:///srv/portal."])
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder},
    }


def _object_storage(text: str) -> dict[str, Any]:
    url = urlsplit(text)
    bucket = url.path.strip("/")
    if not (url.username and url.password and url.hostname and bucket):
        raise WrongSettings(
            ["STORAGE_URL lacks a part: set s3://KEY:SECRET@HOST/BUCKET, escaped as in addresses."]
        )
    if find_spec("storages") is None:
        raise WrongSettings(
            ["STORAGE_URL needs a client for object stores: pip install -r requirements-s3.txt."]
        )
    query = parse_qs(url.query)
    scheme = "http" if query.get("tls") == ["0"] else "https"
    port = f":{url.port}" if url.port else ""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(url.username),
            "secret_key": unquote(url.password),
            "endpoint_url": f"{scheme}://{url.hostname}{port}",
            "bucket_name": bucket,
            "region_name": query.get("region", [None])[0],
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
