"""What scanners ask for first: no source, no data folder, no admin page answers."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from core import attachments
from core.attachments import default_storage

PATHS = [
    "/.git/HEAD",
    "/.env",
    "/manage.py",
    "/requirements.txt",
    "/admin/",
    "/media/",
    "/files/",
    "/var/secrets.json",
    "/static/../manage.py",
    "/static/%2e%2e/manage.py",
    "/static/..%2fportal/settings/security.py",
    "/protected/",
    "/server-status",
    "/phpmyadmin/",
]


@pytest.mark.asvs("13.4.1")
@pytest.mark.asvs("13.4.3")
@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_it_is_not_there(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert b"import" not in response.content


@pytest.mark.asvs("5.3.1")
@pytest.mark.django_db
def test_a_stored_file_has_no_address_of_its_own(client, cast):
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8"
        "cfc0f01f00050001ff89993d1d0000000049454e44ae426082"
    )
    key = attachments.store(ContentFile(png, "a.png"), by=cast.office).key
    assert default_storage.exists(key)
    for place in ("/", "/media/", "/files/", "/static/", settings.STATIC_URL, "/protected/"):
        assert client.get(place + key).status_code == 404
