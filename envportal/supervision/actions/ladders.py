"""Who is told of a card: one person proposes a bureau's own version, another agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.accounts.models import Bureau
from envportal.accounts.rules import confirm_second_factor, signed
from envportal.audit import log
from envportal.supervision import rules
from envportal.supervision.models import Ladder, Rung

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from envportal.accounts.models import User


@transaction.atomic
def propose_ladder(
    bureau: Bureau, *, matter: str, valid_from: date, why: str, rungs: Sequence[Mapping[str, object]],
    by: User, at: datetime, key: str | None = None,
) -> Ladder:  # fmt: skip
    """Propose a version; nothing changes until a second person agrees."""
    Bureau.objects.select_for_update(no_key=True).get(pk=bureau.pk)
    if event := log.already(key):
        return Ladder.objects.get(pk=event.facts["ladder"])
    rules.check_propose_ladder(bureau, matter)
    ladder = Ladder.objects.create(
        bureau=bureau, matter=matter, valid_from=valid_from, why=why, proposed_by=by, proposed_at=at
    )
    Rung.objects.bulk_create(Rung(ladder=ladder, **rung) for rung in rungs)
    facts = {"ladder": ladder.pk, "matter": matter, "valid_from": valid_from, "why": why, "rungs": list(rungs)}
    log.record(None, "ladder_proposed", by=by, at=at, facts=facts, key=key)
    return ladder


@signed
def agree_ladder(pk: int, *, code: str, by: User, at: datetime, key: str | None = None) -> Ladder:
    """Put a version in force from its day on; cards raised before follow the version of their own day."""
    ladder = Ladder.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return ladder
    rules.check_decide_ladder(by, ladder)
    rules.check_begins_later(ladder, timezone.localdate(at))
    confirm_second_factor(by, code, at)
    ladder.agreed_by, ladder.agreed_at = by, at
    ladder.save(update_fields=["agreed_by", "agreed_at"])
    log.record(None, "ladder_agreed", by=by, at=at, facts={"ladder": pk}, key=key)
    return ladder


@transaction.atomic
def decline_ladder(pk: int, *, why: str, by: User, at: datetime, key: str | None = None) -> Ladder:
    """Turn a proposal down, or take one's own back: the version before stays in force."""
    ladder = Ladder.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return ladder
    rules.check_open(ladder)
    ladder.declined_by, ladder.declined_at, ladder.declined_why = by, at, why
    ladder.save(update_fields=["declined_by", "declined_at", "declined_why"])
    log.record(None, "ladder_declined", by=by, at=at, facts={"ladder": pk, "why": why}, key=key)
    return ladder
