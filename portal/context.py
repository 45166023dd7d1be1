"""What every page's frame needs. Lazy: a page that shows no sidebar pays for none."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import clock
from core.counting import in_words
from core.ui.due import weekday
from portal.menus import (
    MESSAGES,
    Group,
    address,
    counts_for,
    foot_menu,
    public_menu,
    staff_menu,
)
from portal.prefs import contrast, text_size
from portal.site import present_site


def html_lang() -> str:
    """The language of the page as HTML names it."""
    return "en" if get_language() == "en" else "zh-CN"


@dataclass
class Workbench:
    """The frame of a staff page: who is here, as what, and what is open."""

    request: HttpRequest

    @property
    def user(self) -> Any:
        return self.request.user

    @cached_property
    def menu(self) -> list[Group]:
        return staff_menu(self.user, self.request.path, self.counts)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Open work and unread messages: one query for the whole frame.

        A page that has counted its own rows anyway says so in `request.menu_counts`.
        """
        return counts_for(self.user) | getattr(self.request, "menu_counts", {})

    @property
    def name(self) -> str:
        return str(self.user.name)

    @property
    def initial(self) -> str:
        return self.name[:1]

    @property
    def posts(self) -> list[Any]:
        return list(self.user.current_posts)

    @property
    def post_id(self) -> int | None:
        post = self.user.main_post
        return post.pk if post else None

    @property
    def job(self) -> str:
        """The post without the unit, which stands in the sidebar."""
        post = self.user.main_post
        return str(post.job or post.get_role_display()) if post else ""

    @property
    def place(self) -> str:
        """The person's unit, or the zone for people of the zone."""
        return str(self.user.unit or settings.SITE["zone"])

    @property
    def today(self) -> str:
        day = clock.today()
        return _("%(year)d/%(month)d/%(day)d %(weekday)s") % {
            "year": day.year,
            "month": day.month,
            "day": day.day,
            "weekday": weekday(day),
        }

    @property
    def print_line(self) -> str:
        """Who printed the page and when; printed only."""
        return _("%(place)s, printed by %(name)s at %(time)s") % {
            "place": self.place,
            "name": self.name,
            "time": f"{timezone.localtime(clock.now()):%Y-%m-%d %H:%M}",
        }

    @property
    def search_url(self) -> str:
        return address("portal:search")

    @property
    def messages_url(self) -> str:
        return address("portal:messages")

    @property
    def unread(self) -> str:
        """How many messages wait, or nothing."""
        number = self.counts[MESSAGES]
        return in_words(number) if number else ""

    @property
    def account_url(self) -> str:
        return address("accounts:account")

    @property
    def switch_url(self) -> str:
        return address("accounts:switch-post")

    @property
    def sign_out_url(self) -> str:
        return address("accounts:sign-out")


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    return {
        "html_lang": html_lang(),
        "text_size": text_size(request),
        "contrast": contrast(request),
        "demo": settings.DEMO,
        "site": SimpleLazyObject(present_site),
        "public_menu": SimpleLazyObject(lambda: public_menu(request.path)),
        "foot_menu": SimpleLazyObject(foot_menu),
        "workbench": Workbench(request),
    }
