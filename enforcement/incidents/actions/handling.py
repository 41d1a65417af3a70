"""处置, 结论, 公开, 结案."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.board import board
from enforcement.incidents import queries, rules
from enforcement.incidents.actions.common import note, shut, tell, tell_enterprise
from enforcement.incidents.guards import NotPossible
from enforcement.incidents.models import Incident, Measure
from enforcement.incidents.states import EVIDENCE, Stage
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.documents import actions as documents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

    from django.core.files.uploadedfile import UploadedFile

    from disclosure.board.models import Notice
    from envportal.accounts.models import User
    from envportal.documents.models import Document

# What the public reads of whose doing it was before that is established.
UNKNOWN = "正在调查"
VERSIONS = {Stage.INITIAL: "更正", Stage.FOLLOW_UP: "续报：处置进展", Stage.CONCLUSION: "处理结果"}


class Conclusion(TypedDict):
    cause_kind: str
    cause: str
    loss: Decimal | None
    damage: str
    responsibility: str
    accountable: str
    lessons: str
    left_over: str


def note_measure(
    pk: int, *, taken_at: datetime, what: str, role: str, file: UploadedFile[bytes] | None = None, by: User,
    at: datetime, key: str = "",
) -> Measure:  # fmt: skip
    """登记处置: one line of the log, with its evidence.

    Not one transaction: a child process reads the file for seconds, and nothing may be locked meanwhile.
    """
    incident = Incident.objects.select_related("case").get(pk=pk)
    if event := log.already(key):
        return Measure.objects.get(pk=event.facts["measure"])
    rules.require("note", by, incident, timezone.localdate(at))
    kept = file and documents.take_in(
        file, case=incident.case, owner=None, kind=EVIDENCE, by=by, at=at, is_inside=True
    )  # fmt: skip
    return _noted(pk, Measure(at=taken_at, what=what, role=role, entered_by=by, entered_at=at), kept or None, key)


@transaction.atomic
def _noted(pk: int, measure: Measure, kept: Document | None, key: str) -> Measure:
    incident, at, by = lock(Incident, pk), measure.entered_at, measure.entered_by
    if event := log.already(key):
        return Measure.objects.get(pk=event.facts["measure"])
    rules.require("note", by, incident, timezone.localdate(at))
    if measure.at > at:
        raise NotPossible(_("时间写现在以前。"))
    measure.incident = incident
    measure.document = documents.enter(kept) if kept else None
    measure.save()
    facts = {"measure": measure.pk, "taken_at": measure.at.isoformat()}
    if measure.document:
        facts["sha256"] = measure.document.sha256
    note(incident, "incident_measure_noted", by=by, at=at, key=key, **facts)
    return measure


@transaction.atomic
def conclude(pk: int, *, by: User, at: datetime, key: str = "", **found: Unpack[Conclusion]) -> Incident:
    """写明调查结论; somebody else closes."""
    incident = lock(Incident, pk)
    if log.already(key):
        return incident
    rules.require("conclude", by, incident, timezone.localdate(at))
    if not incident.level:
        raise NotPossible(_("先定级，再写结论。"))
    for name, value in found.items():
        setattr(incident, name, value)
    figures = {name: getattr(incident, name) for name in rules.FIGURES}
    rules.fits(incident.level, figures, incident.level, incident.level_why)
    for words in (incident.responsibility, incident.accountable):
        board.refuse_numbers_of_people(words)
    incident.conclude()
    incident.concluded_by, incident.concluded_at = by, at
    incident.save()
    note(incident, "incident_concluded", by=by, at=at, key=key, cause=incident.cause_kind)
    head = staff_with(incident.case.bureau, Role.SECTION_HEAD, incident.case.section)
    tell(incident, "incident_to_close", [one for one in head if one.pk != by.pk], at=at)
    return incident


@transaction.atomic
def publish(
    pk: int, *, stage: str, facts: Mapping[str, str], name_owner: bool = False, by: User, at: datetime, key: str = ""
) -> Notice:
    """提交公开: the next version of what the public reads; an editor looks it through and publishes it.

    Whose doing it was is named once it is established, not before.
    """
    incident = lock(Incident, pk)
    if event := log.already(key):
        return queries.notices(incident).get(public_id=event.facts["notice"])
    rules.require("publish", by, incident, timezone.localdate(at))
    rules.is_the_stage(stage, incident)
    if name_owner and stage != Stage.CONCLUSION:
        raise NotPossible(_("责任单位查明以后，在调查结论里写。"))
    owner = incident.case.enterprise if name_owner else None
    named = {"责任单位": owner.name, "统一社会信用代码": owner.uscc} if owner else {}
    notice = board.submit(
        incident.case, board.Kind.INCIDENT, title=incident.case.title, facts={**facts, **named}, by=by,
        at=at, reason=VERSIONS[Stage(stage)], owner="" if owner else UNKNOWN, place=incident.place,
        division=incident.division,
    )  # fmt: skip
    note(incident, "incident_handed_in", by=by, at=at, key=key, stage=stage, notice=notice.public_id)
    return notice


@transaction.atomic
def send_back(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> Incident:
    """退回补充 what the conclusion lacks; what of it waited for the public is taken back."""
    incident = lock(Incident, pk)
    if log.already(key):
        return incident
    rules.require("send_back", by, incident, timezone.localdate(at))
    writer = incident.concluded_by
    incident.send_back()
    incident.concluded_by = incident.concluded_at = None
    incident.save()
    waiting = board.pending(incident.case, board.Kind.INCIDENT)
    if waiting is not None and queries.concludes(waiting):
        board.take_back(incident.case, reason=why, by=by, at=at, kind=board.Kind.INCIDENT)
    note(incident, "incident_sent_back", by=by, at=at, key=key, why=why)
    tell(incident, "incident_sent_back", [writer] if writer else [], at=at, why=why)
    return incident


@transaction.atomic
def close(pk: int, *, why: str = "", by: User, at: datetime, key: str = "") -> Incident:
    """结案: by somebody who did not write the conclusion, once nothing is owed."""
    incident = lock(Incident, pk)
    if log.already(key):
        return incident
    rules.require("close", by, incident, timezone.localdate(at))
    rules.a_second_person(by, incident.concluded_by_id, _("写结论的人不能自己结案。"), rules.CLOSE)
    rules.nothing_owed(incident)
    incident.close()
    incident.closed_by, incident.closed_why = by, why
    incident.save()
    shut(incident, at)
    note(incident, "incident_closed", by=by, at=at, key=key, why=why)
    tell_enterprise(incident, "incident_ended", at=at)
    return incident
