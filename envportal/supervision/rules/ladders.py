"""Two persons set who is told of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.refusals import Refused
from envportal.supervision.models import Ladder
from envportal.supervision.rules.cards import NeedsSecondPerson

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import Bureau, User


class LadderIsProposed(Refused):
    """A version for this matter waits for a second person already."""


class LadderIsDecided(Refused):
    """The proposal was agreed to or turned down."""


class LadderBeginsInThePast(Refused):
    """Rules for what is already over are no rules."""


def check_propose_ladder(bureau: Bureau, matter: str) -> None:
    if Ladder.objects.filter(bureau=bureau, matter=matter, agreed_by=None, declined_by=None).exists():
        raise LadderIsProposed(_("这一事项已有一份新规则等待另一人同意，先处理那一份。"))


def check_open(ladder: Ladder) -> None:
    if ladder.agreed_by_id or ladder.declined_by_id:
        raise LadderIsDecided(_("这份规则已经同意或退回，不再处理。"))


def check_decline_ladder(user: User, ladder: Ladder) -> bool:  # noqa: ARG001
    check_open(ladder)
    return True


def check_decide_ladder(user: User, ladder: Ladder) -> bool:
    check_open(ladder)
    if ladder.proposed_by_id == user.pk:
        raise NeedsSecondPerson(_("这份规则由您提出，须由另一位局领导或监察人员同意。"))
    return True


def check_begins_later(ladder: Ladder, on: date) -> None:
    """A version never reaches back; the day has to be looked at when it is agreed to."""
    if ladder.valid_from < on:
        raise LadderBeginsInThePast(_("施行日已经过去。请退回，另提一份施行日在今天或以后的规则。"))
    if Ladder.objects.filter(
        bureau=ladder.bureau_id, matter=ladder.matter, valid_from=ladder.valid_from, agreed_by__isnull=False
    ).exists():
        raise LadderIsDecided(_("已有一份同一天施行的规则；请退回，另选施行日。"))
