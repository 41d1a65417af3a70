"""Lists of applications, and the people who work on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from approvals.applications.models import Application, Correction
from approvals.applications.states import PENDING
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import Section, User
from envportal.cases.queries import COUNTER, visible_to
from envportal.documents.enums import SERVED_ON_NOBODY
from envportal.documents.models import Letter

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau


def with_case() -> QuerySet[Application]:
    """Applications with all a page reads of their case."""
    return Application.objects.select_related(
        "case__bureau", "case__section", "case__holder", "case__enterprise", "case__project", "consultant"
    )


def visible(user: User, on: date) -> QuerySet[Application]:
    return with_case().filter(case__in=visible_to(user, on))


def of_applicant(user: User, on: date) -> QuerySet[Application]:
    """Own applications and those of enterprises that let this unit act, drafts first, then newest."""
    return visible(user, on).filter(discarded_at=None).order_by("case__opened_on", "-pk")


def at_counter(user: User, on: date) -> QuerySet[Application]:
    """What the counter of this clerk's bureau typed for somebody and was not put away."""
    return with_case().filter(case__in=visible_to(user, on, COUNTER), discarded_at=None).order_by("-pk")


def work_list(user: User, on: date) -> QuerySet[Application]:
    """What is pending before the bureau and this person may see."""
    return visible(user, on).filter(state__in=PENDING)


def officers(section: Section | None) -> QuerySet[User]:
    """The officers of a section; where there is none, nobody, and never those other bureaus keep in no section."""
    if section is None:
        return User.objects.none()
    return User.objects.filter(section=section, is_active=True, grants__role=Role.OFFICER).order_by("pk")


def least_loaded_officer(section: Section | None, *, but: User | None) -> User | None:
    """Who holds the fewest open cases, so that nobody is picked as a favour."""
    open_cases = Count("cases_held", filter=Q(cases_held__closed_on=None, cases_held__opened_on__isnull=False))
    free = officers(section).exclude(pk__in=[but.pk] if but else [])
    return free.annotate(load=open_cases).order_by("load", "pk").first()


def review_people(application: Application) -> list[User]:
    """Who holds the case."""
    return [application.case.holder] if application.case.holder else []


def window_section(bureau: Bureau) -> Section | None:
    return Section.objects.filter(bureau=bureau, kind=SectionKind.WINDOW).order_by("pk").first()


def open_correction(application: Application) -> Correction | None:
    """The correction letter that waits for the applicant."""
    return application.corrections.filter(answered_on=None).select_related("letter").prefetch_related("items").first()


def letters_to_hand_over(user: User, on: date) -> QuerySet[Letter]:
    """Paper letters that have not reached their applicant, oldest first: what waits for them does not begin."""
    on_paper = Application.objects.filter(portal_service=False).values("case")
    # A neighbour who asked for a hearing has no mailbox here, however the applicant is served.
    waiting = Letter.objects.filter(Q(case__in=on_paper) | Q(to=None), served_on=None, voided_at=None)
    waiting = waiting.filter(case__application__isnull=False).exclude(kind__in=SERVED_ON_NOBODY)
    may_serve = visible_to(user, on, "letter.serve").order_by().values("pk")
    return waiting.filter(case__in=may_serve).select_related("case", "to").order_by("issued_at", "pk")
