"""States, kinds and reasons of the complaint desk (domain.md §2.3, §4.10, §4.11)."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(TextChoices):
    WEB = "web", _("website")
    QR = "qr", _("QR code")
    PHONE = "phone", _("telephone")
    LETTER = "letter", _("letter")
    VISIT = "visit", _("visit")
    EMAIL = "email", pgettext_lazy("channel", "e-mail")
    SUPERVISOR = "supervisor", _("handed over by a supervisor")
    MEDIA = "media", _("media")
    SUPERIOR = "superior", _("assigned by a higher authority")
    HOTLINE = "12345", _("transferred from 12345")


class Nature(TextChoices):
    """What the person wants; the desk decides. Empty until then."""

    CONSULT = "consult", _("question")
    SUGGESTION = "suggestion", _("suggestion")
    HELP = "help", _("request for help")
    COMPLAINT = "complaint", _("complaint")
    ACCUSATION = "accusation", _("accusation")
    PRAISE = "praise", _("praise")


class Track(TextChoices):
    """Which row of the time-limit table applies (domain.md §2.3)."""

    ADVICE = "advice", _("questions and suggestions")
    SERVICE = "service", _("complaints about service and style of work")
    COMPLEX = "complex", _("complex matters, several units")
    ACCUSATION = "accusation", _("accusations")


class State(TextChoices):
    RECEIVED = "received", _("to be accepted")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("not accepted")
    MERGED = "merged", pgettext_lazy("complaint", "merged")
    TRIAGED = "triaged", _("to be dispatched")
    DISPATCHED = "dispatched", _("to be signed for")
    HANDLING = "handling", _("being handled")
    RETURN_REVIEW = "return_review", _("return under review")
    INVESTIGATING = "investigating", _("under investigation")
    TO_DISCIPLINE = "to_discipline", _("transferred to discipline")
    SIGNING = "signing", _("to be signed by the unit head")
    REPLY_REVIEW = "reply_review", _("reply under review")
    REPLIED = "replied", _("answered")
    REDO = "redo", _("to be redone")
    CLOSED = "closed", _("closed")
    REVIEWING = "reviewing", _("in re-examination")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ARCHIVED = "archived", _("archived")


# With a unit: it sees the redacted copy in exactly these states.
UNIT_STATES = frozenset(
    {
        State.DISPATCHED,
        State.HANDLING,
        State.RETURN_REVIEW,
        State.SIGNING,
        State.REPLY_REVIEW,
        State.REPLIED,
        State.REDO,
        State.CLOSED,
        State.REVIEWING,
        State.ARCHIVED,
    }
)
# The clock towards the reply is running.
WORKING_STATES = frozenset(
    {
        State.ACCEPTED,
        State.TRIAGED,
        State.DISPATCHED,
        State.HANDLING,
        State.RETURN_REVIEW,
        State.INVESTIGATING,
        State.SIGNING,
        State.REPLY_REVIEW,
        State.REDO,
    }
)
OPEN_STATES = WORKING_STATES | {State.RECEIVED, State.TO_DISCIPLINE}
ANSWERED_STATES = frozenset({State.REPLIED, State.CLOSED, State.REVIEWING, State.ARCHIVED})


class Urgency(TextChoices):
    NORMAL = "normal", _("normal")
    PRESSING = "pressing", _("pressing")
    URGENT = "urgent", _("urgent")


class Handling(TextChoices):
    DISPATCH = "dispatch", _("handled by a unit")
    INVESTIGATE = "investigate", _("investigated by the office")
    DISCIPLINE = "discipline", _("transferred to discipline")
    PETITION = "petition", _("transferred to the petition office")
    HOTLINE = "hotline", _("transferred to 12345")
    AT_ONCE = "at_once", _("answered at once")


class Refusal(TextChoices):
    """Why the desk may refuse (domain.md §2.3: 潍坊 §19, 北京 §11)."""

    PROCEDURE = "procedure", _("in court, arbitration or administrative review")
    PETITION = "petition", _("already in a petition procedure")
    SETTLED = "settled", _("lawfully settled, and no new facts")
    SCOPE = "scope", _("not about the bodies of this zone")
    EMERGENCY = "emergency", _("a matter for 110, 119 or 120")
    UNCLEAR = "unclear", _("no facts that can be checked")


class ReturnReason(TextChoices):
    """Why a unit may hand a case back; a closed list (domain.md §2.3)."""

    DUTY = "duty", _("the duty is another unit's")
    PLACE = "place", _("the place belongs to another unit")
    RIGHT = "right", _("the facility belongs to another unit")
    JOINT = "joint", _("several units must act together")


class Verified(TextChoices):
    TRUE = "true", _("true")
    PARTLY = "partly", _("partly true")
    FALSE = "false", _("not true")
    UNKNOWN = "unknown", _("cannot be verified")


class Result(TextChoices):
    SOLVED = "solved", _("solved")
    PARTLY = "partly", _("partly solved")
    EXPLAINED = "explained", _("explained")
    IMPOSSIBLE = "impossible", _("cannot be solved by law for now")
    RECTIFIED = "rectified", _("turned into a rectification item")


class Score(IntegerChoices):
    """The five levels of 好差评, best first."""

    VERY_GOOD = 5, _("very satisfied")
    GOOD = 4, _("satisfied")
    FAIR = 3, _("basically satisfied")
    BAD = 2, _("dissatisfied")
    VERY_BAD = 1, _("very dissatisfied")


LOW_SCORES = frozenset({Score.BAD, Score.VERY_BAD})


class Decision(TextChoices):
    OPEN = "open", _("not decided")
    GRANTED = "granted", _("granted")
    DENIED = "denied", _("denied")


class Step(TextChoices):
    """What happened, for the timeline (domain.md §4.11)."""

    RECEIVED = "received", _("received")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("not accepted")
    CLASSIFIED = "classified", _("classified")
    REDACTED = "redacted", _("redacted copy confirmed")
    DISPATCHED = "dispatched", _("dispatched")
    SIGNED_FOR = "signed_for", _("signed for")
    CONTACTED = "contacted", _("contact")
    ASSISTED = "assisted", _("assisting unit reported")
    RETURNED = "returned", _("return asked for")
    RETURN_DECIDED = "return_decided", _("return decided")
    RECALLED = "recalled", _("taken back from the unit")
    EXTENSION = "extension", _("extension")
    PAUSED = "paused", _("waiting for the complainant")
    RESUMED = "resumed", _("the clock runs again")
    INVESTIGATED = "investigated", _("investigation")
    TRANSFERRED = "transferred", _("transferred")
    TAKEN_UP = "taken_up", _("taken up by discipline")
    REPORTED = "reported", _("reply reported")
    SENT_BACK = "sent_back", _("sent back for redoing")
    REPLIED = "replied", _("answered")
    CALLED_BACK = "called_back", _("call-back")
    RATED = "rated", pgettext_lazy("timeline", "rated")
    REDO = "redo", _("redo opened")
    CLOSED = "closed", _("closed")
    REVIEW = "review", pgettext_lazy("complaint", "re-examination")
    MERGED = "merged", pgettext_lazy("complaint", "merged")
    UNMERGED = "unmerged", _("taken out of the main case")
    SPLIT = "split", _("split off")
    SUPPLEMENT = "supplement", _("supplement")
    PASSED_ON = "passed_on", _("supplement passed on to the unit")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RETALIATION = "retaliation", _("retaliation reported")
    PROTECTED = "protected", _("report of retaliation answered")
    PROTECTION_END = "protection_end", _("report of retaliation closed")
    CODE_CHANGED = "code_changed", _("query code changed")
    CONSENT = "consent", _("consent to publication changed")
    ITEM = "item", _("rectification item opened")
    URGED = "urged", _("urged")
    ARCHIVED = "archived", _("archived")


class TypicalState(TextChoices):
    """A typical case on its way to the public."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("to be released")
    PUBLISHED = "published", _("published")
    TAKEN_DOWN = "taken_down", _("taken down")


class Side(TextChoices):
    """Who wrote a message of the mailbox."""

    CITIZEN = "citizen", _("the complainant")
    DESK = "desk", _("the complaint desk")
    DISCIPLINE = "discipline", _("the discipline liaison")
    LEADER = "leader", _("the leader of the leadership group")


class LookPurpose(TextChoices):
    """Why somebody looks at an identity; the complainant reads it."""

    VERIFY = "verify", _("to check facts by telephone")
    CALL_BACK = "call_back", _("to call back about the answer")
    CONTACT = "contact", _("to arrange the contact that you agreed to")
    PROTECT = "protect", _("to protect you against retaliation")
    DISCIPLINE = "discipline", _("to investigate an accusation")
