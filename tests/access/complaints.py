"""Who may open the addresses of the complaint desk."""

from complaints.actions import entries, partners, retaliation, retention, withdrawal
from complaints.actions.partners import Terms
from complaints.models import ComplaintFile, ReplyTemplate
from complaints.views.listing import PLACE
from core import saved_views
from tests.access.types import ANYBODY, Route
from tests.cast import Cast
from tests.factories import complaints as make

DESK = frozenset({"desk", "desk2"})
HEAD = frozenset({"office_head"})
NOBODY: frozenset[str] = frozenset()
CODES = DESK | {"office", "office_head"}
READERS = DESK | {"office", "office_head", "leader", "contact", "unit_head"}


def _handling(cast: Cast, page: str) -> str:
    return page.format(make.make_handling(cast).number)


def _accusation(cast: Cast, page: str) -> str:
    complaint = make.dispatch.to_discipline(complaint=make.make_accusation(cast), by=cast.desk)
    return page.format(complaint.number)


def _reported(cast: Cast, page: str) -> str:
    complaint = make.make_handling(cast)
    retaliation.report(complaint=complaint, text="有人让我小心一点")
    return page.format(complaint.number)


def _clearing(cast: Cast) -> str:
    complaint = make.make_received(cast)
    withdrawal.withdraw(complaint=complaint, reason="")
    retention.erase(complaint=complaint)
    return f"/staff/retention/{retention.propose(by=cast.desk).pk}/"


def _released_file(cast: Cast) -> str:
    complaint = make.make_handling(cast)
    return f"/staff/complaints/file/{make.attach(complaint, released=True).pk}/"


def _covered_file(cast: Cast) -> str:
    complaint = make.make_accepted(cast)
    file = make.attach(complaint)
    file.copy = make.attach(complaint).attachment
    ComplaintFile.objects.exclude(pk=file.pk).delete()
    file.save(update_fields=["copy"])
    return f"/staff/complaints/file/{file.pk}/copy/"


def _typical(cast: Cast, page: str) -> str:
    return f"/staff/typical/{make.make_typical(cast).number}/{page}"


def _template(_cast: Cast) -> str:
    return f"/staff/settings/templates/{ReplyTemplate.objects.order_by('id')[0].pk}/"


def _view(cast: Cast) -> str:
    view = saved_views.save(place=PLACE, by=cast.desk, name="超期", query="clock=overdue")
    return f"/staff/complaints/views/{view.pk}/delete/"


def _code(cast: Cast, page: str) -> str:
    entry = entries.make(unit=cast.unit, window="3号窗口", by=cast.office)
    return f"/staff/codes/{entry.code}/{page}"


def _partner(cast: Cast, page: str) -> str:
    terms = Terms("工单平台", "市12345热线", "12345", True, True, 60, 5000)
    partner, _key = partners.give(terms=terms, by=cast.office_head)
    return f"/staff/settings/keys/{partner.prefix}/{page}"


def _fixed(path: str):
    return lambda _cast: path


