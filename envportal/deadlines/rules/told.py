"""A clock told to a machine: its rule, how it stands, its pauses, and every day from start to end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from envportal.deadlines.models import TermRule
    from envportal.deadlines.rules.faces import Face
    from envportal.deadlines.rules.strip import Cell
    from envportal.deadlines.rules.sums import Excluded


def told(face: Face) -> dict[str, Any]:
    """Days as dates, numbers as numbers; words (why, name, notice) in the reader's language."""
    return {
        "matter": face.matter,
        "name": face.name,
        "state": face.state,
        "binds": face.binds,
        "rule": _rule(face.rule),
        "basis": face.basis,
        "starts_on": face.started_on,
        "due_on": face.due_on,
        "provisional": face.provisional,
        "stopped_on": face.stopped_on,
        "amount": face.total,
        "extension": face.total - face.rule.amount,
        "unit": face.unit,
        "elapsed_days": face.elapsed,
        "counted": face.used,
        "left": face.left,
        "late_days": face.late,
        "pauses": [_pause(one) for one in face.excluded],
        "strip": [_day(cell) for cell in face.cells],
    }


def _rule(rule: TermRule) -> dict[str, Any]:
    return {
        "amount": rule.amount,
        "unit": rule.unit,
        "printed": rule.printed,
        "act": rule.act,
        "article": rule.article,
        "valid_from": rule.valid_from,
        "by_law": rule.bureau_id is None,
    }


def _pause(one: Excluded) -> dict[str, Any]:
    return {
        "ground": one.ground,
        "name": one.label,
        "from": one.first,
        "to": one.last,
        "open": one.is_open,
        "days": one.days,
        "article": one.article,
    }


def _day(cell: Cell) -> dict[str, Any]:
    return {"date": cell.date, "counted": cell.ordinal > 0, "n": cell.ordinal or None, "kind": cell.kind,
            "why": cell.reason, "notice": cell.notice}  # fmt: skip
