"""A person's own sessions and the post they act in."""

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Session, User
from core import audit
from core.errors import DomainError

ACTING_POST = "acting_post"


@transaction.atomic
def end_others(*, request: HttpRequest, by: User) -> int:
    """End all sessions of the person but this one; answers how many."""
    others = Session.objects.filter(user=by).exclude(session_key=request.session.session_key)
    count, _per_model = others.delete()
    audit.record(
        "account.end-sessions",
        by=by,
        kind="accounts.user",
        object_id=by.pk,
        detail={"count": count},
    )
    return count


@transaction.atomic
def switch_post(*, request: HttpRequest, by: User, post_id: int) -> None:
    """Act in another of one's posts: its title goes into timelines, its unit comes first."""
    if post_id not in {post.pk for post in by.current_posts}:
        raise DomainError(_("You do not hold this post today. Choose another one."), "post")
    request.session[ACTING_POST] = post_id
    by.act_in(post_id)
    audit.record("account.switch-post", by=by, kind="accounts.post", object_id=post_id)
