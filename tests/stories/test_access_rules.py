"""A plant where nothing may be approved, and a rule that changes while two cases run: told through the pages."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.access import actions as access
from approvals.access.models import Sheet
from approvals.applications.models import Application
from approvals.applications.states import State
from disclosure.board.models import Notice
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.models import Letter
from envportal.messaging.models import Message
from tests import world
from tests.access.rows import CEMENT, plant, propose, rule
from tests.accounts.conftest import just_confirmed, signed_in
from tests.builders import moment, one_time_code

pytestmark = pytest.mark.django_db


def at(day: str, clock: str = "10:00") -> Any:
    return time_machine.travel(moment(day, clock), tick=True)


def do(client: Client, name: str, application: Application, **typed: Any) -> int:
    answer = client.post(reverse(f"applications:{name}", args=[application.pk]), {"_key": str(uuid4()), **typed})
    return int(answer.status_code)


def test_a_cement_plant_in_a_suspended_area_is_accepted_screened_stopped_and_refused_by_the_rule() -> None:
    yunxi = world.world()
    suspension = rule(yunxi, moment("2026-09-02"))
    application = world.submitted(yunxi, **CEMENT)

    with at("2026-09-17"):
        assert do(signed_in(yunxi.clerk), "accept", application) == 302
    application = Application.objects.get(pk=application.pk)
    assert application.state == State.IN_REVIEW
    assert Sheet.objects.get(case=application.case).lines.get().result == "not_met"

    world.publish(yunxi, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    officer = signed_in(yunxi.officer)
    with at("2026-10-09"):
        opinion = {"conclusion": "approve", "text": "措施可行，同意。", "ground": ""}
        assert do(officer, "write_opinion", application, **opinion) == 302
        head = signed_in(yunxi.head)
        refused = head.post(reverse("applications:propose", args=[application.pk]), {"_key": str(uuid4())})
        assert (refused.status_code, "不符合准入规则" in refused.content.decode()) == (409, True)
        assert clocks.open_clock(application.case, Matter.STATUTORY).state == "running"

        page = officer.get(reverse("applications:write_opinion", args=[application.pk]), {"hit": suspension.pk})
        begun = page.context["form"].initial
        assert do(officer, "write_opinion", application, **begun) == 302
        assert do(head, "propose", application) == 302
    with at("2026-10-09", "16:00"):
        world.publish(yunxi, application, Notice.Kind.PROPOSED_DECISION, moment("2026-10-09", "16:00"))
    with at("2026-10-20"):
        code = one_time_code(moment("2026-10-20"))
        assert do(just_confirmed(yunxi.leader), "refuse", application, code=code) == 302

    application = Application.objects.get(pk=application.pk)
    letter = Letter.objects.get(case=application.case, kind="refusal")
    assert application.state == State.REFUSED
    assert application.opinions.last().ground == "1"
    assert "江环函〔2026〕77号" in letter.fields["facts"]
    assert "暂停审批青石镇新增氮氧化物排放的建设项目" in application.opinions.last().text


def test_a_rule_that_changes_shows_the_two_running_cases_it_touches_and_tells_their_officers() -> None:
    yunxi = world.world()
    first, second = plant(yunxi), plant(yunxi, emission_nox=30)
    apart = plant(yunxi, project_division="河口镇", project_place="河口镇 2 号")
    version = propose(yunxi, moment("2026-09-20"), since=date(2026, 9, 25))

    with at("2026-09-20"):
        page = signed_in(yunxi.leader).get(reverse("access:agree", args=[version.pk])).content.decode()
        assert "影响 2 件在办案件" in page
        assert [one.case.number in page for one in (first, second, apart)] == [True, True, False]
    access.agree(version.pk, by=yunxi.leader, at=moment("2026-09-20", "11:00"))

    told = Message.objects.filter(template="access_rule_changed").order_by("pk")
    assert [(one.case_id, one.to_user) for one in told] == [
        (one.pk, one.case.holder) for one in (first, second)
    ]  # fmt: skip
    assert Sheet.objects.count() == 3
    assert access.refresh_due(at=moment("2026-09-25", "00:05")) == 3
    assert access.refresh_due(at=moment("2026-09-25", "00:20")) == 0
    assert [Sheet.objects.filter(case=one.case).count() for one in (first, second, apart)] == [2, 2, 2]
    assert [log.history(one.case).filter(name="screened").last().facts["hits"] for one in (first, second, apart)] == [
        [version.key], [version.key], [],
    ]  # fmt: skip
