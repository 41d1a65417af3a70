"""What the public reads of a campaign on a day: named facts, no person, nothing that was not asked for."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from disclosure.board import board
from enforcement.campaigns.queries import figures
from enforcement.campaigns.states import State, TargetState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from decimal import Decimal

    from enforcement.campaigns.models import Campaign, Target

# Of these the public reads why.
SAYS_WHY = frozenset({TargetState.POSTPONED, TargetState.DROPPED, TargetState.REMOVED})


def content(campaign: Campaign, indicator: str, targets: Sequence[Target], on: date) -> dict[str, Any]:
    """An edition: plain values only, so that it can be kept, hashed and read again in any language."""
    said, plain = _reasons(targets), _without_names(targets)
    return {
        "as_of": on.isoformat(),
        "state": campaign.state,
        **counted(campaign, indicator, targets, on),
        "targets": [_target(one, said.get(one.pk, ""), on, plain) for one in targets],
        "closing": _closing(campaign, plain),
    }


def counted(campaign: Campaign, indicator: str, targets: Sequence[Target], on: date) -> dict[str, Any]:
    """The figures alone, as the desk reads them too."""
    reached = figures.standing(campaign, indicator, targets, on)
    return {
        "standing": _standing(reached),
        "townships": [{"name": one.name, **_numbers(one.tally)} for one in figures.by_township(targets, on)],
        "months": [
            {"first": one.first.isoformat(), "verified": one.verified, "rate": _text(one.rate)}
            for one in figures.by_month(campaign, reached, targets, on)
        ],
    }


def digest(told: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def shown_name(target: Target) -> str:
    return board.masked_name(target.name) if target.is_person else target.name


def _standing(reached: figures.Standing) -> dict[str, Any]:
    return {
        **_numbers(reached.tally), "indicator": str(reached.indicator), "part": _text(reached.part),
        "whole": _text(reached.whole), "whole_ever": _text(reached.whole_ever), "counted": _text(reached.rate),
        "counted_ever": _text(reached.rate_ever), "target": _text(reached.target_rate),
        "time": _text(reached.time_passed), "planned": _text(reached.planned), "pace": str(reached.pace),
    }  # fmt: skip


def _numbers(counted: figures.Tally) -> dict[str, Any]:
    return {
        **counted.by_state, "listed": counted.listed, "kept": counted.kept, "late": counted.late,
        "left": counted.left, "rate": _text(counted.rate), "rate_ever": _text(counted.rate_ever),
        "reduction_found": _text(counted.reduction),
    }  # fmt: skip


def _target(target: Target, why: str, on: date, plain: Callable[[str], str]) -> dict[str, Any]:
    """A person is known by the surname and the township alone."""
    is_done = target.state == TargetState.VERIFIED
    name = shown_name(target)
    return {
        "number": target.number, "name": name if target.is_person else plain(name), "township": target.township,
        "place": "" if target.is_person else plain(target.place), "measure": plain(target.measure),
        "baseline": _text(target.baseline), "due_on": target.due_on.isoformat(),
        "first_due_on": target.first_due_on.isoformat(), "state": target.state, "late": figures.is_late(target, on),
        "added_on": target.added_on.isoformat(), "added_why": plain(target.added_why),
        "verified_on": target.verified_on.isoformat() if is_done and target.verified_on else "",
        "result": _text(target.result) if is_done else "", "reduction": _text(target.reduction) if is_done else "",
        "why": plain(why) if target.state in SAYS_WHY else "",
    }  # fmt: skip


def _reasons(targets: Sequence[Target]) -> dict[int, str]:
    """Why targets are postponed, dropped or removed: the reason of what was agreed last."""
    asked = {one.pk: one.ended_why for one in targets if one.ended_why}
    late = [one for one in targets if one.state == TargetState.POSTPONED]
    if late:
        agreed = late[0].requests.model.objects.filter(target__in=late, answer="agreed").order_by("pk")
        asked |= {request.target_id: request.reason for request in agreed}
    return asked


def _closing(campaign: Campaign, plain: Callable[[str], str]) -> dict[str, Any] | None:
    if campaign.state != State.CLOSED:
        return None
    return {
        "rate": _text(campaign.result_rate), "is_met": campaign.is_met, "words": plain(campaign.result_words),
        "missed_why": plain(campaign.missed_why), "onward": plain(campaign.onward),
    }  # fmt: skip


def _without_names(targets: Sequence[Target]) -> Callable[[str], str]:
    """The name of a person on the list stands in no sentence of theirs, nor in one about anything else."""
    names = {one.name: shown_name(one) for one in targets if one.is_person}
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    known = re.compile("|".join(longest_first)) if names else None

    def plain(text: str) -> str:
        return board.without_mobiles(known.sub(lambda found: names[found.group()], text) if known else text)

    return plain


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
