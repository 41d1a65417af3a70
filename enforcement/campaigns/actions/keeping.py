"""A campaign from its first line to its closing report."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from enforcement.campaigns import queries, rules
from enforcement.campaigns.actions.common import end_duty, open_duties
from enforcement.campaigns.actions.editions import hand_in
from enforcement.campaigns.models import Campaign
from enforcement.campaigns.queries import figures
from enforcement.campaigns.rules.kinds import kind_of
from enforcement.campaigns.states import KIND, SERIES, UNFINISHED, TargetState
from envportal.accounts.queries import own_people_of
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.documents.actions import take_number
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from enforcement.campaigns.models import Target
    from envportal.accounts.models import Section, User


class Plan(TypedDict):
    """What a campaign is, as it is typed."""

    kind: str
    name: str
    basis: str
    from_on: date
    to_on: date
    section: Section
    leader: User
    target_rate: Decimal
    aim: NotRequired[str]
    pollutant: NotRequired[str]
    reduction_aim: NotRequired[Decimal | None]
    reduction_unit: NotRequired[str]
    measures: NotRequired[str]
    is_public: NotRequired[bool]


class Told(TypedDict):
    """What is told at the end."""

    result_words: str
    missed_why: NotRequired[str]
    onward: NotRequired[str]


OF_CASE = ("name", "section")


@transaction.atomic
def open_campaign(*, by: User, at: datetime, key: str = "", **plan: Unpack[Plan]) -> Campaign:
    """立项: a case with its number; the list is written next."""
    if event := log.already(key):
        return Campaign.objects.get(pk=event.facts["campaign"])
    rules.may_open(by)
    bureau, on = by.bureau, timezone.localdate(at)
    assert bureau is not None  # noqa: S101  the rule has asked
    case = Case.objects.create(
        kind=KIND, title=plan["name"], bureau=bureau, section=plan["section"], holder=by, created_at=at,
        opened_on=on, number=take_number(bureau, SERIES, on.year),
    )  # fmt: skip
    plain = {name: value for name, value in plan.items() if name not in OF_CASE}
    campaign = Campaign.objects.create(case=case, **plain)
    facts = {"campaign": case.pk, "kind": plan["kind"], "target_rate": plan["target_rate"], "to_on": plan["to_on"]}
    log.record(case, "campaign_opened", by=by, at=at, key=key or None, facts=facts)
    return campaign


@transaction.atomic
def edit(pk: int, *, by: User, at: datetime, key: str = "", **plan: Unpack[Plan]) -> Campaign:
    """Until it starts; what the aim was stands in the log."""
    campaign = lock(Campaign, pk)
    if log.already(key):
        return campaign
    rules.require("edit", by, campaign, timezone.localdate(at))
    for name, value in plan.items():
        if name not in OF_CASE:
            setattr(campaign, name, value)
    campaign.save()
    campaign.case.title, campaign.case.section = plan["name"], plan["section"]
    campaign.case.save(update_fields=["title", "section"])
    facts = {name: str(value) for name, value in plan.items()}
    log.record(campaign.case, "campaign_edited", by=by, at=at, key=key or None, facts=facts)
    return campaign


@transaction.atomic
def start(pk: int, *, by: User, at: datetime, key: str = "") -> Campaign:
    """启动: the list stands, every target has its duty, the enterprises on it are told."""
    campaign, on = lock(Campaign, pk), timezone.localdate(at)
    if log.already(key):
        return campaign
    rules.require("start", by, campaign, on)
    listed = queries.of(campaign)
    rules.has_list(len(listed))
    campaign.start()
    campaign.started_on = on
    campaign.save()
    enlist_all(campaign, listed, by=by, at=at)
    facts = {"listed": len(listed)}
    log.record(campaign.case, "campaign_started", by=by, at=at, key=key or None, facts=facts)
    return campaign


def enlist_all(campaign: Campaign, targets: Sequence[Target], *, by: User, at: datetime) -> None:
    """What targets of a campaign that runs have: each its duty, and an enterprise that knows of it."""
    for target in targets:
        target.campaign = campaign
    open_duties(campaign, targets, by=by, at=at)
    told = [target for target in targets if target.enterprise_id is not None]
    people = own_people_of({target.enterprise_id for target in told if target.enterprise_id is not None})
    link = f"/my/campaigns/{campaign.pk}/"
    outbox.post_all(
        [
            outbox.Post(campaign.case, "campaign_asks", people.get(target.enterprise_id or 0, ()),
                        {"campaign": campaign, "link": link, "target": target})
            for target in told
        ],
        at=at,
    )  # fmt: skip


@transaction.atomic
def cancel(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> Campaign:
    """不办了: while nothing was promised to anybody."""
    campaign, on = lock(Campaign, pk), timezone.localdate(at)
    if log.already(key):
        return campaign
    rules.require("cancel", by, campaign, on)
    campaign.cancel()
    campaign.save()
    _shut(campaign, on)
    log.record(campaign.case, "campaign_cancelled", by=by, at=at, key=key or None, facts={"why": why})
    return campaign


@transaction.atomic
def close(pk: int, *, by: User, at: datetime, key: str = "", **told: Unpack[Told]) -> Campaign:
    """结束: the result beside the aim; a missed one says why, and what becomes of what is left."""
    campaign, on = lock(Campaign, pk), timezone.localdate(at)
    if log.already(key):
        return campaign
    rules.require("close", by, campaign, on)
    rules.answered(queries.waiting(campaign).count())
    listed = queries.of(campaign)
    reached = figures.standing(campaign, kind_of(campaign.kind).indicator, listed, on)
    rules.explained(is_met=reached.is_met, missed_why=told.get("missed_why", ""))
    for name, value in told.items():
        setattr(campaign, name, value)
    campaign.result_rate, campaign.is_met = reached.rate, reached.is_met
    campaign.close()
    campaign.save()
    for target in listed:
        if target.state in UNFINISHED:
            end_duty(target, words=f"行动结束：{told.get('onward') or told['result_words']}", on=on, by=by, at=at)
    _shut(campaign, on)
    facts = {"rate": reached.rate, "is_met": reached.is_met, "left": reached.tally.left}
    facts |= {"removed": reached.tally.by_state[TargetState.REMOVED]}
    log.record(campaign.case, "campaign_closed", by=by, at=at, key=key or None, facts=facts)
    if campaign.is_public:
        hand_in(campaign, why="结束总结", by=by, at=at)
    return campaign


def count_anew(campaign: Campaign, why: str, *, by: User, at: datetime) -> None:
    """结果更正: a verification was taken back after the end; what was told before stays beside it, on log and board."""
    on = figures.counted_on(campaign, timezone.localdate(at))
    reached = figures.standing(campaign, kind_of(campaign.kind).indicator, queries.of(campaign), on)
    before = {"rate_before": campaign.result_rate, "is_met_before": campaign.is_met}
    campaign.result_rate, campaign.is_met = reached.rate, reached.is_met
    if not reached.is_met and not campaign.missed_why:
        campaign.missed_why = why
    campaign.save()
    facts = {"why": why, "rate": reached.rate, "is_met": reached.is_met, **before}
    log.record(campaign.case, "campaign_result_corrected", by=by, at=at, facts=facts)
    if campaign.is_public:
        hand_in(campaign, why=f"结束以后更正：{why}"[:300], by=by, at=at)


def _shut(campaign: Campaign, on: date) -> None:
    campaign.case.closed_on = on
    campaign.case.save(update_fields=["closed_on"])
