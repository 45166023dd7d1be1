"""Keep the texts that units start their replies from."""

from django.db import transaction

from accounts.models import User
from complaints import access
from complaints.models import ReplyTemplate
from core import audit
from core.access import require


@transaction.atomic
def keep(*, template: ReplyTemplate, by: User) -> ReplyTemplate:
    """Save a new or changed template."""
    require(access.can_keep_templates(by))
    template.save()
    audit.record(
        "complaints.template.keep",
        by=by,
        kind="complaints.template",
        object_id=template.pk,
        detail={"active": template.active},
    )
    return template
