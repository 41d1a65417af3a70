"""Whose clocks and cards a person watches over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from envportal.accounts import rules as accounts_rules
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau
from envportal.deadlines.enums import OPEN_STATES, Matter
from envportal.supervision.enums import Colour
from envportal.supervision.models import Card
from envportal.supervision.queries.sweep import DUTY, duties

if TYPE_CHECKING:
    from envportal.accounts.models import User
    from envportal.deadlines.models import Clock

NOBODY = Q(pk__in=[])


def bureaus_below(bureau: Bureau) -> list[int]:
    """The bureau and every bureau below it."""
    found = level = [bureau.pk]
    while level:
        level = list(Bureau.objects.filter(parent__in=level).values_list("pk", flat=True))
        found = found + level
    return found


def in_view(user: User, case: str = "case__") -> Q:
    """The cases a person watches over: their own section's, or their bureau's and those of the bureaus below it."""
    codes = accounts_rules.codes(user, "supervision.board")
    if user.bureau is not None and "B" in codes:
        return Q(**{f"{case}bureau__in": bureaus_below(user.bureau)})
    if user.section_id is not None and "D" in codes:
        return Q(**{f"{case}section": user.section_id})
    return NOBODY


def clocks_in_view(user: User) -> QuerySet[Clock]:
    """Every open clock a person watches over, the one due first on top."""
    clocks = duties().filter(in_view(user), state__in=OPEN_STATES)
    return clocks.select_related("case__bureau", "case__section", "case__holder", "rule").order_by("due_on", "pk")


def cards_in_view(user: User) -> QuerySet[Card]:
    """Every card of the cases a person watches over, the latest day first."""
    return _whole(Card.objects.filter(in_view(user)))


def cards_of(user: User) -> QuerySet[Card]:
    """The cards a person may look at: those of cases they watch over or hold, and of duties that are theirs."""
    return _whole(Card.objects.filter(in_view(user) | Q(holder=user) | Q(case__holder=user) | _on_duty(user)))


def _on_duty(user: User) -> Q:
    """What a role has to do, e.g. editors to publish; a case without a section concerns every head."""
    if user.bureau is None:
        return NOBODY
    unassigned = Q(case__section=None) if Role.SECTION_HEAD in accounts_rules.roles(user) else NOBODY
    return Q(case__bureau=user.bureau) & (Q(clock__matter__in=duties_of(user)) | unassigned)


def duties_of(user: User) -> list[Matter]:
    roles = accounts_rules.roles(user)
    return [matter for matter, role in DUTY.items() if role in roles]


def _whole(cards: QuerySet[Card]) -> QuerySet[Card]:
    people = ("holder", "removal_asked_by", "removed_by", "case__holder")
    return cards.select_related("clock__rule", "case__bureau", "case__section", *people).order_by("-legal_on", "-pk")


def standing() -> Q:
    """Cards that still say something: red until it is removed, yellow until its clock ends, moves or turns red."""
    red_too = Card.objects.filter(clock=OuterRef("clock"), epoch=OuterRef("epoch"), colour=Colour.RED)
    live = Q(clock__state__in=OPEN_STATES, clock__epoch=F("epoch")) & Q(~Exists(red_too))
    return Q(removed_at=None) & (Q(colour=Colour.RED) | (Q(colour=Colour.YELLOW) & live))
