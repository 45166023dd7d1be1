"""The addresses of Open311 GeoReport v2. No cookie is read here: a key or nothing."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from complaints import codes
from complaints.open311 import discovery as start
from complaints.open311 import filters, keys, openapi, posting, records, services
from complaints.open311.answers import Fault, Refused, answer, faults, form_of, refused

View = Callable[..., HttpResponse]


def _address(*methods: str) -> Callable[[View], View]:
    """An address of the interface: its methods, and its refusals in the standard's words."""

    def decorate(view: View) -> View:
        @wraps(view)
        def run(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
            try:
                if request.method not in {*methods, "HEAD"}:
                    raise refused(405, _("This address does not take this method."))
                return view(request, *args, **kwargs)
            except Refused as no:
                response = faults(form_of(request), no.faults, no.wait)
                if response.status_code == 405:
                    response.headers["Allow"] = ", ".join(methods)
                return response

        return never_cache(login_not_required(run))

    return decorate


def _ending(text: str) -> tuple[str, str]:
    """The name at the end of an address, and the format behind it: `5.json` is («5», «json»)."""
    for form in ("json", "xml"):
        if text.endswith(f".{form}"):
            return text.removesuffix(f".{form}"), form
    return text, ""


@_address("GET")
def discovery(request: HttpRequest, form: str = "") -> HttpResponse:
    """Where what is to be found."""
    return answer(form_of(request, form), "discovery", start.document())


@_address("GET")
def service_list(request: HttpRequest, form: str = "") -> HttpResponse:
    """The kinds of problem."""
    return answer(form_of(request, form), "services", services.listed())


@_address("GET")
def service(request: HttpRequest, code: str) -> HttpResponse:
    """What can be said about one kind."""
    code, form = _ending(code)
    return answer(form_of(request, form), "service_definition", services.defined(code))


@csrf_exempt
@sensitive_post_parameters()
@_address("GET", "POST")
def requests(request: HttpRequest, form: str = "") -> HttpResponse:
    """Hand one in, or list those that the key may know of."""
    if request.method == "POST":
        return _post(request, form_of(request, form))
    partner = keys.partner_of(request, keys.READ)
    wanted = filters.read(request, {row.code for row in services.public()})
    rows = wanted.apply(records.known_to(partner))
    tree = records.shown(rows, partner)
    return answer(form_of(request, form), "service_requests", tree)


@sensitive_variables()
def _post(request: HttpRequest, form: str) -> HttpResponse:
    partner = keys.partner_of(request, keys.POST)
    done = posting.submit(request, partner)
    notice = _(
        "Query code: %(code)s. It is shown only now and opens the case on the tracking page; give"
        " it to the person, and keep no copy."
    )
    tree = [
        {
            "service_request_id": done.number,
            "service_notice": notice % {"code": codes.show(done.code)},
            "account_id": None,
        }
    ]
    return answer(form, "service_requests", tree, status=201)


@_address("GET")
def one_request(request: HttpRequest, number: str) -> HttpResponse:
    """One by its number."""
    number, form = _ending(number)
    partner = keys.partner_of(request, keys.READ)
    tree = records.shown(records.known_to(partner).filter(number=number[:40]), partner)
    if not tree:
        raise refused(404, _("There is no such service_request_id."))
    return answer(form_of(request, form), "service_requests", tree)


@_address("GET")
def token(request: HttpRequest, token: str) -> HttpResponse:
    """The number of what was handed in with a token."""
    token, form = _ending(token)
    partner = keys.partner_of(request, keys.POST)
    known = codes.hash_token(posting.token_of(partner, token))
    number = (
        records.known_to(partner).filter(token_hash=known).values_list("number", flat=True).first()
    )
    if number is None:
        raise refused(404, _("Nothing was handed in with this token."))
    return answer(
        form_of(request, form), "service_requests", [{"service_request_id": number, "token": token}]
    )


@_address("GET")
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description."""
    return JsonResponse(openapi.document(), json_dumps_params={"ensure_ascii": False})


@_address("GET", "POST", "PUT", "PATCH", "DELETE")
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Every other address below ours."""
    return faults(
        form_of(request),
        [Fault(404, _("There is nothing at this address. See the discovery document."))],
    )
