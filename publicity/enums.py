"""States of publications and of the opinions that people leave on them (domain.md §4.9)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Three reviews by three people lead to the public page; its end is a date, not a state."""

    DRAFT = "draft", pgettext_lazy("publication", "draft")
    UNIT_REVIEW = "unit_review", _("first review: unit head")
    OFFICE_REVIEW = "office_review", _("second review: office")
    FINAL_REVIEW = "final_review", _("third review: head of the office")
    PUBLIC = "public", _("made public")
    WITHDRAWN = "withdrawn", _("withdrawn from public view")


class Channel(TextChoices):
    """Where the notice is read besides the circle it is meant for."""

    WEBSITE = "website", _("the portal")
    BOARD = "board", _("notice board")
    MEETING = "meeting", _("announced in a meeting")
    MEDIA = "media", _("news media")


REVIEWS = (State.UNIT_REVIEW, State.OFFICE_REVIEW, State.FINAL_REVIEW)


class OpinionState(TextChoices):
    NEW = "new", _("not read yet")
    HANDLED = "handled", pgettext_lazy("opinion", "dealt with")
