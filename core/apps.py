from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from core import notices  # noqa: F401 (registers the outbox handlers of its mails)
        from core.documents import tasks  # noqa: F401 (registers the outbox handler of papers)
        from core.workday_data import seed

        # The calendar belongs to every database of the portal, also to one that was just emptied.
        post_migrate.connect(seed, sender=self, dispatch_uid="core.workdays")
