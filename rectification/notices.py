"""The messages of the ledger: who learns of which step."""

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Post, User
from core import clock, notices
from core.models import Notice, StatusLog
from core.text import Text
from rectification.models import ExtensionRequest, ItemQuestion, RectificationItem
from rectification.workflow import KIND, QUESTION_KIND


class ItemNotice(notices.NoticeKind):
    """A message about one item; `sentence` has its number set in."""

    sentence: ClassVar[Text]

    def text(self, notice: Notice) -> str:
        return str(self.sentence) % {"number": notice.number, **notice.params}

    def url(self, notice: Notice) -> str:
        return reverse("rectification:item", args=[notice.number])


class ItemToSign(ItemNotice):
    code = "rectification.to-sign"
    label = gettext_lazy("Item to sign")
    sentence = gettext_lazy("%(number)s is ready for your signature.")


class ItemToConfirm(ItemNotice):
    code = "rectification.to-confirm"
    label = gettext_lazy("Item to confirm")
    sentence = gettext_lazy("%(unit)s has sent %(number)s for confirmation.")


class ItemSentBack(ItemNotice):
    code = "rectification.sent-back"
    label = gettext_lazy("Item returned")
    sentence = gettext_lazy("%(number)s was returned for changes. Read the reason and send again.")


class ItemConfirmed(ItemNotice):
    code = "rectification.confirmed"
    label = gettext_lazy("Item confirmed")
    sentence = gettext_lazy("%(number)s was confirmed; rectification begins.")


class ClosingToSign(ItemNotice):
    code = "rectification.closing-to-sign"
    label = gettext_lazy("Closing to sign")
    sentence = gettext_lazy("The closing of %(number)s waits for your signature.")


class ClosingDeclined(ItemNotice):
    code = "rectification.closing-declined"
    label = gettext_lazy("Closing not signed")
    sentence = gettext_lazy("The unit head did not sign the closing of %(number)s.")


class ToVerify(ItemNotice):
    code = "rectification.to-verify"
    label = gettext_lazy("Item to verify")
    sentence = gettext_lazy("%(unit)s asks for the acceptance of %(number)s.")


class StruckOff(ItemNotice):
    code = "rectification.struck-off"
    label = gettext_lazy("Item struck off")
    sentence = gettext_lazy("%(number)s was struck off.")


class Rejected(ItemNotice):
    code = "rectification.rejected"
    label = gettext_lazy("To be done again")
    sentence = gettext_lazy("%(number)s did not pass and must be done again. Read the reason.")
    urgent = True


class Reopened(ItemNotice):
    code = "rectification.reopened"
    label = gettext_lazy("Relapse")
    sentence = gettext_lazy("The problem of %(number)s has come back; the item is open again.")
    urgent = True


class LeftCount(ItemNotice):
    code = "rectification.left-count"
    label = gettext_lazy("Item suspended or merged")
    sentence = gettext_lazy("%(number)s was taken out of the count by the office.")


class ExtensionAsked(ItemNotice):
    code = "rectification.extension-asked"
    label = gettext_lazy("Extension asked for")
    sentence = gettext_lazy("%(unit)s asks for a later deadline of %(number)s.")


class ExtensionToDecide(ItemNotice):
    code = "rectification.extension-to-decide"
    label = gettext_lazy("Extension to decide")
    sentence = gettext_lazy("The extension of %(number)s waits for your decision.")


class ExtensionDecided(ItemNotice):
    code = "rectification.extension-decided"
    label = gettext_lazy("Extension decided")
    sentence = gettext_lazy("The extension of %(number)s was decided.")


class ExtensionWaits(ItemNotice):
    code = "rectification.extension-waits"
    reminder = True
    label = gettext_lazy("Extension undecided")
    sentence = gettext_lazy("The extension of %(number)s has been waiting for over two days.")


class HelpNeeded(ItemNotice):
    code = "rectification.help-needed"
    label = gettext_lazy("Help needed")
    sentence = gettext_lazy("The report on %(number)s asks for your help.")


class Urged(ItemNotice):
    code = "rectification.urged"
    label = gettext_lazy("Reminder of the office")
    sentence = gettext_lazy("The office reminds you of %(number)s.")


class MadeResponsible(ItemNotice):
    code = "rectification.made-responsible"
    label = gettext_lazy("New responsibility")
    sentence = gettext_lazy("You are now responsible for %(number)s.")


