"""No panel waits for ever: silence has a day, a lead passes on, a pool runs out, a review is called off."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from approvals.applications import actions as applications
from approvals.applications.models import Application
from approvals.experts import actions, panel, rules
from approvals.experts.models import Draw, Seat
from envportal.audit import log
from envportal.refusals import NotYours
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus
from tests.experts.rows import AT, draw, register, say, who

pytestmark = pytest.mark.django_db
# Invited on Monday 21 September 2026: three working days to answer, and from the answer five for the opinion.
LAST, AFTER = moment("2026-09-24"), moment("2026-09-25")
LATER = moment("2026-10-15")


@pytest.fixture(scope="module")
def yunxi(kept_for_the_module: None) -> world.World:
    of = world.world()
    register(of, 3)
    return of


@pytest.fixture(scope="module")
def application(yunxi: world.World) -> Application:
    """An expert review was asked for."""
    return world.commission(yunxi, world.accepted(yunxi))


def opine(*seats: Seat) -> None:
    for seat in seats:
        actions.opine(seat.pk, opinion="可行", by=who(seat.expert), at=AT)


def test_after_its_day_the_section_notes_a_silent_expert_down_and_the_next_is_invited(
    yunxi: world.World, application: Application
):
    found = draw(yunxi, application, size=1)
    seat = found.seats.get()
    assert seat.due_on == LAST.date()

    with pytest.raises(NotYours):
        say(seat, accepts=False, reason="没有答复", by=yunxi.officer, at=LAST)
    with pytest.raises(NotYours):
        say(seat, by=yunxi.officer, at=AFTER)  # nobody accepts for them
    say(seat, accepts=False, reason="没有答复", by=yunxi.officer, at=AFTER)

    assert [one.state for one in found.seats.order_by("position")] == ["declined", "invited"]


def test_who_accepted_and_writes_nothing_is_noted_down_after_the_day_of_the_opinion(
    yunxi: world.World, application: Application
):
    seat = say(draw(yunxi, application, size=1).seats.get())
    assert seat.due_on == date(2026, 9, 29)  # the 25th is a holiday

    with pytest.raises(NotYours):
        say(seat, accepts=False, reason="没有提交意见", by=yunxi.officer, at=moment(str(seat.due_on)))
    say(seat, accepts=False, reason="没有提交意见", by=yunxi.officer, at=LATER)


@pytest.mark.parametrize("gone", ["account", "register"])
def test_the_lead_passes_on_from_who_cannot_sign_in_or_left_the_register(
    yunxi: world.World, application: Application, gone: str
):
    first, second = (say(one) for one in draw(yunxi, application, size=2).seats.order_by("position"))
    opine(first, second)
    who(first.expert).is_active = gone != "account"
    who(first.expert).save()
    first.expert.is_active = gone != "register"
    first.expert.save()

    told = actions.join(second.pk, opinion="可行", by=who(second.expert), at=AT)

    assert told.joint_by == second.expert


def test_where_the_lead_says_nothing_the_section_takes_in_what_all_signed(yunxi: world.World, application: Application):
    def taken_in(at: Any) -> Draw:
        paper = corpus.upload(corpus.pdf(2), "专家组意见（签字）.pdf")
        return actions.take_in_joint_paper(seat.draw_id, opinion="可行", file=paper, by=yunxi.officer, at=at)

    seat = say(draw(yunxi, application, size=1).seats.get())
    with pytest.raises(rules.HasAccount):  # the own opinion is not in yet
        taken_in(LATER)
    opine(seat)
    with pytest.raises(rules.HasAccount):
        taken_in(moment("2026-09-29"))

    assert taken_in(moment("2026-09-30")).joint_taken_by == yunxi.officer


def test_where_nobody_is_left_to_ask_the_panel_is_smaller_for_a_reason(yunxi: world.World, application: Application):
    found = draw(yunxi, application, size=2)
    first, second = found.seats.order_by("position")
    say(first)
    say(second, accepts=False, reason="出差")
    with pytest.raises(rules.PanelIncomplete):  # the third has not answered
        actions.settle_for_fewer(found.pk, reason="候选已问完", by=yunxi.officer, at=AT)
    say(found.seats.get(position=3), accepts=False, reason="出差")
    opine(first)
    page = reverse("experts:settle_for_fewer", args=[found.pk])
    with time_machine.travel(AT, tick=True):
        officer = signed_in(yunxi.officer)
        assert page in officer.get(reverse("experts:case", args=[application.pk])).content.decode()
        assert officer.post(page, {"reason": "", "_key": str(uuid4())}).status_code == 422
        assert officer.post(page, {"reason": "候选已问完", "_key": str(uuid4())}).status_code == 302
        assert signed_in(yunxi.leader).get(page).status_code == 403

    actions.join(first.pk, opinion="可行", by=who(first.expert), at=AT)

    assert log.history(application.case).get(name="experts_fewer").facts["reason"] == "候选已问完"


def test_a_review_called_off_closes_its_panel_and_the_next_may_name_experts_by_hand(
    yunxi: world.World, application: Application
):
    def next_review() -> Application:
        world.commission(yunxi, application, at=LATER)
        applications.confirm_expert_review(application.pk, by=yunxi.head, at=LATER)
        return applications.file_expert_opinion(application.pk, opinion="可行", by=yunxi.officer, at=LATER)

    seat = say(draw(yunxi, application, size=1).seats.get())
    applications.call_off_expert_review(application.pk, reason="专家没有答复", by=yunxi.head, at=AFTER)

    assert (Draw.objects.get().closed_why, panel.names(application.case)) == ("专家没有答复", "")
    for refused in (lambda: opine(seat), lambda: say(seat, accepts=False, reason="出差")):
        with pytest.raises(rules.AnsweredAlready):
            refused()
    next_review()
    assert log.history(application.case).filter(name="expert_opinion_filed").count() == 1


def test_the_joint_opinion_of_an_earlier_review_is_not_the_answer_of_the_next(
    yunxi: world.World, application: Application
):
    seat = say(draw(yunxi, application, size=1).seats.get())
    opine(seat)
    actions.join(seat.pk, opinion="可行", by=who(seat.expert), at=AT)

    assert panel.joint_opinion(application.case, since=AT) == "可行"
    assert panel.joint_opinion(application.case, since=LATER) == ""
    assert panel.names(application.case) == ""


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"fewer": 1}, "a_smaller_panel_has_its_reason"),
        ({"fewer": 2, "fewer_why": "x"}, "a_smaller_panel_has_its_reason"),
        ({"closed_at": AT}, "a_draw_is_closed_for_a_reason"),
    ],
)
def test_the_table_keeps_why(yunxi: world.World, application: Application, values: dict[str, Any], name: str):
    found = draw(yunxi, application, size=2)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Draw.objects.filter(pk=found.pk).update(**values)
