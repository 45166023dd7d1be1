"""Encrypted fields and keyed hashes, with keys that change."""

import base64

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection

from accounts.models import User
from core import crypto
from tests.cast import Cast

OLD = base64.b64encode(b"old-" * 8).decode()
NEW = base64.b64encode(b"new-" * 8).decode()


@pytest.fixture
def keys(settings: pytest.FixtureRequest) -> pytest.FixtureRequest:
    settings.FIELD_KEYS = [OLD]
    return settings


@pytest.mark.parametrize("text", ["", "张三", "138 0000 0000", "字" * 10_000, "\x00\n"])
def test_a_text_comes_back(keys: pytest.FixtureRequest, text: str) -> None:
    token = crypto.encrypt(text, "table.column")
    assert crypto.decrypt(token, "table.column") == text
    assert text not in token or not text


def test_the_same_text_never_looks_the_same(keys: pytest.FixtureRequest) -> None:
    assert crypto.encrypt("张三") != crypto.encrypt("张三")


def test_a_token_belongs_to_its_column(keys: pytest.FixtureRequest) -> None:
    token = crypto.encrypt("张三", "identity.name")
    with pytest.raises(ValueError, match="tampered"):
        crypto.decrypt(token, "identity.phone")


@pytest.mark.parametrize("place", [12, 25, -3])
def test_a_changed_token_is_refused(keys: pytest.FixtureRequest, place: int) -> None:
    raw = bytearray(base64.b64decode(crypto.encrypt("张三的电话").removeprefix("g1:")))
    raw[place] ^= 1
    with pytest.raises(ValueError, match="tampered"):
        crypto.decrypt("g1:" + base64.b64encode(raw).decode())


def test_after_a_rotation_old_texts_are_read_and_new_ones_use_the_new_key(
    keys: pytest.FixtureRequest,
) -> None:
    old = crypto.encrypt("张三")
    keys.FIELD_KEYS = [NEW, OLD]
    new = crypto.encrypt("李四")
    assert crypto.decrypt(old) == "张三"
    keys.FIELD_KEYS = [NEW]
    assert crypto.decrypt(new) == "李四"
    with pytest.raises(ValueError, match="No key"):
        crypto.decrypt(old)


def test_hashes_are_found_after_a_rotation(keys: pytest.FixtureRequest) -> None:
    stored = crypto.keyed_hash("query-code", "7K4M92QX")
    keys.FIELD_KEYS = [NEW, OLD]
    assert stored in crypto.keyed_hashes("query-code", "7K4M92QX")
    assert crypto.keyed_hash("query-code", "7K4M92QX") != stored
    assert stored not in crypto.keyed_hashes("session", "7K4M92QX")


@pytest.mark.parametrize(
    "bad", [[], [base64.b64encode(b"short").decode()], [OLD, base64.b64encode(b"x" * 33).decode()]]
)
def test_wrong_keys_are_told(settings: pytest.FixtureRequest, bad: list[str]) -> None:
    settings.FIELD_KEYS = bad
    with pytest.raises(ImproperlyConfigured, match="32 bytes"):
        crypto.keys()


@pytest.mark.django_db
def test_a_field_is_encrypted_on_disk_only(cast: Cast) -> None:
    cast.liaison.phone = "13800001234"
    cast.liaison.save(update_fields=["phone"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_user WHERE id = %s", [cast.liaison.pk])
        stored = cursor.fetchone()[0]
    assert stored.startswith("g1:")
    assert "1380000" not in stored
    assert User.objects.get(pk=cast.liaison.pk).phone == "13800001234"


@pytest.mark.django_db
def test_a_bulk_update_is_encrypted_too(cast: Cast) -> None:
    User.objects.filter(pk=cast.liaison.pk).update(phone="13800001234")
    assert User.objects.get(pk=cast.liaison.pk).phone == "13800001234"


@pytest.mark.django_db
def test_an_empty_field_stays_empty(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_user WHERE id = %s", [cast.owner.pk])
        assert cursor.fetchone()[0] == ""


@pytest.mark.django_db
def test_an_encrypted_field_cannot_be_looked_up() -> None:
    for lookup in ("phone", "phone__contains", "phone__startswith"):
        with pytest.raises(FieldError, match="encrypted"):
            User.objects.filter(**{lookup: "138"})
    assert not User.objects.filter(phone__isnull=True).exists()
