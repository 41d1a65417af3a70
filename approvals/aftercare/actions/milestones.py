"""What the enterprise reports of its project, and what each report brings about."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.aftercare import queries, rules
from approvals.aftercare.actions.common import enter, hold, note, take_in, tell_bureau, undone
from approvals.aftercare.actions.effects import bring_about
from approvals.aftercare.guards import OutOfOrder
from approvals.aftercare.models import Aftercare, Milestone, Phase
from approvals.aftercare.rules import steps
from approvals.aftercare.states import Step
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.duties import register

if TYPE_CHECKING:
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User

NOON = time(12)


def report(
    pk: int, *, phase: int, step: str, file: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = "",
    **told: Any,
) -> Aftercare | None:  # fmt: skip
    """建设单位报告: a step of a phase with its day, and what it is shown by; `told` is on, words, link, window_until.

    Not one transaction: a child process reads the file for seconds, and nothing may be locked meanwhile.
    """
    return _take("report", pk, phase=phase, step=step, file=file, by=by, at=at, key=key, **told)


def record(pk: int, *, phase: int, step: str, by: User, at: datetime, key: str = "", **told: Any) -> Aftercare | None:
    """The officer notes what was seen on the spot, or told on paper."""
    return _take("record", pk, phase=phase, step=step, by=by, at=at, key=key, **told)


def _take(verb: str, pk: int, *, by: User, at: datetime, key: str, **told: Any) -> Aftercare | None:
    if log.already(key):
        return None
    care = Aftercare.objects.select_related("case__enterprise").get(pk=pk)
    rules.require(verb, by, care, timezone.localdate(at))
    taken = take_in(care, told.pop("file", None), by=by, at=at)
    return _stand(verb, pk, taken=taken, by=by, at=at, key=key, **told)


@transaction.atomic
def _stand(
    verb: str, pk: int, *, phase: int, step: str, taken: Any, by: User, at: datetime, key: str, **told: Any
) -> Aftercare:  # fmt: skip
    care, today = hold(pk), timezone.localdate(at)
    rules.require(verb, by, care, today)
    of = care.phases.get(number=phase)
    if step in queries.known(of):
        raise OutOfOrder(_("这一步已经报告过；写错了的，请更正。"))
    told = _checked(care, of, step, told, today)
    milestone = Milestone.objects.create(phase=of, step=step, document=enter(taken), by=by, at=at, **told)
    note(
        care, f"step_{step}", by=by, at=at, key=key, phase=phase, on=milestone.on, words=milestone.words,
        link=milestone.link,
    )  # fmt: skip
    bring_about(care, of, milestone, by=by, at=at)
    if verb == "report":
        tell_bureau(care, "aftercare_reported", at=at, milestone=milestone)
    return care


def _checked(care: Aftercare, phase: Phase, step: str, told: dict[str, Any], today: date) -> dict[str, Any]:
    """What was typed, once the law lets it be so."""
    on, known = told["on"], queries.known(phase)
    known.pop(step, None)
    steps.in_order(step, on, known, decided_on=care.decided_on, today=today)
    steps.later_ones_hold(step, on, known)
    if step == Step.STARTED and not queries.has_started(care, but=phase):
        steps.may_start(on, care.decided_on, queries.agreed_re_examination(care))
    if step == Step.REPORTED:
        steps.nothing_changed_much(open_changes=queries.unapproved_changes(care))
    if step == Step.ENTERED:
        steps.window_is_over(on, known[Step.PUBLISHED])
    until = _window(care, on, told.get("window_until")) if step == Step.PUBLISHED else None
    return {"on": on, "words": told.get("words", ""), "link": told.get("link", ""), "window_until": until}


def _window(care: Aftercare, on: date, until: date | None) -> date:
    """Twenty working days at least; longer where the enterprise says so, never shorter."""
    noon = datetime.combine(on, NOON, timezone.get_default_timezone())
    least = clocks.window(care.case.bureau, Matter.ACCEPTANCE_REPORT_WINDOW, "", published_at=noon).closes_on
    steps.wide_enough(until or least, least)
    return until or least


@transaction.atomic
def correct(  # noqa: PLR0913  the milestone, its new day and what shows it
    pk: int, *, milestone: int, on: date, words: str, link: str = "", window_until: date | None = None, by: User,
    at: datetime, key: str = "",
) -> Aftercare:  # fmt: skip
    """更正: a new row takes the place of what was reported wrongly; the days that hang on it are counted anew."""
    care, today = hold(pk), timezone.localdate(at)
    if log.already(key):
        return care
    rules.require("record" if by.is_staff_member else "report", by, care, today)
    old = Milestone.objects.select_related("phase").get(pk=milestone, phase__aftercare=care)
    if hasattr(old, "corrected_by"):
        raise OutOfOrder(_("这一条已经更正过，请更正最新的一条。"))
    typed = {"on": on, "words": words, "link": link or old.link, "window_until": window_until}
    told = _checked(care, old.phase, old.step, typed, today)
    new = Milestone.objects.create(phase=old.phase, step=old.step, corrects=old, by=by, at=at, **told)
    facts = {"phase": old.phase.number, "step": old.step, "on": on, "before": old.on, "words": words}
    note(care, "step_corrected", by=by, at=at, key=key, **facts)
    bring_about(care, old.phase, new, by=by, at=at)
    return care


@transaction.atomic
def lengthen(
    pk: int, *, phase: int, why: str, words: str, by: User, at: datetime, key: str = ""
) -> Aftercare:  # fmt: skip
    """验收暂行办法第12条: up to twelve months where the facilities need trial or rectification."""
    care = hold(pk)
    if log.already(key):
        return care
    rules.require("lengthen", by, care, timezone.localdate(at))
    of = Phase.objects.get(aftercare=care, number=phase)
    completed, duty = queries.known(of).get(Step.COMPLETED), undone(care, register.Kind.SELF_ACCEPTANCE, phase)
    if completed is None or duty is None or of.longer_why:
        raise OutOfOrder(_("竣工以后、验收报告公开以前，可以说明一次需要调试或者整改。"))
    of.longer_why, of.longer_words = why, words
    of.save(update_fields=["longer_why", "longer_words"])
    until = clocks.due_day(care.case.bureau, Matter.SELF_ACCEPTANCE_LONG, "", on=completed.on)
    register.set_day(duty, due_on=until, by=by, at=at)
    note(care, "acceptance_lengthened", by=by, at=at, key=key, phase=phase, why=why, words=words, until=until)
    tell_bureau(care, "acceptance_lengthened", at=at, phase=of, until=until)
    return care
