"""Who does what in the demo's bureaus: one that lets review and section coincide for tables, and delegations."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from approvals.applications import actions
from envportal.accounts.enums import DelegatedKind, Power
from envportal.accounts.models import Bureau, Delegation, User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

# Where one person may review a table and propose.
COINCIDES = "dongling"
LEADER, HEAD, LAWYER, OFFICER = "hansongnian", "xuwangshu", "fangzhengyan", "songzhiyao"
TABLES = [DelegatedKind.TABLE, DelegatedKind.REGISTRATION]


def turns(days: Days, opened: int) -> Iterator[Turn]:
    """The setting; a delegation long over, one ended early, one that holds, and one that waits for a leader."""
    yield days.ago(opened), "08:40", _set
    yield days.ago(opened - 8), "09:20", lambda at: _give(at, LEADER, LAWYER, Power.EXTEND, 5, "〔2026〕11 号", "出差")
    yield days.ago(20), "09:20", lambda at: _give(at, LEADER, LAWYER, Power.SIGN, 20, "〔2026〕14 号", "参加培训")
    yield days.ago(17), "16:40", _back_early
    yield days.ago(5), "09:20", lambda at: _give(at, LEADER, LAWYER, Power.SIGN, 16, "〔2026〕19 号", "出差")
    yield days.ago(1), "15:10", lambda at: _give(at, HEAD, OFFICER, Power.PAUSE, 10, "〔2026〕20 号", "休假")


def _set(at: datetime) -> None:
    bureau, on = Bureau.objects.get(code=COINCIDES), timezone.localdate(at)
    basis = "东岭市生态环境局报告表审批职责分工规定（东环发〔2026〕6号）"
    actions.set_roles(bureau.pk, may_coincide=True, valid_from=on, basis=basis, decided_by="局务会议", by=None, at=at)


def _give(at: datetime, giver: str, holder: str, power: Power, longest: int, number: str, why: str) -> None:
    by, on = User.objects.get(username=giver), timezone.localdate(at)
    actions.delegate(
        by.bureau_id or 0, holder=User.objects.get(username=holder), power=power, kinds=TABLES, valid_from=on,
        valid_to=on + timedelta(days=longest - 1), basis=f"云环委{number}", why=why, by=by, at=at,
    )  # fmt: skip


def _back_early(at: datetime) -> None:
    given = Delegation.objects.get(power=Power.SIGN, ended_at=None)
    actions.end_delegation(given.pk, reason="培训提前结束", by=given.giver, at=at)
