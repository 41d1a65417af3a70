"""The screening sheet of a case: drawn up by itself, kept, answered by people, and what it stops."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from approvals.access import actions, queries, screening
from approvals.access.models import Answer, Rule, Sheet
from approvals.access.rules.changes import CaseIsOver, NotOnTheSheet, RuleStandsByItself
from approvals.applications import actions as applications
from approvals.applications import guards
from approvals.applications.states import Conclusion, State
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import world
from tests.access.rows import CEMENT, plant, rule
from tests.builders import moment

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 17)


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def results(case: Any, on: date = DAY) -> dict[str, str]:
    return {one.rule.kind: one.result for one in screening.stand(case, on)}


def test_a_sheet_is_drawn_up_at_submission_and_kept_where_acceptance_changes_nothing(yunxi):
    rule(yunxi)
    application = plant(yunxi)

    sheet = Sheet.objects.get(case=application.case)

    assert (sheet.number, sheet.occasion, sheet.on, sheet.checked_on) == (1, "submitted", date(2026, 9, 14), DAY)
    line = sheet.lines.get()
    assert (line.result, line.because, line.used) == (
        "not_met", "hit", {"area": ["青石镇"], "emissions": {"nox": "12"}},
    )  # fmt: skip
    assert sheet.facts["industry"] == "C3011"
    assert log.history(application.case).filter(name="screened").count() == 2


def test_a_rule_that_began_between_submission_and_acceptance_makes_a_second_sheet(yunxi):
    rule(yunxi, since=date(2026, 9, 15))
    application = plant(yunxi)

    assert [(one.number, one.occasion, one.lines.count()) for one in queries.sheets(application.case)] == [
        (2, "accepted", 1), (1, "submitted", 0),
    ]  # fmt: skip


def test_a_project_elsewhere_or_without_the_load_passes(yunxi):
    rule(yunxi)
    other = plant(yunxi, project_division="河口镇", project_place="河口镇滨江路 2 号")

    assert results(other.case) == {"suspension": "met"}


def test_a_registration_is_not_screened(yunxi):
    rule(yunxi)
    application = world.submitted(yunxi, kind="registration", **CEMENT)

    assert not Sheet.objects.filter(case=application.case).exists()


def test_a_hit_stops_the_proposal_of_an_approval_and_no_clock(yunxi):
    rule(yunxi)
    application = plant(yunxi)
    world.publish(yunxi, application, "acceptance", moment("2026-09-17", "17:00"))
    applications.write_opinion(
        application.pk, conclusion=Conclusion.APPROVE, text="同意", by=yunxi.officer, at=moment("2026-10-09")
    )

    with pytest.raises(screening.AccessNotMet, match="青石镇大气污染物区域限批") as refused:
        applications.propose(application.pk, by=yunxi.head, at=moment("2026-10-12"))

    assert "江环函〔2026〕77号" in str(refused.value.article)
    assert clocks.open_clock(application.case, Matter.STATUTORY).state == "running"


def test_no_leader_signs_against_a_suspension_that_began_after_the_proposal(yunxi):
    application = world.proposed(yunxi, **CEMENT)
    rule(yunxi, moment("2026-10-15"), since=date(2026, 10, 14))

    with pytest.raises(screening.AccessNotMet):
        world.sign(yunxi, application, moment("2026-10-20"))


def test_a_suspension_lifted_lets_the_decision_go_on(yunxi):
    application = world.proposed(yunxi, **CEMENT)
    first = rule(yunxi, moment("2026-10-15"), since=date(2026, 10, 14))
    rule(yunxi, moment("2026-10-19"), first.key, since=date(2026, 10, 20), is_retired=True)

    assert world.sign(yunxi, application, moment("2026-10-20")).state == State.APPROVED


def test_a_refusal_takes_ground_and_text_from_the_hit_and_is_not_held_up(yunxi):
    rule(yunxi)
    application = plant(yunxi)
    hit = screening.hits(application.case, DAY)[0]

    assert hit.rule.ground == "1"
    assert screening.refusal(hit) == (
        "经准入筛查，项目位于青石镇，排放氮氧化物12吨/年。江原省生态环境厅决定，"
        "《江原省生态环境厅关于对青石镇实施区域限批的函（江环函〔2026〕77号）》规定：暂停审批青石镇新增氮氧化物排放的建设项目。项目与此不符，不予批准。"
    )
    applications.write_opinion(
        application.pk, conclusion=Conclusion.REFUSE, ground=hit.rule.ground, text=screening.refusal(hit),
        by=yunxi.officer, at=moment("2026-10-09"),
    )  # fmt: skip
    guards.access_allows(application, date(2026, 10, 12))


# PEOPLE -----------------------------------------------------------------------
def asks(yunxi: world.World, **told: Any) -> Rule:
    words = {"kind": "policy", "title": "限制类", "ordered_by": "", "pollutants": "", "area": "", "industries": "3011"}
    return rule(yunxi, **{**words, "outcome": "person", **told})


def say(application: Any, of: Rule, by: Any, result: str = "met", at: str = "2026-09-18") -> Answer | None:
    return actions.answer(
        application.pk, rule=of.pk, result=result, reason="日产 5000 吨，不在限制类", by=by, at=moment(at)
    )


def test_what_waits_for_a_person_holds_the_approval_until_the_officer_has_answered(yunxi):
    asked = asks(yunxi)
    application = plant(yunxi)

    with pytest.raises(screening.AccessOpen, match="还有 1 条规则待人工判断"):
        guards.access_allows(application, DAY)
    say(application, asked, yunxi.officer)

    guards.access_allows(application, DAY)
    answer = Answer.objects.get()
    assert (answer.by, answer.result) == (yunxi.officer, "met")
    assert log.history(application.case).get(name="screening_answered").facts["reason"] == "日产 5000 吨，不在限制类"


def test_a_person_who_says_no_makes_a_hit_and_may_say_otherwise_later(yunxi):
    asked = asks(yunxi)
    application = plant(yunxi)

    say(application, asked, yunxi.officer, "not_met")
    with pytest.raises(screening.AccessNotMet):
        guards.access_allows(application, DAY)
    assert "经判断，日产 5000 吨，不在限制类。" in screening.refusal(screening.hits(application.case, DAY)[0])

    say(application, asked, yunxi.officer, "met")
    guards.access_allows(application, DAY)
    assert Answer.objects.count() == 2


def test_nobody_answers_for_a_rule_that_judges_by_itself(yunxi):
    hard = rule(yunxi)
    application = plant(yunxi)

    for person in (yunxi.officer, yunxi.head):
        with pytest.raises(RuleStandsByItself):
            say(application, hard, person)


@pytest.mark.parametrize("who", ["leader", "clerk", "supervisor", "applicant", "editor"])
def test_only_the_section_answers(yunxi, who: str):
    asked = asks(yunxi)
    application = plant(yunxi)

    with pytest.raises(NotYours):
        say(application, asked, getattr(yunxi, who))


def test_an_answer_ends_with_the_version_it_was_given_to(yunxi):
    asked = asks(yunxi)
    application = plant(yunxi)
    say(application, asked, yunxi.officer)
    newer = asks(yunxi, at=moment("2026-09-19"), key=asked.key, since=date(2026, 9, 20), text="另一种说法")

    assert results(application.case, date(2026, 9, 19)) == {"policy": "met"}
    assert results(application.case, date(2026, 9, 20)) == {"policy": "person"}
    with pytest.raises(NotOnTheSheet):
        say(application, asked, yunxi.officer, at="2026-09-20")
    say(application, newer, yunxi.officer, at="2026-09-20")


def test_an_answer_ends_with_the_facts_it_was_given_on(yunxi):
    asked = asks(yunxi, pollutants="nox", industries="")
    application = plant(yunxi)
    say(application, asked, yunxi.officer)

    screening.declare_emissions(application.case, {"nox": Decimal(40)})

    assert results(application.case) == {"policy": "person"}


def test_facts_are_put_right_with_a_reason_and_the_old_sheet_stays(yunxi):
    rule(yunxi)
    application = plant(yunxi)

    actions.correct(
        application.pk, reason="坐标已核实", replaced_from="", unit="YX-ZD-001", longitude=None, latitude=None,
        inside=[], near=[], by=yunxi.officer, at=moment("2026-09-18"),
    )  # fmt: skip

    assert [(one.number, one.occasion) for one in queries.sheets(application.case)] == [(2, "facts"), (1, "submitted")]
    event = log.history(application.case).get(name="screening_facts_corrected")
    assert (event.actor, "unit" in event.facts["changed"]) == (yunxi.officer, True)


def test_the_sheet_of_a_case_that_is_over_changes_no_more(yunxi):
    asked = asks(yunxi)
    application = plant(yunxi)
    applications.withdraw(application.pk, reason="另选厂址", by=yunxi.applicant, at=moment("2026-09-18", "09:00"))

    with pytest.raises(CaseIsOver):
        say(application, asked, yunxi.officer)
    assert actions.refresh(application.pk, at=moment("2026-09-19")) is None


def test_a_case_that_is_over_stands_as_its_last_sheet_has_it(yunxi):
    application = plant(yunxi)
    applications.withdraw(application.pk, reason="另选厂址", by=yunxi.applicant, at=moment("2026-09-18", "09:00"))
    application.case.refresh_from_db()
    rule(yunxi, moment("2026-09-21"), since=date(2026, 9, 1))

    assert screening.summary(application.case, date(2026, 9, 22)) == {"hits": 0, "open": 0}


# THE SWEEP --------------------------------------------------------------------
def test_a_rule_that_begins_later_is_screened_on_its_day_and_its_officer_told(yunxi):
    application = plant(yunxi)
    rule(yunxi, moment("2026-09-18"), since=date(2026, 9, 25))
    told_before = Message.objects.filter(template="screening_changed").count()

    assert actions.refresh_due(at=moment("2026-09-24", "23:59")) == 0
    assert actions.refresh_due(at=moment("2026-09-25", "00:05")) == 1
    assert actions.refresh_due(at=moment("2026-09-25", "00:20")) == 0

    assert queries.sheets(application.case)[0].occasion == "rules"
    message = Message.objects.filter(template="screening_changed").get()
    assert (told_before, message.to_user) == (0, application.case.holder)


def test_a_sheet_that_came_out_the_same_is_not_drawn_up_again_and_again(yunxi):
    application = plant(yunxi)
    first = rule(yunxi, moment("2026-09-18"), since=date(2026, 9, 18))
    rule(yunxi, moment("2026-09-18"), first.key, since=date(2026, 9, 25), is_retired=True)
    rule(
        yunxi, moment("2026-09-26"), first.key, since=date(2026, 9, 27), is_retired=True, why="再次确认", title="已解除"
    )

    assert [actions.refresh_due(at=moment(f"2026-09-{day}", "00:05")) for day in (25, 26, 27, 28)] == [1, 0, 1, 0]
    assert queries.sheets(application.case)[0].checked_on == date(2026, 9, 27)


def test_the_decision_asks_the_rules_of_its_day_though_the_sweep_is_late(yunxi):
    application = plant(yunxi)
    rule(yunxi, moment("2026-09-18"), since=date(2026, 9, 25))

    guards.access_allows(application, date(2026, 9, 24))
    with pytest.raises(screening.AccessNotMet):
        guards.access_allows(application, date(2026, 9, 25))
