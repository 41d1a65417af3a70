"""Two people make a version of a line: what it may say, and who may say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from approvals.catalogue.enums import Book
from approvals.catalogue.queries import books
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from approvals.catalogue.models import Line
    from envportal.accounts.models import Bureau, User


class IsProposed(Refused):
    """A version is proposed already and waits for a second person."""


class IsDecided(Refused):
    """Somebody has agreed to this proposal or turned it down."""


class NeedsSecondPerson(Refused):
    """Whoever proposes a version does not decide on it."""


class BeginsTooEarly(Refused):
    """A version begins today or later, and after the version it follows."""


class NothingChanges(Refused):
    """The version says what stands already."""


COMMON = ("title", "documents", "act", "article", "evidence", "is_retired")
# What makes one version of a line another one.
COMPARED = {
    Book.LEVELS: (*COMMON, "items", "level", "authority", "scope", "valid_to"),
    Book.MATERIALS: (*COMMON, "industries", "place", "copies", "sample", "is_main", "fetched_from"),
}  # fmt: skip


def check_propose(user: User, book: str, bureau: Bureau, key: str) -> bool:
    """False for another bureau's people; refused while a version waits."""
    if user.bureau_id != bureau.pk:
        return False
    if key and books.waiting(book, bureau).filter(key=key).exists():
        raise IsProposed(_("已有人提出新版本，等另一人决定。"))
    return True


def check_decide(user: User, version: Line) -> bool:
    """False for another bureau's people; refused to whoever proposed it, and once it is decided."""
    if user.bureau_id is None or user.bureau_id != version.bureau_id:
        return False
    if version.agreed_by_id or version.declined_by_id:
        raise IsDecided(_("这个提议已经有人决定。"))
    if version.proposed_by_id == user.pk:
        raise NeedsSecondPerson(_("新版本由您提出，须由另一人决定。"))
    return True


def require_fit(version: Line, book: str, bureau: Bureau, on: date) -> None:
    """A version changes something, reaches back over nothing, and begins after the one before it."""
    before = books.standing(book, bureau, version.key, version.valid_from)
    if before is not None and all(getattr(before, name) == getattr(version, name) for name in COMPARED[Book(book)]):
        raise NothingChanges(_("与现行版本相同，没有要改的内容。"))
    if version.valid_from < on:
        raise BeginsTooEarly(_("新版本最早自今天起施行。"))
    own = books.versions(book, bureau, version.key).filter(books.STANDS, bureau=bureau)
    if own.filter(valid_from__gte=version.valid_from).exists():
        raise BeginsTooEarly(_("已有同一天或者更晚施行的版本，请另定施行日。"))
