"""Another last day, giving up, leaving the list: asked for with a reason, answered by a second person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.campaigns import rules
from enforcement.campaigns.actions.common import duty_of, end_duty, locked, note, tell_people
from enforcement.campaigns.guards import NotPossible, OutOfOrder
from enforcement.campaigns.models import ChangeRequest
from enforcement.campaigns.states import Answer, Change
from envportal.audit import log
from envportal.duties import register

if TYPE_CHECKING:
    from datetime import date, datetime

    from enforcement.campaigns.models import Target
    from envportal.accounts.models import User


@transaction.atomic
def ask_change(
    pk: int, *, change: str, reason: str, due_on: date | None = None, by: User, at: datetime, key: str = ""
) -> ChangeRequest:
    target = locked(pk)
    if event := log.already(key):
        return ChangeRequest.objects.get(pk=event.facts["request"])
    rules.require_target("ask_change", by, target, timezone.localdate(at))
    rules.may_change(target, change)
    if change == Change.POSTPONE:
        rules.later(due_on, target)
    if target.requests.filter(answer=Answer.WAITING).exists():
        raise NotPossible(_("这个对象已有一项请求在等答复。"))
    request = ChangeRequest.objects.create(
        target=target, change=change, reason=reason, due_on=due_on if change == Change.POSTPONE else None, asked_by=by,
        asked_at=at,
    )  # fmt: skip
    note(target, "target_change_asked", by=by, at=at, key=key, request=request.pk, change=change, why=reason)
    leader = target.campaign.leader
    tell_people(target.campaign, "campaign_change_asked", {leader} - {by}, at=at, target=target, request=request)
    return request


@transaction.atomic
def answer(pk: int, *, agreed: bool, why: str = "", by: User, at: datetime, key: str = "") -> ChangeRequest:
    """同意的当场生效; what left the list stays visible as removed."""
    target = locked(ChangeRequest.objects.values_list("target_id", flat=True).get(pk=pk))
    request = ChangeRequest.objects.select_related("target__campaign__case", "asked_by").get(pk=pk)
    if log.already(key):
        return request
    on = timezone.localdate(at)
    rules.may_answer(by, request, on)
    if request.answer != Answer.WAITING:
        raise OutOfOrder(_("这项请求已经答复。"))
    request.answer = Answer.AGREED if agreed else Answer.DECLINED
    request.answered_by, request.answered_at, request.answer_why = by, at, why
    request.save()
    if agreed:
        rules.may_change(target, request.change)
        _carry_out(target, request, on=on, by=by, at=at)
    facts = {"request": request.pk, "change": request.change, "agreed": agreed, "why": why or request.reason}
    note(target, "target_change_answered", by=by, at=at, key=key, **facts)
    link = f"/desk/campaigns/targets/{target.pk}/"
    tell_people(target.campaign, "campaign_change_answered", [request.asked_by], at=at, link=link, request=request)
    return request


def _carry_out(target: Target, request: ChangeRequest, *, on: date, by: User, at: datetime) -> None:
    if request.change == Change.POSTPONE:
        assert request.due_on is not None  # noqa: S101  the constraint says so
        target.postpone()
        target.due_on = request.due_on
        duty = duty_of(target)
        if duty is not None:
            register.set_day(duty, due_on=request.due_on, by=by, at=at)
    else:
        getattr(target, rules.CHANGES[Change(request.change)])()
        target.ended_why = request.reason
        end_duty(target, words=request.reason, on=on, by=by, at=at)
    target.save()
