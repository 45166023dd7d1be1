"""The portal as it is served, with one bare view beside it: one INSERT, one commit, no more."""

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

application = get_wsgi_application()


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    """The floor."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_row (text) VALUES (%s)", [request.POST["text"]])
    return HttpResponse(status=204)


bare.login_required = False
urlpatterns = [path("bare/", bare), path("", include("portal.urls"))]
handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"
