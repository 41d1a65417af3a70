"""The way of each kind of document through a bureau, verb after verb, each with the key of its form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from approvals.applications import actions
from approvals.applications.models import Application, CorrectionItem
from approvals.applications.queries import typed
from approvals.applications.states import Conclusion, DocumentKind
from disclosure.board import board
from disclosure.board.models import Notice
from tests import world
from tests.builders import moment, one_time_code
from tests.documents import corpus
from tests.world import World

# A verb's name, and the verb as its form would call it.
Step = tuple[str, Callable[[str], object]]
Way = Callable[[], Iterator[Step]]
FILED = moment("2026-09-14", "16:48")
NUMBER = "202699030300000018"


def published(of: World, pk: int, kind: str, at: datetime) -> Step:
    def publish(key: str) -> object:
        return board.publish(Notice.objects.filter(case=pk, kind=kind).latest("pk").pk, by=of.editor, at=at, key=key)

    return f"publish {kind}", publish


def submitted(of: World, kind: str) -> Iterator[tuple[int, Step]]:
    pk = world.filled(of, kind=kind).pk
    yield pk, ("submit", lambda key: actions.submit(pk, declared=True, by=of.applicant, at=FILED, key=key))


def noticed(kind: str, conclusion: str) -> Iterator[Step]:
    """A report or a table: corrected, accepted, looked at by others, proposed, decided, each before the public."""
    of = world.world()
    pk, step = next(submitted(of, kind))
    yield step
    at = moment("2026-09-15")
    yield "ask_correction", lambda key: world.ask_correction(pk, items=[world.ITEM], by=of.clerk, at=at, key=key)
    again = moment("2026-09-16")
    yield (
        "answer_item",
        lambda key: actions.answer_item(
            pk, item=CorrectionItem.objects.get().pk, answer="已补", by=of.applicant, at=again, key=key
        ),
    )
    yield "supplement", lambda key: actions.supplement(pk, answer="已补", by=of.applicant, at=again, key=key)
    yield "accept", lambda key: actions.accept(pk, by=of.clerk, at=moment("2026-09-17"), key=key)
    yield published(of, pk, "acceptance", moment("2026-09-17", "17:00"))
    yield from (assessed if kind == DocumentKind.REPORT else reviewed)(of, pk)
    yield from decided(of, pk, conclusion, moment("2026-10-12", "07:50"), moment("2026-10-20", "15:00"))


def assessed(of: World, pk: int) -> Iterator[Step]:
    at, until = moment("2026-09-23", "09:00"), moment("2026-09-30", "16:40")
    yield (
        "commission_assessment",
        lambda key: actions.commission_assessment(
            pk, reason="核实源强", assessor="评估中心", planned_days=30, by=of.officer, at=at, key=key
        ),
    )
    yield "confirm_assessment", lambda key: actions.confirm_assessment(pk, by=of.head, at=at, key=key)
    yield (
        "file_assessment",
        lambda key: actions.file_assessment(
            pk, opinion="可行", file=corpus.upload(corpus.pdf(2), "评估报告.pdf"), by=of.officer, at=until, key=key
        ),
    )


def reviewed(of: World, pk: int) -> Iterator[Step]:
    at, until = moment("2026-09-23", "09:00"), moment("2026-09-30", "16:40")
    yield (
        "commission_expert_review",
        lambda key: actions.commission_expert_review(
            pk, reason="新增印刷线", experts="评审专家组", planned_days=7, by=of.officer, at=at, key=key
        ),
    )
    yield "confirm_expert_review", lambda key: actions.confirm_expert_review(pk, by=of.head, at=at, key=key)
    yield (
        "file_expert_opinion",
        lambda key: actions.file_expert_opinion(pk, opinion="可行", by=of.officer, at=until, key=key),
    )


def decided(of: World, pk: int, conclusion: str, at: datetime, sign: datetime) -> Iterator[Step]:
    yield "write_opinion", lambda key: actions.write_opinion(
        pk, conclusion=conclusion, text="见审查意见。", conditions=typed("密闭收集废气。"),
        ground="5" if conclusion == Conclusion.REFUSE else "", by=of.officer, at=at, key=key,
    )  # fmt: skip
    yield "propose", lambda key: actions.propose(pk, by=of.head, at=at, key=key)
    if Application.objects.get(pk=pk).procedure.is_noticed:
        yield published(of, pk, "proposed_decision", at)
    act = actions.approve if conclusion == Conclusion.APPROVE else actions.refuse
    yield act.__name__, lambda key: act(pk, code=one_time_code(sign), by=of.leader, at=sign, key=key)
    yield published(of, pk, "decision", sign)


def registration() -> Iterator[Step]:
    """Decided by a bureau's own programme, all in two days."""
    of = world.world()
    pk, step = next(submitted(of, DocumentKind.REGISTRATION))
    yield step
    yield "accept", lambda key: actions.accept(pk, by=of.clerk, at=moment("2026-09-15"), key=key)
    yield from decided(of, pk, Conclusion.APPROVE, moment("2026-09-15", "14:00"), moment("2026-09-15", "15:00"))


