"""An approval is built and accepted: the enterprise reports, the bureau looks, everybody can read how it ended."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.aftercare import following
from approvals.aftercare.models import Aftercare
from approvals.applications import actions as applications
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.duties import register
from envportal.messaging.models import Message
from envportal.supervision import actions as supervision
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment, one_time_code

pytestmark = pytest.mark.django_db


def post(person: Any, name: str, args: list[object], on: str, /, **typed: Any) -> int:
    with time_machine.travel(moment(on), tick=False):
        return int(signed_in(person).post(reverse(name, args=args), typed).status_code)


def page(person: Any, name: str, args: list[object], on: str) -> str:
    with time_machine.travel(moment(on), tick=False):
        return str(signed_in(person).get(reverse(name, args=args)).content.decode())


def test_an_approved_project_is_built_accepted_and_read_by_everybody() -> None:
    of = world.world()
    application = world.sign(of, world.proposed(of), moment("2026-10-20", "15:00"))
    care = Aftercare.objects.get(origin=application.case)
    conditions = register.of(care.case).filter(kind="condition")
    assert [(one.text, one.awaits) for one in conditions] == [
        ("密闭收集废气。", "operation"),
        ("夜间不生产。", "operation"),
    ]
    assert "看批准条件的期限" in page(of.applicant, "applications:mine_case", [application.pk], "2026-10-21")
    assert "批准条件第 1 条" in page(of.applicant, "duties:mine", [], "2026-10-21")

    mine: list[object] = [care.pk, 1]
    assert post(of.applicant, "aftercare:report", [*mine, "completed"], "2026-11-02", on="2026-11-02") == 409
    assert post(of.applicant, "aftercare:report", [*mine, "started"], "2026-11-02", on="2026年11月2日") == 302
    assert post(of.applicant, "aftercare:report", [*mine, "completed"], "2027-03-01", on="2027-03-01") == 302
    said = {"stage": "construction", "in_order": "no", "on": "2027-03-03", "words": "活性炭箱没有装"}
    assert post(of.officer, "aftercare:check", mine, "2027-03-03", **said) == 302
    supervision.sweep(at=moment("2027-03-04", "00:10"))
    told = Message.objects.filter(to_user=of.applicant)
    assert told.filter(template="duty_reopened").count() == 1
    again = said | {"in_order": "yes", "on": "2027-03-08", "words": "已装"}
    assert post(of.officer, "aftercare:check", mine, "2027-03-08", **again) == 302

    night = moment("2027-05-25", "00:10")
    supervision.sweep(at=night, witness=night)
    assert told.filter(template="duty_reminder", body__contains="完成自主验收").count() == 1
    assert (
        post(of.applicant, "aftercare:report", [*mine, "reported"], "2027-05-26", on="2027-05-26", words="合格") == 302
    )
    out = {"on": "2027-05-28", "link": "https://hexin.example/ys.pdf", "words": "验收合格", "window_until": ""}
    assert post(of.applicant, "aftercare:report", [*mine, "published"], "2027-05-28", **out) == 302
    until = register.of(care.case).get(kind="platform_entry").due_on
    assert until is not None
    entered = until.isoformat()
    assert post(of.applicant, "aftercare:report", [*mine, "entered"], "2027-06-01", on="2027-06-01") == 409
    assert post(of.applicant, "aftercare:report", [*mine, "entered"], entered, on=entered) == 302

    assert Aftercare.objects.get(pk=care.pk).state == "completed"
    board.publish(Notice.objects.get(kind="completion").pk, by=of.editor, at=moment(entered, "16:00"))
    notice = Notice.objects.get(kind="completion")
    assert "hexin.example/ys.pdf" in Client().get(f"/board/{notice.public_id}/").content.decode()


def test_a_revoked_approval_leaves_nothing_to_do() -> None:
    of = world.world()
    application = world.sign(of, world.proposed(of), moment("2026-10-20", "15:00"))
    applications.give_up_approval(application.pk, facts="不建了", by=of.applicant, at=moment("2026-11-05"))
    at = moment("2026-11-06")

    applications.end_approval(application.pk, code=one_time_code(at), by=of.leader, at=at)

    care = following.of(application.case)
    assert care is not None
    assert (care.state, care.case.closed_on) == ("ended", date(2026, 11, 6))
    assert not register.undone().filter(case=care.case).exists()
