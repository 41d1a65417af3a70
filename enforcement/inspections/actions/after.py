"""After the visit: the enterprise answers, every advice comes to its end, the visit is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.inspections import rules
from enforcement.inspections.actions.common import locked, note, team, tell, tell_enterprise
from enforcement.inspections.guards import NotPossible, OutOfOrder
from enforcement.inspections.models import Advice, Answer
from enforcement.inspections.states import ADVICE_UNDONE, AdviceState, State
from envportal.audit import log
from envportal.cases import rules as cases
from envportal.duties import register

if TYPE_CHECKING:
    from datetime import date, datetime

    from enforcement.inspections.models import Visit
    from envportal.accounts.models import User
    from envportal.duties.models import Duty

ANSWERED = frozenset({State.LEFT, State.CLOSED})


@dataclass(frozen=True)
class Ending:
    """How somebody of the bureau ends an advice, or sends it back (`open`), and why."""

    state: str
    words: str


@transaction.atomic
def answer(pk: int, *, words: str, by: User, at: datetime, key: str = "") -> Visit:
    """企业意见: what the enterprise says to the feedback."""
    visit = locked(pk)
    if log.already(key):
        return visit
    cases.require(by, rules.ANSWER, visit.case, timezone.localdate(at))
    if visit.state not in ANSWERED:
        raise OutOfOrder(_("书面反馈以后才能提意见。"))
    Answer.objects.create(visit=visit, words=words, by=by, at=at)
    note(visit, "visit_answered", by=by, at=at, key=key)
    tell(visit, "visit_answered", team(visit), at=at)
    return visit


def locked_advice(pk: int) -> Advice:
    visit = locked(Advice.objects.values_list("visit_id", flat=True).get(pk=pk))
    advice = Advice.objects.select_related("duty__case").get(pk=pk)
    advice.visit = visit
    return advice


def is_undone(advice: Advice) -> None:
    if advice.state not in ADVICE_UNDONE or advice.visit.state != State.LEFT:
        raise OutOfOrder(_("这条建议已经是“%(state)s”。") % {"state": AdviceState(advice.state).label})


@transaction.atomic
def speak_to_advice(pk: int, *, is_done: bool, words: str, by: User, at: datetime, key: str = "") -> Advice:
    """企业回复建议: done and how, or not followed and why."""
    advice = locked_advice(pk)
    if log.already(key):
        return advice
    on = timezone.localdate(at)
    cases.require(by, rules.ANSWER, advice.visit.case, on)
    is_undone(advice)
    advice.state, advice.words = AdviceState.REPORTED if is_done else AdviceState.REFUSED, words
    advice.save(update_fields=["state", "words"])
    if is_done and advice.duty is not None and advice.duty.state == register.State.OPEN:
        register.report(advice.duty, words=words, on=on, by=by, at=at)
    facts = {"number": advice.number, "is_done": is_done, "words": words}
    note(advice.visit, "advice_spoken_to", by=by, at=at, key=key, **facts)
    tell(advice.visit, "advice_spoken_to", team(advice.visit), at=at, advice=advice)
    return advice


@transaction.atomic
def end_advice(pk: int, *, ending: Ending, by: User, at: datetime, key: str = "") -> Advice:
    """核实建议: seen as done, not followed for a good reason, or back to the enterprise."""
    advice = locked_advice(pk)
    if log.already(key):
        return advice
    on = timezone.localdate(at)
    cases.require(by, rules.END_ADVICE, advice.visit.case, on)
    is_undone(advice)
    if ending.state == AdviceState.DECLINED and advice.state != AdviceState.REFUSED:
        raise NotPossible(_("企业没有说明不采纳的理由，不能按“不采纳”结束。"))
    _end(advice, ending, on=on, by=by, at=at)
    facts = {"number": advice.number, "state": advice.state, "words": ending.words}
    note(advice.visit, "advice_ended", by=by, at=at, key=key, **facts)
    tell_enterprise(advice.visit, "advice_ended", at=at, advice=advice)
    return advice


def _end(advice: Advice, ending: Ending, *, on: date, by: User, at: datetime) -> None:
    advice.state, advice.ended_why = ending.state, ending.words
    if ending.state != AdviceState.OPEN:
        advice.ended_by, advice.ended_at = by, at
    advice.save()
    if advice.duty is not None:
        _end_duty(advice.duty, ending, on=on, by=by, at=at)


def _end_duty(duty: Duty, ending: Ending, *, on: date, by: User, at: datetime) -> None:
    if duty.state not in register.UNDONE:
        return  # ended on its own page before that was closed to advice
    if ending.state == AdviceState.DONE:
        register.fulfil(duty, on=on, by=by, at=at, words=ending.words)
    elif ending.state == AdviceState.DECLINED:
        register.drop(duty, reason=ending.words, on=on, by=by, at=at)
    elif duty.state == register.State.REPORTED:
        register.reopen(duty, reason=ending.words, by=by, at=at)


@transaction.atomic
def close(pk: int, *, by: User, at: datetime, key: str = "") -> Visit:
    """办结: every advice has its end, every re-inspection its outcome."""
    visit = locked(pk)
    if log.already(key):
        return visit
    on = timezone.localdate(at)
    rules.require("close", by, visit, on)
    rules.nothing_left(visit)
    rules.all_told(visit)
    visit.close()
    visit.save()
    visit.case.closed_on = on
    visit.case.save(update_fields=["closed_on"])
    note(visit, "visit_closed", by=by, at=at, key=key)
    return visit
