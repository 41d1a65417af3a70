"""A case goes first by a published line, for a time, by another person's approval; nothing else changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from approvals.access.actions import load_rules
from approvals.applications import actions as applications
from approvals.applications import rules as application_rules
from approvals.applications.models import Application
from approvals.applications.rules import OutOfOrder
from approvals.applications.states import DocumentKind
from approvals.applications.views.work import queue
from approvals.green import actions, channel, queries, rules
from approvals.green.models import Definition, GreenChannel
from approvals.green.states import State
from approvals.meetings import resolutions
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.models import Section
from envportal.audit import log
from envportal.cases.models import Case
from envportal.deadlines import clocks
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import world
from tests.builders import moment
from tests.meetings import rows as meetings
from tests.world import World

pytestmark = pytest.mark.django_db
LINE = "市级以上重点建设项目"
ON, UNTIL = date(2026, 9, 18), date(2026, 12, 31)
NINE = moment("2026-09-18", "09:00")


def define(of: World, **changes: object) -> Definition:
    load_rules()
    facts = {
        "valid_from": date(2026, 9, 1), "criteria": f"{LINE}\n高新技术企业的扩建项目",
        "source": "云环发〔2026〕12号", "longest": 180,
    } | changes  # fmt: skip
    return actions.define(of.bureau.pk, by=of.leader, at=moment("2026-08-31"), **facts)  # type: ignore[arg-type]


@pytest.fixture
def yunxi() -> World:
    of = world.world()
    define(of)
    return of


def asked(of: World, application: Application, criterion: str = LINE) -> GreenChannel:
    return actions.ask(application.pk, criterion=criterion, reason="省重点项目清单第 18 号", by=of.head, at=NINE)


def granted(of: World, application: Application, until: date = UNTIL) -> GreenChannel:
    return actions.grant(asked(of, application).pk, ends_on=until, by=of.leader, at=NINE)


def test_a_leader_grants_until_a_day_what_the_head_asked_for(yunxi: World) -> None:
    application = world.accepted(yunxi)
    found = granted(yunxi, application)

    assert (found.state, found.granted_on, found.ends_on, found.decided_by) == (State.GRANTED, ON, UNTIL, yunxi.leader)
    assert channel.is_open(application.case, ON)
    assert channel.is_open(application.case, UNTIL)
    assert not channel.is_open(application.case, date(2027, 1, 1))
    assert not channel.is_open(application.case, date(2026, 9, 17))
    assert set(Message.objects.filter(template="green_granted").values_list("to_user__name", flat=True)) == {
        "周明远", "许望舒",
    }  # fmt: skip


def test_only_by_a_line_of_the_definition_in_force(yunxi: World) -> None:
    with pytest.raises(rules.NoDefinition):
        asked(yunxi, world.accepted(yunxi), "领导交办的项目")


def test_without_a_published_definition_nobody_goes_first() -> None:
    of = world.world()
    with pytest.raises(rules.NoDefinition):
        asked(of, world.accepted(of))


@pytest.mark.parametrize("industry", ["C2614", "C3011", "C3110", "C3211", "D4411", "C2511"])
def test_two_high_industries_never_enter(yunxi: World, industry: str) -> None:
    application = world.accepted(yunxi, project_industry=industry)

    with pytest.raises(rules.ScreenedOut):
        asked(yunxi, application)


@pytest.mark.parametrize("industry", ["C2231", "C3411", "D4620", "C2770"])
def test_other_industries_may(yunxi: World, industry: str) -> None:
    assert asked(yunxi, world.accepted(yunxi, project_industry=industry)).state == State.ASKED


def test_what_turns_out_to_be_two_high_later_goes_first_no_more(yunxi: World) -> None:
    application = world.accepted(yunxi)
    granted(yunxi, application)
    project = application.project
    project.industry = "C3110"
    project.save()

    case = Application.objects.get(pk=application.pk).case
    assert not channel.is_open(case, ON)


def test_who_asks_does_not_grant_and_others_neither(yunxi: World) -> None:
    world.give_role(yunxi.head, "leader")
    found = asked(yunxi, world.accepted(yunxi))

    with pytest.raises(rules.AskedOneself):
        actions.grant(found.pk, ends_on=UNTIL, by=yunxi.head, at=NINE)
    with pytest.raises(NotYours):
        actions.grant(found.pk, ends_on=UNTIL, by=yunxi.officer, at=NINE)
    with pytest.raises(IntegrityError), transaction.atomic():
        GreenChannel.objects.filter(pk=found.pk).update(decided_by=yunxi.head)


def test_the_last_day_lies_within_what_the_definition_allows(yunxi: World) -> None:
    found = asked(yunxi, world.accepted(yunxi))

    for day in (date(2026, 9, 17), date(2027, 3, 18)):
        with pytest.raises(rules.TooLong):
            actions.grant(found.pk, ends_on=day, by=yunxi.leader, at=NINE)
    assert actions.grant(found.pk, ends_on=date(2027, 3, 17), by=yunxi.leader, at=NINE).ends_on == date(2027, 3, 17)


@pytest.mark.parametrize("reason", ["联系人 13912345678", "身份证 11010519491231002X"])
def test_a_reason_that_will_be_public_tells_nobodys_numbers(yunxi: World, reason: str) -> None:
    with pytest.raises(rules.NamesSomebody):
        actions.ask(world.accepted(yunxi).pk, criterion=LINE, reason=reason, by=yunxi.head, at=NINE)


def test_only_an_application_may_go_first(yunxi: World) -> None:
    other = Case.objects.create(
        kind="zone_planning", title="云溪开发区规划环评", bureau=yunxi.bureau, holder=yunxi.officer, opened_on=ON,
        created_at=NINE, number="云环园〔2026〕1号",
    )  # fmt: skip

    with pytest.raises(rules.NoApplication):
        actions.ask(other.pk, criterion=LINE, reason="省重点", by=yunxi.officer, at=NINE)


def test_a_case_is_in_the_channel_once_and_may_come_again_after_it_ended(yunxi: World) -> None:
    application = world.accepted(yunxi)
    found = granted(yunxi, application)
    with pytest.raises(rules.InChannel):
        asked(yunxi, application)

    actions.end(found.pk, reason="不再列入重点项目", by=yunxi.leader, at=moment("2026-09-21"))

    assert not channel.is_open(application.case, date(2026, 9, 21))
    assert asked(yunxi, application).state == State.ASKED


def test_a_declined_one_says_why(yunxi: World) -> None:
    found = actions.decline(asked(yunxi, world.accepted(yunxi)).pk, reason="不在清单", by=yunxi.leader, at=NINE)

    assert (found.state, found.declined_why) == (State.DECLINED, "不在清单")
    with pytest.raises(rules.InChannel):
        actions.grant(found.pk, ends_on=UNTIL, by=yunxi.leader, at=NINE)


# EFFECTS ----------------------------------------------------------------------
def test_it_waits_for_no_meeting_and_that_is_logged() -> None:
    room = meetings.room()
    define(room.world)
    application = meetings.report(room)
    applications.write_opinion(application.pk, conclusion="approve", text="同意。", by=room.world.officer, at=NINE)
    with pytest.raises(resolutions.NotDiscussed):
        applications.propose(application.pk, by=room.world.head, at=NINE)
    found = actions.ask(application.pk, criterion=LINE, reason="省重点", by=room.world.officer, at=NINE)
    actions.grant(found.pk, ends_on=UNTIL, by=room.world.leader, at=NINE)

    applications.propose(application.pk, by=room.world.head, at=moment("2026-09-18", "11:00"))

    assert log.history(application.case).get(name="went_without_meeting").facts["reason"] == "绿色通道，随到随批"


def test_at_the_window_the_section_prepares_beside_intake_and_proposes_nothing_before_acceptance(yunxi: World) -> None:
    application = world.submitted(yunxi)
    at = moment("2026-09-15", "09:00")
    with pytest.raises(OutOfOrder):
        application_rules.require("assign", yunxi.head, in_section(application, yunxi.head.section), at.date())
    in_section(application, None)
    found = actions.ask(application.pk, criterion=LINE, reason="省重点", by=yunxi.clerk, at=at)
    actions.grant(found.pk, ends_on=UNTIL, by=yunxi.leader, at=at)

    applications.assign(application.pk, officer=yunxi.officer, by=yunxi.head, at=at)
    applications.write_opinion(application.pk, conclusion="approve", text="同意。", by=yunxi.officer, at=at)
    with pytest.raises(OutOfOrder):
        applications.propose(application.pk, by=yunxi.head, at=at)
    taken = applications.accept(application.pk, by=yunxi.clerk, at=moment("2026-09-17"))

    assert (taken.case.holder, taken.case.section) == (yunxi.officer, yunxi.head.section)
    assert applications.propose(application.pk, by=yunxi.head, at=moment("2026-09-17", "11:00")).state == "proposed"


def in_section(application: Application, section: Section | None) -> Application:
    """As if a section saw it already, without the channel."""
    application.case.section = section
    application.case.save()
    return application


def test_no_limit_and_no_public_period_becomes_shorter(yunxi: World) -> None:
    """The same case, the same days, with and without the channel."""
    plain, green = world.accepted(yunxi), world.accepted(yunxi, at=moment("2026-09-17", "11:00"))
    granted(yunxi, green)
    closes = []
    for application in (plain, green):
        applications.write_opinion(
            application.pk, conclusion="approve", text="同意。", by=yunxi.officer, at=NINE
        )  # fmt: skip
        applications.propose(application.pk, by=yunxi.head, at=moment("2026-09-18", "11:00"))
        notices = [
            world.publish(yunxi, application, kind, moment("2026-09-18", "17:00"))
            for kind in (Notice.Kind.ACCEPTANCE, Notice.Kind.PROPOSED_DECISION)
        ]
        proposal = Application.objects.get(pk=application.pk).proposals.get()
        closes.append([
            *[(one.opens_on, one.closes_on) for one in notices], proposal.hearing_until,
            *[clock.due_on for clock in clocks.of(application.case) if clock.matter in ("statutory", "pledged")],
        ])  # fmt: skip

    assert closes[0] == closes[1]
    with pytest.raises(board.NoticeStillOpen):
        world.sign(yunxi, green, moment("2026-09-24"))


def test_it_stands_first_in_the_queue_though_others_are_due_before(yunxi: World) -> None:
    early = world.accepted(yunxi)
    late = world.accepted(yunxi, at=moment("2026-09-18", "08:00"))
    before = [row.application.pk for row in queue(yunxi.leader, ON)]
    granted(yunxi, late)
    after = queue(yunxi.leader, ON)

    assert before == [early.pk, late.pk]
    assert [row.application.pk for row in after] == [late.pk, early.pk]
    assert [row.is_green for row in after] == [True, False]


def test_what_is_late_stays_before_it(yunxi: World) -> None:
    early = world.accepted(yunxi)
    late = world.accepted(yunxi, at=moment("2026-09-18", "08:00"), kind=DocumentKind.REPORT)
    granted(yunxi, late)

    assert [row.application.pk for row in queue(yunxi.leader, date(2026, 11, 2))] == [early.pk, late.pk]


def test_its_effect_on_others_is_computed_and_kept(yunxi: World) -> None:
    """Two of the officer's cases are promised earlier; one was ended in ninety days with 63 working days."""
    first = world.accepted(yunxi, kind=DocumentKind.TABLE)
    world.accepted(yunxi, at=moment("2026-09-17", "11:00"))
    done = world.accepted(yunxi, at=moment("2026-09-17", "11:30"))
    applications.withdraw(done.pk, reason="改址", by=yunxi.applicant, at=moment("2026-09-17", "17:00"))
    late = meetings_report(yunxi)
    assert {one.pk for one in queries.before(late.case)} >= {first.pk}

    found = granted(yunxi, late)

    days = clocks.calendar_of(yunxi.bureau.pk).between(date(2026, 6, 20), ON)
    assert (found.overtaken, found.delay) == (2, Decimal(days))


