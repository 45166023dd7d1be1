"""The three checks (三查三看) as questions: what a unit looks at in itself (R-052 to R-062)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.text import Text
from rectification.enums import Source


@dataclass(frozen=True)
class Question:
    """One thing to look at. `code` is stored with the answer: it never changes its meaning."""

    code: str
    text: Text


@dataclass(frozen=True)
class Part:
    """One of the three checks; its problems become items with this source."""

    number: int
    source: Source
    title: Text
    aim: Text
    questions: tuple[Question, ...]


PARTS: tuple[Part, ...] = (
    Part(
        1,
        Source.CHECK_ONE,
        _("First check: has the work as a whole reached a new level?"),
        _("See whether the themed activities show outstanding results and a clear effect."),
        (
            Question("1-results", _("The themed activities have results that can be shown.")),
            Question("1-targets", _("The yearly targets and key projects are on schedule.")),
            Question(
                "1-symposium",
                _("A themed symposium has analysed highlights, innovations and their effect."),
            ),
            Question("1-criticism", _("Criticism and self-criticism are practised in earnest.")),
            Question("1-unity", _("The team works together in a democratic and united way.")),
        ),
    ),
    Part(
        2,
        Source.CHECK_TWO,
        _("Second check: are the three visits really made?"),
        _("See whether service is warm and work has become faster."),
        (
            Question("2-projects", _("Project sites are visited and their problems solved.")),
            Question("2-enterprises", _("Enterprises are visited and their demands settled.")),
            Question("2-villages", _("Villages are visited and people are listened to.")),
            Question(
                "2-research",
                _("A system of research exists; opinions of those served are collected."),
            ),
            Question("2-answers", _("Opinions collected are answered: adopted, or explained.")),
            Question("2-attitude", _("The attitude of service is warm and patient.")),
            Question("2-speed", _("Cases are settled within the promised time.")),
        ),
    ),
    Part(
        3,
        Source.CHECK_THREE,
        _("Third check: do staff speak and act as they should?"),
        _("See whether everybody keeps to the standards for staff of public bodies."),
        (
            Question("3-duty", _("Staff keep working hours and stay at their posts.")),
            Question("3-work", _("Words and conduct at work are proper.")),
            Question("3-study", _("Study is attended and leaves a mark on the work.")),
            Question("3-life", _("Conduct in daily life gives no cause for complaint.")),
            Question("3-contact", _("Conduct in contact with others is proper and clean.")),
        ),
    ),
)
OCCASIONS = (
    ("work", pgettext_lazy("occasion", "at work")),
    ("study", pgettext_lazy("occasion", "in study")),
    ("life", pgettext_lazy("occasion", "in daily life")),
    ("contact", pgettext_lazy("occasion", "in contact with others")),
)
QUESTIONS: dict[str, tuple[Part, Question]] = {
    question.code: (part, question) for part in PARTS for question in part.questions
}


def part_of(number: int) -> Part | None:
    """The check of that number, if there is one."""
    return next((part for part in PARTS if part.number == number), None)
