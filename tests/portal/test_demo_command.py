"""`manage.py demo`: one line and the sign-ins; nothing at all when it cannot."""

import datetime as dt
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Unit, User
from core.demo import DemoContext
from portal.management.commands import demo

pytestmark = pytest.mark.django_db


def fake(ctx: DemoContext) -> None:
    """A package's part that is quick: one account."""
    ctx.users["leader01"] = User.objects.create_user("leader01", "张某某")
    ctx.passwords["leader01"] = "once-printed"


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[DemoContext]:
    """The contexts that the parts were given; the real parts are left out."""
    given: list[DemoContext] = []

    def build(ctx: DemoContext) -> None:
        given.append(ctx)
        fake(ctx)

    monkeypatch.setattr(demo, "parts", lambda: [SimpleNamespace(build=build)])
    return given


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


def test_it_prints_one_line_and_the_sign_ins(seen: list[DemoContext]) -> None:
    first, *rest = run("--as-of", "2011-08-19").splitlines()
    assert "2011-08-19" in first
    assert "1 accounts" in first
    assert rest == ["leader01  once-printed"]
    assert (seen[0].as_of, seen[0].scale) == (dt.date(2011, 8, 19), 1)


def test_without_a_date_it_is_today(seen: list[DemoContext]) -> None:
    run("--scale", "3")
    assert abs((seen[0].as_of - dt.datetime.now(dt.UTC).date()).days) <= 1
    assert seen[0].scale == 3


def test_a_database_with_anything_in_it_is_left_alone(seen: list[DemoContext]) -> None:
    Unit.objects.create(
        code="JFJ", name="经济发展局", short_name="经发局", kind="department", group="departments"
    )
    with pytest.raises(CommandError) as error:
        run()
    assert error.value.returncode == 1
    assert "not empty" in str(error.value)
    assert seen == []


def test_a_failing_part_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(ctx: DemoContext) -> None:
        raise RuntimeError("the second part")

    parts = [SimpleNamespace(build=fake), SimpleNamespace(build=fail)]
    monkeypatch.setattr(demo, "parts", lambda: parts)
    with pytest.raises(RuntimeError):
        run()
    assert not User.objects.exists()


@pytest.mark.parametrize("wrong", [["--as-of", "19.8."], ["--scale", "0"], ["--scale", "x"]])
def test_wrong_arguments_are_refused(seen: list[DemoContext], wrong: list[str]) -> None:
    with pytest.raises((CommandError, SystemExit)):
        run(*wrong)
    assert seen == []


def test_the_packages_come_in_order() -> None:
    names = [part.__name__.split(".")[0] for part in demo.parts()]
    assert names[:2] == ["accounts", "campaign"]
