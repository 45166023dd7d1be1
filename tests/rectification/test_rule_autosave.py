"""A rule is written over days: what was typed is kept on the server until it is saved."""

import pytest

from core import drafts
from tests.cast import Cast
from tests.factories.rules import make_planned
from tests.rectification.test_ledger_page import signed_in

pytestmark = pytest.mark.django_db


def test_what_was_typed_and_not_saved_is_there_again(cast: Cast) -> None:
    rule = make_planned(cast)
    page, client = f"/staff/rules/{rule.number}/draft/", signed_in(cast.liaison)
    key = f"rule:{rule.pk}"
    assert f'data-autosave-key="{key}"' in client.get(page).text
    typed = "第一条 首问责任人当场登记。"
    drafts.save(cast.liaison, key, {"text": [typed], "version": ["0"]})
    again = client.get(page)
    assert typed in again.text
    assert again.context["from_draft"]
    form = again.context["form"]
    assert not form.errors
    assert str(form["version"].value()) == str(rule.version)  # not the version of that time
    assert typed not in client.get(f"{page}?restart=1").text
    # The draft is the person's own.
    assert typed not in signed_in(cast.unit_deputy).get(page).text
