"""House rules for state machines: every row of every table is well formed, used and audited."""

import importlib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from accounts.enums import Permission
from accounts.roles import PERMISSIONS
from core.workflow import Transition, Workflow
from tests.house.test_layers import OURS

ROOT = Path(settings.BASE_DIR)


def _tables() -> list[tuple[str, Workflow]]:
    found = []
    for package in OURS:
        if (ROOT / package / "workflow.py").exists() and package != "core":
            module = importlib.import_module(f"{package}.workflow")
            found += [(package, x) for x in vars(module).values() if isinstance(x, Workflow)]
    return found


ROWS = [
    pytest.param(package, table, step, id=f"{table.kind}.{step.name}")
    for package, table in _tables()
    for step in table.transitions.values()
]


def _code_of(package: str) -> str:
    folder = ROOT / package
    files = [*folder.rglob("actions/*.py"), *folder.glob("*.py")]
    return "\n".join(p.read_text() for p in files if p.name != "workflow.py")


@pytest.mark.parametrize(("package", "table", "step"), ROWS)
def test_a_transition_is_applied_by_an_action(
    package: str, table: Workflow, step: Transition
) -> None:
    assert f'"{step.name}"' in _code_of(package), "no action applies it"


@pytest.mark.parametrize(("package", "table", "step"), ROWS)
def test_a_transition_asks_for_a_permission_that_somebody_has(
    package: str, table: Workflow, step: Transition
) -> None:
    if step.permission == "":
        return
    permission = Permission(step.permission)
    assert any(permission in given for given in PERMISSIONS.values())


@pytest.mark.parametrize(("package", "table"), _tables(), ids=lambda x: getattr(x, "kind", x))
def test_every_state_can_be_reached(package: str, table: Workflow) -> None:
    sources = {state for step in table.transitions.values() for state in step.sources}
    targets = {step.target for step in table.transitions.values() if step.target}
    first = sources - targets
    assert len(first) <= 1, f"states that nothing leads to: {sorted(first)}"


def test_kinds_are_named_after_their_package() -> None:
    for package, table in _tables():
        assert table.kind.split(".")[0] == package
        assert apps.is_installed(package)
