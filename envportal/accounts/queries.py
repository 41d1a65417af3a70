"""Reads of people and enterprises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from envportal.accounts.enums import EnterpriseKind, SectionKind
from envportal.accounts.models import AgentGrant, Bureau, Enterprise, RoleGrant, RoleRequest, Section, User

if TYPE_CHECKING:
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
