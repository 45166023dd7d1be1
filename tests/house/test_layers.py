"""The layer contract: imports and foreign keys point down only."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LAYERS = [
    "core",
    "accounts",
    "campaign",
    "rectification",
    "outreach",
    "complaints",
    "inspections",
    "publicity",
    "appraisal",
    "reports",
    "portal",
]
OURS = [name for name in LAYERS if (ROOT / name).is_dir()]


def _sources(package: str) -> list[Path]:
    return [p for p in (ROOT / package).rglob("*.py") if "migrations" not in p.parts]


def _imported(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("package", OURS)
def test_a_package_imports_only_from_those_below_it(package: str) -> None:
    above = set(LAYERS[LAYERS.index(package) + 1 :])
    wrong = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in _sources(package)
        for name in _imported(ast.parse(path.read_text())) & above
    }
    assert wrong == set()


def test_foreign_keys_point_down() -> None:
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in LAYERS:
            continue
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete and field.related_model):
                continue
            target = field.related_model._meta
            if target.label == settings.AUTH_USER_MODEL or target.app_label not in LAYERS:
                continue
            if LAYERS.index(target.app_label) > LAYERS.index(model._meta.app_label):
                wrong.append(f"{model._meta.label}.{field.name} -> {target.label}")
    assert wrong == []


def test_there_are_no_generic_foreign_keys_or_signal_receivers_of_ours() -> None:
    banned = ("GenericForeignKey", "post_save.connect", "pre_save.connect", "@receiver")
    wrong = [
        f"{path.relative_to(ROOT)}: {word}"
        for package in OURS
        for path in _sources(package)
        for word in banned
        if word in path.read_text()
    ]
    assert wrong == []


def test_nothing_is_imported_inside_a_function() -> None:
    wrong = []
    for package in OURS:
        for path in _sources(package):
            if path.name == "apps.py":
                continue  # ready() is where Django lets an app import what needs its models
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    wrong += [
                        f"{path.relative_to(ROOT)}:{inner.lineno}"
                        for inner in ast.walk(node)
                        if isinstance(inner, ast.Import | ast.ImportFrom)
                    ]
    assert wrong == []
