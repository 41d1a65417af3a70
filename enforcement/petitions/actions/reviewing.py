"""复查 and 复核: asked for in their days, answered by another person, and after the second it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enforcement.petitions import queries, rules
from enforcement.petitions.actions.common import close, issue, locked, note, open_again, start, stop, tell
from enforcement.petitions.actions.handling import review_until
from enforcement.petitions.actions.wording import nameless
from enforcement.petitions.guards import OutOfOrder
from enforcement.petitions.models import Review
from enforcement.petitions.queries import sealed
from enforcement.petitions.states import REVIEWED_IN, Conclusion, Stage, State
from envportal.accountability import responsibility
from envportal.accountability.responsibility import Cause
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from enforcement.petitions.models import Petition
    from envportal.accounts.models import User


@transaction.atomic
def ask_review(
    pk: int, *, reason: str, by: User | None, at: datetime, asked_on: date | None = None, key: str = ""
) -> Review:  # fmt: skip
    """申请复查 or, after a review, 复核: by number and code, or entered by the clerk for who came with a paper."""
    petition, today = locked(pk), timezone.localdate(at)
    if event := log.already(key):
        return Review.objects.get(pk=int(str(event.facts["review"])))
    on = asked_on or today
    rules.not_to_come(on, today)
    if (same := _asked_already(petition, reason)) is not None and by is None:
        return same
    if by is not None:
        rules.require("ask_review", by, petition, today)
    elif not rules.possible("ask_review", petition):
        raise OutOfOrder(rules.no_review_now(petition))
    stage = stage_of(petition)
    rules.is_in_time(until(petition, stage), on, stage)
    rules.is_after(on, _answered_on(petition, stage))
    (petition.ask_review if stage == Stage.REVIEW else petition.ask_recheck)()
    petition.save()
    open_again(petition)
    made = Review.objects.create(
        petition=petition, stage=stage, asked_on=on, reason=sealed.masked(petition, reason)[:3000]
    )
    start(petition, REVIEWED_IN[stage], on=on, by=by, at=at)
    note(petition, f"{stage}_asked", by=by, at=at, key=key, review=made.pk)
    tell(petition, "petition_review_asked", staff_with(petition.case.bureau, Role.LEADER), at=at, review=made)
    return made


def _asked_already(petition: Petition, reason: str) -> Review | None:
    """What the same words asked for and is not answered yet: by code there is no key, two clicks are one request."""
    review = queries.open_review(petition)
    return review if review is not None and review.reason == sealed.masked(petition, reason)[:3000] else None


def _answered_on(petition: Petition, stage: Stage) -> date | None:
    """The day of what is asked against."""
    before = queries.last_answer(petition) if stage == Stage.REVIEW else queries.last_review(petition)
    return before.answered_on if before else None


def stage_of(petition: Petition) -> Stage:
    """What would be asked for now."""
    return Stage.REVIEW if petition.state == State.ANSWERED else Stage.RECHECK


def until(petition: Petition, stage: Stage) -> date | None:
    if stage == Stage.REVIEW:
        answer = queries.last_answer(petition)
        return answer.review_until if answer else None
    review = queries.last_review(petition)
    return review.recheck_until if review else None


@transaction.atomic
def answer_review(
    pk: int, *, conclusion: str, text: str, organ: str, by: User, at: datetime, key: str = ""
) -> Petition:  # fmt: skip
    """复查（复核）答复 by somebody who answered nothing before; after the re-review the petition is concluded."""
    petition, on = locked(pk), timezone.localdate(at)
    if log.already(key):
        return petition
    rules.require("review", by, petition, on)
    text, organ = nameless(petition, text, organ, by=by, at=at)
    review = queries.open_review(petition)
    assert review is not None  # noqa: S101  the state says so
    stage = Stage(review.stage)
    further = review_until(petition, Stage.RECHECK, on) if stage == Stage.REVIEW else None
    review.letter = issue(
        petition, LetterKind.PETITION_REVIEWED, by=by, at=at, stage=stage.label, asked_on=review.asked_on,
        conclusion=Conclusion(conclusion).label, reasons=text, organ=organ, review_until=further,
        is_over="yes" if stage == Stage.RECHECK and conclusion != Conclusion.REVOKED else "",
    )  # fmt: skip
    review.conclusion, review.text, review.organ = conclusion, text, organ
    review.answered_by, review.answered_on, review.recheck_until = by, on, further
    review.save()
    (petition.review if stage == Stage.REVIEW else petition.recheck)()
    petition.save()
    stop(petition, REVIEWED_IN[stage], on=on, by=by, at=at)
    close(petition, on)
    note(petition, f"{stage}ed", by=by, at=at, key=key, conclusion=conclusion, why=text)
    if conclusion == Conclusion.REVOKED:
        what = f"信访答复经{stage.label}撤销"
        responsibility.open_record(petition.case, Cause.WRONG, ref=f"review-{review.pk}", what=what, at=at)
    return petition
