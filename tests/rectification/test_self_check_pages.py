"""The pages of the self-check: part by part, then check and finish."""

import pytest

from rectification.models import RectificationItem, SelfCheck
from rectification.three_checks import PARTS
from tests.cast import Cast
from tests.factories.rectification import the_campaign
from tests.rectification.test_ledger_page import signed_in
from tests.rectification.test_self_check import PROBLEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _campaign(cast: Cast) -> None:
    the_campaign(cast)


def posted(part: int, version: int, **changes: str) -> dict[str, str]:
    """Every question of a part answered well, but for `changes`."""
    values = {"version": str(version), "opened": ""}
    for question in PARTS[part - 1].questions:
        values |= {
            f"result-{question.code}": "good",
            f"problem-{question.code}": "",
            f"category-{question.code}": "",
        }
    return {**values, **changes}


def test_from_the_first_question_to_the_ledger(cast: Cast) -> None:
    client = signed_in(cast.liaison)
    begun = client.post("/staff/problems/start/", {"unit": "JFJ"})
    assert begun.headers["Location"] == "/staff/problems/ZC-2011-JFJ-01/1/"
    problem = {"result-2-speed": "problem", "problem-2-speed": PROBLEM, "category-2-speed": "2.1"}
    for part, more in ((1, {}), (2, problem), (3, {})):
        page = client.get(f"/staff/problems/ZC-2011-JFJ-01/{part}/")
        assert len(page.context["form"].rows) == len(PARTS[part - 1].questions)
        version = page.context["check"].version
        client.post(
            f"/staff/problems/ZC-2011-JFJ-01/{part}/",
            posted(part, version, **more),  # type: ignore[arg-type]
        )
    check_page = client.get("/staff/problems/ZC-2011-JFJ-01/")
    assert check_page.context["problems"] == 1
    done = client.post("/staff/problems/ZC-2011-JFJ-01/", follow=True)
    assert "自查已完成，1 个问题已进台账" in done.content.decode()
    item = RectificationItem.objects.get()
    assert item.number in done.content.decode()
    assert item.source == "check_2"


def test_each_fault_is_named_at_its_question(cast: Cast) -> None:
    client = signed_in(cast.liaison)
    client.post("/staff/problems/start/")
    answers = posted(3, 1, **{"result-3-duty": "problem", "problem-3-duty": "迟到"})
    del answers["result-3-life"]
    form = client.post("/staff/problems/ZC-2011-JFJ-01/3/", answers).context["form"]
    assert set(form.errors) == {"problem-3-duty", "category-3-duty", "result-3-life"}
    assert not SelfCheck.objects.get().answers.exists()


def test_going_on_leads_to_the_first_open_part(cast: Cast) -> None:
    client = signed_in(cast.liaison)
    client.post("/staff/problems/start/")
    client.post("/staff/problems/ZC-2011-JFJ-01/1/", posted(1, 1))
    again = client.post("/staff/problems/start/")
    assert again.headers["Location"] == "/staff/problems/ZC-2011-JFJ-01/2/"


def test_what_was_answered_is_shown_again(cast: Cast) -> None:
    client = signed_in(cast.liaison)
    client.post("/staff/problems/start/")
    changes = {
        "result-3-duty": "problem",
        "problem-3-duty": PROBLEM,
        "category-3-duty": "2.1",
        "occasion-3-duty": "contact",
    }
    client.post("/staff/problems/ZC-2011-JFJ-01/3/", posted(3, 1, **changes))
    form = client.get("/staff/problems/ZC-2011-JFJ-01/3/").context["form"]
    assert {name: form[name].value() for name in changes} == changes


def test_a_stale_page_does_not_overwrite(cast: Cast) -> None:
    client = signed_in(cast.liaison)
    client.post("/staff/problems/start/")
    client.post("/staff/problems/ZC-2011-JFJ-01/1/", posted(1, 1))
    assert client.post("/staff/problems/ZC-2011-JFJ-01/1/", posted(1, 1)).status_code == 409


def test_there_is_no_fourth_check_and_no_way_in_for_others(cast: Cast) -> None:
    client = signed_in(cast.liaison)
    client.post("/staff/problems/start/")
    assert client.get("/staff/problems/ZC-2011-JFJ-01/4/").status_code == 404
    assert signed_in(cast.outsider).get("/staff/problems/ZC-2011-JFJ-01/").status_code == 404
    assert signed_in(cast.unit_head).get("/staff/problems/ZC-2011-JFJ-01/1/").status_code == 403


def test_an_unfinished_check_says_which_part_is_open(cast: Cast) -> None:
    client = signed_in(cast.liaison)
    client.post("/staff/problems/start/")
    page = client.get("/staff/problems/ZC-2011-JFJ-01/")
    assert page.context["missing"] == PARTS[0]
    assert "完成自查</button>" not in page.content.decode()
    assert client.post("/staff/problems/ZC-2011-JFJ-01/").status_code == 409


def test_a_liaison_starts_for_the_own_unit_whatever_is_posted(cast: Cast) -> None:
    signed_in(cast.liaison).post("/staff/problems/start/", {"unit": "GJJ"})
    assert SelfCheck.objects.get().unit == cast.unit
