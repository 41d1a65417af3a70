"""What the verbs share: a target with its case locked, a line in the log, a duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enforcement.campaigns.models import Target
from enforcement.campaigns.rules.kinds import kind_of
from envportal import rows
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.duties import register
from envportal.duties.models import Duty
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from enforcement.campaigns.models import Campaign
    from envportal.accounts.models import User


def locked(pk: int) -> Target:
    """The case row of its campaign first, then the target as it is now."""
    lock(Case, Target.objects.values_list("campaign__case_id", flat=True).get(pk=pk))
    return Target.objects.select_related("campaign__case__bureau", "campaign__case__section", "enterprise").get(pk=pk)


def note(target: Target, name: str, *, by: User | None, at: datetime, key: str = "", **facts: object) -> None:
    told = {"target": target.number, "name": target.name, **facts}
    log.record(target.campaign.case, name, by=by, at=at, key=key or None, facts=told)


def open_duty(target: Target, *, by: User | None, at: datetime, again: bool = False) -> None:
    """The deadline of a target is a duty: reminded of before, marked after, without a clock of its own.

    One that was ended stays ended; done again, it is another.
    """
    case, key = target.campaign.case, f"target-{target.number}"
    if again:
        key += f"-{Duty.objects.filter(case=case, key__startswith=f'{key}-').count() + 2}"
    target.duty = register.open_duty(case, _task(target, key), by=by, at=at)


def open_duties(campaign: Campaign, targets: Sequence[Target], *, by: User | None, at: datetime) -> None:
    """The same for every target of a list, in a few statements, whatever its length."""
    tasks = [_task(target, f"target-{target.number}") for target in targets]
    for target, duty in zip(targets, register.open_all(campaign.case, tasks, by=by, at=at), strict=True):
        target.duty = duty
    rows.update(targets, ("duty_id",))


def _task(target: Target, key: str) -> register.Task:
    campaign = target.campaign
    bearer = register.Bearer.ENTERPRISE if target.enterprise_id else register.Bearer.BUREAU
    return register.Task(
        key=key, kind=register.Kind.CAMPAIGN, bearer=bearer,
        title=f"{kind_of(campaign.kind).target}“{target.name}”：{target.measure}", text=target.measure,
        basis=campaign.basis[:200], due_on=target.due_on, enterprise=target.enterprise, section=campaign.case.section,
    )  # fmt: skip


def duty_of(target: Target) -> Duty | None:
    """What is still to be done of a target, read afresh: the sweep marks it meanwhile."""
    found = Duty.objects.filter(campaign_target=target, state__in=register.UNDONE)
    return found.select_related("case").first()


def end_duty(target: Target, *, words: str, on: date, by: User | None, at: datetime, is_done: bool = False) -> None:
    duty = duty_of(target)
    if duty is not None and is_done:
        register.fulfil(duty, on=on, by=by, at=at, words=words)
    elif duty is not None:
        register.drop(duty, reason=words, on=on, by=by, at=at)


def tell_people(
    campaign: Campaign, template: str, to: Iterable[User | None], *, at: datetime, link: str = "", **context: object
) -> None:
    said = {"campaign": campaign, "link": link or f"/desk/campaigns/{campaign.pk}/", **context}
    outbox.post(campaign.case, template, to=[one for one in set(to) if one is not None], context=said, at=at)
