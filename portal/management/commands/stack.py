"""`manage.py stack`: what `script/server` runs after it has installed everything."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from portal.supervisor.stack import main


class Command(BaseCommand):
    """Start the portal with everything it needs and watch it until Ctrl-C."""

    help = "Start web server, worker, scheduler and (unless given) the servers behind them."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until stopped."""
        sys.exit(main())
