"""Filters of document templates."""

from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from core.documents.text import flush, long_date

register = template.Library()


@register.filter(name="flush")
def flush_filter(text: Any) -> SafeString:
    """Escaped text whose lines can end flush (`core.documents.text.flush`)."""
    # Escaping first keeps `&amp;` whole: the gaps go between Han characters only.
    return mark_safe(flush(str(conditional_escape(text))))


register.filter("long_date", long_date)
