"""The locks fit their sources, and say what each package is for."""

import re

import pytest

from script.lib.lock import REQUIREMENT, ROOT, SOURCES, annotated, plain, purposes

LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)


@pytest.mark.parametrize("name", SOURCES)
def test_every_requirement_says_what_it_is_for(name):
    for line in (ROOT / name).read_text().splitlines():
        if line and not line.startswith(("#", "-r ", "-c ")):
            assert REQUIREMENT.match(line), line


@pytest.mark.parametrize("name", SOURCES)
def test_the_lock_holds_every_requirement_with_its_purpose_above_it(name):
    lock = (ROOT / name).with_suffix(".txt").read_text()
    locked = {plain(found) for found, _ in LOCKED.findall(lock)}
    for package, purpose in purposes(ROOT / name).items():
        assert package in locked
        assert re.search(
            rf"^# {re.escape(purpose)}\n{re.escape(package)}(\[[^]]*\])?==", lock, re.MULTILINE
        ), package


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.asvs("15.1.2")
def test_every_locked_package_has_hashes_and_no_host_is_named(name):
    lock = (ROOT / name).with_suffix(".txt").read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", lock)
    assert all("--hash=sha256:" in block for block in blocks if LOCKED.match(block))
    assert "://" not in lock
    assert "--index" not in lock


def test_a_pinned_version_is_the_locked_one():
    source = (ROOT / "requirements.in").read_text()
    locked = dict(LOCKED.findall((ROOT / "requirements.txt").read_text()))
    versions = {plain(name): version for name, version in locked.items()}
    for name, version in LOCKED.findall(source):
        assert versions[plain(name)] == version


def test_tests_run_on_the_very_packages_of_production():
    tested = dict(LOCKED.findall((ROOT / "requirements-dev.txt").read_text()))
    served = dict(LOCKED.findall((ROOT / "requirements.txt").read_text()))
    assert served.items() <= tested.items()


def test_purposes_are_put_above_and_other_lines_stay():
    lock = "one==1.0 \\\n    --hash=sha256:00\n    # via two\ntwo_x==2.0\n"
    assert annotated(lock, {"two-x": "why"}) == (
        "one==1.0 \\\n    --hash=sha256:00\n    # via two\n# why\ntwo_x==2.0\n"
    )
