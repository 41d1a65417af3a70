"""What the bureau does with its books: grants and cuts, the pool, transfers, reductions, areas and controls."""

from __future__ import annotations

from datetime import date  # noqa: TC003  read by the typed dictionary
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.quotas import queries, rules
from approvals.quotas.actions.holding import across
from approvals.quotas.actions.posting import Draft, Where, lock_books, open_book, post
from approvals.quotas.actions.telling import tell_the_public
from approvals.quotas.guards import NotSuitable
from approvals.quotas.models import Account, Area, Book, Control, Entry, Reduction, Standing
from approvals.quotas.states import AccountKind, EntryKind
from envportal.audit import log

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from envportal.accounts.models import User

# Verb → from which account to which, and by which row of the matrix.
STEPS: dict[str, tuple[str, str, str]] = {
    EntryKind.CUT: (AccountKind.AVAILABLE, AccountKind.GRANT, rules.DECIDE),
    EntryKind.SET_ASIDE: (AccountKind.AVAILABLE, AccountKind.POOL, rules.DECIDE),
    EntryKind.DRAW: (AccountKind.POOL, AccountKind.AVAILABLE, rules.DECIDE),
}


@transaction.atomic
def grant(
    where: Where, *, amount: Decimal, on: date, document: str, by: User, at: datetime, reason: str = "", key: str = ""
) -> Entry:
    """上级下达: what came from above, by its document; it may be entered later than it came."""
    if event := log.already(key):
        return Entry.objects.get(pk=event.facts["entry"])
    rules.require(by, rules.DECIDE, where.area)
    rules.on_a_day(on, timezone.localdate(at))
    book = open_book(where)
    entry = give(book, amount, on=on, by=by, at=at, document=document, reason=reason)
    _note("quota_granted", book, entry, amount, by=by, at=at, key=key)
    return entry


def give(book: Book, amount: Decimal, *, on: date, by: User, at: datetime, **facts: Any) -> Entry:
    """A grant into what is available; called by whoever checked the right to."""
    lock_books([book])
    own = queries.own_accounts(book)
    moves = {own[AccountKind.GRANT]: -amount, own[AccountKind.AVAILABLE]: amount}
    entry = post([Draft(EntryKind.GRANT, moves, facts)], by=by, at=at, on=on)[0]
    tell_the_public(book, entry.document, on=on, by=by, at=at)
    return entry


@transaction.atomic
def shift(pk: int, *, kind: str, amount: Decimal, reason: str, by: User, at: datetime, key: str = "") -> Entry:
    """Within a book: cut by what is above, set aside for coming projects, or drawn from the pool."""
    if event := log.already(key):
        return Entry.objects.get(pk=event.facts["entry"])
    book = Book.objects.select_related("area").get(pk=pk)
    source, target, action = STEPS[kind]
    rules.require(by, action, book.area)
    lock_books([book])
    own = queries.own_accounts(book)
    moves = {own[source]: -amount, own[target]: amount}
    entry = post([Draft(kind, moves, {"reason": reason})], by=by, at=at, on=timezone.localdate(at))[0]
    _note(f"quota_{kind}", book, entry, amount, by=by, at=at, key=key)
    if kind == EntryKind.CUT:
        tell_the_public(book, reason, on=entry.on, by=by, at=at)
    return entry


@transaction.atomic
def transfer(
    pk: int, *, to_area: Area, to_year: int, amount: Decimal, reason: str, by: User, at: datetime, key: str = ""
) -> Entry:
    """调剂: from one area or year to another, of the same pollutant."""
    if event := log.already(key):
        return Entry.objects.get(pk=event.facts["entry"])
    book = Book.objects.select_related("area").get(pk=pk)
    rules.require(by, rules.DECIDE, book.area)
    rules.require(by, rules.DECIDE, to_area)
    other = open_book(Where(to_area, book.pollutant, to_year))
    rules.same_pollutant(book, other)
    lock_books([book, other])
    own, theirs = queries.own_accounts(book), queries.own_accounts(other)
    source, target = own[AccountKind.AVAILABLE], theirs[AccountKind.AVAILABLE]
    moves = {source: -amount, target: amount, **across(source, theirs[AccountKind.MOVED], amount)}
    entry = post([Draft(EntryKind.TRANSFER, moves, {"reason": reason})], by=by, at=at, on=timezone.localdate(at))[0]
    _note("quota_transferred", book, entry, amount, by=by, at=at, key=key, to=str(other))
    return entry


# REDUCTIONS -----------------------------------------------------------------------
class Verified(TypedDict):
    """What is told of a reduction."""

    source: str
    measure: str
    evidence: str
    verified_on: date


