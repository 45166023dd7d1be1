"""Makes messages, to-dos and papers of the package known; imported once models exist."""

from django.utils.translation import gettext_lazy as _

from campaign import evidence_links, field_counts
from campaign.enums import Evidence
from core import deadlines, notices, todo
from core.documents import builders
from publicity import forms
from publicity.deadlines import PublicationEnd
from publicity.notices import KINDS
from publicity.paper import NoticePaper
from publicity.todo import todos


def register() -> None:
    """Called once, in `apps.ready()`."""
    deadlines.register(PublicationEnd)
    notices.register(*KINDS)
    todo.register(todos)
    builders.register(NoticePaper())
    field_counts.register(Evidence.PUBLICATION, lambda: field_counts.visible(forms.PublicationForm))
    evidence_links.register(
        Evidence.PUBLICATION, "publicity:publications", _("Prepare the publication")
    )
