"""What a reported step brings about: last days, duties done, a notice, a draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from approvals.aftercare import queries
from approvals.aftercare.actions.common import months_after, note, planned, undone
from approvals.aftercare.models import Draw
from approvals.aftercare.queries.facts import completion_facts
from approvals.aftercare.rules import draws, duties
from approvals.aftercare.states import Stage, State, Step
from disclosure.board import board
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.duties import register

if TYPE_CHECKING:
    from datetime import date, datetime

    from approvals.aftercare.models import Aftercare, Milestone, Phase
    from envportal.accounts.models import User
    from envportal.duties.models import Duty


def in_chinese(milestone: Milestone) -> str:
    with override("zh-hans"):
        return str(milestone.get_step_display())


def bring_about(care: Aftercare, phase: Phase, milestone: Milestone, *, by: User, at: datetime) -> None:
    """All that follows from one step of one phase, in the order it happens."""
    _date(care, phase, milestone, by=by, at=at)
    _report(care, phase, milestone, by=by, at=at)
    _fulfil(care, phase, milestone, by=by, at=at)
    if milestone.step == Step.STARTED:
        _started(care, by=by, at=at)
    if milestone.step == Step.OPERATED:
        _in_use_too_early(care, phase, milestone, by=by, at=at)
    if milestone.step == Step.PUBLISHED:
        _published(care, phase, milestone, by=by, at=at)
    if milestone.step == Step.ENTERED:
        _entered(care, milestone, by=by, at=at)


def _date(care: Aftercare, phase: Phase, milestone: Milestone, *, by: User, at: datetime) -> None:
    """Every duty that waited for it gets its last day; one that has a day already gets another by a correction only.

    What hangs on the whole project is dated by the phase that comes first.
    """
    event = duties.EVENTS.get(milestone.step)
    if event is None:
        return
    of_phase = ~Q(key__contains="-p") | Q(key__endswith=f"-p{phase.number}")
    waits = Q(state__in=register.UNDONE) if milestone.corrects_id else Q(state=register.State.AWAITING)
    for duty in register.of(care.case).filter(of_phase, waits, awaits=event):
        day = _last_day(care, phase, duty, milestone)
        if duty.due_on != day:
            register.set_day(duty, due_on=day, by=by, at=at)


def _last_day(care: Aftercare, phase: Phase, duty: Duty, milestone: Milestone) -> date:
    bureau, on = care.case.bureau, milestone.on
    if duty.kind == register.Kind.SELF_ACCEPTANCE:
        matter = Matter.SELF_ACCEPTANCE_LONG if phase.longer_why else Matter.SELF_ACCEPTANCE
        return clocks.due_day(bureau, matter, "", on=on)
    if duty.kind == register.Kind.PUBLISH_ACCEPTANCE:
        return clocks.due_day(bureau, Matter.ACCEPTANCE_REPORT, "", on=on)
    if duty.kind == register.Kind.PLATFORM_ENTRY:
        return clocks.due_day(bureau, Matter.PLATFORM_ENTRY, "", on=milestone.window_until or on)
    if duty.kind == register.Kind.RETURN_VISIT:
        return months_after(bureau, on, planned(bureau, duties.VISITS[duty.key][2], on))
    if duty.kind == register.Kind.CONDITION:
        return months_after(bureau, on, planned(bureau, "for_conditions", on))
    return on  # what goes together with the main works is there when they are


def _report(care: Aftercare, phase: Phase, milestone: Milestone, *, by: User, at: datetime) -> None:
    """The enterprise says by this step that its facilities kept step; the bureau looks."""
    kind = duties.REPORTS.get(milestone.step)
    duty = undone(care, kind, phase.number) if kind else None
    if duty is None or duty.state == register.State.REPORTED:
        return
    if duty.state == register.State.AWAITING:
        register.set_day(duty, due_on=milestone.on, by=by, at=at)
    words = milestone.words or in_chinese(milestone)
    register.report(duty, words=words, on=timezone.localdate(at), by=by, at=at)


def _fulfil(care: Aftercare, phase: Phase, milestone: Milestone, *, by: User, at: datetime) -> None:
    for kind in duties.FULFILS.get(milestone.step, ()):
        if duty := undone(care, kind, phase.number):
            words = milestone.link or in_chinese(milestone)
            register.fulfil(duty, on=milestone.on, by=by, at=at, words=words)


def _started(care: Aftercare, *, by: User, at: datetime) -> None:
    """Work has begun: nobody needs a reminder of five years any more."""
    if duty := undone(care, register.Kind.RE_EXAMINATION):
        register.drop(duty, reason="已经开工", on=timezone.localdate(at), by=by, at=at)


def _in_use_too_early(care: Aftercare, phase: Phase, milestone: Milestone, *, by: User, at: datetime) -> None:
    """条例第19条: before acceptance has passed nothing is put into use; the bureau goes and looks."""
    reported = queries.known(phase).get(Step.REPORTED)
    if reported is not None and reported.on <= milestone.on:
        return
    look_into(care, Stage.OPERATION, phase, "验收报告编制完成以前已经投入生产，请核查。", by=by, at=at)


def look_into(care: Aftercare, stage: str, phase: Phase, words: str, *, by: User, at: datetime) -> None:
    """Something is out of order: a duty of the bureau, from which enforcement may take it on."""
    on = timezone.localdate(at)
    task = register.Task(
        key=f"breach-{stage}-p{phase.number}", kind=register.Kind.SPOT_CHECK, bearer=register.Bearer.BUREAU,
        title=f"核查“三同时”：{duties.IN_CHINESE[Stage(stage)]}", text=words, topic="breach",
        basis=duties.BREACH_BASIS[Stage(stage)], due_on=months_after(care.case.bureau, on, duties.BREACH_MONTHS),
        section=care.case.section, holder=care.case.holder,
    )  # fmt: skip
    register.open_duty(care.case, task, by=by, at=at)


def _published(care: Aftercare, phase: Phase, milestone: Milestone, *, by: User, at: datetime) -> None:
    """The owner has published; the bureau's page tells where, once a second person has looked."""
    again = board.current(care.approval_case, board.Kind.COMPLETION) is not None
    why = milestone.words if milestone.corrects_id else f"第 {phase.number} 期验收"
    board.submit(
        care.approval_case, board.Kind.COMPLETION, title=care.case.title, by=by, at=at, reason=why if again else "",
        facts=completion_facts(care, phase, milestone),
    )  # fmt: skip


