"""Seal a letter, register seals, and end a letter: proposed by one person, decided by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.audit import log
from envportal.cases.locks import lock
from envportal.documents import rules
from envportal.documents.letters.issuing import issue
from envportal.documents.letters.prints import print_anew
from envportal.documents.models import Letter, OfficialSeal, Sealing, Voiding
from envportal.documents.rules import voiding as law

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from envportal.accounts.models import Bureau, User


@transaction.atomic
def register(
    bureau: Bureau, *, name: str, kind: str, holder: User, valid_from: date, by: User, at: datetime, key: str = ""
) -> OfficialSeal:
    """Enter a seal that goes on paper, and who keeps it."""
    event = log.already(key)
    if event is not None:
        return OfficialSeal.objects.get(pk=event.facts["seal"])
    seal = OfficialSeal.objects.create(
        bureau=bureau, name=name, kind=kind, holder=holder, valid_from=valid_from, registered_by=by, registered_at=at
    )
    facts = {"seal": seal.pk, "name": name, "kind": kind, "holder": holder.pk, "valid_from": valid_from}
    log.record(None, "seal_registered", by=by, at=at, facts=facts, key=key)
    return seal


@transaction.atomic
def retire(pk: int, *, by: User, at: datetime, key: str = "") -> OfficialSeal:
    """Today is the last day the seal may be used; what it sealed stays sealed."""
    seal = OfficialSeal.objects.select_for_update().get(pk=pk)
    today = timezone.localdate(at)
    if log.already(key) or (seal.valid_to is not None and seal.valid_to <= today):
        return seal
    seal.valid_to = max(today, seal.valid_from)
    seal.save(update_fields=["valid_to"])
    log.record(None, "seal_retired", by=by, at=at, facts={"seal": seal.pk, "valid_to": seal.valid_to}, key=key)
    return seal


@transaction.atomic
def stamp(pk: int, *, seal: OfficialSeal, copies: int, by: User, at: datetime, key: str = "") -> Letter:
    """用印登记: the paper original was stamped by hand; the PDF is printed anew and says so, and no more."""
    letter = _locked(pk)
    if log.already(key):
        return letter
    rules.may_be_stamped(letter, seal, by, timezone.localdate(at))
    Sealing.objects.create(letter=letter, seal=seal, copies=copies, sealed_by=by, sealed_at=at)
    letter.sealed_at = at
    letter.save(update_fields=["sealed_at"])
    print_anew(letter)
    facts = {**_facts(letter), "seal": seal.pk, "seal_name": seal.name, "copies": copies}
    log.record(letter.case, "letter_sealed", by=by, at=at, facts=facts, key=key)
    return letter


@transaction.atomic
def propose_void(
    pk: int, *, ground: str, reason: str, changes: Mapping[str, object] | None, by: User, at: datetime, key: str = ""
) -> Voiding:
    """Propose that a letter be void; with `changes` another letter with these fields takes its place."""
    letter = _locked(pk)
    if log.already(key):
        return letter.voidings.latest("pk")
    law.may_be_voided(letter, ground, with_replacement=changes is not None)
    law.none_open(letter)
    if changes is not None:
        changes = law.really_changed(letter, rules.complete(letter.kind, letter.fields | dict(changes)))
    voiding = Voiding.objects.create(
        letter=letter, ground=ground, reason=reason, changes=changes, proposed_by=by, proposed_at=at
    )
    facts = {**_facts(letter), "voiding": voiding.pk, "ground": ground, "reason": reason}
    log.record(letter.case, "letter_void_proposed", by=by, at=at, facts=facts, key=key)
    return voiding


@transaction.atomic
def decline_void(pk: int, *, by: User, at: datetime, key: str = "") -> Voiding:
    """The letter stays as it is."""
    return _decided(pk, by, at, key, is_agreed=False)


@transaction.atomic
def agree_void(pk: int, *, by: User, at: datetime, key: str = "") -> tuple[Voiding, Letter | None]:
    """The letter is void from now on; with its replacement, if the proposal has one. The number stays its own."""
    voiding = _decided(pk, by, at, key, is_agreed=True)
    letter = voiding.letter
    if letter.voided_at is not None:
        return voiding, getattr(letter, "replacement", None)
    law.may_be_voided(letter, voiding.ground, with_replacement=voiding.changes is not None)
    letter.voided_at = at
    letter.save(update_fields=["voided_at"])
    print_anew(letter)
    new = None
    if voiding.changes is not None:
        fields = {**letter.fields, **voiding.changes}
        new = issue(letter.case, letter.kind, to=letter.to, fields=fields, by=by, at=at, replaces=letter)
        _ended_by_the_new(letter, new)
    return voiding, new


@transaction.atomic
def end(approval: Letter, by_letter: Letter, *, by: User, at: datetime) -> Letter:
    """The approval holds no more from now on, by a decision of its own; its PDF is printed anew and says so."""
    letter = _locked(approval.pk)
    if letter.ended_by_id is None:
        letter.ended_by = by_letter
        letter.save(update_fields=["ended_by"])
        print_anew(letter)
        facts = {**_facts(letter), "ended_by": by_letter.number}
        log.record(letter.case, "letter_ended", by=by, at=at, facts=facts)
        _nothing_left_to_void(letter, by=by, at=at)
    return letter


def _ended_by_the_new(old: Letter, new: Letter) -> None:
    """What a decision ended, its corrected letter ends."""
    for ended in Letter.objects.filter(ended_by=old):
        ended.ended_by = new
        ended.save(update_fields=["ended_by"])
        print_anew(ended)


def _nothing_left_to_void(letter: Letter, *, by: User, at: datetime) -> None:
    """What was proposed about a letter that has ended is declined; one's own is left to another, who can do no else."""
    for voiding in letter.voidings.filter(is_agreed=None).exclude(proposed_by=by):
        voiding.decided_by, voiding.decided_at, voiding.is_agreed = by, at, False
        voiding.save(update_fields=["decided_by", "decided_at", "is_agreed"])
        facts = {**_facts(letter), "voiding": voiding.pk, "ground": voiding.ground}
        log.record(letter.case, "letter_void_declined", by=by, at=at, facts=facts)


def _decided(pk: int, by: User, at: datetime, key: str, *, is_agreed: bool) -> Voiding:
    """The proposal with the decision in it; as it was, if this form was sent before."""
    voiding = Voiding.objects.get(pk=pk)
    letter = _locked(voiding.letter_id)
    voiding = Voiding.objects.select_for_update().get(pk=pk)
    voiding.letter = letter
    if log.already(key):
        return voiding
    law.may_decide(voiding, by)
    voiding.decided_by, voiding.decided_at, voiding.is_agreed = by, at, is_agreed
    voiding.save(update_fields=["decided_by", "decided_at", "is_agreed"])
    name = "letter_voided" if is_agreed else "letter_void_declined"
    facts = {**_facts(letter), "voiding": pk, "ground": voiding.ground}
    log.record(letter.case, name, by=by, at=at, facts=facts, key=key)
    return voiding


def _locked(pk: int) -> Letter:
    """The letter, its case row locked first."""
    lock(Letter, pk)
    return Letter.objects.select_for_update(of=("self",)).select_related("case__bureau__parent", "to").get(pk=pk)


def _facts(letter: Letter) -> dict[str, object]:
    return {"letter": letter.pk, "kind": str(letter.kind), "number": letter.number}
