"""Ties of an expert: entered with where they are known from, ended, struck; none is ever deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from approvals.experts import rules
from approvals.experts.models import Expert, Tie
from envportal.audit import log

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def enter_tie(  # noqa: PLR0913  a tie is told with all of this
    pk: int, *, uscc: str, name: str, kind: str, since: date, until: date | None = None, source: str, by: User,
    at: datetime, key: str = "",
) -> Tie:  # fmt: skip
    """登记利害关系: by who keeps the register, or by the expert of themselves."""
    expert = Expert.objects.select_for_update(of=("self",)).select_related("bureau").get(pk=pk)
    told = {"uscc": uscc, "kind": kind, "since": since}
    entered = Tie.objects.filter(expert=expert, **told).order_by("-pk")
    if log.already(key):
        return entered[0]
    rules.require(rules.may_enter_tie(by, expert))
    if entered.filter(struck_at=None).exists():
        raise rules.EnteredAlready(_("这条利害关系已经登记。"))
    if until is not None and until < since:
        raise rules.EndsTooEarly(_("结束的日期不能早于开始的日期。"))
    tie = Tie.objects.create(
        expert=expert, name=name, until=until, source=source, entered_by=by, entered_at=at, **told
    )  # fmt: skip
    _note(tie, "expert_tie_entered", by=by, at=at, key=key, source=source)
    return tie


@transaction.atomic
def end_tie(pk: int, *, until: date, by: User, at: datetime, key: str = "") -> Tie:
    """到期: its last day; some kinds keep the expert away for years after it."""
    tie = _locked(pk)
    if log.already(key):
        return tie
    rules.require(rules.keeps(by, tie.expert))
    _stands(tie)
    if until < tie.since:
        raise rules.EndsTooEarly(_("结束的日期不能早于开始的日期。"))
    tie.until = until
    tie.save(update_fields=["until"])
    _note(tie, "expert_tie_ended", by=by, at=at, key=key, until=until.isoformat())
    return tie


@transaction.atomic
def strike_tie(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Tie:
    """撤销: entered by mistake; it stays to be read, and counts no more."""
    tie = _locked(pk)
    if log.already(key):
        return tie
    rules.require(rules.keeps(by, tie.expert))
    _stands(tie)
    tie.struck_at, tie.struck_why = at, reason
    tie.save(update_fields=["struck_at", "struck_why"])
    _note(tie, "expert_tie_struck", by=by, at=at, key=key, reason=reason)
    return tie


def _locked(pk: int) -> Tie:
    return Tie.objects.select_for_update(of=("self",)).select_related("expert__bureau").get(pk=pk)


def _stands(tie: Tie) -> None:
    if tie.struck_at is not None:
        raise rules.EnteredAlready(_("这条利害关系已经撤销。"))


def _note(tie: Tie, name: str, *, by: User, at: datetime, key: str, **facts: object) -> None:
    about = {"bureau": tie.expert.bureau.code, "expert": tie.expert.code, "uscc": tie.uscc, "kind": tie.kind}
    log.record(None, name, by=by, at=at, key=key or None, chain="experts", facts=about | facts)
