"""Three kinds of document at three bureaus, each approved, refused, withdrawn, or left unanswered.

云溪 pledges 30, 18 and 5 working days, 东岭 10, 5 and 2 calendar days, and both approve registrations by a programme of
their own; 南浦 has pledged nothing for reports and tables and has registrations filed in the ministry's system.
"""

from __future__ import annotations

from datetime import date

import pytest

from approvals.applications import actions
from approvals.applications.models import Application
from approvals.applications.queries import typed
from approvals.applications.states import Conclusion, DocumentKind, Finding, State
from disclosure.board.models import Notice
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.models import Letter
from envportal.supervision import actions as supervision
from envportal.supervision.models import Card
from tests import world
from tests.builders import moment
from tests.documents import corpus
from tests.world import World

pytestmark = pytest.mark.django_db

KINDS = tuple(DocumentKind.values)
CODES = tuple(world.BUREAUS)
APPROVED_WAYS = [(kind, code) for kind in KINDS for code in CODES if (kind, code) != ("registration", "nanpu")]
NUMBER = "202699030300000018"


def accepted(of: World, kind: str) -> Application:
    """Received on Monday 14 September, accepted on Thursday 17, its notice out that afternoon."""
    application = world.submitted(of, kind=kind)
    application = actions.accept(application.pk, by=of.clerk, at=moment("2026-09-17"))
    if application.procedure.is_noticed:
        world.publish(of, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    return application


def proposed(of: World, kind: str, conclusion: str) -> Application:
    application = accepted(of, kind)
    day = "2026-10-12" if application.procedure.is_noticed else "2026-09-18"
    actions.write_opinion(
        application.pk, conclusion=conclusion, text="见审查意见。", conditions=typed("密闭收集废气。"),
        ground="5" if conclusion == Conclusion.REFUSE else "", by=of.officer, at=moment(day, "07:50"),
    )  # fmt: skip
    application = actions.propose(application.pk, by=of.head, at=moment(day, "08:00"))
    if application.procedure.is_noticed:
        world.publish(of, application, Notice.Kind.PROPOSED_DECISION, moment(day, "17:00"))
    return application


def signed(of: World, kind: str, conclusion: str) -> Application:
    application = proposed(of, kind, conclusion)
    day = "2026-10-20" if application.procedure.is_noticed else "2026-09-18"
    return world.sign(of, application, moment(day, "15:00"), conclusion)


def letters(application: Application) -> list[str]:
    return list(Letter.objects.filter(case=application.case).order_by("pk").values_list("kind", flat=True))


def notices(application: Application) -> list[str]:
    return list(Notice.objects.filter(case=application.case).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(("kind", "code"), APPROVED_WAYS)
def test_approved(kind: str, code: str) -> None:
    of = world.world(code=code)

    application = signed(of, kind, Conclusion.APPROVE)

    is_noticed = kind != DocumentKind.REGISTRATION
    assert application.state == State.APPROVED
    assert letters(application) == [
        "receipt", "acceptance", *(["proposed", "hearing_right"] if is_noticed else []), "approval_reply",
    ]  # fmt: skip
    assert notices(application) == [*(["acceptance", "proposed_decision"] if is_noticed else []), "decision"]
    assert application.case.number == f"{world.BUREAUS[code][1]}收〔2026〕1号"
    reply = Letter.objects.get(case=application.case, kind="approval_reply")
    assert reply.title.endswith(f"生态环境影响{application.short_name}的批复")
    assert reply.fields.get("programme", "") == ("" if is_noticed else f"{of.bureau.name}办理时限公告")


@pytest.mark.parametrize(("kind", "code"), APPROVED_WAYS)
def test_refused_on_a_ground_of_law(kind: str, code: str) -> None:
    of = world.world(code=code)

    application = signed(of, kind, Conclusion.REFUSE)

    assert application.state == State.REFUSED
    assert letters(application)[-1] == "refusal"
    assert dict(Notice.objects.get(case=application.case, kind="decision").facts)["审批结果"] == "不予批准"


@pytest.mark.parametrize(("kind", "code"), APPROVED_WAYS)
def test_withdrawn_while_it_is_reviewed(kind: str, code: str) -> None:
    of = world.world(code=code)
    application = accepted(of, kind)

    application = actions.withdraw(application.pk, reason="缓建", by=of.applicant, at=moment("2026-09-21"))

    assert application.state == State.WITHDRAWN
    assert application.case.closed_on == date(2026, 9, 21)
    assert {clock.state for clock in clocks.of(application.case) if clock.matter != Matter.PUBLISH} == {"stopped"}


@pytest.mark.parametrize(("kind", "code"), APPROVED_WAYS)
def test_unanswered_it_is_accepted_as_of_the_day_of_receipt(kind: str, code: str) -> None:
    of = world.world(code=code)
    application = world.submitted(of, kind=kind)

    assert actions.accept_by_silence(application.pk, at=moment("2026-09-20", "23:59")) is None  # the fifth working day
    assert actions.accept_overdue(at=moment("2026-09-21", "00:05")) == 1

    application = Application.objects.get(pk=application.pk)
    assert (application.state, application.accepted_on) == (State.IN_REVIEW, date(2026, 9, 14))
    actions.complete_acceptance(application.pk, by=of.clerk, at=moment("2026-09-21", "09:00"))
    assert letters(application) == ["receipt", "acceptance"]
    assert notices(application) == ([] if kind == DocumentKind.REGISTRATION else ["acceptance"])


@pytest.mark.parametrize(
    ("kind", "code", "statutory", "pledged", "binding"),
    [
        # 60 days from 14 September are Friday 13 November, 30 are Wednesday 14 October.
        ("report", "yunxi", date(2026, 11, 13), date(2026, 11, 4), "pledged"),
        ("table", "yunxi", date(2026, 10, 14), date(2026, 10, 19), "statutory"),
        ("registration", "yunxi", None, date(2026, 9, 23), "pledged"),
        # The acceptance notice stands ten working days, to 8 October, or five, to 23 September; neither counts.
        ("report", "dongling", date(2026, 11, 13), date(2026, 10, 19), "pledged"),
        ("table", "dongling", date(2026, 10, 14), date(2026, 9, 28), "pledged"),
        ("registration", "dongling", None, date(2026, 9, 20), "pledged"),
        ("report", "nanpu", date(2026, 11, 13), None, "statutory"),
        ("table", "nanpu", date(2026, 10, 14), None, "statutory"),
    ],
)
def test_the_promised_day_is_the_earlier_of_both_limits(
    kind: str, code: str, statutory: date | None, pledged: date | None, binding: str
) -> None:
    of = world.world(code=code)

    application = accepted(of, kind)

    promise = clocks.promised(application.case)
    assert clocks.due_on(application.case, Matter.STATUTORY) == statutory
    assert clocks.due_on(application.case, Matter.PLEDGED) == pledged
    assert (promise.matter, promise.due_on) == (binding, pledged if binding == "pledged" else statutory)


# REGISTRATIONS FILED IN THE MINISTRY'S SYSTEM --------------------------------
def handed_over(of: World) -> Application:
    draft = world.filled(of, kind=DocumentKind.REGISTRATION)
    return actions.hand_over(draft.pk, declared=True, by=of.applicant, at=moment("2026-09-14", "16:48"))


def filed(of: World) -> Application:
    return actions.enter_filing(
        handed_over(of).pk, number=NUMBER, filed_on=date(2026, 9, 15), file=corpus.upload(corpus.pdf(1), "回执.pdf"),
        by=of.applicant, at=moment("2026-09-16"),
    )  # fmt: skip


@pytest.mark.parametrize("finding", Finding.values)
def test_a_filed_registration_is_checked_and_neither_approved_nor_refused(finding: str) -> None:
    of = world.world(code="nanpu")
    application = filed(of)

    assert (application.state, clocks.due_on(application.case, Matter.PLEDGED)) == (State.FILED, date(2026, 9, 30))
    world.publish(of, application, Notice.Kind.FILING, moment("2026-09-16", "16:00"))
    application = actions.check_filing(
        application.pk, finding=finding, found="现场与备案内容一致。", by=of.officer, at=moment("2026-09-28")
    )

    assert (application.state, application.filing.finding) == (State.CHECKED, finding)
    assert letters(application) == ["filing_check"]
    assert notices(application) == ["filing"]
    assert application.decided_on is None
    assert application.case.closed_on == date(2026, 9, 28)


@pytest.mark.parametrize("reach", [handed_over, filed])
def test_a_registration_is_withdrawn_before_or_after_it_has_its_number(reach) -> None:
    of = world.world(code="nanpu")

    application = actions.withdraw(reach(of).pk, reason="项目取消", by=of.applicant, at=moment("2026-09-17"))

    assert application.state == State.WITHDRAWN
    assert application.case.closed_on == date(2026, 9, 17)


def test_a_filing_nobody_checks_is_never_accepted_by_silence_but_has_its_red_card() -> None:
    of = world.world(code="nanpu")
    application = filed(of)

    assert actions.accept_overdue(at=moment("2026-10-20", "00:05")) == 0
    supervision.sweep(at=moment("2026-10-20", "00:10"))

    assert Application.objects.get(pk=application.pk).state == State.FILED
    assert Card.objects.get(case=application.case, colour="red", clock__matter="pledged").legal_on == date(2026, 9, 30)


# A PORTAL THAT IS THE OFFICIAL SYSTEM ------------------------------------------
def test_where_the_portal_is_the_system_the_receipt_is_there_at_once() -> None:
    of = world.world(code="nanpu")
    world.set_mode(of.bureau, "portal", since=date(2026, 9, 1))
    draft = world.filled(of, kind=DocumentKind.REGISTRATION)

    application = actions.file_registration(draft.pk, declared=True, by=of.applicant, at=moment("2026-09-14", "16:48"))

    receipt = Letter.objects.get(case=application.case)
    assert (application.state, receipt.kind, receipt.number) == (State.FILED, "filing_receipt", "南环登备〔2026〕1号")
    assert (application.filing.number, application.filing.filed_on) == (receipt.number, date(2026, 9, 14))
    assert receipt.served_on == date(2026, 9, 14)
    assert clocks.due_on(application.case, Matter.PLEDGED) == date(2026, 9, 28)
