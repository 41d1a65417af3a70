"""Every verb clicked twice with the key of its form is done once: no second event, letter, notice, message or clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from approvals.applications import actions
from approvals.applications.models import Application
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.audit.models import Event
from envportal.deadlines.models import Clock, ClockEvent
from envportal.documents.models import Document, Letter
from envportal.messaging.models import Message
from tests import builders, world
from tests.builders import moment, one_time_code
from tests.documents import corpus

pytestmark = pytest.mark.django_db
ITEM = world.ITEM
Step = Callable[[str], object]


def rows() -> dict[str, int]:
    return {
        model.__name__: model.objects.count() for model in (Event, Letter, Notice, Message, Clock, ClockEvent, Document)
    }


def twice(key: str, step: Step) -> None:
    step(key)
    once = rows()

    step(key)

    assert rows() == once, key


def test_the_whole_way_to_an_approval_with_every_button_pressed_twice() -> None:
    yunxi = world.world()
    pk = world.filled(yunxi).pk
    file, at = corpus.upload(corpus.pdf(4), "附件.pdf"), moment("2026-09-14", "11:00")
    sign = moment("2026-10-20", "09:00")
    notices: Callable[[str], Notice] = lambda kind: Notice.objects.filter(case=pk, kind=kind).latest("pk")  # noqa: E731

    twice("attach", lambda key: actions.attach(pk, file=file, kind="attachment", by=yunxi.applicant, at=at, key=key))
    twice("save", lambda key: actions.save_step(pk, nature="new", by=yunxi.applicant, at=at, key=key))
    twice("submit", lambda key: actions.submit(pk, declared=True, by=yunxi.applicant, at=at, key=key))
    twice("ask", lambda key: world.ask_correction(pk, items=[ITEM], by=yunxi.clerk, at=moment("2026-09-15"), key=key))
    twice("answer", lambda key: world.supplement(pk, answer="补", by=yunxi.applicant, at=moment("2026-09-16"), key=key))
    twice("accept", lambda key: actions.accept(pk, by=yunxi.clerk, at=moment("2026-09-17"), key=key))
    twice(
        "publish",
        lambda key: board.publish(notices("acceptance").pk, by=yunxi.editor, at=moment("2026-09-17", "17:00"), key=key),
    )
    twice(
        "experts",
        lambda key: actions.commission_expert_review(
            pk, reason="新线", experts="专家组", planned_days=7, by=yunxi.officer, at=moment("2026-09-23"), key=key
        ),
    )
    twice("confirm", lambda key: actions.confirm_expert_review(pk, by=yunxi.head, at=moment("2026-09-23"), key=key))
    twice(
        "expert opinion",
        lambda key: actions.file_expert_opinion(pk, opinion="可行", by=yunxi.officer, at=moment("2026-09-30"), key=key),
    )
    twice(
        "opinion",
        lambda key: actions.write_opinion(
            pk, conclusion="approve", text="同意", conditions=(), by=yunxi.officer, at=moment("2026-10-08"), key=key
        ),
    )
    twice(
        "extend",
        lambda key: (
            actions.extend(pk, days=1, reason="会审", by=yunxi.leader, at=moment("2026-10-08"), key=key)
            if _has_room(pk)
            else None
        ),
    )
    twice("propose", lambda key: actions.propose(pk, by=yunxi.head, at=moment("2026-10-09"), key=key))
    twice(
        "send back", lambda key: actions.send_back(pk, reason="再核", by=yunxi.leader, at=moment("2026-10-10"), key=key)
    )
    twice("again", lambda key: actions.propose(pk, by=yunxi.head, at=moment("2026-10-12", "08:00"), key=key))
    twice(
        "publish 2",
        lambda key: board.publish(
            notices("proposed_decision").pk, by=yunxi.editor, at=moment("2026-10-12", "09:00"), key=key
        ),
    )
    twice("approve", lambda key: actions.approve(pk, code=one_time_code(sign), by=yunxi.leader, at=sign, key=key))
    twice(
        "publish 3",
        lambda key: board.publish(notices("decision").pk, by=yunxi.editor, at=moment("2026-10-20", "10:00"), key=key),
    )

    assert (Application.objects.get(pk=pk).state, Application.objects.get(pk=pk).decided_on) == (
        "approved",
        date(2026, 10, 20),
    )


def _has_room(pk: int) -> bool:
    clocks = {clock.matter: clock.due_on for clock in Clock.objects.filter(case=pk, stopped_on=None)}
    return clocks["pledged"] < clocks["statutory"]


@pytest.mark.parametrize(
    "verb", ["decline", "withdraw", "terminate", "transfer", "return_participation", "assign", "call_off"]
)
def test_the_other_ways_pressed_twice(verb: str) -> None:
    yunxi = world.world()
    pk, at = (world.submitted(yunxi) if verb == "decline" else world.accepted(yunxi)).pk, moment("2026-09-18")
    other = builders.staff("officer", "陈同事", in_section=builders.section())
    if verb == "call_off":
        world.commission(yunxi, Application.objects.get(pk=pk), at=at)
    steps: dict[str, Step] = {
        "decline": lambda key: actions.decline(
            pk, ground="no_permit", reasons="不需要", by=yunxi.clerk, at=at, key=key
        ),
        "withdraw": lambda key: actions.withdraw(pk, reason="不建了", by=yunxi.applicant, at=at, key=key),
        "terminate": lambda key: actions.terminate(pk, reason="类别不对", by=yunxi.head, at=at, key=key),
        "transfer": lambda key: actions.transfer(
            pk, reason="省批", new_authority="省厅", by=yunxi.head, at=at, key=key
        ),
        "return_participation": lambda key: actions.return_participation(
            pk, reason="不足", by=yunxi.officer, at=at, key=key
        ),
        "assign": lambda key: actions.assign(pk, officer=other, by=yunxi.head, at=at, key=key),
        "call_off": lambda key: actions.call_off_expert_review(pk, reason="不必", by=yunxi.head, at=at, key=key),
    }

    twice(verb, steps[verb])
