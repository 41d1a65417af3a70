"""What a column adds up to, with how it was counted: a sum nobody can follow is worth nothing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from disclosure.board.enums import Kind
from disclosure.board.queries.tallies import MOST_COUNTED

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from disclosure.board.models import Notice

AMOUNT = re.compile(r"([\d,]+(?:\.\d+)?)\s*(元|万元)")
# Which facts of a kind are added up, and by which its notices are counted.
SUMS = {Kind.FEE: ("核定金额", "征收金额", "金额"), Kind.PENALTY: ("罚款金额",)}
GROUPS = {
    Kind.INCIDENT: "级别", Kind.INSPECTION: "检查结果", Kind.PETITION_RESULT: "是否属实", Kind.PENALTY: "执行情况",
    Kind.FEE: "种类",
}  # fmt: skip


@dataclass(frozen=True)
class Total:
    """The sum of one fact: over how many notices, and how many did not say it."""

    label: str
    amount: Decimal
    said: int
    silent: int


@dataclass(frozen=True)
class Group:
    label: str
    counts: list[tuple[str, int]]
    silent: int


@dataclass(frozen=True)
class Totals:
    """Of the notices of a list, unless there are too many of them to add up while somebody waits."""

    counted: int
    too_many: bool
    history: int
    sums: list[Total]
    group: Group | None


def totals(kind: str, notices: QuerySet[Notice]) -> Totals:
    rows = list(notices.order_by().values_list("facts", "import_key")[: MOST_COUNTED + 1])
    if len(rows) > MOST_COUNTED:
        return Totals(len(rows), True, 0, [], None)
    facts = [dict(pairs) for pairs, _key in rows]
    sums = [one for label in SUMS.get(Kind(kind), ()) if (one := _sum(label, facts)) is not None]
    history = sum(key is not None for _pairs, key in rows)
    return Totals(len(rows), False, history, sums, _group(GROUPS.get(Kind(kind), ""), facts))


def _sum(label: str, facts: list[dict[str, str]]) -> Total | None:
    found = [amount for one in facts if (amount := amount_of(one.get(label, ""))) is not None]
    return Total(label, sum(found, Decimal(0)), len(found), len(facts) - len(found)) if found else None


def _group(label: str, facts: list[dict[str, str]]) -> Group | None:
    said = Counter(one[label] for one in facts if one.get(label))
    return Group(label, said.most_common(8), len(facts) - said.total()) if said else None


def amount_of(text: str) -> Decimal | None:
    """53,145.00 元 as a number of yuan; None where the text says something else."""
    found = AMOUNT.fullmatch(text.strip())
    if not found:
        return None
    return Decimal(found[1].replace(",", "")) * (10_000 if found[2] == "万元" else 1)
