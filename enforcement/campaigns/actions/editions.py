"""What the public reads: an edition for each month, handed to the board, where a second person publishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from disclosure.board import board
from enforcement.campaigns import queries, rules
from enforcement.campaigns.actions.common import tell_people
from enforcement.campaigns.guards import NotPossible
from enforcement.campaigns.models import Campaign, Edition
from enforcement.campaigns.queries import public
from enforcement.campaigns.rules.facts import facts_of
from enforcement.campaigns.rules.kinds import kind_of
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User


@transaction.atomic
def tell(pk: int, *, why: str = "", by: User, at: datetime, key: str = "") -> Campaign:
    """交公示栏: how far it is today, as the next version."""
    campaign = lock(Campaign, pk)
    if log.already(key):
        return campaign
    rules.require("tell", by, campaign, timezone.localdate(at))
    rules.may_tell(campaign)
    edition = hand_in(campaign, why=why, by=by, at=at)
    facts = {"edition": edition.number, "sha256": edition.digest, "why": why}
    log.record(campaign.case, "campaign_told", by=by, at=at, key=key or None, facts=facts)
    return campaign


def hand_in(campaign: Campaign, *, why: str, by: User | None, at: datetime) -> Edition:
    """The list as it is now, frozen; its digest stands in the notice, so that one proves the other."""
    on = timezone.localdate(at)
    told = public.content(campaign, kind_of(campaign.kind).indicator, queries.of(campaign), on)
    _refuse_numbers(told)
    sha256 = public.digest(told)
    # The board is Chinese whoever hands in.
    with override("zh-hans"):
        notice = board.submit(
            campaign.case, board.Kind.CAMPAIGN, title=campaign.case.title, facts=facts_of(campaign, told, sha256),
            by=by, at=at, reason=why, document_kind="",
        )  # fmt: skip
    edition = Edition.objects.filter(notice=notice).first()
    if edition is not None:
        return edition
    number = campaign.editions.count() + 1
    if campaign.untold_on is not None:
        campaign.untold_on, campaign.untold_why = None, ""
        campaign.save(update_fields=["untold_on", "untold_why"])
    edition = Edition.objects.create(
        campaign=campaign, number=number, as_of=on, made_at=at, made_by=by, why=why, notice=notice, digest=sha256,
        content=told,
    )  # fmt: skip
    editors = staff_with(campaign.case.bureau, Role.EDITOR)
    tell_people(campaign, "notice_to_publish", editors, at=at, link="/desk/board/", application=campaign)
    return edition


def _refuse_numbers(told: dict[str, object]) -> None:
    """What stands in the list goes out with the notice: no identity or bank number, wherever it was typed."""
    for one in told["targets"]:  # type: ignore[attr-defined]
        for word in (one[name] for name in ("name", "township", "place", "measure", "added_why", "why")):
            if board.blocks(word):
                raise NotPossible(f"第 {one['number']} 号里有身份证号码或者银行卡号，请改正后再交。")


def make_monthly(*, at: datetime) -> int:
    """Once a month each public campaign that runs tells how far it is; returns how many did."""
    due = queries.due_for_an_edition(timezone.localdate(at))
    return sum(_tried(pk, at=at) for pk in due)


def _tried(pk: int, *, at: datetime) -> bool:
    """One whose list may not go out as it stands waits for who puts it right; the others do not wait for it."""
    try:
        return _monthly(pk, at=at)
    except Refused as refused:
        _untold(pk, str(refused)[:500], at=at)
        return False


@transaction.atomic
def _untold(pk: int, why: str, *, at: datetime) -> None:
    """Why the month was not told stands on the desk; who keeps the campaign is told once a month and reason."""
    campaign, on = lock(Campaign, pk), timezone.localdate(at)
    before = campaign.untold_on
    if before is not None and (before.year, before.month) == (on.year, on.month) and campaign.untold_why == why:
        return
    campaign.untold_on, campaign.untold_why = on, why
    campaign.save(update_fields=["untold_on", "untold_why"])
    log.record(campaign.case, "campaign_untold", by=None, at=at, facts={"why": why})
    case = campaign.case
    head = staff_with(case.bureau, Role.SECTION_HEAD, case.section) if case.section else ()
    tell_people(campaign, "campaign_untold", [case.holder, campaign.leader, *head], at=at, why=why)


@transaction.atomic
def _monthly(pk: int, *, at: datetime) -> bool:
    campaign, on = lock(Campaign, pk), timezone.localdate(at)
    if pk not in queries.due_for_an_edition(on):
        return False
    why = f"{on.year}年{on.month}月进度"
    edition = hand_in(campaign, why=why, by=None, at=at)
    facts = {"edition": edition.number, "sha256": edition.digest, "why": why}
    log.record(campaign.case, "campaign_told", by=None, at=at, facts=facts)
    return True
