"""The messages of publications: who learns of which step."""

from collections.abc import Iterable
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User
from core import notices
from core.models import Notice
from core.text import Text
from publicity.models import Publication
from publicity.workflow import KIND


class PublicationNotice(notices.NoticeKind):
    """A message about one publication; `sentence` has its number set in."""

    sentence: ClassVar[Text]

    def text(self, notice: Notice) -> str:
        return str(self.sentence) % {"number": notice.number}

    def url(self, notice: Notice) -> str:
        return reverse("publicity:publication", args=[notice.number])


class ToReview(PublicationNotice):
    code = "publicity.to-review"
    label = gettext_lazy("Publication to review")
    sentence = gettext_lazy("Publication %(number)s waits for your review.")


class SentBack(PublicationNotice):
    code = "publicity.sent-back"
    label = gettext_lazy("Publication sent back")
    sentence = gettext_lazy("Publication %(number)s was sent back or withdrawn. Read the reason.")


class MadePublic(PublicationNotice):
    code = "publicity.made-public"
    label = gettext_lazy("Publication made public")
    sentence = gettext_lazy("Publication %(number)s is public. Print the notice and hang it up.")


class PublicationEnds(PublicationNotice):
    code = "publicity.ends"
    reminder = True
    label = gettext_lazy("End of a publication")

    def text(self, notice: Notice) -> str:
        words = (
            gettext("Publication %(number)s is over. Sum up what people said and close the list.")
            if notice.params["over"]
            else gettext("Publication %(number)s ends today.")
        )
        return words % {"number": notice.number}


class OpinionLeft(PublicationNotice):
    code = "publicity.opinion"
    label = gettext_lazy("Opinion on a publication")
    sentence = gettext_lazy("Somebody has left an opinion on publication %(number)s.")

    def url(self, notice: Notice) -> str:
        return reverse("publicity:opinions")


KINDS: tuple[type[PublicationNotice], ...] = (
    ToReview,
    SentBack,
    MadePublic,
    PublicationEnds,
    OpinionLeft,
)


def tell(
    kind: type[PublicationNotice], publication: Publication, people: Iterable[User], occasion: int
) -> None:
    """Post a message; `occasion` (the step or the opinion) tells repeats apart."""
    notices.post(
        kind,
        recipients=people,
        subject_kind=KIND,
        subject_id=publication.pk,
        number=publication.number,
        period=f"#{occasion}",
    )


def settle(publication: Publication) -> None:
    """What waited for the step just made is done."""
    notices.settle(KIND, publication.pk)
