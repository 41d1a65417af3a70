"""Where it belongs: to a section, to another bureau, to another authority, to another procedure, or nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.petitions import rules
from enforcement.petitions.actions.common import (
    AFTER,
    BEFORE,
    close,
    issue,
    locked,
    note,
    start,
    stop,
    taken_up_by,
    tell,
)
from enforcement.petitions.actions.intake import framed, title_of
from enforcement.petitions.actions.wording import nameless
from enforcement.petitions.guards import NotPossible
from enforcement.petitions.queries import sealed
from enforcement.petitions.states import FINISHED_IN, TAKEN_UP_IN, Door, Kind, State
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from enforcement.petitions.models import Petition
    from envportal.accounts.models import Bureau, Enterprise, Section, User


@transaction.atomic
def route(
    pk: int, *, section: Section, holder: User | None = None, by: User, at: datetime, key: str = ""
) -> Petition:  # fmt: skip
    """转办 to a section and, where it is known, to who handles it; whoever reported is told."""
    petition, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("route", by, petition, on)
    rules.is_of_section(holder, section.pk)
    if section.bureau_id != petition.case.bureau_id:
        raise NotPossible(_("这个科室不在本局，请重新选择。"))
    petition.route()
    petition.save()
    petition.case.section, petition.case.holder = section, holder
    petition.case.save(update_fields=["section", "holder"])
    stop(petition, Matter.HOTLINE_TRANSFER, on=on, by=by, at=at)
    issue(petition, LetterKind.PETITION_ROUTED, by=by, at=at, routed_to=f"本局{section.name}",
          told_by=taken_up_by(petition) or on)  # fmt: skip
    note(petition, "routed", by=by, at=at, key=key, section=section.name, holder=holder.name if holder else "")
    people = [holder] if holder else list(staff_with(petition.case.bureau, Role.SECTION_HEAD, section))
    tell(petition, "petition_routed", [one for one in people if one.pk != by.pk], at=at)
    return petition


@transaction.atomic
def move(pk: int, *, bureau: Bureau, reason: str, by: User, at: datetime, key: str = "") -> Petition:
    """转送 to another bureau of this portal: the case goes there with its clocks and is routed anew."""
    petition, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("move", by, petition, on)
    [reason] = nameless(petition, reason, by=by, at=at)
    if bureau.pk == petition.case.bureau_id:
        raise NotPossible(_("本件就在这个局。"))
    petition.move()
    petition.save()
    case = petition.case
    case.bureau, case.section, case.holder = bureau, None, None
    case.save(update_fields=["bureau", "section", "holder"])
    stop(petition, Matter.HOTLINE_TRANSFER, on=on, by=by, at=at)
    issue(petition, LetterKind.PETITION_ROUTED, by=by, at=at, routed_to=bureau.name, reasons=reason,
          told_by=taken_up_by(petition) or on)  # fmt: skip
    note(petition, "moved", by=by, at=at, key=key, bureau=bureau.name, why=reason)
    tell(petition, "petition_moved", staff_with(bureau, Role.CLERK), at=at)
    return petition


@transaction.atomic
def send_out(pk: int, *, right_authority: str, reason: str, by: User, at: datetime, key: str = "") -> Petition:
    """转送 to an authority outside, with a letter that does not tell who reported."""
    petition, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("send_out", by, petition, on)
    reason, right_authority = nameless(petition, reason, right_authority, by=by, at=at)
    petition.right_authority, petition.declined_why = right_authority, reason
    petition.send_out()
    petition.save()
    issue(
        petition, LetterKind.PETITION_TRANSFER, by=by, at=at, to_authority=right_authority, reasons=reason,
        content=sealed.masked(petition, f"{petition.place}：{petition.what}")[:4000],
    )  # fmt: skip
    issue(petition, LetterKind.PETITION_ROUTED, by=by, at=at, routed_to=right_authority, reasons=reason)
    return _ended(petition, "sent_out", by=by, at=at, key=key, to=right_authority, why=reason)


@transaction.atomic
def decline(pk: int, *, reason: str, right_authority: str = "", by: User, at: datetime, key: str = "") -> Petition:
    """不予受理, with the reason and, where there is one, the right authority."""
    petition, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("decline", by, petition, on)
    reason, right_authority = nameless(petition, reason, right_authority, by=by, at=at)
    petition.declined_why, petition.right_authority = reason, right_authority
    petition.decline()
    petition.save()
    issue(petition, LetterKind.PETITION_DECLINED, by=by, at=at, reasons=reason, right_authority=right_authority)
    return _ended(petition, "declined", by=by, at=at, key=key, why=reason)


@transaction.atomic
def direct(pk: int, *, door: str, reason: str, by: User, at: datetime, key: str = "") -> Petition:
    """引导 to the right door: what seeks a permit's or a penalty's remedy is not handled as a petition."""
    petition, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("direct", by, petition, on)
    [reason] = nameless(petition, reason, by=by, at=at)
    petition.declined_why, petition.door = reason, door
    petition.direct()
    petition.save()
    issue(petition, LetterKind.PETITION_DECLINED, by=by, at=at, reasons=reason, way=WAYS[Door(door)])
    return _ended(petition, "directed", by=by, at=at, key=key, door=door, why=reason)


# As the letter says it.
WAYS = {
    Door.CONSULTING: "咨询可以在本局网上意见箱提出", Door.SUGGESTION: "意见建议可以在本局网上意见箱提出",
    Door.INFORMATION: "申请政府信息公开依照《政府信息公开条例》提出",
    Door.RECONSIDERATION: "对行政行为不服的，依照《行政复议法》申请行政复议",
    Door.LAWSUIT: "对行政行为不服的，依照《行政诉讼法》提起行政诉讼",
    Door.PERMIT: "对正在办理的行政许可有意见的，在许可程序中陈述、申辩或者申请听证",
}  # fmt: skip


def _ended(petition: Petition, name: str, *, by: User, at: datetime, key: str, **facts: object) -> Petition:
    on = timezone.localdate(at)
    stop(petition, *BEFORE, *AFTER, on=on, by=by, at=at)
    close(petition, on)
    note(petition, name, by=by, at=at, key=key, **facts)
    return petition


class Corrected(TypedDict):
    """What stands in the register."""

    kind: str
    division: str
    pollution: Sequence[str]
    enterprise: Enterprise | None
    is_dispute: bool


@transaction.atomic
def correct(
    pk: int, *, reason: str, by: User, at: datetime, key: str = "", **told: Unpack[Corrected]
) -> Petition:  # fmt: skip
    """更正登记: what it is by law, where, of what kind, about whom; another kind has other limits from the same day."""
    petition, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("correct", by, petition, on)
    reason, told["division"] = nameless(petition, reason, told["division"], by=by, at=at)
    if told["kind"] != petition.kind:
        rules.has_no_more_time(petition)
    was, petition.kind, petition.division = petition.kind, told["kind"], told["division"]
    petition.pollution, petition.is_dispute = framed(told["pollution"]), told["is_dispute"]
    petition.enterprise = enterprise = told["enterprise"]
    petition.save()
    petition.case.title = title_of(petition.division, told["pollution"])
    petition.case.save(update_fields=["title"])
    if petition.kind != was:
        _count_anew(petition, Kind(was), by=by, at=at)
    facts = {"kind": petition.kind, "was": was, "why": reason, "enterprise": enterprise.name if enterprise else ""}
    note(petition, "corrected", by=by, at=at, key=key, **facts)
    return petition


def _count_anew(petition: Petition, was: Kind, *, by: User, at: datetime) -> None:
    """The limits of the one end, those of the other run from the same days."""
    on = timezone.localdate(at)
    for before, matter in ((TAKEN_UP_IN[was], TAKEN_UP_IN), (FINISHED_IN[was], FINISHED_IN)):
        running = clocks.open_clock(petition.case, before)
        if running is not None:
            stop(petition, before, on=on, by=by, at=at)
            start(petition, matter[Kind(petition.kind)], on=running.started_on, by=by, at=at)
    if petition.kind == Kind.PETITION:
        stop(petition, Matter.HOTLINE_TRANSFER, on=on, by=by, at=at)
    elif petition.state == State.REGISTERED:
        start(petition, Matter.HOTLINE_TRANSFER, on=timezone.localdate(petition.received_at), by=by, at=at)
