"""接报: from the public, from the enterprise itself, or typed in by whoever took the call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.board import board
from enforcement.incidents import queries, rules
from enforcement.incidents.actions.common import note, open_round, wake
from enforcement.incidents.guards import NotPossible
from enforcement.incidents.models import Incident, Reporter
from enforcement.incidents.states import KIND, SERIES, Source
from envportal.audit import log
from envportal.cases import queries as cases
from envportal.cases.models import Case
from envportal.documents.actions import take_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from envportal.accounts.models import Bureau, User


class Heard(TypedDict):
    """What was heard of it."""

    what: str
    place: str
    division: NotRequired[str]
    occurred_at: NotRequired[datetime | None]
    pollutants: NotRequired[str]
    sensitive: NotRequired[Sequence[str]]


@dataclass(frozen=True)
class Caller:
    """Who says so; it is sealed apart at once."""

    name: str = ""
    contact: str = ""


def report_publicly(
    bureau: Bureau, *, key: str, address: str, at: datetime, caller: Caller, **heard: Unpack[Heard]
) -> Incident:
    """公众报告 without an account; the same form sent twice is one report."""
    if event := log.already(key):
        return Incident.objects.select_related("case").get(pk=event.case_id)
    board.count_post(board.source_of(address), at)
    return _receive(bureau, Source.PUBLIC, discovered_at=at, caller=caller, by=None, at=at, key=key, heard=heard)


def report_own(*, by: User, at: datetime, key: str = "", **heard: Unpack[Heard]) -> Incident:
    """涉事单位报告: its name is known, and it has a duty to report (Code 118)."""
    if event := log.already(key):
        return Incident.objects.select_related("case").get(pk=event.case_id)
    if by.enterprise is None or by.enterprise.bureau is None:
        raise NotPossible(_("您的账号没有企业，请用公众报告。"))
    bureau = by.enterprise.bureau
    return _receive(bureau, Source.ENTERPRISE, discovered_at=at, caller=Caller(), by=by, at=at, key=key, heard=heard)


def take_call(
    *, source: str, discovered_at: datetime, caller: Caller, by: User, at: datetime, key: str = "",
    **heard: Unpack[Heard],
) -> Incident:  # fmt: skip
    """接报登记 by staff: the call came first, the hours run from it."""
    if event := log.already(key):
        return Incident.objects.select_related("case").get(pk=event.case_id)
    rules.may_receive(by)
    assert by.bureau is not None  # noqa: S101  the rule has asked
    if discovered_at > at:
        raise NotPossible(_("接报时间写现在以前。"))
    return _receive(by.bureau, source, discovered_at=discovered_at, caller=caller, by=by, at=at, key=key, heard=heard)


@transaction.atomic
def _receive(
    bureau: Bureau, source: str, *, discovered_at: datetime, caller: Caller, by: User | None, at: datetime, key: str,
    heard: Heard,
) -> Incident:  # fmt: skip
    occurred_at = heard.get("occurred_at")
    if occurred_at is not None and occurred_at > discovered_at:
        raise NotPossible(_("发生时间晚于发现的时间，请核对。"))
    on = timezone.localdate(at)
    is_staff = by is not None and by.enterprise_id is None
    # The file is Chinese, whatever language its writer reads the page in. What somebody without an account typed
    # names no file: it may say who they are.
    where = "公众报告的" if source == Source.PUBLIC else heard["place"]
    case = Case.objects.create(
        kind=KIND, title=f"{where}突发环境事件"[:200], bureau=bureau, section=queries.section_of(bureau),
        holder=by if by and rules.handles(by) else None, enterprise=by.enterprise if by and not is_staff else None,
        created_at=at, opened_on=on, number=take_number(bureau, SERIES, on.year),
    )  # fmt: skip
    case.query_code_hash = cases.hash_query_code(cases.query_code(case))
    case.save(update_fields=["query_code_hash"])
    incident = Incident(case=case, source=source, discovered_at=discovered_at)
    for name, value in heard.items():
        setattr(incident, name, value)
    incident.sensitive = list(heard.get("sensitive", ()))
    incident.save()
    if caller.name or caller.contact:
        Reporter.objects.create(incident=incident, name=caller.name, contact=caller.contact)
    track = rules.track("", incident.sensitive, at_province=rules.at_province(incident))
    open_round(incident, track, since=discovered_at, by=by, at=at)
    facts = {"source": str(source), "discovered_at": discovered_at.isoformat(), "matter": str(track.matter)}
    note(incident, "incident_reported", by=by, at=at, key=key, **facts)
    wake(incident, "incident_reported", by=by, at=at)
    return incident
