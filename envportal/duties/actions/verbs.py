"""The verbs of this room, called inside the action of a procedure that has locked the case already."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from envportal import rows
from envportal.audit import log
from envportal.duties.enums import State
from envportal.duties.models import Duty

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from envportal.accounts.models import Enterprise, Section, User
    from envportal.cases.models import Case
    from envportal.duties.enums import Awaited, Bearer, Kind


@dataclass(frozen=True)
class Task:
    """What is to be done: `key` names it within its case; one that `awaits` something gets its last day later.

    The enterprise is the case's own where none is given.
    """

    key: str
    kind: Kind
    bearer: Bearer
    title: str
    text: str = ""
    basis: str = ""
    topic: str = ""
    due_on: date | None = None
    awaits: Awaited | str = ""
    enterprise: Enterprise | None = None
    section: Section | None = None
    holder: User | None = None


def open_duty(case: Case, task: Task, *, by: User | None, at: datetime) -> Duty:
    """Open a duty of a case, once by its key: asked twice with one key, the first duty stands unchanged."""
    if standing := Duty.objects.filter(case=case, key=task.key).first():
        return standing
    duty = _made(case, task, at)
    duty.save(force_insert=True)
    log.record(case, "duty_opened", by=by, at=at, facts=_opened(duty))
    return duty


def open_all(case: Case, tasks: Sequence[Task], *, by: User | None, at: datetime) -> list[Duty]:
    """The same for many duties of one case, in a few statements."""
    standing = {one.key: one for one in Duty.objects.filter(case=case, key__in=[task.key for task in tasks])}
    fresh = {task.key: _made(case, task, at) for task in tasks if task.key not in standing}
    Duty.objects.bulk_create(fresh.values())
    log.record_all([log.Entry(case.pk, "duty_opened", _opened(duty)) for duty in fresh.values()], by=by, at=at)
    return [(standing | fresh)[task.key] for task in tasks]


def _made(case: Case, task: Task, at: datetime) -> Duty:
    told = {field.name: getattr(task, field.name) for field in fields(task)}
    told |= {"title": task.title[:200], "enterprise": task.enterprise or case.enterprise}
    duty = Duty(case=case, opened_at=at, **{**told, "due_on": None if task.awaits else task.due_on})
    if task.awaits:
        duty.wait()
    return duty


def _opened(duty: Duty) -> dict[str, object]:
    return {"duty": duty.key, "title": duty.title, "due_on": duty.due_on, "awaits": str(duty.awaits)}


def set_day(duty: Duty, *, due_on: date, by: User | None, at: datetime) -> Duty:
    """Give a duty its last day, or another one; a reminder and a mark of the day before count no more."""
    if duty.state == State.AWAITING:
        duty.fall_due()
    before, duty.due_on, duty.reminded_at, duty.overdue_at = duty.due_on, due_on, None, None
    duty.save()
    log.record(duty.case, "duty_dated", by=by, at=at, facts={"duty": duty.key, "due_on": due_on, "before": before})
    return duty


def hand_to(duty: Duty, to: User, *, reason: str, at: datetime) -> Duty:
    """Somebody else holds it from now on, who is told once by the sweep; the step that says so writes the log."""
    duty.holder, duty.section = to, to.section or duty.section
    duty.handed_why, duty.handed_at, duty.handed_told_at = reason[:500], at, None
    duty.save(update_fields=["holder", "section", "handed_why", "handed_at", "handed_told_at"])
    return duty


def report(duty: Duty, *, words: str, on: date, by: User, at: datetime) -> Duty:
    """企业报告: it says that it has done it, and how; the bureau looks."""
    _report(duty, words, on)
    duty.save()
    log.record(duty.case, "duty_reported", by=by, at=at, facts={"duty": duty.key, "words": words})
    return duty


def report_all(said: Sequence[tuple[Duty, str]], *, on: date, by: User, at: datetime) -> None:
    """The same for many, whose cases are locked, in a few statements."""
    for duty, words in said:
        _report(duty, words, on)
    rows.update([duty for duty, _words in said], ("state", "reported_on", "report_words"))
    told = [log.Entry(duty.case_id, "duty_reported", {"duty": duty.key, "words": words}) for duty, words in said]
    log.record_all(told, by=by, at=at)


def _report(duty: Duty, words: str, on: date) -> None:
    duty.report()
    duty.reported_on, duty.report_words = on, words[:2000]


def reopen(duty: Duty, *, reason: str, by: User, at: datetime) -> Duty:
    """The bureau has looked: it is not done, and the enterprise reads why."""
    duty.reopen()
    duty.reopened_why, duty.reopened_at, duty.reopened_told_at = reason[:2000], at, None
    duty.save()
    log.record(duty.case, "duty_reopened", by=by, at=at, facts={"duty": duty.key, "reason": reason})
    return duty


def fulfil(duty: Duty, *, on: date, by: User | None, at: datetime, words: str = "") -> Duty:
    """It is done, as somebody of the bureau or a step of a procedure has seen."""
    duty.fulfil()
    return _end(duty, "duty_fulfilled", on=on, why=words, by=by, at=at)


def fulfil_all(done: Sequence[tuple[Duty, str, date]], *, by: User | None, at: datetime) -> None:
    """The same for many, each with its words and day, whose cases are locked, in a few statements."""
    for duty, words, on in done:
        duty.fulfil()
        duty.ended_on, duty.ended_why = on, words[:2000]
    rows.update([duty for duty, _words, _on in done], ("state", "ended_on", "ended_why"))
    told = [log.Entry(duty.case_id, "duty_fulfilled", {"duty": duty.key, "why": words}) for duty, words, _on in done]
    log.record_all(told, by=by, at=at)


def drop(duty: Duty, *, reason: str, on: date, by: User | None, at: datetime) -> Duty:
    """Nobody has to do it any more, for a reason."""
    duty.drop()
    return _end(duty, "duty_dropped", on=on, why=reason, by=by, at=at)


def pass_on(duty: Duty, *, to: Case, reason: str, on: date, by: User | None, at: datetime) -> Duty:
    """Another case takes it over: advice that was not followed becomes an order."""
    duty.pass_on()
    duty.passed_to = to
    return _end(duty, "duty_passed_on", on=on, why=reason, by=by, at=at, to=to.number)


def _end(duty: Duty, event: str, *, on: date, why: str, by: User | None, at: datetime, **facts: object) -> Duty:
    duty.ended_on, duty.ended_why = on, why[:2000]
    duty.save()
    log.record(duty.case, event, by=by, at=at, facts={"duty": duty.key, "why": why, **facts})
    return duty