def filed_elsewhere() -> Iterator[Step]:
    """Filed in the ministry's system, its number entered here."""
    of = world.world(code="nanpu")
    pk = world.filled(of, kind=DocumentKind.REGISTRATION).pk
    yield "hand_over", lambda key: actions.hand_over(pk, declared=True, by=of.applicant, at=FILED, key=key)
    yield "enter_filing", lambda key: actions.enter_filing(
        pk, number=NUMBER, filed_on=date(2026, 9, 15), file=corpus.upload(corpus.pdf(1), "回执.pdf"), by=of.applicant,
        at=moment("2026-09-16"), key=key,
    )  # fmt: skip
    yield from checked(of, pk)


def filed_here() -> Iterator[Step]:
    """Filed where the portal is the official system."""
    of = world.world(code="nanpu")
    world.set_mode(of.bureau, "portal", since=date(2026, 9, 1))
    pk = world.filled(of, kind=DocumentKind.REGISTRATION).pk
    yield (
        "file_registration",
        lambda key: actions.file_registration(pk, declared=True, by=of.applicant, at=FILED, key=key),
    )
    yield from checked(of, pk)


def checked(of: World, pk: int) -> Iterator[Step]:
    yield published(of, pk, "filing", moment("2026-09-16", "16:00"))
    yield (
        "check_filing",
        lambda key: actions.check_filing(
            pk, finding="conforms", found="现场与备案内容一致。", by=of.officer, at=moment("2026-09-28"), key=key
        ),
    )


def silent() -> Iterator[Step]:
    """Unanswered, and so accepted; the window does what it owes."""
    of = world.world()
    pk = world.submitted(of).pk
    night, morning = moment("2026-09-21", "00:05"), moment("2026-09-21", "09:00")
    yield "accept_by_silence", lambda _key: actions.accept_by_silence(pk, at=night)
    yield "complete_acceptance", lambda key: actions.complete_acceptance(pk, by=of.clerk, at=morning, key=key)


def withdrawn_filing() -> Iterator[Step]:
    of = world.world(code="nanpu")
    pk = world.filled(of, kind=DocumentKind.REGISTRATION).pk
    actions.hand_over(pk, declared=True, by=of.applicant, at=FILED)
    at = moment("2026-09-17")
    yield "withdraw", lambda key: actions.withdraw(pk, reason="项目取消", by=of.applicant, at=at, key=key)


def ended(verb: str) -> Iterator[Step]:
    """A table that ends without a decision."""
    of, at = world.world(), moment("2026-09-18")
    pk = (world.submitted(of) if verb == "decline" else world.accepted(of)).pk
    ends: dict[str, Callable[[str], object]] = {
        "decline": lambda key: actions.decline(pk, ground="no_permit", reasons="不需要", by=of.clerk, at=at, key=key),
        "withdraw": lambda key: actions.withdraw(pk, reason="不建了", by=of.applicant, at=at, key=key),
        "terminate": lambda key: actions.terminate(pk, reason="类别不对", by=of.head, at=at, key=key),
        "transfer": lambda key: actions.transfer(pk, reason="省批", new_authority="省厅", by=of.head, at=at, key=key),
        "return_participation": lambda key: actions.return_participation(
            pk, reason="不足", by=of.officer, at=at, key=key
        ),
    }
    yield verb, ends[verb]


def extended() -> Iterator[Step]:
    """A pledge of five days, with a sixth."""
    of = world.world(code="dongling")
    pk, at = world.accepted(of).pk, moment("2026-09-18")
    yield "extend", lambda key: actions.extend(pk, days=1, reason="会审", by=of.leader, at=at, key=key)


def sent_back() -> Iterator[Step]:
    of = world.world()
    pk, at = world.proposed(of).pk, moment("2026-10-20", "09:00")
    yield "send_back", lambda key: actions.send_back(pk, reason="再核", by=of.leader, at=at, key=key)


WAYS: dict[str, Way] = {
    "report approved": lambda: noticed(DocumentKind.REPORT, Conclusion.APPROVE),
    "table approved": lambda: noticed(DocumentKind.TABLE, Conclusion.APPROVE),
    "table refused": lambda: noticed(DocumentKind.TABLE, Conclusion.REFUSE),
    "registration decided": registration,
    "registration filed elsewhere": filed_elsewhere,
    "registration filed here": filed_here,
    "registration withdrawn": withdrawn_filing,
    "accepted by silence": silent,
    "sent back": sent_back,
    "extended": extended,
    **{
        f"table {verb}": lambda verb=verb: ended(verb)  # type: ignore[misc]
        for verb in ("decline", "withdraw", "terminate", "transfer", "return_participation")
    },
}
