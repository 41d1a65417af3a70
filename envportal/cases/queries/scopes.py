"""Which cases somebody may see, by the codes of the permission matrix; one definition for lists and for one case."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from envportal.accounts import queries as accounts
from envportal.accounts import rules
from envportal.accounts.enums import OPENS, Role
from envportal.audit.models import Event
from envportal.cases.enums import OTHER, PARTY_ALONE, PLACES
from envportal.cases.models import Case

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from envportal.accounts.models import User

SEE = "application.view"
# What the window types for somebody at the counter; the row reaches nothing else.
COUNTER = "counter.create_for"
NONE = Q(pk__in=[])
EVERY = Q(pk__isnull=False)
# How lists begin: what is open, then what was closed last. Databases differ in where they put what has no day.
OPEN_FIRST = F("case__closed_on").desc(nulls_first=True)
# Who looks after the bureaus below their own, reading only.
LOOKS_DOWN = frozenset({Role.SUPERVISOR, Role.LEADER})
READS = frozenset(
    {"view", "view_list", "view_before_publish", "download", "download_original", "read", "board", "list"}
)
# How far the codes that name no scope of their own (N, F) reach: an officer the cases in hand, a head the section's.
REACH = {Role.OFFICER: "H", Role.SECTION_HEAD: "D"}
# What whoever acts for a leader or a section head reads of the case.
READ_TO_ACT = frozenset(
    {"application.view", "application.view_list", "file.download_original", "letter.view", "letter.download"}
)
# What somebody notes who is too near a case: they neither handle nor read it any more.
CONFLICT = "conflict_declared"
# What a procedure notes where one person took two parts of a decision that the bureau lets coincide.
COINCIDED = "parts_coincided"
# What the minute-taker of a meeting leaves in the log of a case; it is no handling of the case.
OF_MEETINGS = frozenset(
    {"put_on_agenda", "taken_off_agenda", "meeting_resolved", "meeting_postponed", "meeting_minuted"}
)


def visible_to(user: User | AnonymousUser, on: date | None = None, action: str = SEE) -> QuerySet[Case]:
    """The cases on which somebody may do `action` on a day (today if none is given), newest first."""
    found = Case.objects.filter(within(user, action, on or timezone.localdate()))
    return found.select_related("bureau", "section", "holder", "enterprise", "project").order_by("-pk")


def within(user: User | AnonymousUser, action: str, on: date) -> Q:
    """The cells of the action's row that are the person's, as one condition on cases."""
    if user.is_authenticated and user.enterprise_id is None:
        return by_role(user, action) | _by_delegation(user, action, on)
    cells = sorted(rules.held(user, action))
    if not user.is_authenticated:
        return reduce(or_, (EVERY if code == "A" else NONE for _role, code in cells), NONE)
    return reduce(or_, (_outside(user, code, on) for _role, code in cells), NONE)


def readable(user: User | AnonymousUser, on: date) -> Q:
    """The cases of every kind a person may read, each kind by its own row of the matrix."""
    by_row: dict[str, Q] = {OTHER.view: ~Q(kind__in=PLACES)}
    for kind, place in PLACES.items():
        by_row[place.view] = by_row.get(place.view, NONE) | Q(kind=kind)
    return reduce(or_, (kinds & within(user, row, on) for row, kinds in by_row.items()))


def by_role(user: User, action: str) -> Q:
    """What a member of staff reaches by the roles they hold themselves."""
    cells = sorted(rules.held(user, action))
    scope = reduce(or_, (_inside(user, role, code, action) & _filed(role) for role, code in cells), NONE)
    return scope & Q(assisted=True) if action == COUNTER else scope


def _by_delegation(user: User, action: str, on: date) -> Q:
    """What they do in the name of a leader or a section head; to do it they read what it is about."""
    if user.bureau_id is None or action not in OPENS.keys() | READ_TO_ACT:
        return NONE
    whose = accounts.reaching(user, action, on).filter(bureau=OuterRef("bureau"), kinds__contains=OuterRef("kind"))
    found = whose.filter(Q(section=None) | Q(section=OuterRef("section")))
    return Q(Exists(found), opened_on__isnull=False) & ~_conflict(user)


def _filed(role: str) -> Q:
    """A draft is its applicant's alone, unless a clerk typed it at the counter: then it is the counter's too."""
    filed = Q(opened_on__isnull=False)
    return filed | Q(assisted=True) if role == Role.CLERK else filed


def _outside(user: User, code: str, on: date) -> Q:
    """What a code gives a person of an enterprise."""
    if code in {"O", "I", "C"}:
        return Q(enterprise=user.enterprise_id)
    if code == "G":
        return Q(enterprise__in=accounts.clients_of(user.enterprise_id, on)) & ~Q(kind__in=PARTY_ALONE)
    return EVERY if code == "A" else NONE


def _inside(user: User, role: str, code: str, action: str) -> Q:
    """What a code gives a member of staff in one of their roles."""
    if code in {"N", "F"}:
        code = REACH.get(Role(role), "B")
        return _scope(user, role, code, action) & ~_conflict(user)
    if code == "S":
        return _scope(user, role, code, action) & ~_conflict(user)
    return _scope(user, role, code, action)


def _scope(user: User, role: str, code: str, action: str) -> Q:
    if user.bureau_id is None or code == "P":
        return NONE
    own = Q(bureau=user.bureau_id)
    if code == "H":
        return own & Q(holder=user)
    if code == "S":
        return own & (Q(holder=user) | _handled(user) | _took_over(user))
    if code == "D":
        return own & Q(section=user.section_id)
    if role in LOOKS_DOWN and action.rpartition(".")[2] in READS:
        return own | Q(bureau__parent=user.bureau_id)
    return own


def _handled(user: User) -> Q:
    return Q(Exists(Event.objects.filter(case=OuterRef("pk"), actor=user).exclude(name__in=OF_MEETINGS)))


def _took_over(user: User) -> Q:
    """Who was handed a duty of a case does it in that case."""
    handed = Case.objects.filter(duties__holder=user, duties__handed_at__isnull=False)
    return Q(pk__in=handed.values("pk"))


def _conflict(user: User) -> Q:
    return Q(Exists(Event.objects.filter(case=OuterRef("pk"), actor=user, name=CONFLICT)))
