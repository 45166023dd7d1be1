"""Addresses of Open311 GeoReport v2, below `/open311/v2/`.

`<form:form>` is `.json`, `.xml` or nothing; behind a name the view takes the ending off itself.
"""

from django.urls import path, register_converter

from complaints.open311 import views


class Form:
    """The ending that says the format."""

    regex = r"(?:\.(?:json|xml))?"

    def to_python(self, value: str) -> str:
        return value.removeprefix(".")

    def to_url(self, value: str) -> str:
        return f".{value}" if value else ""


register_converter(Form, "form")

urlpatterns = [
    path("", views.discovery, name="open311"),
    path("discovery<form:form>", views.discovery, name="open311-discovery"),
    path("openapi.json", views.description, name="open311-openapi"),
    path("services<form:form>", views.service_list, name="open311-services"),
    path("services/<str:code>", views.service, name="open311-service"),
    path("requests<form:form>", views.requests, name="open311-requests"),
    path("requests/<str:number>", views.one_request, name="open311-request"),
    path("tokens/<str:token>", views.token, name="open311-token"),
    path("<path:rest>", views.nothing, name="open311-nothing"),
]
