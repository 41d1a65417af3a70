"""Experts without an account sign on paper; the section takes it in, the log says who, the panel comes to its end."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.applications import actions as applications
from approvals.applications.models import Application
from approvals.experts import actions, panel, rules
from approvals.experts.models import Draw, Expert, Seat
from envportal.audit import log
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests import world
from tests.accounts.conftest import signed_in
from tests.documents import corpus
from tests.experts.rows import AT, SEED, draw, register, say, who

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def yunxi(kept_for_the_module: None) -> world.World:
    of = world.world()
    register(of, 3, accounts=False)
    return of


@pytest.fixture(scope="module")
def application(yunxi: world.World) -> Application:
    return world.accepted(yunxi)


@pytest.fixture
def seats(yunxi: world.World, application: Application) -> list[Seat]:
    found = list(draw(yunxi, application).seats.order_by("position"))
    return [say(seat, by=yunxi.officer) for seat in found]


def scan(pages: int = 1) -> Any:
    return corpus.upload(corpus.pdf(pages), "专家意见（签字）.pdf")


def take_in(seat: Seat, by: Any, pages: int = 1, key: str = "") -> Seat:
    return actions.take_in_paper(seat.pk, opinion="可行", file=scan(pages), by=by, at=AT, key=key)


def test_a_panel_of_which_nobody_has_an_account_finishes(yunxi: world.World, application: Application, seats: Any):
    for n, seat in enumerate(seats, 1):
        take_in(seat, yunxi.officer, n)
    told = actions.take_in_joint_paper(
        seats[0].draw_id, opinion="治理工艺可行。", file=scan(4), by=yunxi.officer, at=AT
    )  # fmt: skip

    assert panel.joint_opinion(application.case) == "治理工艺可行。"
    assert (told.joint_by, told.joint_taken_by) == (seats[0].expert, yunxi.officer)
    taken = log.history(application.case).filter(name="expert_opinion_taken_in")
    assert [(one.actor, one.facts["expert"]) for one in taken] == [
        (yunxi.officer, seat.expert.code) for seat in seats
    ]  # fmt: skip
    assert Message.objects.get(template="experts_joined").to_user == application.case.holder
    papers = [seat.paper for seat in Seat.objects.select_related("paper")]
    assert [(paper.name, paper.is_inside) for paper in papers if paper] == [("专家意见（签字）.pdf", True)] * 3


def test_a_paper_is_taken_in_once_by_the_section_and_for_nobody_with_an_account(yunxi: world.World, seats: Any):
    key = str(uuid4())
    for by in (yunxi.leader, yunxi.clerk):
        with pytest.raises(NotYours):
            take_in(seats[0], by)
    take_in(seats[0], yunxi.officer, key=key)
    take_in(seats[0], yunxi.officer, key=key)
    with pytest.raises(rules.AnsweredAlready):
        take_in(seats[0], yunxi.officer)
    Expert.objects.filter(pk=seats[1].expert_id).update(person=yunxi.supervisor)
    with pytest.raises(rules.HasAccount):
        take_in(seats[1], yunxi.officer)


def test_the_joint_opinion_waits_for_every_paper_and_names_who_is_missing(yunxi: world.World, seats: Any):
    take_in(seats[0], yunxi.officer, 1)
    take_in(seats[1], yunxi.officer, 2)

    with pytest.raises(rules.PanelIncomplete) as refused:
        actions.take_in_joint_paper(seats[0].draw_id, opinion="可行", file=scan(4), by=yunxi.officer, at=AT)

    assert str(refused.value.sentence) == f"{seats[2].expert.name}还没有提交个人意见，不能提交专家组意见。"


def test_the_one_with_an_account_writes_for_all_once_the_papers_are_in(yunxi: world.World, seats: Any):
    lead = seats[1]
    Expert.objects.filter(pk=lead.expert_id).update(person=yunxi.supervisor)
    lead = Seat.objects.get(pk=lead.pk)
    actions.opine(lead.pk, opinion="可行", by=who(lead.expert), at=AT)
    take_in(seats[0], yunxi.officer, 1)
    with pytest.raises(rules.PanelIncomplete):
        actions.join(lead.pk, opinion="可行", by=who(lead.expert), at=AT)
    take_in(seats[2], yunxi.officer, 2)

    with pytest.raises(rules.HasAccount):
        actions.take_in_joint_paper(lead.draw_id, opinion="可行", file=scan(4), by=yunxi.officer, at=AT)
    assert actions.join(lead.pk, opinion="治理工艺可行。", by=who(lead.expert), at=AT).joint_by == lead.expert


def test_who_accepted_stands_down_until_the_opinion_is_in_and_the_next_is_asked(yunxi: world.World, seats: Any):
    take_in(seats[0], yunxi.officer)

    with pytest.raises(rules.AnsweredAlready):
        say(seats[0], accepts=False, reason="生病", by=yunxi.officer)
    assert say(seats[1], accepts=False, reason="生病", by=yunxi.officer).state == "declined"


def test_no_expert_opinion_is_filed_while_a_panel_that_was_drawn_still_writes(
    yunxi: world.World, application: Application, seats: Any
):
    applications.commission_expert_review(
        application.pk, reason="论证", experts="专家组", planned_days=7, by=yunxi.officer, at=AT
    )
    applications.confirm_expert_review(application.pk, by=yunxi.head, at=AT)

    with pytest.raises(panel.PanelStillWrites):
        applications.file_expert_opinion(application.pk, opinion="可行", by=yunxi.officer, at=AT)
    for n, seat in enumerate(seats, 1):
        take_in(seat, yunxi.officer, n)
    actions.take_in_joint_paper(seats[0].draw_id, opinion="可行", file=scan(4), by=yunxi.officer, at=AT)
    applications.file_expert_opinion(application.pk, opinion="可行", by=yunxi.officer, at=AT)


def test_the_pages_take_papers_in_and_keep_what_was_typed(yunxi: world.World, application: Application, seats: Any):
    case, address = (
        reverse("experts:case", args=[application.pk]),
        reverse("experts:take_in_paper", args=[seats[0].pk]),
    )
    with time_machine.travel(AT, tick=True):
        officer = signed_in(yunxi.officer)
        assert officer.get(case).content.decode().count("录入书面意见") == 3
        lost = officer.post(address, {"opinion": "照原件录入的意见", "_key": str(uuid4())})
        assert (lost.status_code, "照原件录入的意见" in lost.content.decode()) == (422, True)
        typed = {"opinion": "照原件录入的意见", "file": scan(), "_key": str(uuid4())}
        assert officer.post(address, typed).url == case
        early = officer.get(reverse("experts:take_in_joint_paper", args=[seats[0].draw_id])).content.decode()
        told = officer.get(case).content.decode()

    assert ("还没有提交个人意见" in early, "书面意见，周明远录入" in told) == (True, True)


def test_anybody_reads_every_draw_and_finds_codes_and_no_names(yunxi: world.World, application: Application):
    found = draw(yunxi, application)

    told = Client().get("/expert-draws/").content.decode()
    table = Client().get("/expert-draws/?format=csv").content.decode()

    assert [word in text for word in (SEED, " ".join(found.order)) for text in (told, table)] == [True] * 4
    assert ("专家1" in told, "刚才重算，结果相同" in told, str(Draw.objects.get().case.number) in told) == (
        False, True, True,
    )  # fmt: skip
