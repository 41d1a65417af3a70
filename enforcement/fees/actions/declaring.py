"""From the declaration to figures that stand: declared, verified, objected to, checked again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from enforcement.fees import rules
from enforcement.fees.actions import telling
from enforcement.fees.guards import NotComputable, NotPossible
from enforcement.fees.models import Fee, Part
from enforcement.fees.rules import calculators
from enforcement.fees.states import KIND, SERIES, Stage
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.actions import take_number
from envportal.documents.enums import LetterKind
from envportal.questions import QuestionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from envportal.accounts.models import Bureau, Enterprise, User


@dataclass(frozen=True)
class Told:
    """One outlet in one month, as the calculator asks of it."""

    place: str
    question: Mapping[str, object]


class Period(TypedDict):
    first: date
    last: date
    basis: str
    parts: Sequence[Told]


@transaction.atomic
def declare(
    enterprise: Enterprise, bureau: Bureau, *, by: User, at: datetime, key: str = "", **told: Unpack[Period]
) -> Fee:
    """排污申报: what was discharged where, month by month, for months of one regime."""
    if event := log.already(key):
        return Fee.objects.get(pk=event.case_id)
    on, first, last = timezone.localdate(at), told["first"], told["last"]
    rules.may_declare(by, enterprise, bureau, on)
    rules.one_regime(first, last)
    rules.ended(last, on)
    case = Case.objects.create(
        kind=KIND, title=_title(enterprise, first, last), bureau=bureau, enterprise=enterprise, section=by.section,
        holder=by if by.bureau_id else None, created_at=at, opened_on=on,
        number=take_number(bureau, SERIES, on.year),
    )  # fmt: skip
    fee = Fee.objects.create(case=case, first=first, last=last, basis=told["basis"])
    total = _write(fee, Stage.DECLARED, told["parts"])
    whom = enterprise.name if by.enterprise_id not in {None, enterprise.pk} else ""
    facts = {"period": fee.period, "fen": total}
    log.record(case, "fee_declared", by=by, at=at, key=key or None, facts=facts, acting_for=whom)
    if by.enterprise_id:
        telling.tell_staff(fee, "fee_declared", staff_with(bureau, Role.FINANCE), at=at)
    return fee


def _title(enterprise: Enterprise, first: date, last: date) -> str:
    period = Fee(first=first, last=last)
    word = "环境保护税数据" if period.is_taxed else "排污费"
    return f"{enterprise.name}{period.period}{word}"[:200]


@transaction.atomic
def verify(
    pk: int, *, basis: str, parts: Sequence[Told] = (), by: User, at: datetime, key: str = ""
) -> Fee:  # fmt: skip
    """核定: the declared figures, or others; the enterprise is told and has seven days to object."""
    fee, on = lock(Fee, pk), timezone.localdate(at)
    if log.already(key):
        return fee
    rules.require("verify", by, fee, on)
    fee.assessed = _write(fee, Stage.VERIFIED, parts or _stated(fee, Stage.DECLARED))
    fee.basis, fee.verified_by, fee.verified_on = basis, by, on
    fee.verify()
    fee.save()
    telling.send(fee, LetterKind.FEE_VERIFICATION, by=by, at=at, on=on)
    clocks.start(fee.case, Matter.FEE_OBJECTION, variant="", on=on, by=by, at=at)
    log.record(fee.case, "fee_verified", by=by, at=at, key=key or None, facts={"fen": fee.assessed, "basis": basis})
    return fee


@transaction.atomic
def object_to(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> Fee:
    """申请复核, within seven days."""
    fee, on = lock(Fee, pk), timezone.localdate(at)
    if log.already(key):
        return fee
    rules.require("object", by, fee, on)
    rules.in_time(on, last_day_to_object(fee))
    fee.objection = why
    fee.object()
    fee.save()
    end(fee, Matter.FEE_OBJECTION, on=on, by=by, at=at)
    clocks.start(fee.case, Matter.FEE_RECHECK, variant="", on=on, by=by, at=at)
    log.record(fee.case, "fee_objected", by=by, at=at, key=key or None, facts={"why": why})
    telling.tell_staff(fee, "fee_objected", staff_with(fee.case.bureau, Role.FINANCE), at=at)
    return fee


@transaction.atomic
def recheck(
    pk: int, *, answer: str, parts: Sequence[Told] = (), by: User, at: datetime, key: str = ""
) -> Fee:  # fmt: skip
    """复核, within ten days, by somebody else than verified."""
    fee, on = lock(Fee, pk), timezone.localdate(at)
    if log.already(key):
        return fee
    rules.require("recheck", by, fee, on)
    rules.second_person(by, fee.verified_by_id)
    fee.assessed = _write(fee, Stage.RECHECKED, parts or _stated(fee, Stage.VERIFIED))
    fee.answer, fee.rechecked_by = answer, by
    fee.recheck()
    fee.save()
    end(fee, Matter.FEE_RECHECK, on=on, by=by, at=at)
    log.record(fee.case, "fee_rechecked", by=by, at=at, key=key or None, facts={"fen": fee.assessed, "why": answer})
    telling.tell_enterprise(fee, "fee_rechecked", on=on, at=at)
    return fee


@transaction.atomic
def hand_over(pk: int, *, basis: str, by: User, at: datetime, key: str = "") -> Fee:
    """数据交税务机关: for discharges since 2018 the bureau has figures and nothing to demand."""
    fee, on = lock(Fee, pk), timezone.localdate(at)
    if log.already(key):
        return fee
    rules.require("hand_over", by, fee, on)
    total = _write(fee, Stage.VERIFIED, _stated(fee, Stage.DECLARED))
    fee.basis, fee.verified_by, fee.verified_on = basis, by, on
    fee.hand_over()
    fee.save()
    shut(fee, on)
    log.record(fee.case, "fee_handed_over", by=by, at=at, key=key or None, facts={"fen": total})
    return fee


# SHARED -------------------------------------------------------------------------------
def _write(fee: Fee, stage: Stage, told: Sequence[Told]) -> int:
    """The parts of a stage, each computed now by the tables of today; their sum."""
    if not told:
        raise NotPossible(_("至少写一个排放口。"))
    parts = [_computed(fee, stage, one) for one in told]
    Part.objects.bulk_create(parts)
    return sum(one.fen for one in parts)


def _computed(fee: Fee, stage: Stage, told: Told) -> Part:
    try:
        rules.within_period(calculators.period_of(told.question.get("period")), fee.first, fee.last)
        # What the ledger keeps does not hang on the language of who typed it.
        with override("zh-hans"):
            found = calculators.computed(told.question)
    except (QuestionError, NotComputable) as error:
        raise NotPossible(_("%(place)s：%(why)s") % {"place": told.place, "why": error}) from None
    return Part(
        fee=fee, stage=stage, place=told.place, question=dict(told.question), fen=found.fen, version=found.version
    )


def _stated(fee: Fee, stage: Stage) -> list[Told]:
    return [Told(one.place, one.question) for one in fee.parts.filter(stage=stage).order_by("pk")]


def last_day_to_object(fee: Fee) -> date:
    assert fee.verified_on is not None  # noqa: S101  the flow
    return clocks.due_day(fee.case.bureau, Matter.FEE_OBJECTION, "", on=fee.verified_on)


def end(fee: Fee, matter: Matter, *, on: date, by: User | None, at: datetime) -> None:
    if clocks.open_clock(fee.case, matter) is not None:
        clocks.stop(fee.case, matter, on=on, by=by, at=at)


def shut(fee: Fee, on: date | None) -> None:
    fee.case.closed_on = on
    fee.case.save(update_fields=["closed_on"])
