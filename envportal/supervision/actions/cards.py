"""What people do with a card: explain it, ask for its removal, agree or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from envportal.accounts.rules import confirm_second_factor, signed
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.supervision import rules
from envportal.supervision.models import Card

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User


@transaction.atomic
def explain(pk: int, *, explanation: str, by: User, at: datetime, key: str | None = None) -> Card:
    """Say, once, why the limit was missed."""
    card = lock(Card, pk)
    if log.already(key):
        return card
    rules.require(rules.check_explain, by, card)
    card.explanation, card.explained_at = explanation, at
    card.save(update_fields=["explanation", "explained_at"])
    log.record(card.case, "card_explained", by=by, at=at, facts={"card": pk, "why": explanation}, key=key)
    return card


@signed
def ask_removal(pk: int, *, why: str, code: str, by: User, at: datetime, key: str | None = None) -> Card:
    """Propose to remove a card; it stands until a second person agrees."""
    card = lock(Card, pk)
    if log.already(key):
        return card
    rules.require(rules.check_ask_removal, by, card)
    confirm_second_factor(by, code, at)
    card.removal_asked_by, card.removal_asked_at, card.removed_why = by, at, why
    card.save(update_fields=["removal_asked_by", "removal_asked_at", "removed_why"])
    log.record(card.case, "card_removal_asked", by=by, at=at, facts={"card": pk, "why": why}, key=key)
    return card


@signed
def remove(pk: int, *, code: str, by: User, at: datetime, key: str | None = None) -> Card:
    """Agree to the removal: the card stays to be seen, struck through, with its reason."""
    card = lock(Card, pk)
    if log.already(key):
        return card
    rules.require(rules.check_decide_removal, by, card)
    confirm_second_factor(by, code, at)
    card.removed_by, card.removed_at = by, at
    card.save(update_fields=["removed_by", "removed_at"])
    log.record(card.case, "card_removed", by=by, at=at, facts={"card": pk, "why": card.removed_why}, key=key)
    return card


@transaction.atomic
def keep(pk: int, *, why: str, by: User, at: datetime, key: str | None = None) -> Card:
    """Turn the proposed removal down: the card stands."""
    card = lock(Card, pk)
    if log.already(key):
        return card
    rules.require(rules.check_decide_removal, by, card)
    facts = {"card": pk, "asked_because": card.removed_why, "kept_because": why}
    card.removal_asked_by, card.removal_asked_at, card.removed_why = None, None, ""
    card.save(update_fields=["removal_asked_by", "removal_asked_at", "removed_why"])
    log.record(card.case, "card_kept", by=by, at=at, facts=facts, key=key)
    return card
