"""The catalogue is data: shipped rows are loaded, later versions are made by two people, and so are nil returns."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from disclosure.board import rules
from disclosure.board.guards import NotNil
from disclosure.board.models import DisclosureItem, ItemProposal, NilReturn
from disclosure.board.queries import catalogue
from disclosure.board.queries import notices as queries
from disclosure.board.queries.fields import DATA
from envportal.audit import log
from envportal.deadlines.enums import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from envportal.accounts.models import Bureau, User

SHIPPED = DATA / "catalogue.csv"
CHAIN = "catalogue"
KEPT = ("code", "first", "second", "kinds", "content", "anchor", "printed", "carrier", "audience", "way")
CHANGED = ("amount", "unit", "frequency", "section", "act", "article", "valid_from")


@transaction.atomic
def load_catalogue(path: Path = SHIPPED) -> int:
    """Load the columns of a table; one that stands already is left alone, so it may be run twice."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        code, valid_from = row.pop("code"), date.fromisoformat(row.pop("valid_from"))
        fields: dict[str, object] = {**row, "kinds": row["kinds"].split(), "amount": int(row["amount"])}
        DisclosureItem.objects.get_or_create(code=code, valid_from=valid_from, defaults=fields)
    return len(rows)


@transaction.atomic
def propose_item(  # noqa: PLR0913  a version is told with all of this
    pk: int,
    *,
    amount: int,
    unit: str,
    frequency: str,
    section: str,
    act: str,
    article: str,
    valid_from: date,
    reason: str,
    by: User,
    at: datetime,
    key: str | None = None,
) -> ItemProposal:
    """Propose a version of a column; the catalogue reads as before until another person agrees."""
    item = DisclosureItem.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return item.proposals.latest("pk")
    rules.require_propose_item(by, item)
    told = {
        "amount": amount, "unit": unit, "frequency": frequency, "section": section, "act": act, "article": article,
        "valid_from": valid_from,
    }  # fmt: skip
    rules.require_version_of_item(item, told, on=timezone.localdate(at))
    assert by.bureau is not None  # noqa: S101  the rule lets nobody through who has none
    proposal = ItemProposal.objects.create(
        item=item, bureau=by.bureau, reason=reason, proposed_by=by, proposed_at=at, **told
    )
    facts = {"item": item.code, "proposal": proposal.pk, "reason": reason, **told, "valid_from": valid_from.isoformat()}
    log.record(None, "disclosure_item_proposed", by=by, at=at, key=key, chain=CHAIN, facts=facts)
    return proposal


@transaction.atomic
def agree_item(pk: int, *, by: User, at: datetime, key: str | None = None) -> ItemProposal:
    """Add the proposed version of the column; the one before it stays."""
    proposal = ItemProposal.objects.select_for_update(of=("self",)).select_related("item").get(pk=pk)
    if log.already(key):
        return proposal
    rules.require_decide_item(by, proposal)
    told = {name: getattr(proposal, name) for name in CHANGED}
    rules.require_version_of_item(proposal.item, told, on=timezone.localdate(at))
    proposal.became = DisclosureItem.objects.create(
        evidence=Evidence.MEMORY, **told, **{name: getattr(proposal.item, name) for name in KEPT}
    )
    proposal.decided_by, proposal.decided_at = by, at
    proposal.save()
    facts = {"item": proposal.item.code, "proposal": pk}
    log.record(None, "disclosure_item_added", by=by, at=at, key=key, chain=CHAIN, facts=facts)
    queries.turn_edition()
    return proposal


@transaction.atomic
def decline_item(pk: int, *, answer: str, by: User, at: datetime, key: str | None = None) -> ItemProposal:
    proposal = ItemProposal.objects.select_for_update(of=("self",)).select_related("item").get(pk=pk)
    if log.already(key):
        return proposal
    rules.require_decide_item(by, proposal)
    rules.require_reason(answer)
    proposal.decided_by, proposal.decided_at, proposal.answer = by, at, answer.strip()
    proposal.save()
    facts = {"item": proposal.item.code, "proposal": pk, "why": proposal.answer}
    log.record(None, "disclosure_item_turned_down", by=by, at=at, key=key, chain=CHAIN, facts=facts)
    return proposal


@transaction.atomic
def say_nil(pk: int, *, first_day: date, last_day: date, by: User, at: datetime, key: str | None = None) -> NilReturn:
    """Say that nothing happened in a column in a period; another editor makes it public."""
    item = DisclosureItem.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return NilReturn.objects.filter(said_by=by).latest("pk")
    rules.require_nil(by, item, first_day, last_day, on=timezone.localdate(at))
    assert by.bureau is not None  # noqa: S101  the rule lets nobody through who has none
    nil = NilReturn.objects.create(
        bureau=by.bureau, code=item.code, first_day=first_day, last_day=last_day, said_by=by, said_at=at
    )
    log.record(None, "nil_return_said", by=by, at=at, key=key, chain=CHAIN, facts=_facts(nil))
    return nil


@transaction.atomic
def draft_nil(code: str, bureau: Bureau, *, first_day: date, last_day: date, at: datetime) -> NilReturn | None:
    """Draft a nil return for what of a period nobody spoke of yet; it is said once a person publishes it.

    None where something happened, or where it is drafted or said already.
    """
    item = next((one for one in catalogue.items(timezone.localdate(at)) if one.code == code), None)
    known = NilReturn.objects.filter(bureau=bureau, code=code, last_day__gte=first_day).order_by("first_day")
    for said in known:
        first_day = said.last_day + timedelta(days=1) if said.first_day <= first_day <= said.last_day else first_day
    if item is None or first_day > last_day:
        return None
    try:
        rules.require_nothing(item, bureau.pk, first_day, last_day)
    except NotNil:
        return None
    nil = NilReturn.objects.create(bureau=bureau, code=code, first_day=first_day, last_day=last_day, said_at=at)
    log.record(None, "nil_return_drafted", by=None, at=at, chain=CHAIN, facts=_facts(nil))
    return nil


@transaction.atomic
def publish_nil(pk: int, *, by: User, at: datetime, key: str | None = None) -> NilReturn:
    """Make a nil return public, unless something was published in its period meanwhile."""
    nil = NilReturn.objects.select_for_update(of=("self",)).get(pk=pk)
    if log.already(key):
        return nil
    rules.require_publish_nil(by, nil, on=timezone.localdate(at))
    nil.published_by, nil.published_at = by, at
    nil.save()
    log.record(None, "nil_return_published", by=by, at=at, key=key, chain=CHAIN, facts=_facts(nil))
    queries.turn_edition()
    return nil


def look_again(code: str, bureau: Bureau, days: Iterable[date]) -> None:
    """Something proved to have happened on these days, or not to: a page that shows a nil return is drawn anew."""
    said = NilReturn.objects.filter(bureau=bureau, code=code, published_at__isnull=False)
    if any(said.filter(first_day__lte=day, last_day__gte=day).exists() for day in days):
        queries.turn_edition()


def _facts(nil: NilReturn) -> dict[str, object]:
    return {"column": nil.code, "from": nil.first_day.isoformat(), "to": nil.last_day.isoformat()}
