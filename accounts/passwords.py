"""What a password must be (GB/T 22239 8.1.4.1 a; security.md §1.2, items 45 and 46).

Each class is a validator of Django's `AUTH_PASSWORD_VALIDATORS`. Sentences say what to do.
"""

import datetime as dt
import re
from functools import cache

from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from core import clock

SHORTEST, LONGEST = 10, 128
REMEMBERED = 5
CLASSES = (
    re.compile(r"[a-z]"),
    re.compile(r"[A-Z]"),
    re.compile(r"\d"),
    re.compile(r"[^a-zA-Z\d]"),
)

# Words that anybody would try here first, in pinyin and English.
_LOCAL_WORDS = frozenset(
    [
        "xinfang",
        "zuofeng",
        "jiguan",
        "tousu",
        "ducha",
        "kaifaqu",
        "qinglan",
        "guanweihui",
        "dangwei",
        "zhenggai",
        "anfang",
        "lianluoyuan",
        "zuofengban",
        "workstyle",
        "portal",
        "admin",
        "administrator",
    ]
)


class LengthValidator:
    """At least 10 characters, at most 128; nothing is cut off."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(
                _("Use at least %(n)d characters.") % {"n": SHORTEST}, "password-short"
            )
        if len(password) > LONGEST:
            raise ValidationError(
                _("Use at most %(n)d characters.") % {"n": LONGEST}, "password-long"
            )

    def get_help_text(self) -> str:
        return _("At least %(n)d characters.") % {"n": SHORTEST}


class ClassesValidator:
    """Three of: small letters, capitals, digits, other characters."""

    def validate(self, password: str, user: User | None = None) -> None:
        if sum(bool(pattern.search(password)) for pattern in CLASSES) < 3:
            raise ValidationError(
                _("Mix at least three of: small letters, capital letters, digits, other signs."),
                "password-classes",
            )

    def get_help_text(self) -> str:
        return _("Three of: small letters, capital letters, digits, other signs.")


class ContextValidator:
    """Not the account, not the code of one's unit, not the name of any unit."""

    def validate(self, password: str, user: User | None = None) -> None:
        text = password.lower()
        if user and user.username and user.username in text:
            raise ValidationError(
                _("Leave your account name out of the password."), "password-account"
            )
        if any(code in text for code in _codes_of(user)):
            raise ValidationError(
                _("Leave the code of your unit out of the password."), "password-unit"
            )
        if any(name in text for name in _unit_names()):
            raise ValidationError(
                _("Leave the names of units out of the password."), "password-unit-name"
            )

    def get_help_text(self) -> str:
        return _("Without your account name and without the code or name of a unit.")


class CommonValidator:
    """Not one of the 20,000 most used passwords, also with digits and signs put around it."""

    def validate(self, password: str, user: User | None = None) -> None:
        text = password.lower().strip()
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
        if text in _common() or (len(core) >= 4 and core in _common() | _LOCAL_WORDS):
            raise ValidationError(
                _("Many people use this password, so it is guessed first. Think of another one."),
                "password-common",
            )

    def get_help_text(self) -> str:
        return _("Not a word that others would guess.")


class HistoryValidator:
    """None of the last five passwords of the account."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        hashes = user.old_passwords.order_by("-id").values_list("password", flat=True)
        used = {user.password, *hashes[:REMEMBERED]}
        if any(check_password(password, old) for old in used if old):
            raise ValidationError(
                _("You have used this password before. Choose one you have not had."),
                "password-used",
            )

    def get_help_text(self) -> str:
        return _("None of your last %(n)d passwords.") % {"n": REMEMBERED}


def help_texts() -> list[str]:
    """The rules in words, for the form."""
    return [str(text) for text in password_validation.password_validators_help_texts()]


def is_too_old(user: User) -> bool:
    """Whether the yearly rules (`PASSWORD_MAX_AGE_DAYS`, 0: never) ask for a new password."""
    if not settings.PASSWORD_MAX_AGE_DAYS:
        return False
    since = user.password_changed_at or user.created_at
    return clock.now() - since > dt.timedelta(days=settings.PASSWORD_MAX_AGE_DAYS)


def _codes_of(user: User | None) -> list[str]:
    if user is None or user.pk is None:
        return []
    return [
        post.unit.code.lower()
        for post in user.current_posts
        if post.unit is not None and len(post.unit.code) >= 3
    ]


def _unit_names() -> list[str]:
    names = Unit.objects.values_list("sort_key", flat=True)
    return [joined for name in names if len(joined := name.replace(" ", "").lower()) >= 6]


@cache
def _common() -> frozenset[str]:
    return frozenset(password_validation.CommonPasswordValidator().passwords)