class HandedOver(notices.NoticeKind):
    """All open items of a colleague have come to somebody."""

    code = "rectification.handed-over"
    label = gettext_lazy("Items taken over")

    def text(self, notice: Notice) -> str:
        count = int(notice.params["count"])
        words = ngettext(
            "You have taken over %(n)d open item of a colleague.",
            "You have taken over %(n)d open items of a colleague.",
            count,
        )
        return words % {"n": count}

    def url(self, notice: Notice) -> str:
        return f"{reverse('rectification:ledger')}?state=open&mark=mine"


class QuestionAsked(ItemNotice):
    code = "rectification.question-asked"
    label = gettext_lazy("Question on an item")
    sentence = gettext_lazy("There is a question on %(number)s for you.")


class QuestionAnswered(ItemNotice):
    code = "rectification.question-answered"
    label = gettext_lazy("Question answered")
    sentence = gettext_lazy("Your question on %(number)s has been answered.")


class ItemDue(ItemNotice):
    """How many working days are left, or gone by."""

    code = "rectification.item-due"
    reminder = True
    label = gettext_lazy("Item due")

    def text(self, notice: Notice) -> str:
        step = int(notice.params["step"])
        words = {"number": notice.number, "n": abs(step)}
        if step == 0:
            return _("%(number)s is due today.") % words
        if step < 0:
            return (
                ngettext(
                    "%(number)s is due in %(n)d working day.",
                    "%(number)s is due in %(n)d working days.",
                    -step,
                )
                % words
            )
        return (
            ngettext(
                "%(number)s has been overdue for %(n)d working day.",
                "%(number)s has been overdue for %(n)d working days.",
                step,
            )
            % words
        )


class DisclosureDue(ItemNotice):
    code = "rectification.disclosure-due"
    reminder = True
    label = gettext_lazy("To be made public")

    def text(self, notice: Notice) -> str:
        count = notice.params["count"]
        return ngettext(
            "%(count)d item of %(unit)s has to be made public by %(due)s.",
            "%(count)d items of %(unit)s have to be made public by %(due)s.",
            count,
        ) % {**notice.params, "count": count}

    def url(self, notice: Notice) -> str:
        return f"{reverse('rectification:ledger')}?unit={notice.number}"


class MonthlyDue(ItemNotice):
    code = "rectification.monthly-due"
    label = gettext_lazy("Monthly report due")
    sentence = gettext_lazy("It is a month since %(number)s was last reported on.")
    reminder = True


class LookBackDue(ItemNotice):
    code = "rectification.look-back-due"
    reminder = True
    label = gettext_lazy("Look-back due")
    sentence = gettext_lazy("The look-back on %(number)s is due.")


KINDS: tuple[type[notices.NoticeKind], ...] = (
    ItemToSign,
    ItemToConfirm,
    ItemSentBack,
    ItemConfirmed,
    ClosingToSign,
    ClosingDeclined,
    ToVerify,
    StruckOff,
    Rejected,
    Reopened,
    LeftCount,
    ExtensionAsked,
    ExtensionToDecide,
    ExtensionDecided,
    ExtensionWaits,
    HelpNeeded,
    QuestionAsked,
    QuestionAnswered,
    Urged,
    MadeResponsible,
    HandedOver,
    ItemDue,
    LookBackDue,
    MonthlyDue,
    DisclosureDue,
)


def tell(
    kind: type[ItemNotice],
    item: RectificationItem,
    people: Iterable[User],
    occasion: StatusLog | ExtensionRequest | dt.date,
) -> None:
    """Post a message about an item. What waited for the former step is settled first.

    `occasion` tells repeats apart: the step, the request or the day.
    """
    mark = occasion.isoformat() if isinstance(occasion, dt.date) else f"#{occasion.pk}"
    notices.post(
        kind,
        recipients=people,
        subject_kind=KIND,
        subject_id=item.pk,
        number=item.number,
        period=mark,
        params={"unit": item.unit.short_name},
    )


def tell_of_question(
    kind: type[QuestionAsked] | type[QuestionAnswered],
    question: ItemQuestion,
    people: Iterable[User],
) -> None:
    """Tell of a question or its answer; answering settles what told of the question."""
    notices.post(
        kind,
        recipients=people,
        subject_kind=QUESTION_KIND,
        subject_id=question.pk,
        number=question.item.number,
        params={"unit": question.item.unit.short_name},
    )


def tell_handed_over(source: Post, to: Post, count: int) -> None:
    """Tell the receiver once, whatever the number of items."""
    notices.post(
        HandedOver,
        recipients=[to.user],
        subject_kind="accounts.post",
        subject_id=source.pk,
        period=clock.now().isoformat(timespec="seconds"),
        params={"count": count},
    )