def meetings_report(of: World) -> Application:
    return world.accepted(of, kind=DocumentKind.REPORT, at=moment("2026-09-17", "12:00"))


def test_nobody_overtaken_is_no_delay_and_an_unknown_pace_is_no_number(yunxi: World) -> None:
    assert rules.effect(world.accepted(yunxi).case, ON) == rules.Effect(0, Decimal(0))
    assert rules.effect(meetings_report(yunxi).case, ON) == rules.Effect(1, None)


def test_the_board_is_told_of_entry_and_exit(yunxi: World) -> None:
    application = world.accepted(yunxi)
    found = granted(yunxi, application)
    notice = world.publish(yunxi, application, Notice.Kind.GREEN_CHANNEL, moment("2026-09-18", "17:00"))
    facts = dict(notice.facts)
    assert (facts["项目名称"], facts["进入日期"], facts["退出日期"]) == (
        application.case.title,
        "2026年9月18日",
        "2026年12月31日",
    )
    assert facts["进入理由和依据"] == f"{LINE}。省重点项目清单第 18 号（云环发〔2026〕12号）"

    actions.end(found.pk, reason="不再列入重点项目", by=yunxi.leader, at=moment("2026-09-21"))

    waiting = Notice.objects.get(case=application.case, kind=Notice.Kind.GREEN_CHANNEL, state=board.State.PENDING)
    assert dict(waiting.facts)["退出理由"] == "不再列入重点项目"
