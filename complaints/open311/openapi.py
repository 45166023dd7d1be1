"""The OpenAPI description, made of the same tables that read and answer the requests."""

from typing import Any

from complaints.actions.intake import FEWEST_CHARACTERS, MOST_CHARACTERS
from complaints.forms.public import ContactStep, DetailStep
from complaints.open311 import discovery, filters
from complaints.open311.services import ATTRIBUTES, Attribute

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_DAY: Schema = {"type": "string", "format": "date-time"}
_KINDS: dict[str, Schema] = {
    "page": {"type": "integer", "minimum": 1, "maximum": filters.MOST_PAGES},
    "page_size": {"type": "integer", "minimum": 1, "maximum": filters.MOST_ROWS},
    "start_date": _DAY,
    "end_date": _DAY,
    "status": {"type": "string", "description": "open, closed, or both with a comma"},
}
RECORD = (
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "agency_responsible",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
)
_OF_SERVICE = ("service_code", "service_name", "description", "type", "keywords", "group")
_FORMAT = {
    "name": "format",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "enum": ["json", "xml"]},
}
_JURISDICTION = {"name": "jurisdiction_id", "in": "query", "schema": _TEXT}


def document() -> Schema:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Open311 GeoReport v2", "version": "2.0"},
        "servers": [{"url": discovery.address()}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "query", "name": "api_key"},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
            "schemas": {
                "Faults": _rows({"code": {"type": "integer"}, "description": _TEXT}),
                "Requests": _rows({name: _of_record(name) for name in RECORD}),
                "Receipts": _rows(
                    {"service_request_id": _TEXT, "service_notice": _TEXT, "account_id": _EMPTY}
                ),
                "Tokens": _rows({"service_request_id": _TEXT, "token": _TEXT}),
                "Services": _rows(
                    {**dict.fromkeys(_OF_SERVICE, _TEXT), "metadata": {"type": "boolean"}}
                ),
                "Definition": _object({"service_code": _TEXT, "attributes": {"type": "array"}}),
                "Discovery": _object({"endpoints": {"type": "array"}}),
                "NewRequest": _new_request(),
            },
        },
    }


_EMPTY: Schema = {"type": ["string", "null"]}


def _paths() -> Schema:
    named = [_query(name, _KINDS.get(name, _TEXT)) for name in filters.NAMES]
    return {
        "/discovery.{format}": {"get": _operation("discovery", "Discovery", [])},
        "/services.{format}": {"get": _operation("serviceList", "Services", [])},
        "/services/{service_code}.{format}": {
            "get": _operation("service", "Definition", [_in_path("service_code")], 404)
        },
        "/requests.{format}": {
            "get": _operation("requests", "Requests", named, 400, 403, 404, 429, key=True),
            "post": _operation("newRequest", "Receipts", [], 400, 403, 404, 413, 429, key=True)
            | {"requestBody": _body()},
        },
        "/requests/{service_request_id}.{format}": {
            "get": _operation(
                "request", "Requests", [_in_path("service_request_id")], 403, 404, 429, key=True
            )
        },
        "/tokens/{token}.{format}": {
            "get": _operation("token", "Tokens", [_in_path("token")], 403, 404, 429, key=True)
        },
    }


def _operation(
    name: str, schema: str, parameters: list[Schema], *refusals: int, key: bool = False
) -> Schema:
    good = "201" if name == "newRequest" else "200"
    answers = {good: _answer(schema)} | {str(code): _answer("Faults") for code in refusals}
    found: Schema = {
        "operationId": name,
        "parameters": [_FORMAT, _JURISDICTION, *parameters],
        "responses": answers,
    }
    return found | ({"security": [{"key": []}, {"bearer": []}]} if key else {})


def _answer(schema: str) -> Schema:
    content = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {
        "description": schema,
        "content": {"application/json": content, "application/xml": content},
    }


def _body() -> Schema:
    content = {"schema": {"$ref": "#/components/schemas/NewRequest"}}
    return {"required": True, "content": {"application/x-www-form-urlencoded": content}}


def _new_request() -> Schema:
    content = {"type": "string", "minLength": FEWEST_CHARACTERS, "maxLength": MOST_CHARACTERS}
    fields: Schema = {
        "api_key": _TEXT,
        "service_code": _TEXT,
        "description": content,
        "address_string": {"type": "string", "maxLength": 100},
        "lat": {"type": "number", "minimum": -90, "maximum": 90},
        "long": {"type": "number", "minimum": -180, "maximum": 180},
        "first_name": _TEXT,
        "last_name": {"type": "string", "maxLength": _most(ContactStep, "name")},
        "phone": {"type": "string", "maxLength": _most(ContactStep, "phone")},
        "email": {"type": "string", "format": "email", "maxLength": _most(ContactStep, "email")},
        "token": {"type": "string", "minLength": 16, "maxLength": 80},
    }
    fields |= {f"attribute[{one.code}]": _of_attribute(one) for one in ATTRIBUTES}
    return _object(fields) | {"required": ["service_code", "description"]}


def _of_attribute(one: Attribute) -> Schema:
    words = {"type": "string", "description": str(one.field.label)}
    if one.is_yes_or_no:
        return words | {"enum": ["0", "1"]}
    if one.datatype == "datetime":
        return words | {"format": "date"}
    most = getattr(one.field, "max_length", None)
    return words | ({"maxLength": most} if most else {})


def _most(form: type[ContactStep | DetailStep], name: str) -> int:
    return int(form.base_fields[name].max_length)  # type: ignore[attr-defined]


def _of_record(name: str) -> Schema:
    if name == "status":
        return {"type": "string", "enum": [*filters.STATUSES]}
    if name == "expected_datetime":
        return {"type": ["string", "null"], "format": "date-time"}
    return _DAY if name.endswith("_datetime") else _TEXT


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties}


def _rows(properties: Schema) -> Schema:
    return {"type": "array", "items": _object(properties)}


def _query(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "schema": schema}


def _in_path(name: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": _TEXT}
