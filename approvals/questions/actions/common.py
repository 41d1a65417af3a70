"""What several verbs do the same way."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from approvals.questions.models import Question
from approvals.questions.states import Channel, Size
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from envportal.accounts.models import User

# What ends with the answer.
ENDS = (Matter.QUESTION_TAKEN, Matter.QUESTION, Matter.QUESTION_HANDOVER, Matter.HOTLINE_ORDER)


def locked(pk: int) -> Question:
    """The question as the last holder left it, its case locked."""
    return lock(Question, pk)


def note(question: Question, name: str, *, by: User | None, at: datetime, key: str = "", **facts: object) -> None:
    told = {name: value for name, value in facts.items() if value not in (None, "")}
    log.record(question.case, f"question_{name}", by=by, at=at, key=key or None, facts=told)


def start(question: Question, matter: Matter, *, on: date, by: User | None, at: datetime, variant: str = "") -> None:
    with suppress(clocks.NoRule):  # before the bureau had the rule, there was no limit to keep
        clocks.start(question.case, matter, variant=variant, on=on, by=by, at=at)


def stop(question: Question, *matters: Matter, on: date, by: User | None, at: datetime) -> None:
    for matter in matters:
        clocks.stop(question.case, matter, on=on, by=by, at=at)


def shorten(question: Question, *, on: date, by: User, at: datetime) -> None:
    """What turns out to be simple is answered in the time of simple ones, unless the other limit ends before."""
    if question.size != Size.SIMPLE:
        return
    with suppress(clocks.NoRule):
        due = clocks.due_on(question.case, Matter.QUESTION)
        simple = clocks.due_day(question.case.bureau, Matter.QUESTION, Size.SIMPLE, on=on)
        if due is None or simple < due:
            stop(question, Matter.QUESTION, on=on, by=by, at=at)
            start(question, Matter.QUESTION, on=on, by=by, at=at, variant=Size.SIMPLE)


def begin(question: Question, *, on: date, by: User | None, at: datetime) -> None:
    """The limit of the answer runs from the day it came."""
    start(question, Matter.QUESTION, on=on, by=by, at=at, variant=question.size)
    if question.channel == Channel.HOTLINE:
        start(question, Matter.HOTLINE_ORDER, on=on, by=by, at=at)


def tell(question: Question, template: str, people: Iterable[User], *, at: datetime, **context: object) -> None:
    """Message staff; they go on at the question. Nothing of what was asked, and by whom, stands in it."""
    link = {"question": question, "link": f"/desk/questions/{question.pk}/"}
    outbox.post(question.case, template, to=people, context={**link, **context}, at=at)
