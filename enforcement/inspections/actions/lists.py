"""The shipped check lists, from their table."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from enforcement.inspections.models import CheckItem, CheckList

SHIPPED = Path(__file__).parent.parent / "data" / "check_lists.csv"


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
