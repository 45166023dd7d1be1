"""The demo's 35 units, its people and their posts (domain.md §5.1, §5.8). All invented."""

import os
import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.actions import posts, users
from accounts.demo_units import UNITS, UnitLine
from accounts.enums import Role
from accounts.models import Post, Unit, User
from core.demo import DemoContext

# Without the letters that are taken for others: passwords are copied from a screen.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
SURNAMES = "张李王赵刘陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许"

ZONE: tuple[tuple[str, Role, str], ...] = (
    ("leader01", Role.LEADER, "领导小组组长"),
    ("officehead01", Role.OFFICE_ADMIN, "作风办主任"),
    ("office01", Role.OFFICE_STAFF, "作风办工作人员"),
    ("office02", Role.OFFICE_STAFF, "作风办工作人员"),
    ("desk01", Role.DESK, "投诉中心受理员"),
    ("disc01", Role.DISCIPLINE, "纪检监察联络员"),
    ("insp01", Role.INSPECTOR_LEAD, "第一督查组组长"),
    ("insp02", Role.INSPECTOR, "第一督查组成员"),
    ("insp03", Role.INSPECTOR, "第二督查组成员"),
    ("insp04", Role.INSPECTOR, "第二督查组成员"),
    ("sup01", Role.SUPERVISOR, "特邀监督员（人大代表）"),
    ("sup02", Role.SUPERVISOR, "特邀监督员（政协委员）"),
    ("sup03", Role.SUPERVISOR, "特邀监督员（民主人士）"),
    ("editor01", Role.EDITOR, "宣传员"),
    ("audit01", Role.AUDITOR, "审计管理员"),
)
UNIT_PEOPLE: tuple[tuple[str, Role, str], ...] = (
    ("head", Role.UNIT_HEAD, "主要负责人"),
    ("deputy", Role.UNIT_DEPUTY, "分管领导"),
    ("liaison", Role.LIAISON, "联络员"),
    ("owner", Role.OWNER, "业务科负责人"),
    ("contact", Role.CONTACT, "投诉联系人"),
)
FIRST_DAY = "2011-01-04"


def build(ctx: DemoContext) -> None:
    """Units, accounts with passwords, posts: the two administrators first, then through them.

    Hashing is slow on purpose, so all cores do it beside the rest.
    """
    with ctx.at(FIRST_DAY, "08:30"), ThreadPoolExecutor(os.cpu_count()) as pool:
        ctx.passwords |= {name: settings.DEMO_PASSWORD or _password() for name in _usernames()}
        hashes = {word: pool.submit(make_password, word) for word in set(ctx.passwords.values())}
        system = _administrator(ctx, "sysadmin01", Role.SYSADMIN, "系统管理员")
        security = _administrator(ctx, "secadmin01", Role.SECADMIN, "安全管理员")
        for order, line in enumerate(UNITS, start=1):
            ctx.units[line.code] = _unit(line, order, system)
        for username, role, job in ZONE:
            _person(ctx, username, role, job, None, system, security)
        for code, unit in ctx.units.items():
            for suffix, role, job in UNIT_PEOPLE:
                _person(ctx, f"{code.lower()}_{suffix}", role, job, unit, system, security)
        _set_passwords(ctx, hashes)


def _usernames() -> Iterator[str]:
    yield from ("sysadmin01", "secadmin01")
    yield from (username for username, _role, _job in ZONE)
    for line in UNITS:
        yield from (f"{line.code.lower()}_{suffix}" for suffix, _role, _job in UNIT_PEOPLE)


def _set_passwords(ctx: DemoContext, hashes: Mapping[str, "Future[str]"]) -> None:
    """Passwords to print once; the demo's people need not change theirs."""
    for username, user in ctx.users.items():
        user.password = hashes[ctx.passwords[username]].result()
        user.must_change_password = False
    User.objects.bulk_update(ctx.users.values(), ["password", "must_change_password"])


def _administrator(ctx: DemoContext, username: str, role: Role, job: str) -> User:
    """The first two accounts cannot be made by somebody else."""
    user = User.objects.create_user(username, _name(ctx))
    Post.objects.create(user=user, role=role, job=job, start=ctx.day(FIRST_DAY), is_primary=True)
    ctx.users[username] = user
    return user


def _unit(line: UnitLine, order: int, by: User) -> Unit:
    return users.save_unit(
        by=by,
        code=line.code,
        order=order,
        name=line.name,
        short_name=line.short_name,
        kind=line.kind,
        group=line.group,
        headcount=line.staff,
        is_window=line.window,
        party_org=line.party_org,
        phone=f"0700-5501{200 + order}",
        address=f"青岚经济开发区管委会{order % 6 + 1}号楼",
    )


def _person(
    ctx: DemoContext,
    username: str,
    role: Role,
    job: str,
    unit: Unit | None,
    system: User,
    security: User,
) -> None:
    email = f"{username}@example.test"
    user = users.create(by=system, username=username, name=_name(ctx), email=email)
    posts.grant(user=user, role=role, by=security, unit=unit, job=job)
    ctx.users[username] = user


def _password() -> str:
    """Not from the seeded source: the data is the same every time, the passwords are not."""
    groups = ("".join(secrets.choice(ALPHABET) for _n in range(4)) for _group in range(3))
    return "-".join(groups)


def _name(ctx: DemoContext) -> str:
    """People are a surname only: nobody real can be meant."""
    return f"{ctx.random.choice(SURNAMES)}某某"
