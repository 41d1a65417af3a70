"""信息报告: who was told when by what way, and the written reports that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from enforcement.incidents import queries, rules
from enforcement.incidents.actions.common import note, stop
from enforcement.incidents.actions.common import tell as message
from enforcement.incidents.guards import NotPossible
from enforcement.incidents.models import Incident, Report
from enforcement.incidents.states import Level, ReportKind, Way
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.documents import letters
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from enforcement.incidents.models import Recipient, Round
    from envportal.accounts.models import User


@transaction.atomic
def tell(
    pk: int, *, who: Sequence[str], told_at: datetime, way: str, heard_by: str = "", by: User, at: datetime,
    key: str = "",
) -> Incident:  # fmt: skip
    """登记报告: these were told at that minute; once all were, the clock stops at the last of the minutes.

    By telephone first is allowed; the writing is registered when it follows. What was told before the level changed
    counts for the level it was told for, whenever it is entered.
    """
    incident = lock(Incident, pk)
    if log.already(key):
        return incident
    rules.require("tell", by, incident, timezone.localdate(at))
    of = queries.round_at(incident, told_at)
    rules.on_the_way(told_at, of.since, at)
    rules.was_owed_then(of, who)
    told_at = max(told_at, of.since)
    report = queries.signed_reports(incident).last()
    if way == Way.WRITTEN:
        rules.can_be_written(report, of, told_at)
    for one in of.recipients.filter(who__in=who):
        _told(one, told_at, way, report, heard_by=heard_by, by=by, at=at)
    _stop_when_all_know(incident, of, by=by, at=at)
    facts = {"who": list(who), "way": way, "told_at": told_at.isoformat(), "heard_by": heard_by, "round": of.number}
    note(incident, "incident_told", by=by, at=at, key=key, **facts)
    return incident


def _told(
    one: Recipient, told_at: datetime, way: str, report: Report | None, *, heard_by: str, by: User, at: datetime
) -> None:
    if one.told_at is not None and (way == Way.TELEPHONE or one.written_at is not None):
        raise NotPossible(_("%(who)s已经报告过。") % {"who": one.get_who_display()})
    if one.told_at is None:
        one.told_at, one.way, one.heard_by, one.told_by, one.entered_at = told_at, way, heard_by, by, at
    if way == Way.WRITTEN:
        one.written_at, one.report = told_at, report
    one.save()


def _stop_when_all_know(incident: Incident, of: Round, *, by: User, at: datetime) -> None:
    moments = [moment for moment in of.recipients.values_list("told_at", flat=True) if moment is not None]
    if len(moments) < of.recipients.count():
        return
    if of.number == queries.last_round(incident).number:
        stop(incident, of.matter, by=by, at=max(moments))
        return
    # The level changed meanwhile and ended it; in truth it had ended before.
    clock = queries.clock_of(of)
    if clock is not None and clock.stopped_at is not None and clock.stopped_at > max(moments):
        clocks.restop(clock, ended=max(moments), reason="级别变化以前已经报告", by=by, at=at)


@transaction.atomic
def write(
    pk: int, *, kind: str, items: Sequence[tuple[str, str]], instead_of: int | None = None, by: User, at: datetime,
    key: str = "",
) -> Report:  # fmt: skip
    """拟写 a report: it waits for somebody else to sign it. One nobody signed gives way to what is written instead."""
    incident = lock(Incident, pk)
    if event := log.already(key):
        return incident.reports.get(kind=event.facts["kind"], number=event.facts["number"])
    rules.require("write", by, incident, timezone.localdate(at))
    draft = queries.draft(incident, kind)
    rules.replaces(draft, instead_of)
    if draft is not None:
        draft.delete()
    made = list(incident.reports.all())
    rules.one_of_a_kind(kind, made)
    report = Report.objects.create(
        incident=incident, kind=kind, number=1 + sum(one.kind == kind for one in made),
        items=[list(pair) for pair in items if pair[1]], written_by=by, written_at=at,
    )  # fmt: skip
    note(incident, "incident_report_written", by=by, at=at, key=key, report=report.pk, kind=kind, number=report.number)
    head = staff_with(incident.case.bureau, Role.SECTION_HEAD, incident.case.section)
    message(incident, "incident_report_to_sign", [one for one in head if one.pk != by.pk], at=at, report=report)
    return report


@transaction.atomic
def sign(pk: int, *, report: int, by: User, at: datetime, key: str = "") -> Report:
    """签发: a letter with a number and its signer; to whom it went is registered when it has."""
    incident = lock(Incident, pk)
    if event := log.already(key):
        return Report.objects.get(pk=event.facts["report"])
    rules.require("sign", by, incident, timezone.localdate(at))
    written = incident.reports.filter(pk=report).first()
    if written is None:
        raise NotPossible(_("这份报告已经重新拟写，请打开新的一份再签发。"))
    if written.signed_at is not None:
        raise NotPossible(_("这份报告已经签发。"))
    rules.a_second_person(by, written.written_by_id, _("拟写的人不能自己签发。"), rules.SIGN)
    last = queries.last_round(incident)
    with override("zh-hans"):
        fields = {
            "report": name_of(written), "event": incident.case.title,
            "level": Level(incident.level).label if incident.level else "尚未判明",
            "recipients": [str(one.get_who_display()) for one in last.recipients.all()],
            "items": [{"label": label, "words": words} for label, words in written.items],
            "signer": by.name, "contact": written.written_by.name,
        }  # fmt: skip
        written.letter = letters.issue(
            incident.case, LetterKind.INCIDENT_REPORT, to=None, fields=fields, by=by, at=at
        )  # fmt: skip
    written.signed_by, written.signed_at = by, at
    written.save()
    facts = {"report": written.pk, "kind": written.kind, "letter": written.letter.number}
    note(incident, "incident_report_signed", by=by, at=at, key=key, **facts)
    return written


def name_of(report: Report) -> str:
    """初报, 续报第 2 次."""
    word = str(ReportKind(report.kind).label)
    return f"{word}第 {report.number} 次" if report.kind == ReportKind.FOLLOW_UP else word
