"""The state engine: transitions are data, and one function moves a record.

A domain package writes its table in `workflow.py` and calls `apply` from its actions,
inside their transaction and on a row locked with `lock`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, clock
from core.access import Allowed, Answer, Denied, require
from core.actors import Actor
from core.errors import Conflict, DomainError, WrongState
from core.models import StatusLog
from core.text import Text


class Stateful(Protocol):
    """A record with states: `state`, `version`, `number`, and the unit that scopes rights."""

    pk: Any
    state: str
    version: int

    @property
    def number(self) -> str: ...

    @property
    def unit_code(self) -> str: ...

    def save(self, *, update_fields: Iterable[str]) -> None: ...


Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Transition:
    """One row of the table.

    `sources`: states it may start from; `target`: where it leads (empty: stays);
    `permission`: value of `accounts.enums.Permission`, checked in the record's unit
    (empty: the public or the portal itself); `reason`: whether a reason must be given;
    `stamp`: prefix of an `_at`/`_by` pair on the record to fill.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    permission: str
    label: Text
    reason: bool = False
    stamp: str = ""


class Workflow:
    """The transition table of one kind of record, for example `rectification.item`."""

    def __init__(self, kind: str, transitions: Iterable[Transition]) -> None:
        self.kind = kind
        self.transitions: Mapping[str, Transition] = {t.name: t for t in transitions}

    def __getitem__(self, name: str) -> Transition:
        return self.transitions[name]

    def can(self, obj: Stateful, name: str, by: Actor) -> Answer:
        """Whether state and post allow the transition, with the reason if not."""
        step = self.transitions[name]
        if obj.state not in step.sources:
            return Denied(_("The record is in another state now, so this step is not possible."))
        if not by.may(step.permission, obj.unit_code):
            return Denied(_("Your post does not allow this step."))
        return Allowed()

    def available(self, obj: Stateful, by: Actor) -> list[Transition]:
        """The transitions this person can make now, in table order."""
        return [step for name, step in self.transitions.items() if self.can(obj, name, by)]

    def apply(
        self,
        obj: Stateful,
        name: str,
        *,
        by: Actor,
        reason: str = "",
        extra: dict[str, Any] | None = None,
        save: Iterable[str] = (),
    ) -> StatusLog:
        """Move a locked record: state, stamps, version, timeline and audit row.

        `save` names further fields that the action has changed. Raises `WrongState`,
        `NotAllowed`, or `DomainError` (code `reason`) when the reason is missing.
        """
        step = self.transitions[name]
        if obj.state not in step.sources:
            raise WrongState
        require(self.can(obj, name, by))
        if step.reason and not reason.strip():
            raise DomainError(_("Say why: this step needs a reason."), "reason", "reason")
        source, obj.state = obj.state, step.target or obj.state
        obj.version += 1
        fields = {"state", "version", "updated_at", *save, *self._stamp(obj, step, by)}
        obj.save(update_fields=fields)
        return self._log(obj, step, source, by, reason, extra or {})

    def _stamp(self, obj: Stateful, step: Transition, by: Actor) -> set[str]:
        if not step.stamp:
            return set()
        setattr(obj, f"{step.stamp}_at", clock.now())
        setattr(obj, f"{step.stamp}_by_id", by.pk)
        return {f"{step.stamp}_at", f"{step.stamp}_by"}

    def _log(
        self,
        obj: Stateful,
        step: Transition,
        source: str,
        by: Actor,
        reason: str,
        extra: dict[str, Any],
    ) -> StatusLog:
        log = StatusLog.objects.create(
            kind=self.kind,
            object_id=obj.pk,
            number=obj.number,
            transition=step.name,
            from_state=source,
            to_state=obj.state,
            actor=by.username,
            actor_name=by.name,
            actor_post=by.post_title,
            at=clock.now(),
            reason=reason.strip(),
            extra=extra,
        )
        audit.record(
            f"{self.kind}.{step.name}",
            by=by,
            kind=self.kind,
            object_id=obj.pk,
            number=obj.number,
            unit_code=obj.unit_code,
            detail={"from": source, "to": obj.state},
        )
        return log


def lock(row: Row, version: int | None = None) -> Row:
    """The row again, locked until the transaction ends.

    With `version` (from the edit form) it raises `Conflict` if the row has changed
    since. Must be called inside a transaction. Related rows that the caller has fetched
    already stay at hand, as long as they are still the related ones.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock() needs a transaction: call it inside an action.")
    fresh = type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if version is not None and fresh.version != version:  # type: ignore[attr-defined]
        raise Conflict(fresh)
    for name, related in row._state.fields_cache.items():
        key = getattr(fresh._meta.get_field(name), "attname", None)
        if key and related is not None and getattr(fresh, key, None) == related.pk:
            fresh._state.fields_cache[name] = related
    return fresh
