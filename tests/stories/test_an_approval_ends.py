"""An approval is revoked: the section proposes, the enterprise answers, a leader signs, everybody can read it."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.applications.models import Application
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.cases.queries import query_code
from envportal.documents.models import Letter
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment, one_time_code

pytestmark = pytest.mark.django_db
FACTS = "报告表所附的监测报告系伪造。"


def step(person: Any, name: str, application: Application, at: str, hour: str = "10:00", **typed: Any) -> Any:
    """Post one step at its own address, on a day."""
    with time_machine.travel(moment(at, hour), tick=False):
        typed.setdefault("_sure", "1")
        return signed_in(person).post(reverse(f"applications:{name}", args=[application.pk]), typed)


def page(person: Any, name: str, application: Application, at: str) -> str:
    with time_machine.travel(moment(at, "10:00"), tick=False):
        return str(signed_in(person).get(reverse(f"applications:{name}", args=[application.pk])).content.decode())


def test_an_approval_obtained_by_deceit_is_revoked_and_everybody_can_read_it() -> None:
    of = world.world()
    application = world.sign(of, world.proposed(of), moment("2026-10-20", "15:00"))
    world.publish(of, application, "decision", moment("2026-10-21"))
    approval = Letter.objects.get(case=application.case, kind="approval_reply")

    assert "提出撤销、撤回或者注销批准" in page(of.officer, "case", application, "2026-11-05")
    unfit = step(of.officer, "propose_revocation", application, "2026-11-05", ground="replaced", facts=FACTS)
    assert (unfit.status_code, "写明新批复的文号" in unfit.content.decode(), FACTS in unfit.content.decode()) == (
        422, True, True,
    )  # fmt: skip
    told = step(of.officer, "propose_revocation", application, "2026-11-05", ground="deceit", facts=FACTS)
    assert told.status_code == 302

    with time_machine.travel(moment("2026-11-06"), tick=False):
        assert "提出终止的批准，等待决定" in signed_in(of.leader).get("/desk/").content.decode()
    mine = page(of.applicant, "mine_case", application, "2026-11-06")
    assert "可以陈述申辩到" in mine
    assert "2026年11月12日" in mine
    answered = step(
        of.applicant, "answer_revocation", application, "2026-11-06", answer="由第三方提供。", wants_hearing="no"
    )
    assert answered.status_code == 302

    early = page(of.leader, "end_approval", application, "2026-11-06")
    assert "由第三方提供。" in early
    code = one_time_code(moment("2026-11-06", "14:00"))
    unsure = step(of.leader, "end_approval", application, "2026-11-06", "14:00", code=code, reason="不予采纳。")
    assert (unsure.status_code, "请确认不会" in unsure.content.decode()) == (422, True)
    signed = step(
        of.leader, "end_approval", application, "2026-11-06", "14:00", code=code, reason="不予采纳。", harms_nobody="on"
    )
    assert signed.status_code == 302
    again = step(of.leader, "end_approval", application, "2026-11-09", code="000000", reason="x", harms_nobody="on")
    assert again.status_code == 409

    assert "批准已撤销" in page(of.officer, "case", application, "2026-11-06")
    assert "批准不再有效" in page(of.applicant, "mine_case", application, "2026-11-06")
    board.publish(Notice.objects.get(kind="revocation").pk, by=of.editor, at=moment("2026-11-09"))
    with time_machine.travel(moment("2026-11-10"), tick=False):
        said = Client().get(f"/v/{approval.code}/").content.decode()
        assert "批准已终止" in said
        assert Client().get(f"/api/v1/letters/{approval.code}").json()["standing"] == "revoked"
        decision = Notice.objects.get(kind="decision")
        read = Client().get(f"/board/{decision.public_id}/").content.decode()
        assert "批准已终止，不再有效" in read
        assert "撤销批准" in read
        looked = {"no": application.case.number, "code": query_code(application.case)}
        progress = Client().post("/progress/", looked, follow=True).content.decode()
        assert "批准不再有效" in progress
