"""Term rules are data: the law's are shipped, a bureau's pledges are loaded or added."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import Bureau
from envportal.deadlines.models import TermRule
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED = Path(__file__).parent.parent / "data" / "term_rules.csv"
NUMBERS = ("amount", "extendable", "warn_working_days", "warn_share")
DAYS = ("verified_on", "valid_from", "valid_to")
# What a row leaves empty the model takes for granted.
TAKEN_FOR_GRANTED = ("direction", "ref", "day_ends", "doubt", "extended_by")
# What only describes a rule changes no clock, so it is brought up to date whoever stands under the rule.
DESCRIBES = {"ref", "doubt", "extended_by", "evidence"}


class RuleInUse(Refused):
    """A clock was started under this rule: a new version begins on a later day, the old one stays."""


@transaction.atomic
def load_rules(path: Path = SHIPPED) -> list[TermRule]:
    """Load the rules of a table; a row already there is left alone, so it may be run twice."""
    with path.open(encoding="utf-8", newline="") as file:
        return _add([(_bureau(row.pop("bureau")), _fields(row)) for row in csv.DictReader(file)])


@transaction.atomic
def add_rule(bureau: Bureau | None, *, matter: str, valid_from: date, variant: str = "", **fields: object) -> TermRule:
    """Add a rule in force from a day on, for one bureau or, with none, as law; the same row twice is one row.

    A later version takes over on its own first day, so the one before it need not be ended.
    """
    return _add([(bureau, {"matter": matter, "valid_from": valid_from, "variant": variant, **fields})])[0]


def _add(rows: list[tuple[Bureau | None, dict[str, object]]]) -> list[TermRule]:
    wanted = [TermRule(bureau=bureau, **fields) for bureau, fields in rows]
    rules = _standing(wanted)
    absent = [rule for rule in wanted if _key(rule) not in rules]
    if absent:
        rules |= _written(absent)
    return [
        _brought_up_to_date(rules[_key(rule)], fields) for rule, (_bureau, fields) in zip(wanted, rows, strict=True)
    ]


def _written(absent: list[TermRule]) -> dict[tuple[object, ...], TermRule]:
    try:
        with transaction.atomic():
            return {_key(rule): rule for rule in TermRule.objects.bulk_create(absent)}
    except IntegrityError:
        # Somebody wrote the same rows in the same moment, and they stand; any other fault is a fault.
        rules = _standing(absent)
        if not {_key(rule) for rule in absent} <= rules.keys():
            raise
        return rules


def _key(rule: TermRule) -> tuple[object, ...]:
    return rule.bureau_id, rule.matter, rule.variant, rule.valid_from


def _standing(rules: list[TermRule]) -> dict[tuple[object, ...], TermRule]:
    matters = {rule.matter for rule in rules}
    return {_key(rule): rule for rule in TermRule.objects.filter(matter__in=matters).select_related("bureau")}


def _brought_up_to_date(rule: TermRule, fields: Mapping[str, object]) -> TermRule:
    changed = _changed(rule, fields)
    if not changed:
        return rule
    if not changed <= DESCRIBES and rule.clocks.exists():
        raise RuleInUse(_("已有案件按此规则计时，请另立新版本。"))
    for name in changed:
        setattr(rule, name, fields[name])
    rule.save(update_fields=changed)
    return rule


def _changed(rule: TermRule, fields: Mapping[str, object]) -> set[str]:
    # A row that says nothing of a comparison takes none back.
    return {name for name, value in fields.items() if name != "verified_on" and getattr(rule, name) != value}


def _bureau(code: str) -> Bureau | None:
    return Bureau.objects.get(code=code) if code else None


def _fields(row: dict[str, str]) -> dict[str, object]:
    """A row of the table as fields of a rule; what a short row leaves out at its end, the model takes for granted."""
    fields: dict[str, object] = dict(row)
    fields |= {name: int(row[name]) for name in NUMBERS}
    fields |= {name: date.fromisoformat(row[name]) if row[name] else None for name in DAYS}
    fields["excludes"] = dict(pair.split("=") for pair in row["excludes"].split(";") if pair)
    for name in TAKEN_FOR_GRANTED:
        if not fields.get(name):
            fields.pop(name, None)
    return fields
