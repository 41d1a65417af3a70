"""The shipped check lists, from their table; and the versions a bureau makes of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enforcement.inspections import queries, rules
from enforcement.inspections.models import CheckItem, CheckList
from enforcement.inspections.rules import lists as law
from envportal.audit import log

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from enforcement.inspections.models import Visit
    from envportal.accounts.models import User

SHIPPED = Path(__file__).parent.parent / "data" / "check_lists.csv"


@dataclass(frozen=True)
class Line:
    """One item of a version as it is typed."""

    text: str
    basis: str = ""
    skill: str = ""


@transaction.atomic
def load_check_lists(table: Path = SHIPPED) -> int:
    """Load the lists that are not there yet; what is there is left alone. Returns how many stand."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    heads = {row["list"]: row for row in rows if row["number"] == "0"}
    for code, head in heads.items():
        found, is_new = CheckList.objects.get_or_create(
            bureau=None, code=code, valid_from=date.fromisoformat(head["valid_from"]),
            defaults={"name": head["text"], "purpose": head["purpose"]},
        )  # fmt: skip
        if is_new:
            CheckItem.objects.bulk_create(
                CheckItem(check_list=found, number=row["number"], text=row["text"], basis=row["basis"],
                          skill=row["skill"])
                for row in rows
                if row["list"] == code and row["number"] != "0"
            )  # fmt: skip
    return len(heads)


@transaction.atomic
def propose_list(
    pk: int, *, name: str, valid_from: date, items: Sequence[Line], why: str, by: User, at: datetime, key: str = ""
) -> CheckList:
    """提出清单的新版本: the whole list as it shall read, from a day on."""
    if event := log.already(key):
        return CheckList.objects.get(pk=event.facts["version"])
    rules.may(by, rules.PROPOSE_LIST)
    before = CheckList.objects.select_for_update().get(pk=pk, is_agreed=True)
    law.may_be_proposed(by, before.code, valid_from, timezone.localdate(at))
    version = CheckList.objects.create(
        bureau=by.bureau, code=before.code, purpose=before.purpose, name=name, valid_from=valid_from, why=why,
        proposed_by=by, proposed_at=at, is_agreed=None,
    )  # fmt: skip
    CheckItem.objects.bulk_create(
        CheckItem(check_list=version, number=n, text=one.text, basis=one.basis, skill=one.skill)
        for n, one in enumerate(items, 1)
    )
    facts = {"version": version.pk, "list": before.code, "items": len(items), "valid_from": valid_from, "why": why}
    log.record(None, "check_list_proposed", by=by, at=at, key=key or None, facts=facts)
    return version


@transaction.atomic
def agree_list(pk: int, *, by: User, at: datetime, key: str = "") -> CheckList:
    """同意: from its day on visits begin with this version; one under way keeps its own."""
    return _decide(pk, is_agreed=True, by=by, at=at, key=key)


@transaction.atomic
def decline_list(pk: int, *, by: User, at: datetime, key: str = "") -> CheckList:
    """不同意: the list stays as it is."""
    return _decide(pk, is_agreed=False, by=by, at=at, key=key)


def _decide(pk: int, *, is_agreed: bool, by: User, at: datetime, key: str) -> CheckList:
    version = CheckList.objects.select_for_update(of=("self",)).get(pk=pk)
    if log.already(key):
        return version
    law.may_decide(by, version)
    if is_agreed:
        law.is_to_come(version, timezone.localdate(at))
    version.is_agreed, version.decided_by, version.decided_at = is_agreed, by, at
    version.save(update_fields=["is_agreed", "decided_by", "decided_at"])
    name = "check_list_agreed" if is_agreed else "check_list_declined"
    facts = {"version": pk, "list": version.code, "valid_from": version.valid_from}
    log.record(None, name, by=by, at=at, key=key or None, facts=facts)
    return version


def begin_with(visit: Visit, on: date) -> None:
    """A visit goes by the versions in force on the day it begins, and keeps them."""
    now = {one.code: one for one in queries.lists_on(visit.case.bureau, on)}
    for demand in visit.demands.select_related("check_list").order_by("pk"):
        known = demand.check_list
        current = now.get(known.code) if known is not None else None
        if current is not None and current != known:
            demand.check_list = current
            demand.save(update_fields=["check_list"])