ROUTES: dict[str, Route] = {
    "complaints:start": Route(_fixed("/complaint/"), ANYBODY),
    "complaints:new": Route(_fixed("/complaint/new/"), ANYBODY),
    "complaints:new-unit": Route(_fixed("/complaint/new/unit/"), ANYBODY),
    "complaints:new-detail": Route(_fixed("/complaint/new/detail/"), ANYBODY),
    "complaints:new-contact": Route(_fixed("/complaint/new/contact/"), ANYBODY),
    "complaints:new-check": Route(_fixed("/complaint/new/check/"), ANYBODY),
    "complaints:new-done": Route(_fixed("/complaint/new/done/"), ANYBODY),
    "complaints:entry": Route(lambda cast: f"/r/{cast.unit.code}/", ANYBODY),
    "complaints:track": Route(_fixed("/track/"), ANYBODY),
    "complaints:track-link": Route(_fixed("/t/7K4M92QXP3HD5TWZ/"), ANYBODY),
    # Without the code in the session these lead to the page that asks for it.
    "complaints:track-case": Route(_fixed("/track/case/"), ANYBODY),
    "complaints:track-rate": Route(_fixed("/track/case/rate/"), ANYBODY),
    "complaints:track-add": Route(_fixed("/track/case/add/"), ANYBODY),
    "complaints:track-recheck": Route(_fixed("/track/case/recheck/"), ANYBODY),
    "complaints:track-withdraw": Route(_fixed("/track/case/withdraw/"), ANYBODY),
    "complaints:track-retaliation": Route(_fixed("/track/case/retaliation/"), ANYBODY),
    "complaints:track-code": Route(_fixed("/track/case/code/"), ANYBODY),
    "complaints:track-publication": Route(_fixed("/track/case/publication/"), ANYBODY, "post"),
    "complaints:track-file": Route(_fixed("/track/case/file/1/"), ANYBODY),
    "complaints:track-receipt": Route(_fixed("/track/case/receipt/"), ANYBODY),
    "complaints:track-part": Route(_fixed("/track/case/part/TS20110819-0001/"), ANYBODY, "post"),
    "complaints:track-leave": Route(_fixed("/track/case/leave/"), ANYBODY, "post"),
    "complaints:rights": Route(_fixed("/complaint/rights/"), ANYBODY),
    "complaints:public-units": Route(_fixed("/units/"), ANYBODY),
    "complaints:public-unit": Route(lambda cast: f"/units/{cast.unit.code}/", ANYBODY),
    "complaints:stats": Route(_fixed("/stats/"), ANYBODY),
    "complaints:stats-csv": Route(_fixed("/stats/units.csv"), ANYBODY),
    "complaints:intake": Route(_fixed("/staff/intake/"), DESK | {"leader"}),
    "complaints:intake-export": Route(_fixed("/staff/intake/export.xlsx"), DESK | {"leader"}),
    "complaints:intake-export-csv": Route(_fixed("/staff/intake/export.csv"), DESK | {"leader"}),
    "complaints:returns": Route(_fixed("/staff/intake/returns/"), DESK | {"leader"}),
    "complaints:register": Route(_fixed("/staff/intake/register/"), DESK),
    # Without a registration in the session it leads back to the form.
    "complaints:registered": Route(_fixed("/staff/intake/registered/"), DESK),
    "complaints:intake-case": Route(
        lambda cast: _handling(cast, "/staff/intake/{}/"), DESK | {"leader", "office_head"}
    ),
    "complaints:intake-act": Route(
        lambda cast: f"/staff/intake/{make.make_accepted(cast).number}/classify/", DESK
    ),
    "complaints:cases": Route(
        _fixed("/staff/complaints/"), READERS | {"discipline", "outsider_head"}
    ),
    "complaints:export": Route(
        _fixed("/staff/complaints/export.xlsx"), READERS | {"discipline", "outsider_head"}
    ),
    "complaints:export-csv": Route(
        _fixed("/staff/complaints/export.csv"), READERS | {"discipline", "outsider_head"}
    ),
    "complaints:templates": Route(_fixed("/staff/settings/templates/"), HEAD),
    "complaints:template-new": Route(_fixed("/staff/settings/templates/new/"), HEAD),
    "complaints:template": Route(_template, HEAD),
    "complaints:views": Route(
        _fixed("/staff/complaints/views/"), READERS | {"discipline", "outsider_head"}
    ),
    "complaints:view-save": Route(
        _fixed("/staff/complaints/views/save/?clock=overdue"),
        READERS | {"discipline", "outsider_head"},
    ),
    "complaints:view-drop": Route(_view, frozenset({"desk"}), method="post"),
    "complaints:case": Route(lambda cast: _handling(cast, "/staff/complaints/{}/"), READERS),
    "complaints:case-act": Route(
        lambda cast: _handling(cast, "/staff/complaints/{}/reply/"), frozenset({"contact"})
    ),
    "complaints:identity": Route(
        lambda cast: _handling(cast, "/staff/complaints/{}/identity/"), DESK
    ),
    "complaints:file": Route(_released_file, READERS),
    "complaints:file-copy": Route(_covered_file, DESK),
    "complaints:discipline": Route(_fixed("/staff/discipline/"), frozenset({"discipline"})),
    "complaints:discipline-case": Route(
        lambda cast: _accusation(cast, "/staff/discipline/{}/"), frozenset({"discipline"})
    ),
    "complaints:discipline-act": Route(
        lambda cast: _accusation(cast, "/staff/discipline/{}/conclude/"),
        frozenset({"discipline"}),
    ),
    "complaints:track-data": Route(_fixed("/track/case/data/"), ANYBODY),
    "complaints:clearings": Route(_fixed("/staff/retention/"), DESK | HEAD),
    "complaints:clearing-propose": Route(_fixed("/staff/retention/propose/"), DESK, "post"),
    "complaints:clearing": Route(_clearing, DESK | HEAD),
    "complaints:retaliations": Route(
        _fixed("/staff/retaliation/"), frozenset({"leader", "discipline"})
    ),
    "complaints:retaliation-case": Route(
        lambda cast: _reported(cast, "/staff/retaliation/{}/"), frozenset({"leader"})
    ),
    "complaints:retaliation-act": Route(
        lambda cast: _reported(cast, "/staff/retaliation/{}/answer/"), frozenset({"leader"})
    ),
    "complaints:public-cases": Route(_fixed("/cases/"), ANYBODY),
    "complaints:public-case": Route(
        lambda cast: f"/cases/{make.make_published(cast).number}/", ANYBODY
    ),
    "complaints:typical-cases": Route(_fixed("/staff/typical/"), DESK | {"office_head"}),
    "complaints:typical-new": Route(
        lambda cast: f"/staff/typical/new/{make.make_closed(cast, consent_public=True).number}/",
        DESK,
    ),
    "complaints:typical-case": Route(lambda cast: _typical(cast, ""), DESK | {"office_head"}),
    "complaints:typical-edit": Route(lambda cast: _typical(cast, "edit/"), DESK),
    "complaints:typical-act": Route(lambda cast: _typical(cast, "submit/"), DESK, "post"),
    "complaints:codes": Route(_fixed("/staff/codes/"), CODES),
    "complaints:code-new": Route(_fixed("/staff/codes/new/"), CODES),
    "complaints:code-all": Route(_fixed("/staff/codes/all/"), CODES, "post"),
    "complaints:code": Route(lambda cast: _code(cast, ""), CODES),
    "complaints:code-move": Route(lambda cast: _code(cast, "move/"), CODES),
    "complaints:code-retire": Route(lambda cast: _code(cast, "retire/"), CODES, "post"),
    "complaints:code-print": Route(lambda cast: _code(cast, "print/A5/"), CODES, "post"),
    "complaints:intake-bulk": Route(_fixed("/staff/intake/bulk/"), DESK | {"leader"}, "post"),
    "complaints:routing": Route(_fixed("/staff/settings/routing/"), DESK),
    "complaints:routing-new": Route(_fixed("/staff/settings/routing/new/"), DESK),
    "complaints:routing-rule": Route(
        lambda cast: f"/staff/settings/routing/{make.make_rule(cast).pk}/", DESK
    ),
    "complaints:limits": Route(_fixed("/staff/settings/sla/"), frozenset({"office_head"})),
    "complaints:limit": Route(_fixed("/staff/settings/sla/service/"), frozenset({"office_head"})),
    "complaints:partners": Route(_fixed("/staff/settings/keys/"), HEAD),
    "complaints:partner-new": Route(_fixed("/staff/settings/keys/new/"), HEAD),
    "complaints:partner": Route(lambda cast: _partner(cast, ""), HEAD),
    "complaints:partner-revoke": Route(lambda cast: _partner(cast, "revoke/"), HEAD, "post"),
    "complaints:open311": Route(_fixed("/open311/v2/"), ANYBODY),
    "complaints:open311-discovery": Route(_fixed("/open311/v2/discovery.json"), ANYBODY),
    "complaints:open311-openapi": Route(_fixed("/open311/v2/openapi.json"), ANYBODY),
    "complaints:open311-services": Route(_fixed("/open311/v2/services.json"), ANYBODY),
    "complaints:open311-service": Route(_fixed("/open311/v2/services/2.json"), ANYBODY),
    # Without a key nobody gets through, whoever is signed in.
    "complaints:open311-requests": Route(_fixed("/open311/v2/requests.json"), NOBODY, by_key=True),
    "complaints:open311-request": Route(
        lambda cast: f"/open311/v2/requests/{make.make_handling(cast).number}.json",
        NOBODY,
        by_key=True,
    ),
    "complaints:open311-token": Route(_fixed("/open311/v2/tokens/1.json"), NOBODY, by_key=True),
    "complaints:open311-nothing": Route(_fixed("/open311/v2/nothing"), NOBODY),
}
