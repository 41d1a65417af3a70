"""A key project from its first question through an errand to the province, with a change of people and a charge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from approvals.errands import actions as errands
from approvals.errands.actions import Asked
from approvals.errands.states import State, Step
from approvals.green import actions as green
from approvals.keyprojects import actions as key_projects
from approvals.keyprojects import queries
from approvals.keyprojects.actions import Promise
from approvals.keyprojects.states import Ending, Part
from disclosure.charges import actions as charges
from envportal.accounts.enums import Role
from envportal.duties import actions as duties
from envportal.duties.models import Duty
from envportal.messaging.models import Message
from tests import builders, world
from tests.builders import moment
from tests.documents import corpus
from tests.prereview import rows as prereviews

pytestmark = pytest.mark.django_db
LINE = "省重点建设项目"


def test_somebody_answers_for_a_project_from_its_first_question_to_operation() -> None:
    of = world.world()
    green.define(
        of.bureau.pk, valid_from=date(2026, 8, 1), criteria=LINE, source="云环发〔2026〕12号", longest=180,
        by=of.leader, at=moment("2026-07-31"),
    )  # fmt: skip

    # The first question is a pre-application review; the day after, the project has its leader.
    question = prereviews.asked(of)
    found = key_projects.declare(
        question.project.pk, criterion=LINE, reason="省重点项目清单", leader=of.leader, head=of.head, by=of.leader,
        at=moment("2026-08-18"),
    )  # fmt: skip
    [row] = queries.rows(queries.visible(of.leader, date(2026, 8, 19)), of.leader, date(2026, 8, 19))
    assert (row.first.party, row.first.step, row.first.since) == ("bureau", "书面答复申请前审查", date(2026, 8, 17))

    # The head promises a call and is replaced; the promise goes over and is kept by the next one.
    key_projects.contact(
        found.pk, on=date(2026, 8, 19), way="phone", spoken_with="沈雁", what="由谁审批？",
        promises=[Promise("回电说明由谁审批", date(2026, 8, 24), "bureau")], by=of.head, at=moment("2026-08-19"),
    )  # fmt: skip
    next_head = builders.staff(Role.SECTION_HEAD, "江一川", at=of.bureau, in_section=of.head.section)
    key_projects.change(
        found.pk, part=Part.HEAD, person=next_head, reason="轮岗", by=of.leader, at=moment("2026-08-20")
    )  # fmt: skip
    assert "轮岗" in Message.objects.get(template="key_project_changed", to_user=of.applicant).body
    duty = Duty.objects.get()
    duties.accept(duty.pk, words="由省厅审批，已回电。", by=next_head, at=moment("2026-08-21"))

    # The province decides: the bureau files for the enterprise, and the board says who has it.
    asked = Asked("approval", question.project.name, "由省厅审批", "临省生态环境厅")
    errand = errands.ask(of.owner, of.bureau, asked=asked, by=of.applicant, at=moment("2026-08-24"))
    errands.take(errand.pk, by=of.officer, at=moment("2026-08-24"))
    errands.want(errand.pk, items=[{"name": "报告书", "basis": ""}], by=of.officer, at=moment("2026-08-24"))
    item = errand.items.get()
    errands.supply(
        errand.pk, item=item, file=corpus.upload(corpus.pdf(2), "书.pdf"), by=of.applicant, at=moment("2026-08-25")
    )
    errands.send(errand.pk, by=of.officer, at=moment("2026-08-26"))
    [row] = queries.rows(queries.visible(of.leader, date(2026, 8, 27)), of.leader, date(2026, 8, 27))
    waits = [(one.party, one.name, one.since) for one in row.waits]
    assert ("third_parties", "临省生态环境厅", date(2026, 8, 26)) in waits
    decided: dict[str, Any] = {"due_on": None, "outcome": "granted", "number": "临环审〔2026〕9号", "words": ""}
    errand = errands.note(
        errand.pk, step=Step.DECIDED, on=date(2026, 9, 18), file=corpus.upload(corpus.pdf(1), "批复.pdf"),
        by=of.officer, at=moment("2026-09-21"), **decided,
    )  # fmt: skip
    assert errand.state == State.DECIDED

    # Somebody took money in the bureau's name: the supervisor finds out, and the project goes on.
    complaint = charges.report(
        of.bureau, key="k", address="203.0.113.7", at=moment("2026-09-22"), charged_by="中介", amount=None, about="",
        what="说能加急", contact="",
    )  # fmt: skip
    charges.answer(complaint.pk, outcome="founded", answer="已退还。", by=of.supervisor, at=moment("2026-09-23"))

    ended = key_projects.end(
        found.pk, ending=Ending.OPERATION, reason="投产", by=of.leader, at=moment("2027-06-01")
    )  # fmt: skip
    assert [(one.person.name, one.until) for one in ended.followers.filter(part=Part.HEAD)] == [
        ("许望舒", date(2026, 8, 20)), ("江一川", date(2027, 6, 1)),
    ]  # fmt: skip
