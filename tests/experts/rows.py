"""A register, a draw of it, and what the drawn say."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from approvals.experts import actions
from approvals.experts.models import Draw, Expert, Seat, Tie
from envportal.accounts.enums import Role
from envportal.accounts.models import Enterprise, User
from tests import builders, world
from tests.builders import moment

SEED = "0123456789abcdef"
AT = moment("2026-09-21")


def register(
    of: world.World, n: int = 6, specialities: str = "air process", *, accounts: bool = True
) -> list[Expert]:  # fmt: skip
    """So many experts, e1 and so on, with accounts or without."""
    return [
        Expert.objects.create(
            bureau=of.bureau, code=f"e{i}", name=f"专家{i}", employer="江原大学", specialities=specialities,
            person=builders.staff(Role.EXPERT, f"专家{i}", at=of.bureau) if accounts else None,
        )
        for i in range(1, n + 1)
    ]  # fmt: skip


def draw(of: world.World, application: Any, size: int = 3, **told: Any) -> Draw:
    said: dict[str, Any] = {"specialities": ["air"], "seed": SEED, "by": of.officer, "at": AT, **told}
    return actions.draw(application.pk, size=size, **said)


def who(of: Expert) -> User:
    assert of.person is not None
    return of.person


def say(seat: Seat, accepts: bool = True, by: Any = None, reason: str = "", at: datetime = AT) -> Seat:
    return actions.answer(seat.pk, accepts=accepts, reason=reason, by=by or who(seat.expert), at=at)


def tie(of: Expert, unit: Enterprise, kind: str, *, since: date = date(2020, 1, 1), until: date | None = None) -> Tie:
    return Tie.objects.create(
        expert=of, uscc=unit.uscc, name=unit.name, kind=kind, since=since, until=until, source="本人申明", entered_at=AT
    )
