"""Handling: taken up, given more time, answered; the answer goes to everybody whose report was merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.petitions import queries, rules
from enforcement.petitions.actions.common import (
    AFTER,
    BEFORE,
    close,
    finished_by,
    issue,
    locked,
    locked_with_merged,
    note,
    start,
    stop,
    tell,
)
from enforcement.petitions.actions.wording import nameless
from enforcement.petitions.guards import NotPossible
from enforcement.petitions.models import Answer, Extension
from enforcement.petitions.states import ASKED_IN, FINISHED_IN, Finding, Kind, Stage, State
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from enforcement.petitions.models import Petition
    from envportal.accounts.models import User


class Said(TypedDict):
    """What an answer says."""

    finding: str
    found: str
    done: str
    responsible: str


@transaction.atomic
def accept(pk: int, *, by: User, at: datetime, key: str = "") -> Petition:
    """受理: whoever takes it up holds it; the limit to finish runs from today, and whoever reported is told."""
    petition, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("accept", by, petition, on)
    petition.accept()
    petition.save()
    if petition.case.holder is None:
        petition.case.holder = by
        petition.case.save(update_fields=["holder"])
    stop(petition, *BEFORE, on=on, by=by, at=at)
    start(petition, FINISHED_IN[Kind(petition.kind)], on=on, by=by, at=at)
    issue(petition, LetterKind.PETITION_ACCEPTED, by=by, at=at, accepted_on=on, told_by=finished_by(petition))
    note(petition, "accepted", by=by, at=at, key=key)
    return petition


@transaction.atomic
def answer(pk: int, *, by: User, at: datetime, key: str = "", **said: Unpack[Said]) -> Petition:
    """答复: true or not, what was found and done, who answered for it; one letter for each report merged into it."""
    petition, *others = locked_with_merged(pk)
    if log.already(key):
        return petition
    rules.require("answer", by, petition, timezone.localdate(at))
    texts = nameless(petition, said["found"], said["done"], said["responsible"], by=by, at=at)
    said["found"], said["done"], said["responsible"] = texts
    _answer(petition, said, by=by, at=at, key=key)
    for other in others:
        if other.state == State.MERGED:
            _answer(other, said, by=by, at=at, key="")
    return petition


def _answer(petition: Petition, said: Said, *, by: User, at: datetime, key: str) -> None:
    on = timezone.localdate(at)
    until = review_until(petition, Stage.REVIEW, on)
    petition.answer()
    petition.save()
    letter = issue(
        petition, LetterKind.PETITION_ANSWER, by=by, at=at, finding=Finding(said["finding"]).label, found=said["found"],
        done=said["done"], responsible=said["responsible"], answered_for=by.section.name if by.section else by.name,
        review_until=until, organ=review_organ(petition) if until else "",
    )  # fmt: skip
    round_ = petition.answers.count() + 1
    Answer.objects.create(
        petition=petition, round=round_, answered_by=by, answered_on=on, letter=letter, review_until=until, **said
    )
    stop(petition, *BEFORE, *AFTER, on=on, by=by, at=at)
    petition.extensions.filter(decided_by=None, lapsed_at=None).update(lapsed_at=at)
    close(petition, on)
    note(petition, "answered", by=by, at=at, key=key, finding=said["finding"], number=letter.number, round=round_)


def review_until(petition: Petition, stage: Stage, on: date) -> date | None:
    """信访工作条例 §35, §36: the last day to ask for a review; a tip-off has none, it is rated and handled anew."""
    if petition.kind != Kind.PETITION:
        return None
    try:
        return clocks.due_day(petition.case.bureau, ASKED_IN[stage], "", on=on)
    except clocks.NoRule:
        return None


def review_organ(petition: Petition) -> str:
    """原办理机关的上一级行政机关; in the letter as the bureau's superior is called."""
    parent = petition.case.bureau.parent
    return parent.name if parent else "本局的上一级行政机关"


# MORE TIME ---------------------------------------------------------------------------
@transaction.atomic
def ask_extension(pk: int, *, days: int, reason: str, by: User, at: datetime, key: str = "") -> Extension:
    """提出延长: before the end, once, with the reason; a leader decides."""
    petition, on = locked(pk), timezone.localdate(at)
    if event := log.already(key):
        return Extension.objects.get(pk=int(str(event.facts["extension"])))
    rules.require("ask_extension", by, petition, on)
    [reason] = nameless(petition, reason, by=by, at=at)
    due = finished_by(petition)
    if due is None or on > due:
        raise NotPossible(_("办理期限已过或者没有期限，不能再延长。"))
    if petition.extensions.filter(is_granted=True, asked_at__gte=_round_began(petition)).exists():
        raise NotPossible(_("办理期限只能延长一次。"))
    made = Extension.objects.create(petition=petition, days=days, reason=reason, asked_by=by, asked_at=at)
    note(petition, "extension_asked", by=by, at=at, key=key, extension=made.pk, days=days, why=reason)
    leaders = staff_with(petition.case.bureau, Role.LEADER)
    tell(petition, "petition_extension_asked", [one for one in leaders if one.pk != by.pk], at=at, extension=made)
    return made


def _round_began(petition: Petition) -> datetime:
    """The moment the present handling began: a petition handled anew has its whole term, and its own extension."""
    began = [event.at for event in log.history(petition.case) if event.name in BEGINS]
    return max(began, default=petition.received_at)


BEGINS = frozenset({"petition_accepted", "petition_reopened"})


@transaction.atomic
def decide_extension(
    pk: int, *, is_granted: bool, declined_why: str = "", by: User, at: datetime, key: str = ""
) -> Petition:  # fmt: skip
    """批准延长 by a leader who did not ask for it, before the end; whoever reported is told the day and why."""
    petition, *others = locked_with_merged(pk)
    if log.already(key):
        return petition
    rules.require("grant_extension", by, petition, timezone.localdate(at))
    asked = queries.open_extension(petition)
    assert asked is not None  # noqa: S101  the rule has asked
    [declined_why] = nameless(petition, declined_why, by=by, at=at)
    asked.decided_by, asked.decided_at, asked.is_granted, asked.declined_why = by, at, is_granted, declined_why
    asked.save()
    if is_granted:
        _extend(petition, others, asked, by=by, at=at)
    name = "extended" if is_granted else "extension_declined"
    why = asked.reason if is_granted else declined_why
    note(petition, name, by=by, at=at, key=key, days=asked.days, why=why)
    tell(petition, "petition_extension_decided", [asked.asked_by], at=at, extension=asked)
    return petition


def _waits_longer(one: Petition, at: datetime) -> bool:
    """Whether the limit of a merged one can be prolonged too: not over, and not prolonged before it was merged."""
    is_extended = one.extensions.filter(is_granted=True, asked_at__gte=_round_began(one)).exists()
    return not is_extended and not clocks.is_past(one.case, FINISHED_IN[Kind(one.kind)], at=at)


def _extend(petition: Petition, others: Sequence[Petition], asked: Extension, *, by: User, at: datetime) -> None:
    """Everybody who waits for this answer waits so many days longer, and is told."""
    for one in [petition, *others]:
        before, matter = finished_by(one), FINISHED_IN[Kind(one.kind)]
        if before is None or (one.pk != petition.pk and not _waits_longer(one, at)):
            continue
        clock = clocks.prolong(one.case, matter, amount=asked.days, reason=asked.reason, by=by, at=at)
        issue(
            one, LetterKind.PETITION_EXTENDED, by=by, at=at, original_due_on=before, new_due_on=clock.due_on,
            reasons=asked.reason, approver=by.name,
        )  # fmt: skip
