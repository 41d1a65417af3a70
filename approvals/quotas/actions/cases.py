"""What happens to the quota of a case: an effect of its procedure, or a step of the people who handle it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.quotas import queries, rules
from approvals.quotas.actions import holding, replacing
from approvals.quotas.actions.posting import Where, open_book
from approvals.quotas.guards import NotEnough, NothingToDo
from approvals.quotas.models import Account, Need
from approvals.quotas.states import AccountKind
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

    from approvals.quotas.models import Area
    from approvals.quotas.queries import Row
    from envportal.accounts.models import User


# EFFECTS OF THE PROCEDURE -------------------------------------------------------------
# Called inside an action that has locked the case and checked the right; each may be called again without harm.
def reserve(case: Case, stated: Mapping[str, Decimal], *, by: User | None, at: datetime) -> None:
    """At acceptance: what is under control and emitted is needed, and held as far as it is there.

    A lack stops no acceptance: it is shown on the case and holds up the decision. A need somebody set before stands.
    """
    on, area = timezone.localdate(at), queries.default_area(case.bureau)
    wanted = queries.unassessed(case, stated, on)
    if area is None or not wanted:
        return
    for pollutant, tonnes in wanted.items():
        Need.objects.create(case=case, book=open_book(Where(area, pollutant, on.year)), stated=tonnes, tonnes=tonnes)
    holding.hold(case, queries.rows_of(case), by=by, at=at)
    _note(case, "quota_reserved", by=by, at=at)


def commit(case: Case, *, by: User, at: datetime) -> None:
    """At approval: what is reserved is the project's. Raises NotCovered where less is held than needed."""
    if holding.settle(case, by=by, at=at):
        _note(case, "quota_committed", by=by, at=at)


def release(case: Case, *, reason: str, by: User | None, at: datetime) -> None:
    """At any end without an approval that stands: all that was held goes back to where it came from."""
    if holding.free(case, reason=reason[:300], by=by, at=at):
        _note(case, "quota_released", by=by, at=at, reason=reason)


# STEPS ------------------------------------------------------------------------------
@transaction.atomic
def set_need(
    pk: int, *, pollutant: str, area: Area, amount: Decimal, why: str, by: User, at: datetime, key: str = ""
) -> Need:
    """核定需要的指标: what the review holds the need to be; what is held follows at once."""
    case = lock(Case, pk)
    if log.already(key):
        return Need.objects.get(case=case, book__pollutant=pollutant)
    on = timezone.localdate(at)
    rules.may_on(by, rules.ASSESS, case, on)
    rules.require(by, rules.ASSESS, area)
    old = Need.objects.filter(case=case, book__pollutant=pollutant).select_related("book").first()
    need = old or Need(case=case, stated=0)
    book = open_book(Where(area, pollutant, old.book.year if old else on.year))
    holding.lock_all(case, book)
    if old and (old.book != book or _held(case, old) > amount):
        holding.free(case, book=old.book, reason=why, by=by, at=at)
    before = str(old.tonnes) if old else ""
    need.book, need.tonnes, need.why = book, amount, why
    need.save()
    holding.hold(case, [row for row in queries.rows_of(case) if row.need.pk == need.pk], by=by, at=at)
    facts = {"pollutant": pollutant, "area": area.code, "tonnes": str(amount), "before": before, "why": why}
    log.record(case, "quota_need_set", by=by, at=at, key=key or None, facts=facts)
    return need


def _held(case: Case, need: Need) -> Decimal:
    return next(row.reserved + row.committed for row in queries.rows_of(case) if row.need.pk == need.pk)


@transaction.atomic
def top_up(pk: int, *, kind: str = AccountKind.AVAILABLE, by: User, at: datetime, key: str = "") -> Case:
    """补足预留: hold what is lacking, as far as it is there; out of the pool only who decides on it."""
    case = lock(Case, pk)
    if log.already(key):
        return case
    rules.may_on(by, rules.DECIDE if kind == AccountKind.POOL else rules.ASSESS, case, timezone.localdate(at))
    if not holding.hold(case, _lacking(case), by=by, at=at, kind=kind):
        raise NotEnough(_("现在没有可以预留的指标。"))
    _note(case, "quota_reserved", by=by, at=at, key=key, out_of=str(kind))
    return case


@transaction.atomic
def replace(pk: int, *, supply: Account, by: User, at: datetime, key: str = "") -> Case:
    """替代: a pollutant's need comes out of one verified reduction, as many times over as the rule asks."""
    case = lock(Case, pk)
    if log.already(key):
        return case
    rules.may_on(by, rules.ASSESS, case, timezone.localdate(at))
    rules.require(by, rules.ASSESS, supply.book.area)
    replacing.bind(case, supply, by=by, at=at)
    _note(case, "quota_replaced", by=by, at=at, key=key, out_of=str(supply.reduction))
    return case


def _lacking(case: Case) -> list[Row]:
    rows = queries.lacks(case)
    if not rows:
        raise NothingToDo(_("本件的总量指标已经全部预留。"))
    return rows


def _note(case: Case, name: str, *, by: User | None, at: datetime, key: str = "", **more: str) -> None:
    held = {
        row.need.book.pollutant: f"{row.reserved + row.committed} / {row.need.tonnes}" for row in queries.rows_of(case)
    }
    log.record(case, name, by=by, at=at, key=key or None, facts={"held": held, **more})
