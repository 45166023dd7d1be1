"""Old keys are retired: everything is written anew, in pieces, without harm to what is read."""

import base64

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from core import crypto, rotation
from core.models import AuditEvent
from tests.cast import Cast
from tests.factories import complaints as cases

pytestmark = pytest.mark.django_db
NEW = base64.b64encode(bytes(range(40, 72))).decode()


@pytest.fixture
def renewed(cast: Cast, settings):
    """People with telephones under the first key; then a new key comes in front."""
    for n, person in enumerate(User.objects.order_by("pk")):
        person.phone = f"1380000{n:04d}"
        person.save(update_fields=["phone"])
    settings.FIELD_KEYS = [NEW, *settings.FIELD_KEYS]
    return settings


def phones() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_user WHERE phone <> '' ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def people_table() -> rotation.Table:
    return next(table for table in rotation.tables() if table.name == "accounts_user")


def test_every_encrypted_column_of_the_portal_is_found() -> None:
    columns = {f"{table.name}.{column}" for table in rotation.tables() for column in table.columns}
    assert {
        "accounts_user.phone",
        "complaints_complaint.content",
        "complaints_complainantidentity.name",
        "complaints_message.body",
        "core_attachment.original_name",
        "inspections_finding.people_names",
        "publicity_opinion.content",
    } <= columns


def test_all_is_written_anew_and_reads_the_same(renewed, cast: Cast, capsys) -> None:
    before = list(User.objects.order_by("pk").values_list("phone", flat=True))
    assert not any(value.startswith(crypto.newest_mark()) for value in phones())
    call_command("rotate_keys", "--batch", "3")
    assert all(value.startswith(crypto.newest_mark()) for value in phones())
    assert list(User.objects.order_by("pk").values_list("phone", flat=True)) == before
    renewed.FIELD_KEYS = [NEW]
    assert list(User.objects.order_by("pk").values_list("phone", flat=True)) == before
    assert "accounts_user" in capsys.readouterr().out
    assert AuditEvent.objects.get(action="keys.rotate").detail["unreadable"] == 0


def test_broken_off_it_goes_on_where_it_stopped(renewed, monkeypatch) -> None:
    number, table = len(phones()), people_table()
    real, tries = crypto.encrypt, []

    def until_the_fifth(text: str, context: str = "") -> str:
        tries.append(context)
        if len(tries) == 5:
            raise KeyboardInterrupt
        return real(text, context)

    monkeypatch.setattr(crypto, "encrypt", until_the_fifth)
    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(2)
    assert rotation.waiting(table) == number - 4
    monkeypatch.setattr(crypto, "encrypt", real)
    rotation.rotate(2)
    assert rotation.waiting(table) == 0
    assert len(phones()) == number


def test_check_counts_and_changes_nothing(renewed) -> None:
    before = phones()
    with pytest.raises(CommandError, match="older key"):
        call_command("rotate_keys", "--check")
    assert phones() == before
    call_command("rotate_keys")
    call_command("rotate_keys", "--check")


def test_a_second_run_has_nothing_to_do(renewed) -> None:
    rotation.rotate()
    before = phones()
    assert sum(outcome.done for outcome in rotation.rotate()) == 0
    assert phones() == before


def test_a_value_of_a_lost_key_is_said_and_left_alone(renewed) -> None:
    stray = "g1:" + base64.b64encode(b"lost" + bytes(40)).decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET phone = %s WHERE username = 'liaison'", [stray])
    with pytest.raises(CommandError, match="1 values fit no key"):
        call_command("rotate_keys")
    assert stray in phones()
    assert sum(value.startswith(crypto.newest_mark()) for value in phones()) == len(phones()) - 1


def test_rows_that_nobody_may_change_are_written_anew_too(cast: Cast, settings) -> None:
    case = cases.make_received(cast)
    settings.FIELD_KEYS = [NEW, *settings.FIELD_KEYS]
    rotation.rotate()
    settings.FIELD_KEYS = [NEW]
    assert type(case).objects.get(pk=case.pk).content == cases.CONTENT


def test_retired_keys_still_find_codes_but_read_nothing(cast: Cast, settings) -> None:
    old = list(settings.FIELD_KEYS)
    digest, token = crypto.keyed_hash("code", "7K4M"), crypto.encrypt("张三")
    settings.FIELD_KEYS = [NEW]
    assert digest not in crypto.keyed_hashes("code", "7K4M")
    settings.HASH_KEYS = old
    assert digest in crypto.keyed_hashes("code", "7K4M")
    with pytest.raises(ValueError, match="No key"):
        crypto.decrypt(token)


@pytest.mark.parametrize("batch", ["0", "-1"])
def test_a_batch_has_rows(batch: str, db: None) -> None:
    with pytest.raises(CommandError, match="1 or more"):
        call_command("rotate_keys", "--batch", batch)
