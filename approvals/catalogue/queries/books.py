"""The two books of dated rules: what stands on a day, what waits, what was cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from approvals.catalogue.enums import Book, Level
from approvals.catalogue.models import LevelRule, Line, Material
from envportal.documents.enums import Library
from envportal.documents.queries import wording as words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau
    from envportal.documents.queries.wording import Block

MODELS: dict[str, type[Line]] = {Book.LEVELS: LevelRule, Book.MATERIALS: Material}
STANDS = Q(number__isnull=False)
WAITS = Q(number=None, declined_by=None)
LETTERS = "ABCDEFGHIJKLMNOPQRST"
# Of several rules on one project: what was delegated for a term comes before what lies above, and that before our own.
RANKS = {Level.DELEGATED: 0, Level.SUPERIOR: 1, Level.OWN: 2}


def of_bureau(book: str, bureau: Bureau) -> QuerySet[Any]:
    """Every version a bureau keeps or waits to decide on, with what came with the portal."""
    mine = MODELS[book]._default_manager.filter(Q(bureau=None) | Q(bureau=bureau))
    return mine.select_related("bureau", "proposed_by", "agreed_by", "declined_by")


def _latest(found: Iterable[Any]) -> list[Any]:
    """Of every line the version that stands; a bureau's own before the shipped one."""
    rows = sorted(found, key=lambda one: (one.bureau_id is not None, one.valid_from, one.number))
    return list({one.key: one for one in rows}.values())


def standing(book: str, bureau: Bureau, key: str, on: date) -> Any:
    """The version of a line in force, one that retires it included; None where there is none."""
    found = _latest(of_bureau(book, bureau).filter(STANDS, key=key, valid_from__lte=on))
    return found[0] if found else None


def versions(book: str, bureau: Bureau, key: str) -> QuerySet[Any]:
    return of_bureau(book, bureau).filter(key=key).order_by("-proposed_at", "-pk")


def waiting(book: str, bureau: Bureau) -> QuerySet[Any]:
    return of_bureau(book, bureau).filter(WAITS, bureau=bureau).order_by("proposed_at", "pk")


def in_force(book: str, bureau: Bureau, on: date) -> list[Any]:
    """What stands on a day, without what was retired."""
    return [one for one in _on(book, bureau, on) if not one.is_retired]


def _on(book: str, bureau: Bureau, on: date) -> list[Any]:
    found = _latest(of_bureau(book, bureau).filter(STANDS, valid_from__lte=on))
    return sorted(found, key=lambda one: (getattr(one, "place", 0), one.key))


# LEVELS -----------------------------------------------------------------------
def level_rules(bureau: Bureau, on: date) -> list[LevelRule]:
    """Who decides on what on a day; a delegation whose term is over is none."""
    found: list[LevelRule] = in_force(Book.LEVELS, bureau, on)
    running = [one for one in found if one.valid_to is None or one.valid_to >= on]
    return sorted(running, key=lambda one: (RANKS[Level(one.level)], one.key))


def who_decides(bureau: Bureau, document: str, item: int | None, on: date) -> LevelRule | None:
    """The rule a project falls under: one that names its item before one for all; None where the bureau set none."""
    fits = [
        one
        for one in level_rules(bureau, on)
        if document in (one.documents.split() or [document]) and (not one.items or str(item) in one.items.split())
    ]
    return min(fits, key=lambda one: (not one.items, RANKS[Level(one.level)]), default=None)


# MATERIALS --------------------------------------------------------------------
def to_bring(bureau: Bureau, document: str, industry: str, on: date) -> list[Material]:
    """The list for a document and a trade; without a trade only what every trade brings."""
    code = industry.strip().upper().lstrip(LETTERS)
    return [
        one
        for one in in_force(Book.MATERIALS, bureau, on)
        if document in (one.documents.split() or [document]) and _of_trade(one, code)
    ]


def _of_trade(material: Material, code: str) -> bool:
    listed = material.industries.split()
    return not listed or (bool(code) and any(code.startswith(one) for one in listed))


def of_some_trades(bureau: Bureau, document: str, on: date) -> list[Material]:
    """What only some trades bring, for whoever did not name a trade."""
    return [
        one
        for one in in_force(Book.MATERIALS, bureau, on)
        if one.industries and document in (one.documents.split() or [document])
    ]


def may_follow(bureau: Bureau, on: date) -> list[Block]:
    """容缺受理: the secondary materials of the list a bureau published; one that published none lets nothing follow."""
    return words.library(words.whose(bureau), on, Library.LATER)


def cut(bureau: Bureau, on: date) -> list[Material]:
    """What was asked for once and is not any more, the latest first."""
    gone = [one for one in _on(Book.MATERIALS, bureau, on) if one.is_retired]
    return sorted(gone, key=lambda one: (one.valid_from, one.key), reverse=True)
