"""What anybody may ask: which rules would fall on an industry at a place; what is not said is unknown, never met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from approvals.access import queries
from approvals.access.models import Facts
from approvals.access.rules.cases import Standing, in_order, units_of
from approvals.access.rules.reading import Subject, read
from approvals.access.rules.words import basis, sentence

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import Bureau


def look(bureau: Bureau, on: date, asked: dict[str, Any]) -> list[Standing]:
    """Every rule in force as it would stand on what was asked, what stops it first."""
    drawn = queries.units_on(queries.bureaus_over(bureau), on)
    where = Facts(unit=asked["unit"], longitude=asked["longitude"], latitude=asked["latitude"])
    subject = Subject(
        region=bureau.division, industry=asked["industry"].strip().upper(), place=asked["place"],
        units=units_of(where, drawn), emits=frozenset(asked["emits"]),
    )  # fmt: skip
    return in_order(Standing(rule, read(rule, subject)) for rule in queries.in_force(bureau, on))


def as_data(standing: Standing) -> dict[str, Any]:
    """A rule and what it comes to, as JSON."""
    rule = standing.rule
    return {
        "key": rule.key, "version": rule.number, "kind": rule.kind, "title": rule.title, "text": rule.text,
        "source": basis(rule), "dated_on": rule.dated_on and rule.dated_on.isoformat(),
        "valid_from": rule.valid_from.isoformat(), "evidence": rule.evidence, "result": standing.result,
        "why": sentence(standing), "stops": rule.stops, "local": rule.bureau_id is not None,
    }  # fmt: skip
