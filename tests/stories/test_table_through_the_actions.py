"""One EIA table from draft to published decision, through the action layer, as the drawn case has it."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.applications import actions
from approvals.applications.queries import typed
from approvals.applications.states import State
from disclosure.board.models import Notice
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from tests import world
from tests.builders import moment, one_time_code

pytestmark = pytest.mark.django_db


def test_a_table_goes_from_draft_to_a_decision_the_public_can_read() -> None:
    yunxi = world.world()
    application = world.submitted(yunxi)
    case = application.case

    assert case.number == "云环收〔2026〕1号"
    assert clocks.due_on(case, Matter.INTAKE) == date(2026, 9, 20)  # the make-up Sunday is the fifth working day
    assert clocks.due_on(case, Matter.STATUTORY) == date(2026, 10, 14)

    actions.accept(application.pk, by=yunxi.clerk, at=moment("2026-09-17", "10:05"))
    world.publish(yunxi, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    world.commission(yunxi, application)

    assert clocks.due_on(case, Matter.STATUTORY) == date(2026, 10, 14)  # not before service

    actions.confirm_expert_review(application.pk, by=yunxi.head, at=moment("2026-09-23", "15:12"))
    actions.file_expert_opinion(application.pk, opinion="可行", by=yunxi.officer, at=moment("2026-09-30", "16:40"))

    assert clocks.due_on(case, Matter.STATUTORY) == date(2026, 10, 21)

    actions.write_opinion(
        application.pk, conclusion="approve", text="同意。", conditions=typed("夜间不得印刷。"), by=yunxi.officer,
        at=moment("2026-10-09"),
    )  # fmt: skip
    actions.propose(application.pk, by=yunxi.head, at=moment("2026-10-12", "08:00"))
    notice = world.publish(yunxi, application, Notice.Kind.PROPOSED_DECISION, moment("2026-10-12", "08:31"))

    assert (notice.opens_on, notice.closes_on) == (date(2026, 10, 13), date(2026, 10, 19))
    assert clocks.due_on(case, Matter.PLEDGED) == date(2026, 10, 30)
    assert clocks.promised(case).due_on == date(2026, 10, 21)

    signed_at = moment("2026-10-20", "09:00")
    application = actions.approve(application.pk, code=one_time_code(signed_at), by=yunxi.leader, at=signed_at)
    world.publish(yunxi, application, Notice.Kind.DECISION, moment("2026-10-20", "15:00"))

    case.refresh_from_db()
    assert (application.state, case.closed_on) == (State.APPROVED, date(2026, 10, 20))
    assert list(Letter.objects.filter(case=case).order_by("pk").values_list("kind", "number")) == [
        ("receipt", "云环收〔2026〕1号"),
        ("acceptance", "云环受〔2026〕1号"),
        ("special_step", "云环特〔2026〕1号"),
        ("proposed", "云环拟示〔2026〕1号"),
        ("hearing_right", "云环听告〔2026〕1号"),
        ("approval_reply", "云环审〔2026〕1号"),
    ]
    assert [clock.state for clock in clocks.of(case) if clock.matter in {"statutory", "pledged"}] == ["stopped"] * 2
    published = Notice.objects.filter(case=case, state="published").order_by("pk")
    assert [row.kind for row in published] == ["acceptance", "proposed_decision", "decision"]
    assert Message.objects.filter(case=case, to_user=yunxi.applicant, template="approved").count() == 1
    assert "approved" in log.history(case).values_list("name", flat=True)
