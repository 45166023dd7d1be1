"""The session engine: Django's database sessions, whose rows also name their owner."""

import datetime as dt
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection

from accounts.models.session import Session

STARTED, SEEN, DEVICE = "started", "seen", "device"
# Whether the person had a second factor when the session began.
HAS_DEVICE = "has_device"

_LOAD = """
SELECT session_data FROM accounts_session WHERE session_key = %s AND expire_date > now()
"""
_KEEP = "UPDATE accounts_session SET session_data = %s WHERE session_key = %s"


class SessionStore(DatabaseStore):
    """`started` and `seen` in the session are seconds since 1970."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        # Every page does this: the text of the query is fixed and nothing else of the row is used.
        with connection.cursor() as cursor:
            cursor.execute(_LOAD, [self.session_key])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(row[0])
        return found

    def keep(self) -> None:
        """Write the data now, within the transaction under way; its other columns stay."""
        data = self.encode(dict(self.items()))
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, [data, self.session_key])
            if cursor.rowcount:
                self.modified = False

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast("Session", super().create_model_instance(data))
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.started_at = _instant(data.get(STARTED))
        row.seen_at = _instant(data.get(SEEN))
        row.device = str(data.get(DEVICE, ""))[:60]
        return row


def _instant(seconds: float | None) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds else None
