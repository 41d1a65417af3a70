"""A part from the person's answer to the end of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from envportal.accountability import queries
from envportal.accountability.actions.common import limit, locked, note, require, tell
from envportal.accountability.enums import Happened
from envportal.accountability.guards import NotPossible
from envportal.accountability.models import Responsibility
from envportal.accountability.rules import records as rules
from envportal.accounts.rules import confirm_second_factor, signed
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines.enums import Matter

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accountability.models import Part
    from envportal.accounts.models import User


@transaction.atomic
def answer(pk: int, *, words: str, by: User, at: datetime, key: str = "") -> Part:
    """本人书面说明, once; after the limit as well, as long as nobody has decided."""
    part = locked(pk)
    if log.already(key):
        return part
    require(rules.may_answer(by, part), rules.ANSWER)
    part.give_answer()
    part.answer, part.answered_at = words, at
    part.save()
    note(part.responsibility, Happened.ANSWERED, by=by, at=at, key=key, part=pk)
    return part


@signed
def decide(
    pk: int, *, finding: str, grade: str = "", reasons: str, code: str, by: User, at: datetime, key: str = ""
) -> Part:
    """认定 by somebody outside the chain, signed with the second factor; the person hears it and may appeal."""
    part, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return part
    require(rules.may_decide(by, part, on), rules.DECIDE)
    rules.require_measure(part, finding, grade, on)
    confirm_second_factor(by, code, at)
    part.decide()
    part.finding, part.grade, part.reasons = finding, grade, reasons
    part.decided_by, part.decided_at = by, at
    part.appeal_by = limit(part.responsibility.case.bureau, Matter.ACCOUNT_APPEAL, on)
    part.save()
    facts: dict[str, Any] = {"part": pk, "finding": finding, "grade": grade, "appeal_by": part.appeal_by}
    note(part.responsibility, Happened.DECIDED, by=by, at=at, key=key, **facts)
    tell(part.responsibility, "accountability_decided", [part.person], at=at, part=part)
    return part


@transaction.atomic
def appeal(pk: int, *, words: str, by: User, at: datetime, key: str = "") -> Part:
    """申请复核, within the limit; the leaders who have not decided hear of it."""
    part, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return part
    require(rules.may_appeal(by, part, on), rules.APPEAL)
    part.ask_review()
    record = part.responsibility
    part.appeal, part.appealed_at = words, at
    part.review_by = limit(record.case.bureau, Matter.ACCOUNT_REVIEW, on)
    part.save()
    note(record, Happened.APPEALED, by=by, at=at, key=key, part=pk, review_by=part.review_by)
    chain = queries.people_of(record) | {part.decided_by_id}
    others = [one for one in queries.deciders_of(record.case.bureau) if one.pk not in chain]
    tell(record, "accountability_appealed", others, at=at, part=part)
    return part


@signed
def review(
    pk: int, *, review: str, grade: str = "", reasons: str, code: str, by: User, at: datetime, key: str = ""
) -> Part:
    """复核 by another decider: upheld, lighter or annulled, never heavier."""
    part, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return part
    require(rules.may_review(by, part, on), rules.DECIDE)
    rules.require_lighter(part, review, grade, on)
    confirm_second_factor(by, code, at)
    part.settle()
    part.review, part.review_grade, part.review_reasons = review, grade, reasons
    part.reviewed_by, part.reviewed_at = by, at
    part.save()
    note(part.responsibility, Happened.REVIEWED, by=by, at=at, key=key, part=pk, review=review, grade=grade)
    tell(part.responsibility, "accountability_reviewed", [part.person, part.decided_by], at=at, part=part)
    return part


@transaction.atomic
def close(pk: int, *, closure: str, by: User, at: datetime, key: str = "") -> Responsibility:
    """办结: once everybody's part is final; what the bureau changes because of it stands in words."""
    record = lock(Responsibility, pk)
    if log.already(key):
        return record
    require(rules.may_close(by, record, timezone.localdate(at)), rules.CLOSE)
    if not closure.strip():
        raise NotPossible(_("写明办结情况。"))
    record.close()
    record.closed_by, record.closed_at, record.closure = by, at, closure
    record.save()
    note(record, Happened.CLOSED, by=by, at=at, key=key)
    return record
