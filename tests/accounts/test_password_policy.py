"""What a password must be: one case for each rule, and its sentence."""

import datetime as dt
import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts import passwords
from accounts.actions import passwords as actions
from core import clock
from tests.cast import PASSWORD


def _codes(password, user=None):
    try:
        validate_password(password, user)
    except ValidationError as fault:
        return {error.code for error in fault.error_list}
    return set()


@pytest.mark.asvs("6.2.1")
@pytest.mark.parametrize(("length", "code"), [(9, "password-short"), (10, ""), (64, ""), (128, "")])
def test_ten_characters_are_enough_and_long_ones_are_taken(db, length, code):
    password = ("Kq7-vz" * 30)[:length]
    assert _codes(password) == ({code} if code else set())


def test_more_than_128_characters_are_refused_not_cut(db):
    assert _codes(("Kq7-vz" * 30)[:129]) == {"password-long"}


@pytest.mark.parametrize(
    ("password", "fits"),
    [
        ("kqvzwtplrm", False),
        ("KQvzwtplrm", False),
        ("KQvzwtplr7", True),
        ("kqvzw-tpl7", True),
        ("好天气kqvZtplrm", True),
    ],
)
def test_three_of_four_classes(db, password, fits):
    assert ("password-classes" in _codes(password)) is not fits


@pytest.mark.asvs("6.2.11")
@pytest.mark.parametrize(
    "password",
    [
        "Xinfang2026!",
        "Password123!",
        "!!Dragon2011",
        "Zuofengban-88",
        "Qwertyuiop-1",
        "Tousu#20110",
    ],
)
def test_words_that_are_guessed_first(db, password):
    assert "password-common" in _codes(password)


@pytest.mark.asvs("6.2.4")
def test_account_unit_code_and_unit_names_stay_out(cast):
    assert _codes("My-liaison-77", cast.liaison) == {"password-account"}
    assert _codes("Spring-JFJ-42", cast.liaison) == {"password-unit"}
    assert _codes("Jingjifazhanju-4", cast.liaison) == {"password-unit-name"}
    # Another unit's code says nothing about this person.
    assert _codes("Spring-JFJ-42", cast.outsider) == set()


def test_the_last_five_passwords_may_not_come_back(cast):
    old = PASSWORD
    for turn in range(6):
        new = f"Turn-{turn}-mountain"
        actions.change(by=cast.liaison, old=old, new=new)
        cast.liaison.refresh_from_db()
        old = new
    assert _codes("Turn-5-mountain", cast.liaison) == {"password-used"}
    assert _codes("Turn-0-mountain", cast.liaison) == {"password-used"}
    # The sixth before is forgotten.
    assert _codes(PASSWORD, cast.liaison) == set()


def test_rotation_is_a_setting(cast, settings):
    user = cast.liaison
    user.password_changed_at = dt.datetime(2011, 5, 1, tzinfo=dt.UTC)
    settings.PASSWORD_MAX_AGE_DAYS = 90
    with clock.at(dt.datetime(2011, 7, 29, tzinfo=dt.UTC)):
        assert not passwords.is_too_old(user)
    with clock.at(dt.datetime(2011, 7, 31, tzinfo=dt.UTC)):
        assert passwords.is_too_old(user)
        settings.PASSWORD_MAX_AGE_DAYS = 0
        assert not passwords.is_too_old(user)


def test_an_account_that_never_changed_its_password_ages_from_its_creation(cast, settings):
    settings.PASSWORD_MAX_AGE_DAYS = 90
    assert cast.liaison.password_changed_at is None
    with clock.at(cast.liaison.created_at + dt.timedelta(days=91)):
        assert passwords.is_too_old(cast.liaison)


def test_every_rule_is_said_before_one_breaks_it():
    texts = passwords.help_texts()
    assert len(texts) == 5
    assert all(re.search(r"[。0-9\w]", text) for text in texts)
