"""Record how a letter reached its party: the one place where its day of service is decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.documents import rules
from envportal.documents.enums import ServiceWay
from envportal.documents.models import Letter, LetterReading, Service
from envportal.documents.rules import Proof

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Document

__all__ = ["Proof", "correct", "fail", "read", "serve", "standing_service"]
NO_PROOF = Proof()


@transaction.atomic
def serve(
    letter: Letter, *, on: date, by: User | None, at: datetime, way: str = ServiceWay.PORTAL,
    proof: Proof | None = None, key: str = "",
) -> Letter:  # fmt: skip
    """Record that the letter reached its party: the party's periods run from the day after.

    `on` is the day the proof bears. Served once, a letter stays so; another day is a correction.
    """
    letter = _locked(letter)
    if letter.served_on is not None:
        return letter
    served_on = rules.may_be_served(letter, way, on, today=timezone.localdate(at))
    if proof is not None or way != ServiceWay.PORTAL:
        rules.proves(letter, way, proof or NO_PROOF)
    # Nobody acts in the portal's own service: whoever issues the letter sends it on its way.
    recorded_by = by if way != ServiceWay.PORTAL else None
    row = Service(letter=letter, way=way, happened_on=on, served_on=served_on, recorded_by=recorded_by, recorded_at=at)
    return _enter(row, proof or NO_PROOF, "letter_served", by=by, at=at, key=key)


@transaction.atomic
def fail(
    letter: Letter, *, way: str, on: date, why: str, by: User, at: datetime, proof: Proof = NO_PROOF, key: str = ""
) -> Letter:  # fmt: skip
    """Record a try in vain: returned mail, nobody there. It is kept, and the letter goes on waiting."""
    letter = _locked(letter)
    if letter.served_on is not None:
        raise rules.ServedAlready(_("这份文书已经送达。"))
    rules.may_have_failed(letter, on, today=timezone.localdate(at))
    row = Service(letter=letter, way=way, happened_on=on, failed_why=why, recorded_by=by, recorded_at=at)
    return _enter(row, proof, "letter_not_served", by=by, at=at, key=key, reason=why)


@transaction.atomic
def correct(
    letter: Letter,
    *,
    on: date,
    reason: str,
    by: User,
    at: datetime,
    reached: bool = True,
    evidence: Document | None = None,
    key: str = "",
) -> Letter:
    """Put a record of service right by a new one, which a second person makes; the old one stays to be read.

    `reached` False: the letter did not reach its party after all, and waits again.
    """
    letter = _locked(letter)
    old, today = rules.may_put_right(standing_service(letter), by), timezone.localdate(at)
    proof = Proof(**{name: getattr(old, name) for name in rules.kept(NO_PROOF)})
    row = Service(
        letter=letter, way=old.way, happened_on=on, recorded_by=by, recorded_at=at, corrects=old, corrected_why=reason
    )
    if reached:
        row.served_on = rules.may_be_served(letter, old.way, on, today=today)
    else:
        rules.may_have_failed(letter, on, today=today)
        row.failed_why = reason[:200]
    old.superseded_at = at
    old.save(update_fields=["superseded_at"])
    proof = replace(proof, evidence=evidence or old.evidence)
    return _enter(row, proof, "letter_service_corrected", by=by, at=at, key=key, was=old.served_on, reason=reason)


@transaction.atomic
def read(letter: Letter, *, by: User, at: datetime) -> Letter:
    """签收: note once when the party first read the letter in the portal; no period depends on it."""
    letter = _locked(letter)
    if LetterReading.objects.filter(letter=letter).exists():
        return letter
    LetterReading.objects.create(letter=letter, by=by, at=at)
    party = letter.to.name if letter.to is not None and letter.to_id != by.enterprise_id else ""
    facts = {"letter": letter.pk, "number": letter.number}
    log.record(letter.case, "letter_read", by=by, at=at, facts=facts, acting_for=party)
    return letter


def standing_service(letter: Letter) -> Service | None:
    """The record a letter's day of service rests on."""
    return letter.services.filter(superseded_at=None, served_on__isnull=False).first()


def _locked(letter: Letter) -> Letter:
    lock(Case, letter.case_id)
    return Letter.objects.select_for_update(of=("self",)).select_related("case", "to").get(pk=letter.pk)


def _enter(
    row: Service, proof: Proof, event: str, *, by: User | None, at: datetime, key: str, **facts: object
) -> Letter:  # fmt: skip
    letter = row.letter
    for name, value in rules.kept(proof).items():
        setattr(row, name, value)
    row.save()
    if letter.served_on != row.served_on:
        letter.served_on = row.served_on
        letter.save(update_fields=["served_on"])
    told = {"letter": letter.pk, "number": letter.number, "way": row.way, "on": row.served_on, **facts}
    log.record(letter.case, event, by=by, at=at, facts=told, key=key or None)
    return letter
