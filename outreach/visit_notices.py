"""Messages about opinions from visits. They say that something waits, never what was said."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import notices
from core.models import Notice
from core.text import Text
from outreach.models import Opinion
from outreach.workflow import OPINION_KIND


class _OpinionNotice(notices.NoticeKind):
    sentence: Text

    def text(self, notice: Notice) -> Text:
        return str(self.sentence) % {"number": notice.number}

    def url(self, notice: Notice) -> str:
        return reverse("outreach:opinion", args=[notice.number])


class OpinionDue(_OpinionNotice):
    code = "outreach.opinion-due"
    reminder = True
    label = _("Opinion to dispose of")
    sentence = _("Opinion %(number)s from a field visit still waits for a disposition.")


class OpinionHanded(_OpinionNotice):
    code = "outreach.opinion-handed"
    label = _("Opinion for your unit")
    sentence = _("Another unit has handed you opinion %(number)s from a field visit. Answer it.")


class OpinionGivenBack(_OpinionNotice):
    code = "outreach.opinion-given-back"
    label = _("Opinion given back")
    sentence = _("Opinion %(number)s was given back to your unit. Read why and dispose of it.")


class OpinionAnswered(_OpinionNotice):
    code = "outreach.opinion-answered"
    label = _("Opinion answered")
    sentence = _("The other unit has disposed of opinion %(number)s.")


KINDS: tuple[type[_OpinionNotice], ...] = (
    OpinionDue,
    OpinionHanded,
    OpinionGivenBack,
    OpinionAnswered,
)


def tell(kind: type[_OpinionNotice], opinion: Opinion, people: Iterable[User]) -> None:
    """Post a message about an opinion; the version tells repeats of a step apart."""
    notices.post(
        kind,
        recipients=people,
        subject_kind=OPINION_KIND,
        subject_id=opinion.pk,
        number=opinion.number,
        period=f"v{opinion.version}",
    )
