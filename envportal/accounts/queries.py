"""Reads of people and enterprises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from envportal.accounts.enums import (
    NEVER_SUBSTITUTES,
    OF_ROLE,
    OPENS,
    SUBSTITUTES,
    EnterpriseKind,
    Role,
    SectionKind,
)
from envportal.accounts.models import AgentGrant, Bureau, Delegation, Enterprise, RoleGrant, RoleRequest, Section, User

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


def staff_with(bureau: Bureau, role: str, section: Section | None = None) -> QuerySet[User]:
    """The people of a bureau who hold a role now, of one section where it matters."""
    people = User.objects.filter(is_active=True, bureau=bureau, grants__role=role)
    if section is not None:
        people = people.filter(section=section)
    return people.order_by("name", "pk")


def grants_on(day: date) -> QuerySet[AgentGrant]:
    """Grants in force on a day; a revoked one ended the moment it was revoked."""
    return AgentGrant.objects.filter(revoked_at=None, valid_from__lte=day, valid_to__gte=day)


def clients_of(consultant_pk: int | None, day: date) -> QuerySet[AgentGrant]:
    """The keys of the enterprises a drafting unit may act for on a day, as a subquery."""
    return grants_on(day).filter(consultant=consultant_pk).values_list("owner", flat=True)  # type: ignore[return-value]


def own_people(enterprise: Enterprise) -> QuerySet[User]:
    """Those of the enterprise itself."""
    return User.objects.filter(enterprise=enterprise, is_active=True).order_by("name", "pk")


def own_people_of(enterprises: Iterable[int]) -> dict[int, list[User]]:
    """The same for many enterprises at once."""
    found: dict[int, list[User]] = {}
    for person in User.objects.filter(enterprise__in=list(enterprises), is_active=True).order_by("name", "pk"):
        assert person.enterprise_id is not None  # noqa: S101  the filter says so
        found.setdefault(person.enterprise_id, []).append(person)
    return found


def people_of(enterprise: Enterprise, on: date) -> QuerySet[User]:
    """The enterprise's own people and those of the drafting units it lets act on that day."""
    agents = grants_on(on).filter(owner=enterprise).values("consultant")
    mine = Q(enterprise=enterprise) | Q(enterprise__in=agents)
    return User.objects.filter(mine, is_active=True).order_by("name", "pk")


def applicants_of(user: User, on: date) -> QuerySet[Enterprise]:
    """The project owners a person may apply for on a day: their own, and those that let their drafting unit act."""
    owners = Enterprise.objects.filter(kind=EnterpriseKind.OWNER)
    mine = Q(users=user) | Q(pk__in=clients_of(user.enterprise_id, on))
    return owners.filter(mine).order_by("name", "pk")


def receiving_bureaus() -> QuerySet[Bureau]:
    """The bureaus that take applications: those with a window."""
    return Bureau.objects.filter(sections__kind=SectionKind.WINDOW).distinct().order_by("pk")


def review_section(bureau: Bureau) -> Section | None:
    return Section.objects.filter(bureau=bureau, kind=SectionKind.REVIEW).order_by("pk").first()


def grants_given(enterprise: Enterprise) -> QuerySet[AgentGrant]:
    return _newest_first(enterprise.grants_given.all())


def grants_held(enterprise: Enterprise) -> QuerySet[AgentGrant]:
    return _newest_first(enterprise.grants_held.all())


def _newest_first(grants: QuerySet[AgentGrant]) -> QuerySet[AgentGrant]:
    people = ("owner", "consultant", "granted_by", "revoked_by")
    return grants.select_related(*people).order_by(F("revoked_at").desc(nulls_first=True), "-valid_to", "-pk")


def has_account(enterprise: Enterprise) -> bool:
    """Whether somebody can sign in for it; one entered at the counter has nobody yet."""
    return enterprise.users.filter(is_active=True).exists()


def owners_by(words: str) -> QuerySet[Enterprise]:
    """Project owners by credit code or part of the name, as a clerk types them at the counter; few of many."""
    code = "".join(words.split()).upper()
    somebody = Exists(User.objects.filter(enterprise=OuterRef("pk"), is_active=True))
    owners = Enterprise.objects.filter(kind="owner").select_related("bureau").annotate(has_people=somebody)
    return owners.filter(Q(uscc=code) | Q(name__icontains=words.strip())).order_by("name", "pk")


def drafting_unit(uscc: str) -> Enterprise | None:
    """A verified drafting unit by its code."""
    return Enterprise.objects.filter(uscc=uscc, kind="consultant", verified_on__isnull=False).first()


def enterprises_of(bureau: Bureau | None) -> QuerySet[Enterprise]:
    """Enterprises a bureau verifies: those that wait first, then the newest."""
    claimed, waiting = F("claimant").desc(nulls_last=True), F("verified_on").desc(nulls_first=True)
    return (
        Enterprise.objects.filter(bureau=bureau)
        .select_related("bureau", "verified_by", "claimant")
        .order_by(claimed, waiting, "-pk")
    )


def staff_of(manager: User) -> QuerySet[User]:
    """The staff a security administrator looks after: their bureau's, or everybody's where they have none."""
    staff = User.objects.filter(enterprise=None)
    if manager.bureau_id is not None:
        staff = staff.filter(bureau=manager.bureau_id)
    return staff.select_related("bureau", "section").prefetch_related("grants").order_by("-is_active", "name", "pk")


