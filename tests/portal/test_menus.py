"""The menus are composed from the packages and show each person their own."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from accounts.enums import Permission, Role
from accounts.models import Post, Unit
from campaign.models import Campaign
from core.counting import COUNT_CAP
from core.ui.menu import MenuEntry
from portal import menus
from tests.cast import Cast, make_person


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    caches = (menus.entries, menus._placed, menus._packages)
    for one in caches:
        one.cache_clear()
    yield
    for one in caches:
        one.cache_clear()


def entry(key: str, url: str = "portal:privacy", **fields: Any) -> MenuEntry:
    return MenuEntry(key, key, "list", url, **fields)


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the menu consist of made-up packages."""

    def install(*modules: SimpleNamespace) -> None:
        monkeypatch.setattr(menus, "_packages", lambda: modules)

    return install


def lines(user: Any, path: str = "/staff/") -> dict[str, list[str]]:
    return {
        str(group.heading): [str(line.label) for line in group.entries]
        for group in menus.staff_menu(user, path)
    }


def test_entries_are_grouped_and_ordered(cast: Cast, packages: Any) -> None:
    packages(
        SimpleNamespace(
            ENTRIES=[
                entry("late", order=90),
                entry("ledger", "portal:todo", group="ledger"),
            ]
        ),
        SimpleNamespace(ENTRIES=[entry("early", "portal:workbench", order=10)]),
    )
    assert lines(cast.office) == {"": ["early", "late"], "台账": ["ledger"]}


def test_an_entry_without_an_address_is_left_out(cast: Cast, packages: Any) -> None:
    packages(SimpleNamespace(ENTRIES=[entry("a", "nowhere:at-all"), entry("b")]))
    assert lines(cast.office) == {"": ["b"]}


def test_any_one_permission_shows_an_entry(cast: Cast, packages: Any) -> None:
    both = (Permission.UNIT_READ, Permission.ZONE_READ)
    packages(SimpleNamespace(ENTRIES=[entry("a", permissions=both)]))
    assert lines(cast.liaison)
    assert lines(cast.office)
    assert not lines(cast.sysadmin)


def test_an_entry_can_ask_more_than_a_permission(cast: Cast, packages: Any) -> None:
    packages(
        SimpleNamespace(
            ENTRIES=[
                entry(
                    "a",
                    permissions=(Permission.UNIT_READ,),
                    shown_to=lambda user: user.username == "liaison",
                )
            ]
        )
    )
    assert lines(cast.liaison)
    assert not lines(cast.owner)
    assert not lines(cast.office)


def test_counts_stand_beside_their_entries(cast: Cast, packages: Any) -> None:
    addresses = {"a": "portal:privacy", "b": "portal:todo", "c": "portal:workbench"}
    packages(SimpleNamespace(ENTRIES=[entry(key, url) for key, url in addresses.items()]))
    (group,) = menus.staff_menu(cast.office, "/staff/", {"a": 7, "b": 0, "c": COUNT_CAP + 1})
    assert {str(line.label): line.count for line in group.entries} == {
        "a": "7",
        "b": "",
        "c": "1000+",
    }


def test_all_packages_are_counted_in_one_query(
    cast: Cast, packages: Any, django_assert_num_queries: Any
) -> None:
    packages(
        SimpleNamespace(ENTRIES=[], counts=lambda user: {"units": Unit.objects.all()}),
        SimpleNamespace(ENTRIES=[], counts=lambda user: {"none": Unit.objects.none()}),
        SimpleNamespace(ENTRIES=[]),
    )
    with django_assert_num_queries(1):
        found = menus.counts_for(cast.office)
    assert found == {"messages": 0, "units": 2, "none": 0}


def test_the_longest_matching_address_is_the_present_one(cast: Cast, packages: Any) -> None:
    packages(
        SimpleNamespace(ENTRIES=[entry("home", "portal:workbench"), entry("todo", "portal:todo")])
    )

    def here(path: str) -> list[str]:
        (group,) = menus.staff_menu(cast.office, path)
        return [str(line.label) for line in group.entries if line.current]

    assert here("/staff/todo/") == ["todo"]
    assert here("/staff/todo/anything/below/") == ["todo"]
    assert here("/staff/elsewhere/") == ["home"]
    assert here("/about/") == []


def test_two_names_of_one_address_are_one_line(cast: Cast, packages: Any) -> None:
    packages(
        SimpleNamespace(
            ENTRIES=[
                entry("mine", "portal:todo", order=1),
                entry("ours", "portal:todo", order=2, group="ledger"),
            ]
        )
    )
    (group,) = menus.staff_menu(cast.office, "/staff/todo/")
    assert [(str(line.label), line.current) for line in group.entries] == [("mine", True)]


def test_a_person_with_posts_in_a_unit_and_in_a_team_has_one_line_for_inspections(
    cast: Cast,
) -> None:
    both = make_person("twofold", Role.INSPECTOR)
    Post.objects.create(
        user=both, role=Role.LIAISON, unit=cast.unit, start=both.current_posts[0].start
    )
    person = type(both).objects.get(pk=both.pk)
    groups = menus.staff_menu(person, "/staff/inspections/")
    assert sum(line.current for group in groups for line in group.entries) == 1


def test_every_entry_of_the_packages_can_be_opened_by_whoever_sees_it(
    cast: Cast, client: Any, campaign: Campaign
) -> None:
    for name, person in cast.people().items():
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        for group in menus.staff_menu(person, "/staff/"):
            for line in group.entries:
                status = client.get(line.url).status_code
                assert status in {200, 302}, f"{name} {line.url} {status}"


def test_every_new_record_can_be_begun_by_whoever_is_offered_it(
    cast: Cast, client: Any, campaign: Campaign
) -> None:
    for name, person in cast.people().items():
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        for line in menus.additions(person):
            assert client.get(line.url).status_code == 200, f"{name} {line.url}"


def test_icons_of_the_entries_are_in_the_sprite() -> None:
    with open("templates/includes/sprite.html", encoding="utf-8") as sprite:
        drawn = sprite.read()
    for module in menus._packages():
        for one in [*module.ENTRIES, *getattr(module, "ADDS", ())]:
            assert f'id="i-{one.icon}"' in drawn, one.key


def test_groups_of_the_entries_exist() -> None:
    known = {key for key, _heading in menus.GROUPS}
    for module in menus._packages():
        assert {one.group for one in module.ENTRIES} <= known


def test_the_three_administrators_have_no_business_entry(cast: Cast) -> None:
    for person in (cast.sysadmin, cast.secadmin, cast.auditor):
        assert set(lines(person)) <= {"管理"}


def test_the_public_menu_marks_the_section() -> None:
    assert next(line.current for line in menus.public_menu("/"))
    assert not any(line.current for line in menus.public_menu("/about/privacy/"))


def test_public_entries_all_have_addresses() -> None:
    assert all(line.url for line in menus.public_menu("/"))
    assert all(line.url for line in menus.foot_menu())


@pytest.mark.django_db
def test_an_account_without_a_post_has_no_business_menu() -> None:
    user = make_person("nobody", "sysadmin")  # type: ignore[arg-type]
    user.posts.all().delete()
    assert menus.staff_menu(user, "/staff/") == []
