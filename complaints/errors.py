"""Sentences that a form and a rule both say, so that the answer does not tell which it was."""

from django.utils.translation import gettext_lazy as _

NO_SUCH_CASE = _("No case has this number; copy it from the list, such as TS20110512-0007")