def open_requests(user: User) -> QuerySet[RoleRequest]:
    return user.role_requests.filter(decided_by=None).select_related("requested_by").order_by("pk")


def roles_of(user: User) -> QuerySet[RoleGrant]:
    return user.grants.select_related("granted_by").order_by("role")


LEADERS_POWERS = sorted(power for power, role in OF_ROLE.items() if role == Role.LEADER)
HEADS_POWERS = sorted(power for power, role in OF_ROLE.items() if role == Role.SECTION_HEAD)


def delegations(bureau: Bureau | None = None) -> QuerySet[Delegation]:
    """Every delegation, the latest first; without a bureau those of all."""
    people = ("bureau", "section", "giver", "holder", "decided_by", "ended_by")
    found = Delegation.objects.select_related(*people).order_by("bureau", "-valid_from", "-pk")
    return found if bureau is None else found.filter(bureau=bureau)


def agreed_delegations() -> QuerySet[Delegation]:
    """Those that hold, held or will; what waits for a leader or was turned down is nobody's business."""
    return delegations().filter(Q(power__in=LEADERS_POWERS) | Q(decided_by__isnull=False), declined_why="")


def in_force(on: date) -> QuerySet[Delegation]:
    """What holds on a day: nobody ended it, and both are still who they were: who gave it may do it themselves, and
    who holds it handles approvals and watches over none.

    A leader's holds by itself, a section head's once a leader agreed.
    """
    of_leader = Q(power__in=LEADERS_POWERS) & _still("giver", Role.LEADER)
    of_head = Q(power__in=HEADS_POWERS, decided_by__isnull=False, declined_why="", section=F("giver__section"))
    by_whom = of_leader | of_head & _still("giver", Role.SECTION_HEAD)
    found = Delegation.objects.filter(by_whom, ended_at=None, valid_from__lte=on, valid_to__gte=on)
    found = found.filter(_still("holder", *SUBSTITUTES), ~_still("holder", *NEVER_SUBSTITUTES), holder__is_active=True)
    return found.filter(giver__is_active=True, giver__bureau=F("bureau"), holder__bureau=F("bureau"))


def _still(who: str, *roles: str) -> Q:
    return Q(Exists(RoleGrant.objects.filter(user=OuterRef(who), role__in=roles)))


def held_by(user: User, on: date) -> QuerySet[Delegation]:
    """What a person may do in somebody else's name on a day."""
    return in_force(on).filter(holder=user).select_related("giver").order_by("pk")


def reaching(user: User, action: str, on: date) -> QuerySet[Delegation]:
    """Those of a person's delegations that open an action, or, of an action that only reads, all of them."""
    found = held_by(user, on)
    return found.filter(power=OPENS[action]) if action in OPENS else found


def opens(user: User, action: str, on: date) -> bool:
    """Whether a delegation lets the person try an action on a day."""
    return action in OPENS and user.bureau_id is not None and reaching(user, action, on).exists()


def waiting(leader: User, on: date) -> QuerySet[Delegation]:
    """What section heads of a leader's bureau delegated and this leader may agree to."""
    theirs = Delegation.objects.filter(bureau=leader.bureau_id, power__in=HEADS_POWERS, decided_by=None, ended_at=None)
    return theirs.filter(valid_to__gte=on).exclude(Q(giver=leader) | Q(holder=leader))


def meeting_days(giver: User, holder: User, power: str, first: date, last: date) -> QuerySet[Delegation]:
    """What one gave the other of the same power for days of this span and nobody declined or ended."""
    theirs = Delegation.objects.filter(giver=giver, holder=holder, power=power, ended_at=None, declined_why="")
    return theirs.filter(valid_from__lte=last, valid_to__gte=first)


def spans_given(giver: User, holder: User, power: str) -> list[tuple[date, date]]:
    """From when to when the same power was or will be with the same person; what ended early ended that day."""
    rows = Delegation.objects.filter(giver=giver, holder=holder, power=power, declined_why="")
    spans = [(one.valid_from, _last_day(one)) for one in rows]
    return [(first, last) for first, last in spans if first <= last]


def _last_day(one: Delegation) -> date:
    return min(one.valid_to, timezone.localdate(one.ended_at)) if one.ended_at else one.valid_to


def substitutes(giver: User) -> QuerySet[User]:
    """Whom somebody may name: colleagues of the bureau who handle approvals and watch over none."""
    watching = RoleGrant.objects.filter(user=OuterRef("pk"), role__in=NEVER_SUBSTITUTES)
    people = User.objects.filter(~Exists(watching), bureau=giver.bureau_id, is_active=True)
    return (
        people.filter(grants__role__in=SUBSTITUTES)
        .exclude(pk=giver.pk)
        .select_related("section")
        .distinct()
        .order_by("name", "pk")
    )


def colleagues(user: User, typed: str) -> QuerySet[User]:
    """People of the reader's own bureau in whose name, post or section every word stands."""
    words = typed.split()
    people = User.objects.filter(bureau=user.bureau_id, bureau__isnull=False, is_active=True)
    for word in words:
        people = people.filter(Q(name__icontains=word) | Q(title__icontains=word) | Q(section__name__icontains=word))
    return people.select_related("section").order_by("name", "pk") if words else people.none()
