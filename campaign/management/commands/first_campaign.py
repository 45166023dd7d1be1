"""`first_campaign`: the first campaign of an installation, from a template, in preparation."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from accounts.models import User
from campaign import template
from campaign.actions import campaigns
from campaign.models import Campaign
from core import clock
from core.errors import DomainError


class Command(BaseCommand):
    help = "Prepare the first campaign from a template; further ones are cloned on its page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`ACCOUNT`: the head of the office, who answers for it; `--year`: else this year."""
        parser.add_argument("account", metavar="ACCOUNT", help="account of the head of the office")
        parser.add_argument("--year", type=int, metavar="YEAR")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses (exit 1) when there is a campaign, or when the account may not make one."""
        year = options["year"] or clock.today().year
        if not 2000 <= year <= 2099:
            raise CommandError("--year must be 2000 to 2099.")
        head = User.objects.filter(username=options["account"].lower(), is_active=True).first()
        if head is None:
            raise CommandError(f"There is no account {options['account']}.")
        if Campaign.objects.exists():
            raise CommandError("There is a campaign already; clone it on its page.")
        try:
            with translation.override(settings.LANGUAGE_CODE), transaction.atomic():
                made = campaigns.create(
                    by=head, phases=template.phases(year), **template.facts(year)
                )
        except DomainError as fault:
            raise CommandError(str(fault.message)) from fault
        url = f"{settings.SITE_URL}/staff/campaigns/{year}/"
        self.stdout.write(f"Prepared {made.title}. Check it and start it: {url}")
