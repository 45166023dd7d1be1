"""Addresses of this package's pages."""

from typing import Any

from django.urls import reverse


def address(name: str, *args: Any) -> str:
    """The address of `inspections:<name>`."""
    return reverse(f"inspections:{name}", args=args)
