"""Two people make a version of a bureau's words or remedies; it begins on a later day and is never changed then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.documents.models import Wording
from envportal.documents.queries import issuing_bureau, remedies
from envportal.documents.queries import wording as words
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import Bureau, User
    from envportal.documents.models import Remedy
    from envportal.documents.queries.wording import Block


class IsProposed(Refused):
    """A version is proposed already and waits for a second person."""


class IsDecided(Refused):
    """Somebody has agreed to this proposal or turned it down."""


class NeedsSecondPerson(Refused):
    """Whoever proposes a version does not decide on it."""


class BeginsTooEarly(Refused):
    """A version begins on a later day than it is made, and than the version before it."""


class NothingChanges(Refused):
    """The version says what stands already."""


class CityWordsIt(Refused):
    """A branch's letters carry the city bureau's words."""


def check_wording(user: User, block: Block) -> bool:
    """False for somebody without a bureau; refused where no version may be proposed now."""
    if user.bureau is None:
        return False
    if issuing_bureau(user.bureau) != user.bureau:
        raise CityWordsIt(_("派出机构的文书用市局的文字，由市局提出和同意。"))
    if words.waiting(user.bureau).filter(key=block.key).exists():
        raise IsProposed(_("已有人提出新版本，等另一人决定。"))
    return True


def check_remedy(user: User, bureau: Bureau) -> bool:
    if user.bureau_id != bureau.pk:
        return False
    if remedies.waiting(bureau).exists():
        raise IsProposed(_("已有人提出新版本，等另一人决定。"))
    return True


def check_decide(user: User, version: Wording | Remedy) -> bool:
    """False for another bureau's people; refused to whoever proposed it, and once it is decided."""
    if user.bureau_id != version.bureau_id:
        return False
    if version.agreed_by_id or version.declined_by_id:
        raise IsDecided(_("这个提议已经有人决定。"))
    if version.proposed_by_id == user.pk:
        raise NeedsSecondPerson(_("新版本由您提出，须由另一人决定。"))
    return True


def require_later(version: Wording | Remedy, on: date) -> None:
    """A version begins after today and after every version agreed on, so that no letter is reworded afterwards."""
    if version.valid_from <= on:
        raise BeginsTooEarly(_("新版本最早自明天起施行：已经印发的文书不改。"))
    same = {"key": version.key} if isinstance(version, Wording) else {}
    later = type(version)._default_manager.filter(bureau=version.bureau_id, valid_from__gte=version.valid_from, **same)
    if later.filter(agreed_by__isnull=False).exists():
        raise BeginsTooEarly(_("已有同一天或者更晚施行的版本，请另定施行日。"))


def require_change(version: Wording | Remedy, before: Block | Remedy | None, names: tuple[str, ...]) -> None:
    if before is not None and all(getattr(version, name) == getattr(before, name) for name in names):
        raise NothingChanges(_("与现行版本相同，没有要改的内容。"))