@transaction.atomic
def verify_reduction(
    where: Where, *, amount: Decimal, by: User, at: datetime, key: str = "", **told: Unpack[Verified]
) -> Reduction:
    """核定减排量: it stands ready to replace what is new, until it is used or taken into what is available."""
    if event := log.already(key):
        return Reduction.objects.get(pk=event.facts["reduction"])
    rules.require(by, rules.KEEP, where.area)
    rules.on_a_day(told["verified_on"], timezone.localdate(at))
    book = open_book(where)
    lock_books([book])
    found = Reduction.objects.create(book=book, tonnes=amount, by=by, **told)
    supply = Account.objects.create(book=book, kind=AccountKind.SUPPLY, reduction=found)
    moves = {queries.own_accounts(book)[AccountKind.REDUCTION]: -amount, supply: amount}
    facts = {"reason": str(found)[:300], "document": found.evidence[:100]}
    entry = post([Draft(EntryKind.REDUCTION, moves, facts)], by=by, at=at, on=found.verified_on)[0]
    _note("quota_reduction_verified", book, entry, amount, by=by, at=at, key=key, reduction=found.pk)
    return found


@transaction.atomic
def use_reduction(pk: int, *, amount: Decimal, reason: str, by: User, at: datetime, key: str = "") -> Entry:
    """What a reduction gave goes into what is available to all."""
    if event := log.already(key):
        return Entry.objects.get(pk=event.facts["entry"])
    found = Reduction.objects.select_related("book__area").get(pk=pk)
    rules.require(by, rules.DECIDE, found.book.area)
    lock_books([found.book])
    available = queries.own_accounts(found.book)[AccountKind.AVAILABLE]
    supply = Account.objects.select_related("book__area").get(reduction=found)
    moves = {supply: -amount, available: amount}
    entry = post([Draft(EntryKind.USE, moves, {"reason": reason})], by=by, at=at, on=timezone.localdate(at))[0]
    _note("quota_reduction_used", found.book, entry, amount, by=by, at=at, key=key)
    return entry


# REGISTER -------------------------------------------------------------------------
@transaction.atomic
def add_area(*, code: str, name: str, by: User, at: datetime, key: str = "") -> Area:
    """A new area of the bureau; its first one takes the cases."""
    if event := log.already(key):
        return Area.objects.get(pk=event.facts["area"])
    area = Area(bureau=by.bureau, code=code, name=name)
    rules.require(by, rules.KEEP, area)
    if Area.objects.filter(bureau=by.bureau, code=code).exists():
        raise NotSuitable(_("代号“%(code)s”已经有了，请换一个。") % {"code": code})
    if Area.objects.filter(bureau=by.bureau, name=name).exists():
        raise NotSuitable(_("区域“%(name)s”已经有了：公示只写区域名称，同名的分不开。") % {"name": name})
    area.is_default = not queries.areas_of(by.bureau).exists()
    area.save()
    log.record(None, "quota_area_added", by=by, at=at, key=key or None, facts={"area": area.pk, "code": code})
    return area


@transaction.atomic
def control(*, pollutant: str, valid_from: date, basis: str, by: User, at: datetime, key: str = "") -> Control:
    """纳入总量管理 from a day on; a bureau without an area has nowhere to put a need."""
    if event := log.already(key):
        return Control.objects.get(pk=event.facts["control"])
    area = queries.default_area(by.bureau) if by.bureau else None
    if area is None or by.bureau is None:
        raise NotSuitable(_("请先登记区域。"))
    rules.require(by, rules.KEEP, area)
    if Control.objects.filter(bureau=by.bureau, pollutant=pollutant, valid_to=None).exists():
        raise NotSuitable(_("这种污染物已经纳入总量管理。"))
    found = Control.objects.create(bureau=by.bureau, pollutant=pollutant, valid_from=valid_from, basis=basis)
    facts = {"control": found.pk, "pollutant": pollutant, "valid_from": valid_from.isoformat(), "basis": basis}
    log.record(None, "quota_control_begun", by=by, at=at, key=key or None, facts=facts)
    return found


@transaction.atomic
def end_control(pk: int, *, valid_to: date, by: User, at: datetime, key: str = "") -> Control:
    """From this day on no case needs a quota for the pollutant any more."""
    found = Control.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return found
    rules.require(by, rules.KEEP, Area(bureau_id=found.bureau_id))
    if found.valid_to is not None or valid_to <= found.valid_from:
        raise NotSuitable(_("停止的日期应当晚于开始的日期。"))
    found.valid_to = valid_to
    found.save(update_fields=["valid_to"])
    facts = {"control": pk, "valid_to": valid_to.isoformat()}
    log.record(None, "quota_control_ended", by=by, at=at, key=key or None, facts=facts)
    return found


@transaction.atomic
def tell_standing(
    area: Area, *, year: int, medium: str, met: bool, source: str, by: User, at: datetime, key: str = ""
) -> Standing:
    """Whether the area met the standard in a year; the ratio of the next year follows, for what is reserved then."""
    rules.require(by, rules.KEEP, area)
    told = {"met": met, "source": source}
    found, _new = Standing.objects.update_or_create(area=area, year=year, medium=medium, defaults=told)
    if not log.already(key):
        facts = {"area": area.code, "year": year, "medium": medium, **told}
        log.record(None, "quota_standing_told", by=by, at=at, key=key or None, facts=facts)
    return found


def _note(
    name: str, book: Book, entry: Entry, amount: Decimal, *, by: User, at: datetime, key: str, **more: object
) -> None:
    facts = {"entry": entry.pk, "book": str(book), "tonnes": str(amount), "document": entry.document, **more}
    log.record(None, name, by=by, at=at, key=key or None, facts=facts)
