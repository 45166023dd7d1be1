"""`first_administrators`: the three separated administrators of a fresh installation."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import translation

from accounts.actions import first_start
from accounts.enums import Role
from core.errors import DomainError

DEFAULTS = {Role.SYSADMIN: "sysadmin", Role.SECADMIN: "secadmin", Role.AUDITOR: "auditor"}


class Command(BaseCommand):
    help = "Make the system, security and audit administrators; prints their one-time links once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--sysadmin`, `--secadmin`, `--auditor`: other account names than these."""
        for role, name in DEFAULTS.items():
            parser.add_argument(f"--{role.value}", default=name, metavar="ACCOUNT")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses (exit 1) once there are administrators."""
        names = {role: options[role.value].strip().lower() for role in DEFAULTS}
        try:
            with translation.override(settings.LANGUAGE_CODE):
                made = first_start.make_administrators(names)
        except DomainError as fault:
            raise CommandError(str(fault.message)) from fault
        self.stdout.write(
            "Each link sets a password once, within 72 hours. Hand them to three people:"
        )
        for first in made:
            path = reverse("accounts:password-link", args=[first.token])
            self.stdout.write(f"{first.username}  {settings.SITE_URL}{path}")
