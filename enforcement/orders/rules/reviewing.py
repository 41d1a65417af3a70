"""The penalties that wait for their legal review, in one query: what `gate` and `limits` ask of one.

A test holds the two against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from enforcement.orders import queries
from enforcement.orders.models import Defence, Hearing, LegalReview
from enforcement.orders.rules import tables
from enforcement.orders.states import PenaltyState, Said

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from enforcement.orders.models import Penalty
    from envportal.accounts.models import User


def to_review(user: User, on: date) -> QuerySet[Penalty]:
    """Heard to the end, in need of a review, not reviewed upon the notice that stands; the longest waiting first."""
    ripe = Q(notice_served_on__isnull=False) & ~_unanswered() & _heard(on) & (~_is_large("hearing") | _hearing_over(on))
    rows = queries.penalties(user, on).filter(ripe, _needs(), state=PenaltyState.NOTIFIED)
    reviewed = LegalReview.objects.filter(penalty=OuterRef("pk"), notice=OuterRef("notice"))
    return rows.exclude(Exists(reviewed)).order_by("defend_until", "pk")


def _is_large(matter: str) -> Q:
    of = tables.thresholds()
    return Q(is_person=True, amount__gte=of[matter, "person"]) | Q(is_person=False, amount__gte=of[matter, "unit"])


def _needs() -> Q:
    """limits.must_be_reviewed."""
    heard = Exists(Hearing.objects.filter(penalty=OuterRef("pk")))
    return heard | Q(is_complex=True) | ~Q(deviates_why="") | _is_large("discussion") | _is_large("hearing")


def _unanswered() -> Exists:
    return Exists(Defence.objects.filter(penalty=OuterRef("pk"), said=Said.STATED, adopted=None))


def _upon_the_notice(**more: str) -> Exists:
    answers = Defence.objects.filter(penalty=OuterRef("pk"), notice=OuterRef("notice"), **more)
    return Exists(answers.filter(received_on__gte=OuterRef("notice_served_on")))


def _heard(on: date) -> Q:
    """gate.is_final."""
    return Q(defend_until__lt=on) | Q(_upon_the_notice())


def _hearing_over(on: date) -> Q:
    """The hearing that counts is that of the notice, or one of an earlier notice that still waits."""
    counts = Q(notice=OuterRef("notice")) | Q(minuted_on=None, withdrawn_on=None)
    standing = Hearing.objects.filter(counts, penalty=OuterRef("pk")).order_by("-pk")
    held = Exists(standing.filter(withdrawn_on=None))
    minuted = Exists(standing.filter(withdrawn_on=None, minuted_on__isnull=False))
    withdrawn = Exists(standing.filter(withdrawn_on__isnull=False, notice=F("penalty__notice")))
    over = Q(defend_until__lt=on) | _upon_the_notice(said=Said.WAIVED) | withdrawn
    return (Q(held) & minuted) | (~Q(held) & over)