def _entered(care: Aftercare, milestone: Milestone, *, by: User, at: datetime) -> None:
    """The last step of a phase: drawn or not; of the last phase: the approval has been carried out."""
    _draw(care, milestone, by=by, at=at)
    phases = care.phases.count()
    entered = care.phases.filter(milestones__step=Step.ENTERED).distinct().count()
    if care.state == State.FOLLOWED and entered == phases:
        care.complete()
        care.save()
        care.case.closed_on = timezone.localdate(at)
        care.case.save(update_fields=["closed_on"])
        note(care, "acceptance_completed", by=by, at=at, phases=phases)


def _draw(care: Aftercare, milestone: Milestone, *, by: User, at: datetime) -> None:
    """抽查: by a figure anybody can compute; a bureau that has published no seed draws nobody."""
    on, phase, plan = timezone.localdate(at), milestone.phase, queries.plan_on(care.case.bureau, milestone.on)
    if plan is None or Draw.objects.filter(phase=phase).exists():
        return
    text = draws.text_of(plan.seed, care.case.number or "", phase.number)
    figure = draws.figure_of(text)
    drawn = Draw.objects.create(
        phase=phase, plan=plan, text=text, figure=figure, is_drawn=figure < plan.share, on=on
    )  # fmt: skip
    note(care, "acceptance_drawn", by=by, at=at, phase=phase.number, figure=figure, drawn=drawn.is_drawn)
    if not drawn.is_drawn:
        return
    task = register.Task(
        key=f"spot-check-p{phase.number}", kind=register.Kind.SPOT_CHECK, bearer=register.Bearer.BUREAU,
        title="抽查自主验收", basis=plan.basis, section=care.case.section, holder=care.case.holder,
        text=f"抽取：{text} → {figure}，小于 {plan.share}。",
        due_on=months_after(care.case.bureau, on, duties.SPOT_CHECK_MONTHS),
    )  # fmt: skip
    register.open_duty(care.case, task, by=by, at=at)
