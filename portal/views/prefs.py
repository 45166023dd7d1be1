"""Text size, contrast and language: a POST, a cookie, and back to where one was."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from core.http import redirect_back
from portal.prefs import CONTRASTS, SIZES, remember


@login_not_required
@require_POST
def size(request: HttpRequest) -> HttpResponse:
    """`/prefs/size/`: switch the large-print version on or off."""
    wanted = request.POST.get("size", "")
    response = redirect_back(request, "/")
    remember(response, settings.TEXT_SIZE_COOKIE_NAME, wanted if wanted in SIZES else SIZES[0])
    return response


@login_not_required
@require_POST
def contrast(request: HttpRequest) -> HttpResponse:
    """`/prefs/contrast/`: switch the high contrast on or off."""
    wanted = request.POST.get("contrast", "")
    response = redirect_back(request, "/")
    value = wanted if wanted in CONTRASTS else CONTRASTS[0]
    remember(response, settings.CONTRAST_COOKIE_NAME, value)
    return response


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """`/prefs/language/`: read the portal in Chinese or English."""
    wanted = request.POST.get("language", "")
    known = {code for code, _name in settings.LANGUAGES}
    response = redirect_back(request, "/")
    remember(
        response,
        settings.LANGUAGE_COOKIE_NAME,
        wanted if wanted in known else settings.LANGUAGE_CODE,
    )
    return response
