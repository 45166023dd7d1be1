"""The only mails the portal sends by itself. They say how many things wait, and nothing else."""

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def send_count(*, to: str, count: int, key: str, urgent: bool = False) -> None:
    """Mail «you have `count` things to do» with the portal's address.

    `key` makes the Message-ID: should a crash send the same mail twice, the mailbox sees one.
    """
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Urgent to-do in the workbench") if urgent else _("To-dos in the workbench")
        sentence = ngettext(
            "You have %(count)d thing to do.", "You have %(count)d things to do.", count
        )
        body = "\n".join(
            [
                sentence % {"count": count},
                _("Sign in to the workbench to see it: %(url)s") % {"url": settings.SITE_URL},
                _("This mail was sent automatically; answers are not read."),
            ]
        )
    EmailMessage(
        subject=subject,
        body=body,
        to=[to],
        headers={"Message-ID": message_id(key), "Auto-Submitted": "auto-generated"},
    ).send()


def message_id(key: str) -> str:
    """The Message-ID of a job's mail: the same for each try."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{key.replace(':', '.')}@{domain}>"
