"""Letters as files, each taking a while: long enough to be killed in between."""

import time
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend


class SlowFiles(EmailBackend):
    """One file a letter."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        time.sleep(0.15)
        return int(super().send_messages(messages) or 0)
