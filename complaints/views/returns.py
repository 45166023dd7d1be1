"""How often each unit hands cases back, and to whom they should have gone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from complaints import access
from complaints.returns import by_unit
from complaints.views.acts import staff
from core import clock
from core.access import require


@never_cache
@require_GET
def returns(request: HttpRequest) -> HttpResponse:
    """The returns of this year by unit; no case is named."""
    user = staff(request)
    require(access.can_intake(user))
    year = clock.today().year
    context = {"rows": by_unit(user, year), "year": str(year)}
    return render(request, "complaints/staff/returns.html", context)
