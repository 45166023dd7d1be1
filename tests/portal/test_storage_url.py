"""`STORAGE_URL` says where files lie."""

from dataclasses import replace
from importlib.util import find_spec

import pytest

from portal import configuration
from portal.configuration import WrongSettings
from portal.settings import storage
from portal.settings.storage import default_storage, private_folder


@pytest.fixture
def given(tmp_path):
    return configuration.read({"DATA_DIR": str(tmp_path)})


def test_files_lie_in_the_data_folder_by_default(given, tmp_path):
    assert default_storage(given)["OPTIONS"] == {"location": str(tmp_path / "files")}


def test_a_folder_may_be_shared_by_several_machines(given):
    found = default_storage(replace(given, storage_url="file:///srv/portal%20files"))
    assert found["OPTIONS"] == {"location": "/srv/portal files"}


@pytest.mark.parametrize("url", ["file://", "file:///", "file://relative"])
def test_a_storage_without_folder_is_refused(given, url):
    with pytest.raises(WrongSettings, match="STORAGE_URL names no folder"):
        default_storage(replace(given, storage_url=url))


def test_an_object_store_gets_its_keys_and_address(given, monkeypatch):
    monkeypatch.setattr(storage, "find_spec", lambda name: find_spec("json"))
    url = "s3://key:se%2Fcret@store.example:9000/bucket?region=north&tls=0"
    found = default_storage(replace(given, storage_url=url))
    assert found["BACKEND"] == "storages.backends.s3.S3Storage"
    assert found["OPTIONS"] == {
        "access_key": "key",
        "secret_key": "se/cret",
        "endpoint_url": "http://store.example:9000",
        "bucket_name": "bucket",
        "region_name": "north",
        "default_acl": "private",
        "file_overwrite": False,
    }


@pytest.mark.parametrize("url", ["s3://host/bucket", "s3://key@host/bucket", "s3://k:s@host/"])
def test_an_object_store_needs_every_part(given, url):
    with pytest.raises(WrongSettings, match="STORAGE_URL lacks a part"):
        default_storage(replace(given, storage_url=url))


def test_an_object_store_without_its_client_says_what_to_install(given, monkeypatch):
    monkeypatch.setattr(storage, "find_spec", lambda name: None)
    with pytest.raises(WrongSettings, match=r"requirements-s3\.txt"):
        default_storage(replace(given, storage_url="s3://k:s@host/bucket"))


def test_a_private_folder_is_for_us_alone(tmp_path):
    folder = private_folder(tmp_path / "a" / "b")
    assert folder.stat().st_mode & 0o777 == 0o700
    with pytest.raises(WrongSettings, match="DATA_DIR is"):
        private_folder(tmp_path.joinpath("/proc/x/uploads"))
