"""A small bureau: its head reviews a table and proposes, its leader is away, and all of it stands in the open."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from approvals.applications import actions, rules
from approvals.applications.models import Application
from approvals.applications.queries import Worded
from approvals.applications.states import State
from disclosure.board.models import Notice
from envportal.accounts import actions as accounts
from envportal.accounts.enums import DelegatedKind, Power, Role
from envportal.accounts.models import User
from envportal.audit import log
from envportal.documents import actions as documents
from envportal.documents.models import Letter
from envportal.documents.queries import wording as words
from envportal.refusals import NotYours
from tests import builders, world
from tests.accounts.conftest import just_confirmed
from tests.builders import moment, one_time_code

pytestmark = pytest.mark.django_db
RULE, PAPER = "云环发〔2026〕20号", "云环委〔2026〕3号"
CONDITIONS = [
    Worded("air", "印刷工序密闭，废气经活性炭吸附后排放。"),
    Worded("noise", "夜间不生产。"),
    Worded("other", "每年向社会开放一次。"),
]


def reviewed_by_its_head(of: world.World) -> Application:
    """The bureau publishes that head and reviewer may be one for tables; the head writes and proposes."""
    application = world.accepted(of)
    world.publish(of, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    told = {"conclusion": "approve", "text": "同意报告表的结论。", "conditions": CONDITIONS, "by": of.head}
    with pytest.raises(NotYours):
        actions.write_opinion(application.pk, at=moment("2026-10-08"), **told)  # type: ignore[arg-type]
    actions.set_roles(
        of.bureau.pk, may_coincide=True, valid_from=date(2026, 10, 9), basis=RULE, decided_by="局务会议",
        by=of.leader, at=moment("2026-10-08", "15:00"),
    )  # fmt: skip
    actions.write_opinion(application.pk, at=moment("2026-10-09"), **told)  # type: ignore[arg-type]
    actions.propose(application.pk, by=of.head, at=moment("2026-10-12", "08:00"))
    world.publish(of, application, Notice.Kind.PROPOSED_DECISION, moment("2026-10-12", "17:00"))
    return application


def leader_goes_away(of: world.World, substitute: User) -> None:
    accounts.delegate(
        of.bureau.pk, holder=substitute, power=Power.SIGN, kinds=[DelegatedKind.TABLE], valid_from=date(2026, 10, 19),
        valid_to=date(2026, 10, 23), basis=PAPER, why="出差", by=of.leader, at=moment("2026-10-16"),
    )  # fmt: skip


def signed_in_the_leaders_name(of: world.World, application: Application, substitute: User) -> None:
    """Not by the head, who reviewed it; by the lawyer, from the day the window is over."""
    at = moment("2026-10-20")
    with pytest.raises((NotYours, rules.ActedBefore)):
        actions.approve(application.pk, code=one_time_code(at), by=of.head, at=at)
    approved = actions.approve(application.pk, code=one_time_code(at), by=substitute, at=at)
    assert approved.state == State.APPROVED
    world.publish(of, application, Notice.Kind.DECISION, moment("2026-10-20", "16:00"))


def test_a_small_bureau_shares_out_a_decision() -> None:
    of = world.world()
    lawyer = builders.staff(Role.LEGAL, "方正言", at=of.bureau)
    application = reviewed_by_its_head(of)
    leader_goes_away(of, lawyer)
    signed_in_the_leaders_name(of, application, lawyer)

    events = {event.name: event for event in log.history(application.case)}
    assert events["parts_coincided"].facts == {"reason": RULE}
    assert (events["approved"].actor_name, events["approved"].acting_for) == ("方正言", "韩松年")
    assert log.verify() == []

    letter = Letter.objects.get(kind=Letter.Kind.APPROVAL)
    assert letter.fields["topics"] == ["air", "noise", "other"]
    with time_machine.travel(moment("2026-10-21"), tick=True):
        notice = Notice.objects.get(kind=Notice.Kind.DECISION)
        page = Client().get(f"/board/{notice.public_id}/").content.decode()
        who = Client().get("/who-decides/").content.decode()
        supervisor = just_confirmed(of.supervisor)
        board = supervisor.get("/desk/supervision/").content.decode()
        listed = [
            supervisor.get(f"/desk/supervision/cases/?state={state}").content.decode()
            for state in ("by_one", "delegated")
        ]
    assert f"审查和科室审核由同一人办理（{RULE}）" in page
    assert f"本决定由方正言受韩松年委托签发（委托书：{PAPER}）" in page
    assert "3. 其他要求：每年向社会开放一次。" in page
    assert RULE in who
    assert PAPER in who
    assert "审查和科室审核由同一人办理 1 件" in board
    assert "有步骤受委托办理 1 件" in board
    assert all(application.case.title in one for one in listed)

    # The condition nobody had in the library goes there, by a proposal and another person's agreement.
    offered = documents.propose_wording(
        words.new_condition("other"), text="每年向社会开放【次数】次。", topic="other", title="向社会开放",
        valid_from=date(2026, 10, 26), why="常用", by=of.officer, at=moment("2026-10-21"),
    )  # fmt: skip
    documents.agree_wording(offered.pk, by=of.leader, at=moment("2026-10-22"))
    assert "向社会开放" in {block.title for block in words.library(of.bureau, date(2026, 10, 26))}

    # The leader is back early: nothing is signed in their name from that moment on.
    [given] = of.bureau.delegations.all()
    accounts.end_delegation(given.pk, reason="提前返回", by=of.leader, at=moment("2026-10-21", "09:00"))
    assert rules.delegation_for("decision.sign", lawyer, application, date(2026, 10, 21)) is None
