"""Who may make a new version of a term rule, and when: two people, from a later day on, never the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.deadlines.enums import Direction, Expiry, Matter, Unit
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import Bureau, User
    from envportal.deadlines.models import RuleProposal, TermRule

# What a bureau sets for itself; every other limit is the law's, the same for all bureaus.
OWN = frozenset({
    Matter.PLEDGED, Matter.PRE_REVIEW, Matter.HANDOVER, Matter.PUBLISH, Matter.ASSESSMENT, Matter.SUPERVISION_COMPLAINT,
    Matter.ACCOUNT_ANSWER, Matter.ACCOUNT_DECISION, Matter.RATING_CALL,
    Matter.ERRAND,
    Matter.QUESTION_TAKEN, Matter.QUESTION, Matter.QUESTION_HANDOVER, Matter.KNOWLEDGE_REVIEW,
})  # fmt: skip
DAYS = frozenset({Unit.WORKING_DAY, Unit.CALENDAR_DAY})


class NotYourRule(Refused):
    """The limit is the law's, or another bureau's."""


class IsProposed(Refused):
    """A version is proposed already and waits for a second person."""


class IsReplaced(Refused):
    """A later version stands already; the next one follows that."""


class BeginsTooEarly(Refused):
    """A version begins on a later day: what has begun keeps the limit it began with."""


class UnfitUnit(Refused):
    """A limit of this sort is not told in that unit, or not in no time at all."""


class NothingChanges(Refused):
    """The version says what stands already."""


class NeedsSecondPerson(Refused):
    """Whoever proposes a version does not agree to it."""


class IsDecided(Refused):
    """Somebody has decided on this proposal."""


def whose(rule: TermRule, bureau: Bureau) -> Bureau | None:
    """Whom a new version binds: the bureau itself, or with None all of them."""
    return bureau if rule.matter in OWN else None


def check_propose(user: User, rule: TermRule) -> bool:
    """False for somebody without a bureau; refused where the version is not theirs to make."""
    if user.bureau is None:
        return False
    if rule.bureau_id not in (None, user.bureau_id):
        raise NotYourRule(_("这是另一个局的规则，由那个局自己修改。"))
    if whose(rule, user.bureau) is None and user.bureau.parent_id is not None:
        raise NotYourRule(_("法定时限对各局一样，由本系统最上一级的局录入新版本。"))
    if rule.proposals.filter(bureau=user.bureau, decided_by=None).exists():
        raise IsProposed(_("已有人提出新版本，等另一人决定。"))
    require_latest(rule, user.bureau)
    return True


def require_latest(rule: TermRule, bureau: Bureau) -> None:
    """Refuse a version that would follow one which has been followed already."""
    versions = type(rule).objects.filter(
        matter=rule.matter, variant=rule.variant, bureau=whose(rule, bureau), valid_from__gte=rule.valid_from
    )
    if versions.exclude(pk=rule.pk).exists():
        raise IsReplaced(_("已有更晚施行的版本，请在那个版本上提出。"))


def require_version(
    rule: TermRule, *, amount: int, unit: str, act: str, article: str, valid_from: date, on: date
) -> None:
    """Refuse a version that reaches back, that nobody could compute, or that changes nothing."""
    _require_unit(rule, amount, unit)
    if valid_from <= on:
        raise BeginsTooEarly(_("新版本最早自明天起施行：已经开始的时限不改。"))
    if valid_from <= rule.valid_from:
        raise BeginsTooEarly(_("新版本必须晚于现行版本的施行日 %(day)s。") % {"day": rule.valid_from})
    if (amount, unit, act, article) == (rule.amount, rule.unit, rule.act, rule.article):
        raise NothingChanges(_("与现行版本相同，没有要改的内容。"))


def _require_unit(rule: TermRule, amount: int, unit: str) -> None:
    """Windows and periods before an event are days; hours stay hours and days stay days; only same-day is no time."""
    stands_in_days = rule.on_expiry == Expiry.WINDOW_CLOSES or rule.direction == Direction.BEFORE
    if stands_in_days and unit not in DAYS:
        raise UnfitUnit(_("公示期和事前的期限只能按日或者工作日计。"))
    if (unit == Unit.HOUR) != (rule.unit == Unit.HOUR):
        raise UnfitUnit(_("按小时计的时限不能改成按日计，按日计的也不能改成按小时计。"))
    if amount == 0 and rule.amount != 0:
        raise UnfitUnit(_("这项时限不能是当日办结：数量至少是 1。"))


def check_decide(user: User, proposal: RuleProposal) -> bool:
    """False for another bureau's people; refused to whoever proposed it, and once it is decided."""
    if user.bureau_id != proposal.bureau_id:
        return False
    if proposal.decided_by_id is not None:
        raise IsDecided(_("这个提议已经有人决定。"))
    if proposal.proposed_by_id == user.pk:
        raise NeedsSecondPerson(_("新版本由您提出，须由另一人决定。"))
    return True
