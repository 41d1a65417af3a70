"""A section of enforcement at work: its people, an order on its way, a penalty case on its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from enforcement.orders import actions
from enforcement.orders.models import Order, Penalty, Sealing
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import Bureau, Enterprise, User
from envportal.deadlines.actions import load_rules
from envportal.documents.models import Letter
from tests import builders
from tests.builders import moment, one_time_code
from tests.remembered import remembered

# What the table has no article for is cited by who has read it.
ARTICLE = "第九条"
POST: dict[str, Any] = {"way": "post", "tracking": "EMS 1190"}
MILD = {"scale": "small", "place": "plain", "duration": "days", "history": "first", "attitude": "at_once"}
HARSH = {"scale": "large", "place": "protected", "duration": "long", "history": "more", "attitude": "not"}


@dataclass(frozen=True)
class Force:
    bureau: Bureau
    inspector: User
    second: User
    head: User
    leader: User
    deputy: User
    lawyer: User
    finance: User
    owner: Enterprise
    applicant: User


@remembered
def force() -> Force:
    load_rules()
    bureau = builders.bureau(address="云溪市清波路 1 号", phone="0999-000 0188")
    section = builders.section(bureau, kind=SectionKind.ENFORCEMENT, name="执法大队")
    owner = builders.enterprise()
    return Force(
        bureau=bureau, inspector=builders.staff(Role.INSPECTOR, "陆沉", at=bureau, in_section=section),
        second=builders.staff(Role.INSPECTOR, "白芷", at=bureau, in_section=section),
        head=builders.staff(Role.SECTION_HEAD, "石砚", at=bureau, in_section=section),
        leader=builders.staff(Role.LEADER, "韩松年", at=bureau),
        deputy=builders.staff(Role.LEADER, "高秉文", at=bureau),
        lawyer=builders.staff(Role.LEGAL, "沈砚", at=bureau), finance=builders.staff(Role.FINANCE, "钱进", at=bureau),
        owner=owner, applicant=builders.applicant(owner),
    )  # fmt: skip


def drafted(of: Force, at: datetime | None = None, **told: Any) -> Order:
    facts: dict[str, Any] = {
        "enterprise": of.owner, "facts": "印刷车间废气未经处理直接排放。",
        "corrections": ["立即停止直接排放", "修复活性炭吸附装置"], "violation": "over_standard",
        "within": date(2026, 9, 20), "evidence": ["现场检查笔录"], **told,
    }  # fmt: skip
    case = actions.open_order(None, by=of.inspector, at=at or moment("2026-09-01"), **facts)
    return Order.objects.get(pk=case.pk)


def serve(of: Force, row: Order | Penalty | Sealing, letter: Letter | None, at: datetime, on: date) -> Any:
    assert letter is not None
    return actions.serve_letter(row.pk, model=type(row), letter=letter, on=on, by=of.inspector, at=at, **POST)


@remembered
def served(of: Force) -> Order:
    """Signed on 2 September 2026, served on the 3rd."""
    order = actions.sign_order(drafted(of).pk, article=ARTICLE, by=of.head, at=moment("2026-09-02"))
    serve(of, order, order.letter, moment("2026-09-03", "16:00"), date(2026, 9, 3))
    return Order.objects.get(pk=order.pk)


def opened(of: Force, at: datetime | None = None, **told: Any) -> Penalty:
    facts: dict[str, Any] = {
        "enterprise": of.owner, "violation": "over_standard", "facts": "印刷车间废气超标一倍。",
        "act_from": date(2026, 8, 20), "discovered_on": date(2026, 9, 1), "act_until": date(2026, 9, 1), **told,
    }  # fmt: skip
    return actions.open_penalty(None, by=of.inspector, at=at or moment("2026-09-01"), **facts)


@remembered
def filed(of: Force, **told: Any) -> Penalty:
    """Filed on 3 September 2026, with one piece of evidence."""
    penalty = actions.file_case(opened(of, **told).pk, by=of.leader, at=moment("2026-09-03"))
    actions.add_evidence(
        penalty.pk, kind="site", what="现场检查笔录", taken_on=date(2026, 9, 1), by=of.inspector,
        at=moment("2026-09-03", "11:00"),
    )  # fmt: skip
    return penalty


@remembered
def notified(of: Force, **told: Any) -> Penalty:
    """Proposed on the 8th, the notice of the 9th served on the 10th: defence until the 17th."""
    steps = told.pop("steps", MILD)
    more = {name: told.pop(name) for name in ("amount", "deviates_why", "is_complex", "is_serious") if name in told}
    penalty = filed(of, **told)
    actions.propose(
        penalty.pk, facts=penalty.facts, steps=steps, article=ARTICLE, by=of.inspector, at=moment("2026-09-08"), **more
    )
    penalty = actions.notify(penalty.pk, by=of.head, at=moment("2026-09-09"))
    serve(of, penalty, penalty.notice, moment("2026-09-10", "15:00"), date(2026, 9, 10))
    return Penalty.objects.get(pk=penalty.pk)


def waived(of: Force, penalty: Penalty, at: datetime | None = None) -> None:
    actions.record_defence(
        penalty.pk, said="waived", received_on=date(2026, 9, 11), by=of.inspector, at=at or moment("2026-09-11")
    )


def reviewed(of: Force, penalty: Penalty, at: datetime | None = None) -> None:
    actions.review(
        penalty.pk, outcome="passed", opinion="事实清楚，依据正确。", by=of.lawyer, at=at or moment("2026-09-14")
    )


def decide(of: Force, penalty: Penalty, at: datetime) -> Penalty:
    return actions.decide(penalty.pk, code=one_time_code(at), by=of.leader, at=at)


@remembered
def decided(of: Force, **told: Any) -> Penalty:
    """Decided on 15 September 2026, served on the 16th: to be paid until 1 October, which is a holiday."""
    penalty = notified(of, **told)
    waived(of, penalty)
    reviewed(of, penalty)
    penalty = decide(of, penalty, moment("2026-09-15"))
    serve(of, penalty, penalty.decision, moment("2026-09-16", "15:00"), date(2026, 9, 16))
    return Penalty.objects.get(pk=penalty.pk)


def paid(of: Force, penalty: Penalty, amount: int, on: str, receipt: str = "No. 1", kind: str = "fine") -> Penalty:
    return actions.pay(
        penalty.pk, kind=kind, amount=Decimal(amount), paid_on=date.fromisoformat(on), receipt=receipt, by=of.finance,
        at=moment(on, "17:00"),
    )  # fmt: skip
