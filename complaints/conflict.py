"""Whom a case must never reach (C4, C5; domain.md §2.3 b, §3.4), asked on every path to a unit.

An accusation goes to no unit at all. Another case does not go to a unit whose head or only
contact is complained about, by name anywhere in the words of the person, or by post where the
form asks for the member of staff; the way out is one level up. What was merged into a case
counts with it.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Post, Unit, User
from complaints import access, reference
from complaints.models import Complaint
from complaints.redaction import squeeze
from core import audit
from core.access import Denied
from core.errors import DomainError
from core.models import AuditEvent
from core.text import Text

KIND = "complaints.complaint"
_SHORTEST_NAME = 2
# A deputy, a village's secretary or the head of an office inside the unit is not its head.
_HEAD = re.compile(
    r"(?<!副)(?<!村)(?<!社区)(?<!支部)(?<!办公室)(?<!科室)(?<!大厅)"
    r"(?:局长|镇长|乡长|区长|处长|院长|校长|站长|书记|主任(?!科员)"
    r"|一把手|主要领导|主要负责人|单位负责人|单位领导|局领导)"
)
_TITLE = re.compile(r"书记|主任|组长|局长|区长|镇长|部长|处长")
_CONTACT = re.compile(r"投诉(?:联络员|联系人|专员|受理员|受理人)")


class ConflictOfInterest(DomainError):
    """Rule C4: the case would reach the accused. The attempt is on record."""

    status = 400
    unit_code = ""


@dataclass(frozen=True)
class _Words:
    """What the complainants say, squeezed: `person` names the accused, `text` is everything.

    `targets`: the units complained about. A post without a name means somebody there.
    """

    person: str
    text: str
    targets: frozenset[int]

    def accuses(self, post: Post) -> bool:
        """Whether the holder of a post of the unit is meant, by name or by post."""
        name, job = squeeze(post.user.name), squeeze(post.job)
        if len(name) >= _SHORTEST_NAME and name in self.text:
            return True
        if self.targets and post.unit_id not in self.targets:
            return False
        if len(job) >= _SHORTEST_NAME and re.search(f"(?<!副){re.escape(job)}", self.person):
            return True
        posts = _HEAD if post.role == Role.UNIT_HEAD else _CONTACT
        return bool(posts.search(self.person))


@dataclass
class _Posts:
    heads: list[Post] = field(default_factory=list)
    contacts: list[Post] = field(default_factory=list)


def family(complaint: Complaint) -> list[Complaint]:
    """The case, and what was merged into it."""
    return list(Complaint.objects.filter(Q(pk=complaint.pk) | Q(duplicate_of=complaint)))


def blocked(complaint: Complaint, units: Iterable[Unit]) -> dict[int, Text]:
    """Which of these units must not get the case, and why: at most four queries for them all."""
    units = list(units)
    cases, hosts = family(complaint), reference.hosts(units) if complaint.bypass else set()
    words, posts = _words(cases), _posts(units)
    found: dict[int, Text] = {}
    for unit in units:
        answers = [access.can_dispatch_to(case, unit) for case in [complaint, *cases]]
        reason = next((a.reason for a in answers if isinstance(a, Denied)), "")
        if not reason and unit.pk in hosts:
            reason = _("This case is about the office itself: its seat must not get it.")
        reason = reason or _about_people(words, posts.get(unit.pk, _Posts()))
        if reason:
            found[unit.pk] = reason
    return found


def _words(cases: list[Complaint]) -> _Words:
    person = squeeze(" ".join(case.target_person for case in cases))
    text = squeeze(" ".join(f"{case.content} {case.wish} {case.window}" for case in cases))
    targets = frozenset(case.target_unit_id for case in cases if case.target_unit_id)
    return _Words(person, person + text, targets)


def _posts(units: list[Unit]) -> dict[int, _Posts]:
    found: dict[int, _Posts] = {}
    held = Post.objects.current().filter(
        unit__in=units, role__in=[Role.UNIT_HEAD, Role.CONTACT], user__is_active=True
    )
    for post in held.select_related("user"):
        assert post.unit_id is not None  # noqa: S101 (chosen by its unit)
        of_unit = found.setdefault(post.unit_id, _Posts())
        (of_unit.heads if post.role == Role.UNIT_HEAD else of_unit.contacts).append(post)
    return found


def _about_people(words: _Words, posts: _Posts) -> Text:
    if any(words.accuses(post) for post in posts.heads):
        return _("The person complained about heads this unit: go one level up.")
    accused = [post for post in posts.contacts if words.accuses(post)]
    if accused and len(accused) == len(posts.contacts):
        return _("The person complained about is the unit’s only contact: go one level up.")
    return ""


def refuse(complaint: Complaint, *units: Unit, into: str = "unit") -> None:
    """Raise `ConflictOfInterest` at the field `into` if one of the units must not get the case."""
    reasons = blocked(complaint, units)
    for unit in units:
        if unit.pk in reasons:
            refusal = ConflictOfInterest(_with_way_out(unit, reasons[unit.pk]), "conflict", into)
            refusal.unit_code = unit.code
            raise refusal


def _with_way_out(unit: Unit, reason: Text) -> Text:
    if unit.parent is None:
        return reason
    words = _("%(reason)s Above it stands %(unit)s.")
    return words % {"reason": reason, "unit": unit.parent.short_name}


def accused_contacts(complaint: Complaint, *units: Unit) -> list[User]:
    """The contacts of units that are complained about: the case is kept from them (C6)."""
    words = _words(family(complaint))
    contacts = [post for of_unit in _posts([*units]).values() for post in of_unit.contacts]
    return [post.user for post in contacts if words.accuses(post)]


def accused_among(complaint: Complaint, posts: Iterable[Post], more: str = "") -> list[User]:
    """Who of these holders of posts above the units is meant, by name or by surname and
    title («王书记»), in the words of the person; `more`: further words of theirs."""
    words = _words(family(complaint))
    text = words.text + squeeze(more)
    return [post.user for post in posts if _means(text, post)]


def _means(text: str, post: Post) -> bool:
    name, job = squeeze(post.user.name), squeeze(post.job)
    if len(name) < _SHORTEST_NAME:
        return False
    titled = [f"{name[0]}{title}" for title in _TITLE.findall(job)]
    return any(word in text for word in (name, *titled))


@contextmanager
def on_record(complaint: Complaint, by: User, act: str) -> Iterator[None]:
    """Around the transaction of an act: a try that C4 refuses stays in the audit trail."""
    try:
        yield
    except ConflictOfInterest as refusal:
        audit.record(
            f"{KIND}.{act}",
            by=by,
            kind=KIND,
            object_id=complaint.pk,
            number=complaint.number,
            unit_code=refusal.unit_code,
            result=AuditEvent.Result.DENIED,
            detail={"rule": "C4"},
        )
        raise
