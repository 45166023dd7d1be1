"""The second factor: set up, prove, and the recovery codes."""

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.actions import second_factor
from accounts.forms import CodeForm, apply_action
from accounts.middleware import is_verified
from accounts.views.sign_in import safe_next


class Verify(View):
    """Six digits, or a recovery code, for this session."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if second_factor.device_of(request.user) is None:
            return redirect("accounts:second-factor-setup")
        if is_verified(request.user):
            return redirect(safe_next(request))
        return self.page(request, CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self.page(request, form)
        apply_action(form, lambda: self.verify(request, form.cleaned_data["code"]))
        return self.page(request, form) if form.errors else redirect(safe_next(request))

    def verify(self, request: HttpRequest, code: str) -> None:
        second_factor.verify(request=request, by=request.user, code=code)

    def page(self, request: HttpRequest, form: CodeForm) -> HttpResponse:
        context = {"form": form, "next": safe_next(request)}
        return render(request, "accounts/second_factor.html", context)


@method_decorator(never_cache, name="dispatch")
class SetUp(View):
    """Scan the picture with an app, type its first code, write down the recovery codes."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if second_factor.device_of(request.user) is not None and not is_verified(request.user):
            return redirect("accounts:second-factor")
        return self.page(request, CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if second_factor.device_of(request.user) is not None and not is_verified(request.user):
            return redirect("accounts:second-factor")
        form = CodeForm(request.POST)
        codes = form.is_valid() and apply_action(
            form,
            lambda: second_factor.confirm(
                request=request, by=request.user, code=form.cleaned_data["code"]
            ),
        )
        if not codes:
            return self.page(request, form)
        context = {"codes": codes, "next": safe_next(request)}
        return render(request, "accounts/recovery_codes.html", context)

    def page(self, request: HttpRequest, form: CodeForm) -> HttpResponse:
        device = second_factor.pending_device(user=request.user)
        context = {
            "form": form,
            "secret": _secret(device),
            "next": safe_next(request),
        }
        return render(request, "accounts/second_factor_setup.html", context)


@never_cache
@require_POST
def new_codes(request: HttpRequest) -> HttpResponse:
    """Fresh recovery codes, shown once; only with a proved second factor."""
    if not is_verified(request.user):
        return redirect("accounts:second-factor-setup")
    context = {"codes": second_factor.new_codes(by=request.user), "next": "/staff/account/"}
    return render(request, "accounts/recovery_codes.html", context)


@never_cache
@require_GET
def picture(request: HttpRequest) -> HttpResponse:
    """The QR code of the device being set up, as a file: the page holds no foreign markup."""
    device = TOTPDevice.objects.filter(user=request.user, confirmed=False).first()
    if device is None:
        raise Http404
    out = io.BytesIO()
    segno.make(device.config_url, error="m").save(out, kind="svg", scale=5, border=2)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


def _secret(device: TOTPDevice) -> str:
    """The key in groups of four, for typing in."""
    text = device.config_url.split("secret=")[1].split("&")[0]
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))
