"""Error sentences: each names its field and says what to do (R3).

The message at the field and the line in the summary are the same sentence.
"""

from django import forms
from django.utils.translation import gettext as _


def sentences(label: str, field: forms.Field) -> dict[str, str]:
    """The error messages of a field, with its label set in.

    Placeholders such as %(limit_value)d are left for the validators to fill.
    """
    name = {"label": label.replace("%", "%%")}
    texts = {
        "required": _required(field) % name,
        "max_length": _(
            "“%(label)s” takes at most %%(limit_value)d characters; there are %%(show_value)d now"
        )
        % name,
        "min_length": _(
            "“%(label)s” needs at least %%(limit_value)d characters; there are %%(show_value)d now"
        )
        % name,
        "max_value": _("“%(label)s” must be %%(limit_value)s or less") % name,
        "min_value": _("“%(label)s” must be %%(limit_value)s or more") % name,
        "invalid_choice": _("Choose “%(label)s” from the list") % name,
        "invalid_pk_value": _("Choose “%(label)s” from the list") % name,
        "invalid_list": _("Choose “%(label)s” from the list") % name,
        "unique": _("“%(label)s” is already taken, choose another one") % name,
        "empty": _("The file under “%(label)s” is empty, choose another one") % name,
        "missing": _("Choose the file for “%(label)s” again") % name,
    }
    texts["invalid"] = _invalid(field) % name
    return texts


def _required(field: forms.Field) -> str:
    if isinstance(field, forms.FileField):
        return _("Choose a file for “%(label)s”")
    if isinstance(field, forms.BooleanField):
        return _("Tick “%(label)s” to go on")
    if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
        return _("Choose “%(label)s”")
    return _("Fill in “%(label)s”")


def _invalid(field: forms.Field) -> str:
    # The order matters: a date-time field is tried before what it derives from.
    kinds: tuple[tuple[type[forms.Field], str], ...] = (
        (
            forms.DateTimeField,
            _("Write “%(label)s” as a date and time, such as 2011-09-03 14:30"),
        ),
        (forms.DateField, _("Write “%(label)s” as a date, such as 2011-9-3")),
        (forms.TimeField, _("Write “%(label)s” as a time, such as 14:30")),
        (
            forms.EmailField,
            _("Write “%(label)s” as an e-mail address, such as name@example.com"),
        ),
        (forms.IntegerField, _("Write “%(label)s” as a number, such as 12")),
        (forms.FileField, _("Choose the file for “%(label)s” again")),
    )
    for kind, sentence in kinds:
        if isinstance(field, kind):
            return sentence
    return _("Check “%(label)s” and write it again")
