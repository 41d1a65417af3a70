"""An approval is followed from its signature on; a further phase; the end of the approval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from django.db import transaction
from django.utils import timezone

from approvals.aftercare import rules
from approvals.aftercare.actions.common import hold, months_after, note, planned
from approvals.aftercare.models import Aftercare, Phase
from approvals.aftercare.rules import duties
from approvals.aftercare.rules.steps import anniversary
from approvals.aftercare.states import OF_APPROVAL, State
from envportal.accounts.models import Bureau
from envportal.audit import log
from envportal.cases.models import Case, CaseLink, Project
from envportal.cases.queries import AFTERCARE
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.actions import take_number
from envportal.documents.enums import Topic
from envportal.duties import register
from envportal.workdays.terms import corresponding_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from envportal.accounts.models import Enterprise, User

SERIES = "批后"


class Condition(Protocol):
    """What an approval asks for, as the procedure keeps it."""

    @property
    def number(self) -> int: ...
    @property
    def topic(self) -> str: ...
    @property
    def text(self) -> str: ...


class Typed(NamedTuple):
    """A condition as an officer types it from an old approval."""

    number: int
    topic: str
    text: str


@transaction.atomic
def begin(
    origin: Case, conditions: Iterable[Condition], *, document_number: str, decided_on: date, portal_service: bool,
    by: User, at: datetime,
) -> Aftercare:  # fmt: skip
    """批后监管: every condition and every duty of the law has a row from here on. The approval's case is locked."""
    if standing := Aftercare.objects.filter(origin=origin).first():
        return standing
    told = {name: getattr(origin, name) for name in ("title", "section", "holder", "enterprise", "project")}
    case = _case(origin.bureau, at, **told)
    care = Aftercare(
        case=case, origin=origin, document_number=document_number, decided_on=decided_on, portal_service=portal_service
    )
    CaseLink.objects.create(source=origin, target=case, why=OF_APPROVAL)
    return _follow(care, conditions, by=by, at=at)


@transaction.atomic
def adopt(
    *, enterprise: Enterprise, project_name: str, place: str, conditions: Sequence[str], by: User, at: datetime,
    key: str = "", **told: Any,
) -> Aftercare:  # fmt: skip
    """An approval from before the portal is followed, too; `told` is document_number, decided_on, portal_service."""
    if event := log.already(key):
        return Aftercare.objects.get(pk=event.case_id)
    rules.may_adopt(by)
    rules.on_a_day(told["decided_on"], timezone.localdate(at))
    rules.not_known(told["document_number"], by)
    project = Project.objects.create(name=project_name, place=place, enterprise=enterprise)
    case = _case(
        by.bureau, at, title=project_name, section=by.section, holder=by, enterprise=enterprise, project=project
    )  # fmt: skip
    asked = [Typed(number, str(Topic.OTHER), text) for number, text in enumerate(conditions, 1)]
    return _follow(Aftercare(case=case, **told), asked, by=by, at=at, key=key)


def _case(bureau: Bureau | None, at: datetime, **told: Any) -> Case:
    on = timezone.localdate(at)
    if bureau is None:
        raise Bureau.DoesNotExist
    return Case.objects.create(
        kind=AFTERCARE, bureau=bureau, opened_on=on, created_at=at, number=take_number(bureau, SERIES, on.year), **told
    )  # fmt: skip


def _follow(
    care: Aftercare, conditions: Iterable[Condition], *, by: User, at: datetime, key: str = ""
) -> Aftercare:  # fmt: skip
    care.save(force_insert=True)
    phase = Phase.objects.create(aftercare=care, number=1, name="全部工程")
    note(care, "aftercare_begun", by=by, at=at, key=key, approval=care.document_number)
    _open_conditions(care, conditions, by=by, at=at)
    _open_phase(care, phase, by=by, at=at)
    _open_visits(care, by=by, at=at)
    return care


