"""The verbs of this room: one function, one transaction, the case row locked first."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.monitoring import queries, rules
from enforcement.monitoring.guards import NotPossible
from enforcement.monitoring.models import Monitoring, Parameter, Result, Sample
from enforcement.monitoring.states import FOR, KIND, REPORT_FILE, SERIES, State
from envportal.accounts.queries import own_people
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case, CaseLink
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import actions as documents
from envportal.documents import letters
from envportal.documents.actions import take_number
from envportal.documents.enums import LetterKind
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document

    # (sample, parameter) → value, and whether it was not found and the value is the limit of detection.
    Values = Mapping[tuple[int, int], tuple[Decimal, bool]]

HEAD = ["样品", "项目", "结果", "限值", "标准", "结论"]


class Task(TypedDict):
    """What is ordered; `parameters`: name, unit, low, high, standard, one each."""

    reason: str
    place: str
    laboratory: str
    parameters: Sequence[Mapping[str, object]]
    task: NotRequired[str]


class Taken(TypedDict):
    """One sample; either a witness of the enterprise or why nobody signed."""

    code: str
    point: str
    taken_at: datetime
    taken_by: str
    witness: NotRequired[str]
    unsigned_why: NotRequired[str]
    kept: NotRequired[str]


class Reported(TypedDict):
    report_number: str
    laboratory_mark: str
    reported_on: date


@transaction.atomic
def ask(pk: int, *, by: User, at: datetime, key: str = "", **told: Unpack[Task]) -> Monitoring:
    """下达监测任务 for a case: what is to be measured, where, by whom; its limit runs from today."""
    source = lock(Case, pk)
    if event := log.already(key):
        return Monitoring.objects.get(pk=event.facts["monitoring"])
    on = timezone.localdate(at)
    rules.may_ask(by, source, on)
    if not told["parameters"]:
        raise NotPossible(_("至少写一个监测项目。"))
    # The file is Chinese, whatever language its writer reads the page in.
    title = f"{told['place']}监测"
    case = Case.objects.create(
        kind=KIND, title=title[:200], bureau=source.bureau, section=source.section or by.section, holder=by,
        enterprise=source.enterprise, project=source.project, created_at=at, opened_on=on,
        number=take_number(source.bureau, SERIES, on.year),
    )  # fmt: skip
    CaseLink.objects.create(source=source, target=case, why=FOR)
    plain = {name: value for name, value in told.items() if name != "parameters"}
    monitoring = Monitoring.objects.create(case=case, asked_by=by, **plain)
    Parameter.objects.bulk_create(Parameter(monitoring=monitoring, **one) for one in told["parameters"])
    _start(monitoring, Matter.MONITORING_REPORT, on=on, by=by, at=at)
    wanted = [str(one["name"]) for one in told["parameters"]]
    log.record(case, "monitoring_ordered", by=by, at=at, facts={"for": source.number, "wanted": wanted})
    facts = {"monitoring": case.pk, "number": case.number}
    log.record(source, "monitoring_asked", by=by, at=at, key=key or None, facts=facts)
    return monitoring


@transaction.atomic
def sample(pk: int, *, by: User, at: datetime, key: str = "", **told: Unpack[Taken]) -> Sample:
    """采样: one sample, with those who took it and who stood by."""
    monitoring = lock(Monitoring, pk)
    if event := log.already(key):
        return Sample.objects.get(pk=event.facts["sample"])
    rules.require("sample", by, monitoring, timezone.localdate(at))
    if told["taken_at"] > at:
        raise NotPossible(_("采样时间写现在以前。"))
    if monitoring.samples.filter(code=told["code"]).exists():
        raise NotPossible(_("样品编号“%(code)s”已经有了。") % {"code": told["code"]})
    taken = Sample.objects.create(monitoring=monitoring, **told)
    if monitoring.state == State.ORDERED:
        monitoring.begin_sampling()
        monitoring.save()
    stood_by = taken.witness or taken.unsigned_why
    facts = {"sample": taken.pk, "code": taken.code, "by": taken.taken_by, "witness": stood_by}
    log.record(monitoring.case, "sample_taken", by=by, at=at, key=key or None, facts=facts)
    return taken


def report(
    pk: int, *, file: UploadedFile[bytes], found: Values, by: User, at: datetime, key: str = "",
    **told: Unpack[Reported],
) -> Monitoring:  # fmt: skip
    """出具监测报告: its file, and each result beside its limit.

    Not one transaction: a child process reads the file for seconds, and nothing may be locked meanwhile.
    """
    monitoring = Monitoring.objects.select_related("case").get(pk=pk)
    if log.already(key):
        return monitoring
    rules.require("report", by, monitoring, timezone.localdate(at))
    taken = documents.take_in(file, case=monitoring.case, owner=None, kind=REPORT_FILE, by=by, at=at, is_inside=True)
    return _reported(pk, told, taken, found, by=by, at=at, key=key)


@transaction.atomic
def _reported(
    pk: int, told: Reported, taken: Document, found: Values, *, by: User, at: datetime, key: str
) -> Monitoring:
    monitoring, today = lock(Monitoring, pk), timezone.localdate(at)
    if log.already(key):
        return monitoring
    rules.require("report", by, monitoring, today)
    for name, value in told.items():
        setattr(monitoring, name, value)
    rules.on_a_day(monitoring.reported_on, today)  # type: ignore[arg-type]
    last = max(timezone.localdate(one.taken_at) for one in monitoring.samples.all())
    rules.reported_after(monitoring.reported_on, last)  # type: ignore[arg-type]
    monitoring.document = documents.enter(taken)
    Result.objects.filter(sample__monitoring=monitoring).delete()
    Result.objects.bulk_create(
        Result(sample_id=of, parameter_id=what, value=value, is_below=is_below)
        for (of, what), (value, is_below) in found.items()
    )
    monitoring.report()
    monitoring.save()
    _stop(monitoring, Matter.MONITORING_REPORT, on=today, by=by, at=at)
    if rules.over(queries.results(monitoring)):
        # K35: three working days from the report, whoever judges it when.
        _start(monitoring, Matter.CORRECTION_ORDER, on=today, by=by, at=at)
    facts = {"number": monitoring.report_number, "sha256": monitoring.document.sha256, "results": len(found)}
    log.record(monitoring.case, "monitoring_reported", by=by, at=at, key=key or None, facts=facts)
    people = [one for one in (monitoring.asked_by,) if one.pk != by.pk]
    _tell(monitoring, "monitoring_reported", people, at=at)
    return monitoring


@transaction.atomic
def judge(pk: int, *, verb: str, why: str = "", by: User, at: datetime, key: str = "") -> Monitoring:
    """审核: may the case rest on it? Accepted, rejected, or sent back; the enterprise is told of what is accepted.

    A report over a limit stays open until somebody orders it corrected, or says why not (rules K35).
    """
    monitoring, on = lock(Monitoring, pk), timezone.localdate(at)
    if log.already(key):
        return monitoring
    rules.require(verb, by, monitoring, on)
    rules.not_who_did(by, _doers(monitoring))
    found = queries.results(monitoring)
    if verb == "accept":
        samplers = set(monitoring.samples.values_list("taken_by", flat=True))
        rules.proves(monitoring, list(monitoring.parameters.all()), found, samplers)
    getattr(monitoring, verb)()
    monitoring.judged_why = why
    monitoring.save()
    facts = {"why": why, "over": [one.result.parameter.name for one in rules.over(found)]}
    log.record(monitoring.case, f"monitoring_{monitoring.state}", by=by, at=at, key=key or None, facts=facts)
    if monitoring.state == State.SAMPLED:
        _stop(monitoring, Matter.CORRECTION_ORDER, on=on, by=by, at=at)
    else:
        _close(monitoring, found, by=by, at=at, on=on)
    return monitoring


@transaction.atomic
def cancel(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> Monitoring:
    """不再需要, for a reason."""
    monitoring, on = lock(Monitoring, pk), timezone.localdate(at)
    if log.already(key):
        return monitoring
    rules.require("cancel", by, monitoring, on)
    monitoring.cancel()
    monitoring.judged_why = why
    monitoring.save()
    _stop(monitoring, Matter.MONITORING_REPORT, on=on, by=by, at=at)
    _shut(monitoring, on)
    log.record(monitoring.case, "monitoring_cancelled", by=by, at=at, key=key or None, facts={"why": why})
    return monitoring


@transaction.atomic
def leave(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> Monitoring:
    """不责令改正: a result is over its limit and no order follows, for a reason."""
    monitoring, on = lock(Monitoring, pk), timezone.localdate(at)
    if log.already(key):
        return monitoring
    rules.require("leave", by, monitoring, on)
    _settle(monitoring, on=on, by=by, at=at)
    log.record(monitoring.case, "monitoring_left", by=by, at=at, key=key or None, facts={"why": why})
    return monitoring


def followed(source: Case, *, by: User | None, at: datetime) -> None:
    """责令改正 was ordered in the case that wanted the monitoring: the three working days for it are kept."""
    for pk in queries.evidence_of(source).filter(case__closed_on=None).values_list("pk", flat=True):
        monitoring = lock(Monitoring, pk)
        _settle(monitoring, on=timezone.localdate(at), by=by, at=at)
        log.record(monitoring.case, "monitoring_followed", by=by, at=at, facts={"for": source.number})


def _settle(monitoring: Monitoring, *, on: date, by: User | None, at: datetime) -> None:
    _stop(monitoring, Matter.CORRECTION_ORDER, on=on, by=by, at=at)
    _shut(monitoring, on)


def _close(monitoring: Monitoring, found: Sequence[Result], *, by: User, at: datetime, on: date) -> None:
    if monitoring.state == State.ACCEPTED and monitoring.case.enterprise is not None:
        _tell_enterprise(monitoring, found, by=by, at=at)
    _tell(monitoring, "monitoring_judged", {monitoring.asked_by, monitoring.case.holder} - {by, None}, at=at)
    if monitoring.state == State.REJECTED or not rules.over(found):
        _settle(monitoring, on=on, by=by, at=at)


def _tell_enterprise(monitoring: Monitoring, found: Sequence[Result], *, by: User, at: datetime) -> None:
    """监测结果告知书: every result beside its limit, and how to object."""
    case = monitoring.case
    samples = monitoring.samples.order_by("taken_at")
    fields = {
        "place": monitoring.place, "report_number": monitoring.report_number, "laboratory": monitoring.laboratory,
        "sampled_on": timezone.localdate(samples[0].taken_at), "reported_on": monitoring.reported_on,
        "tables": [{"caption": "监测结果", "head": HEAD, "rows": [_row(one) for one in found], "notes": []}],
    }  # fmt: skip
    letter = letters.issue(case, LetterKind.MONITORING_RESULT, to=case.enterprise, fields=fields, by=by, at=at)
    outbox.post(
        case, "monitoring_told", to=own_people(case.enterprise), at=at,  # type: ignore[arg-type]
        context={"monitoring": monitoring, "letter": letter, "link": f"/my/monitoring/{case.pk}/"},
    )  # fmt: skip


def _row(result: Result) -> list[str]:
    one, found = result.parameter, rules.Found(result)
    times = found.times_over
    verdict = f"超标 {times} 倍" if times else "超标" if found.is_over else "达标" if one.standard else "—"
    point, what = f"{result.sample.code} {result.sample.point}", f"{one.name} {one.unit}".strip()
    return [point, what, str(result), one.limits or "—", one.standard or "—", verdict]


def _tell(monitoring: Monitoring, template: str, to: object, *, at: datetime) -> None:
    link = f"/desk/monitoring/{monitoring.pk}/"
    outbox.post(monitoring.case, template, to=to, context={"monitoring": monitoring, "link": link}, at=at)  # type: ignore[arg-type]


def _doers(monitoring: Monitoring) -> set[int]:
    did = {"sample_taken", "monitoring_reported"}
    return {event.actor_id for event in log.history(monitoring.case) if event.name in did and event.actor_id}


def _start(monitoring: Monitoring, matter: Matter, *, on: date, by: User, at: datetime) -> None:
    with suppress(clocks.NoRule):
        clocks.start(monitoring.case, matter, variant="", on=on, by=by, at=at)


def _stop(monitoring: Monitoring, matter: Matter, *, on: date, by: User | None, at: datetime) -> None:
    if clocks.open_clock(monitoring.case, matter) is not None:
        clocks.stop(monitoring.case, matter, on=on, by=by, at=at)


def _shut(monitoring: Monitoring, on: date) -> None:
    monitoring.case.closed_on = on
    monitoring.case.save(update_fields=["closed_on"])
