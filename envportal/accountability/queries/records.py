"""Whose a record is: the person's own, the supervisor's of the bureau, and who may decide; nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from envportal.accountability.enums import PartState, State
from envportal.accountability.models import Part, Responsibility
from envportal.accounts import rules as accounts
from envportal.accounts.enums import Role
from envportal.accounts.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau

VIEW = "accountability.view"
NOBODY = Q(pk__in=[])


def chain_name(record: Responsibility) -> str:
    """The chain of the log that tells what became of a record; the case's own tells nothing of it."""
    return f"accountability:{record.pk}"


def records_of(user: User) -> QuerySet[Responsibility]:
    """The records somebody may read, the latest first."""
    found = Responsibility.objects.filter(_own(user) | _watched(user) | _to_decide(user))
    people = ("case__bureau__parent", "case__section", "case__holder", "opened_by", "closed_by", "clock__rule")
    return found.select_related(*people).order_by("-opened_at", "-pk")


def _involved(user: User) -> Exists:
    return Exists(Part.objects.filter(responsibility=OuterRef("pk"), person=user))


def _own(user: User) -> Q:
    return Q(_involved(user)) if accounts.codes(user, "accountability.answer") else NOBODY


def _watched(user: User) -> Q:
    is_watching = "B" in accounts.codes(user, VIEW) and user.bureau_id is not None
    return Q(case__bureau=user.bureau_id) & ~Q(_involved(user)) if is_watching else NOBODY


def _to_decide(user: User) -> Q:
    """A leader who is not in the chain, of the bureau or of the one above it."""
    if "F" not in accounts.codes(user, VIEW) or user.bureau_id is None:
        return NOBODY
    near = Q(case__bureau=user.bureau_id) | Q(case__bureau__parent=user.bureau_id)
    return near & ~Q(_involved(user))


def parts_shown(user: User, record: Responsibility) -> list[Part]:
    """To whoever is in the chain their own part; to who watches or decides all of them."""
    parts = list(record.parts.select_related("person__section", "decided_by", "reviewed_by", "responsibility__case"))
    own = [part for part in parts if part.person_id == user.pk]
    return own or parts


def parts_of(user: User) -> QuerySet[Part]:
    """The parts somebody may open: their own, and all of a record they watch over or may decide on."""
    whole = Responsibility.objects.filter(_watched(user) | _to_decide(user))
    found = Part.objects.filter(Q(person=user) | Q(responsibility__in=whole.values("pk")))
    people = ("person", "decided_by", "reviewed_by", "responsibility__case__bureau", "responsibility__clock")
    return found.filter(responsibility__in=records_of(user).order_by().values("pk")).select_related(*people)


def deciders_of(bureau: Bureau) -> QuerySet[User]:
    """The leaders of a bureau and of the one above it."""
    places = [bureau.pk, bureau.parent_id] if bureau.parent_id else [bureau.pk]
    found = User.objects.filter(bureau__in=places, is_active=True, grants__role=Role.LEADER)
    return found.distinct().order_by("bureau", "pk")


def waiting_for() -> dict[str, Q]:
    """What a list narrows to, by the word of its filter."""
    parts = Part.objects.filter(responsibility=OuterRef("pk"))
    return {
        "open": Q(state=State.OPEN),
        "asked": Q(Exists(parts.filter(state=PartState.ASKED)), state=State.OPEN),
        "answered": Q(Exists(parts.filter(state=PartState.ANSWERED)), state=State.OPEN),
        "appealed": Q(Exists(parts.filter(state=PartState.APPEALED)), state=State.OPEN),
        "closed": Q(state=State.CLOSED),
    }
