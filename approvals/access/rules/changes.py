"""Two people make a version of a rule; which it may be, who may say so, and who may answer on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from approvals.access import queries
from approvals.access.enums import Result
from approvals.access.models import SEEN
from approvals.access.rules.reading import HIT
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from approvals.access.models import Rule
    from approvals.access.rules.cases import Standing
    from envportal.accounts.models import Bureau, User


class IsProposed(Refused):
    """A version is proposed already and waits for a second person."""


class IsDecided(Refused):
    """Somebody has agreed to this proposal or turned it down."""


class NeedsSecondPerson(Refused):
    """Whoever proposes a version does not decide on it."""


class BeginsTooEarly(Refused):
    """A version begins after the version it follows."""


class NothingChanges(Refused):
    """The version says what stands already."""


class RuleStandsByItself(Refused):
    """The rule itself has judged: nobody's word takes its place."""


class LedgerDecides(Refused):
    """Whether a load is replaced is what the ledger has bound to the case, and nobody's word."""


class NotOnTheSheet(Refused):
    """The rule was changed or no longer asks for a person's word."""


class CaseIsOver(Refused):
    """Decided, or ended otherwise: what it was screened by stands."""


# What makes one version another one.
COMPARED = (
    "title", "text", "source", "article", "dated_on", "ordered_by", "evidence", "is_retired", "industries",
    "codes_unknown", "area",
    "unit", "pollutants", "sensitive", "limit", "ratio", "outcome", "stops", "ground", "refusal",
)  # fmt: skip


def check_propose(user: User, bureau: Bureau, key: str) -> bool:
    """False for another bureau's people; refused while a version waits."""
    if user.bureau_id != bureau.pk:
        return False
    if queries.waiting(bureau).filter(key=key).exists():
        raise IsProposed(_("已有人提出新版本，等另一人决定。"))
    return True


def check_decide(user: User, version: Rule) -> bool:
    """False for another bureau's people; refused to whoever proposed it, and once it is decided."""
    if user.bureau_id is None or user.bureau_id != version.bureau_id:
        return False
    if version.agreed_by_id or version.declined_by_id:
        raise IsDecided(_("这个提议已经有人决定。"))
    if version.proposed_by_id == user.pk:
        raise NeedsSecondPerson(_("新版本由您提出，须由另一人决定。"))
    return True


def require_fit(version: Rule, bureau: Bureau, before: Rule | None, on: date) -> None:
    """A version changes something and begins after the one before it; an order may have begun before it is entered."""
    if before is not None and all(getattr(version, name) == getattr(before, name) for name in COMPARED):
        raise NothingChanges(_("与现行版本相同，没有要改的内容。"))
    later = queries.of_bureau(bureau).filter(queries.STANDS, key=version.key, valid_from__gte=version.valid_from)
    if later.exists():
        raise BeginsTooEarly(_("已有同一天或者更晚施行的版本，请另定施行日。"))
    if version.valid_from < on and version.kind != "suspension":
        raise BeginsTooEarly(_("新版本最早自今天起施行；只有上级的限批决定可以自决定之日起。"))


def require_answerable(standing: Standing | None) -> Standing:
    """Raise unless the rule, as it stands on the case now, asks for a person's word."""
    if standing is None:
        raise NotOnTheSheet(_("规则已经变化，请按现在的筛查表办理。"))
    if not standing.needs_person:
        raise RuleStandsByItself(_("这一条由规则本身判断，任何人不能改判；规则有误的，提出新版本。"))
    return standing


def require_by_the_ledger(standing: Standing, result: str) -> None:
    """Raise where somebody would call a replacement met that the ledger does not have.

    A rule nobody has read may still be found not to apply: it never stops a project by itself.
    """
    is_short = standing.rule.ratio is not None and standing.verdict.because == HIT
    if result == Result.MET and is_short and standing.rule.evidence in SEEN:
        raise LedgerDecides(_("是否落实削减替代由总量台账判断：先把减排量绑定到本件。"))