def _open_conditions(care: Aftercare, conditions: Iterable[Condition], *, by: User, at: datetime) -> None:
    for one in conditions:
        task = register.Task(
            key=f"condition-{one.number}", kind=register.Kind.CONDITION, bearer=register.Bearer.ENTERPRISE,
            title=f"批准条件第 {one.number} 条", text=one.text, topic=one.topic,
            basis=care.document_number, awaits=duties.awaited_by(one.topic), section=care.case.section,
            holder=care.case.holder,
        )  # fmt: skip
        register.open_duty(care.case, task, by=by, at=at)


def _open_phase(care: Aftercare, phase: Phase, *, by: User, at: datetime) -> None:
    suffix = f"：{phase.name}" if phase.number > 1 else ""
    for one in duties.OF_A_PHASE:
        task = register.Task(
            key=f"{one.kind}-p{phase.number}", kind=one.kind, bearer=one.bearer, title=f"{one.title}{suffix}",
            basis=one.basis, awaits=one.awaits, section=care.case.section, holder=care.case.holder,
        )  # fmt: skip
        register.open_duty(care.case, task, by=by, at=at)


def _open_visits(care: Aftercare, *, by: User, at: datetime) -> None:
    """The bureau's own: it goes and looks, and reminds the enterprise before five years are over.

    What was approved long ago is followed from the day it is entered: nobody is late with a visit nobody planned.
    """
    on = timezone.localdate(at)
    bureau = care.case.bureau
    for key, (title, awaits, plan) in duties.VISITS.items():
        first = months_after(bureau, on, planned(bureau, plan, on))
        task = register.Task(
            key=key, kind=register.Kind.RETURN_VISIT, bearer=register.Bearer.BUREAU, title=title, awaits=awaits,
            due_on=None if awaits else first, section=care.case.section, holder=care.case.holder,
        )  # fmt: skip
        register.open_duty(care.case, task, by=by, at=at)
    last = anniversary(care.decided_on)
    remind_on = max(corresponding_day(care.decided_on, duties.WARN_MONTHS), corresponding_day(on, 1))
    warning = register.Task(
        key="five-years", kind=register.Kind.RE_EXAMINATION, bearer=register.Bearer.BUREAU,
        title="核实是否开工，提醒五年期限", basis="生态环境法典第106条",
        text=f"到 {last.isoformat()} 还没有开工的，以后开工以前要重新审核。",
        due_on=remind_on, section=care.case.section,
        holder=care.case.holder,
    )  # fmt: skip
    register.open_duty(care.case, warning, by=by, at=at)


@transaction.atomic
def split(pk: int, *, name: str, by: User, at: datetime, key: str = "") -> Aftercare:
    """分期建设、分期投入使用的，分期验收 (条例第18条): a further phase with duties of its own."""
    care = hold(pk)
    if log.already(key):
        return care
    rules.require("split", by, care, timezone.localdate(at))
    phase = Phase.objects.create(aftercare=care, number=care.phases.count() + 1, name=name)
    _open_phase(care, phase, by=by, at=at)
    if care.state == State.COMPLETED:
        care.go_on()
        care.save()
        care.case.closed_on = None
        care.case.save(update_fields=["closed_on"])
    note(care, "phase_added", by=by, at=at, key=key, phase=phase.number, work=name)
    return care


@transaction.atomic
def ended(origin: Case, why: str, *, by: User, at: datetime) -> Aftercare | None:
    """The approval is no more: nobody has to do what it asked for. The approval's case is locked."""
    pk = Aftercare.objects.filter(origin=origin).values_list("pk", flat=True).first()
    if pk is None:
        return None
    care, on = hold(pk), timezone.localdate(at)
    if care.state == State.ENDED:
        return care
    for duty in register.of(care.case).filter(state__in=register.UNDONE):
        register.drop(duty, reason=why, on=on, by=by, at=at)
    for clock in clocks.of(care.case):
        if clock.stopped_on is None:
            clocks.stop(care.case, Matter(clock.matter), on=on, by=by, at=at)
    care.end()
    care.save()
    care.case.closed_on = on
    care.case.save(update_fields=["closed_on"])
    note(care, "aftercare_ended", by=by, at=at, why=why)
    return care
