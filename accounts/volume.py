"""Many invented units with one person each: for measuring, never for people."""

from django.db import transaction

from accounts.enums import AppraisalGroup, Role, UnitKind
from accounts.models import Post, Unit, User
from core import clock


@transaction.atomic
def load(count: int) -> int:
    """Add so many units, each with a responsible person who cannot sign in; returns how many."""
    first = Unit.objects.filter(code__startswith="V").count() + 1
    for number in range(first, first + count):
        name = f"测量单位{number}"
        unit = Unit.objects.create(
            code=f"V{number:04d}",
            name=name,
            short_name=name,
            order=1000 + number,
            kind=UnitKind.DEPARTMENT,
            group=AppraisalGroup.NONE,
            headcount=10,
        )
        person = User.objects.create_user(f"v{number:04d}_owner", name)
        Post.objects.create(
            user=person, unit=unit, role=Role.OWNER, start=clock.today(), is_primary=True
        )
    return count
