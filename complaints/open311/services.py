"""The services: the kinds of problem that citizens choose from, and what can be said about one."""

from dataclasses import dataclass
from typing import Any

from django.forms import Field
from django.utils.translation import gettext as _

from campaign.models import Category
from complaints import choices
from complaints.forms.public import ContactStep, DetailStep, UnitStep
from complaints.open311.answers import refused
from core.forms import PortalForm


@dataclass(frozen=True)
class Attribute:
    """A field of the public form that partners send as `attribute[code]`."""

    code: str
    form: type[PortalForm]
    datatype: str

    @property
    def field(self) -> Field:
        """The form's own field: its words and its limits are the attribute's."""
        return self.form.base_fields[self.code]

    @property
    def is_yes_or_no(self) -> bool:
        return self.form is ContactStep


ATTRIBUTES = (
    Attribute("unit", UnitStep, "singlevaluelist"),
    Attribute("window", UnitStep, "string"),
    Attribute("person", UnitStep, "string"),
    Attribute("happened_on", DetailStep, "datetime"),
    Attribute("wish", DetailStep, "text"),
    Attribute("wants_secrecy", ContactStep, "singlevaluelist"),
    Attribute("consent_contact", ContactStep, "singlevaluelist"),
    Attribute("consent_public", ContactStep, "singlevaluelist"),
)


def public() -> list[Category]:
    """The categories that are services (one query)."""
    return list(Category.objects.public())


def listed() -> list[dict[str, Any]]:
    """The service list."""
    return [
        {
            "service_code": row.code,
            "service_name": row.public_label,
            "description": row.public_example,
            "metadata": True,
            "type": "realtime",
            "keywords": "",
            "group": "",
        }
        for row in public()
    ]


def defined(code: str) -> dict[str, Any]:
    """The definition of one service: the same attributes for each (two queries)."""
    if not Category.objects.public().filter(code=code[:6]).exists() or len(code) > len(code[:6]):
        raise refused(404, _("This service_code is not in the service list."))
    rows = [_attribute(n, one) for n, one in enumerate(ATTRIBUTES, start=1)]
    return {"service_code": code, "attributes": rows}


def _attribute(order: int, one: Attribute) -> dict[str, Any]:
    row = {
        "variable": True,
        "code": one.code,
        "datatype": one.datatype,
        "required": False,
        "datatype_description": _("A day: YYYY-MM-DD") if one.datatype == "datetime" else "",
        "order": order,
        "description": " ".join(filter(None, (str(one.field.label), str(one.field.help_text)))),
    }
    if one.datatype == "singlevaluelist":
        row["values"] = _yes_or_no() if one.is_yes_or_no else _units()
    return row


def _yes_or_no() -> list[dict[str, str]]:
    return [{"key": "1", "name": _("yes")}, {"key": "0", "name": _("no")}]


def _units() -> list[dict[str, str]]:
    office = _("the leadership-group office or the complaint desk")
    units = [{"key": unit.code, "name": unit.name} for unit in choices.units()]
    return [*units, {"key": choices.OFFICE, "name": office}]
