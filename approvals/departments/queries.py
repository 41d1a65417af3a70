"""Reads with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Prefetch, Q

from approvals.departments.models import Consultation, Department, Handing, Terms
from envportal.accounts.enums import Role
from envportal.accounts.models import User

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau
    from envportal.cases.models import Case


def departments(bureau: Bureau) -> QuerySet[Department]:
    """Whom a bureau can ask, with their terms."""
    terms = Prefetch("terms", Terms.objects.order_by("-valid_from"))
    return Department.objects.filter(bureau=bureau, is_active=True).select_related("person").prefetch_related(terms)


def register(bureau: Bureau) -> QuerySet[Department]:
    """All departments a bureau ever entered, those in use first, with their terms and how many questions wait."""
    terms = Prefetch("terms", Terms.objects.order_by("-valid_from"))
    waiting = Count("consultations", filter=Q(consultations__reply="", consultations__called_off_at=None))
    found = Department.objects.filter(bureau=bureau).select_related("person").prefetch_related(terms)
    return found.annotate(waiting_count=waiting).order_by("-is_active", "name", "pk")


def liaisons(bureau: Bureau) -> QuerySet[User]:
    """Who can answer for a department of a bureau, signed in."""
    return User.objects.filter(bureau=bureau, is_active=True, grants__role=Role.DEPARTMENT).order_by("name", "pk")


def terms_on(department: Department, on: date) -> Terms | None:
    """The terms in force on a day; a question keeps those it was asked under."""
    return Terms.objects.filter(department=department, valid_from__lte=on).order_by("valid_from").last()


def of_case(case: Case) -> QuerySet[Consultation]:
    found = Consultation.objects.filter(case=case).select_related("department__person", "terms", "asked_by", "document")
    return found.order_by("pk")


def waiting(case: Case) -> QuerySet[Consultation]:
    """The questions nobody has answered or called off."""
    return of_case(case).filter(reply="", called_off_at=None)


def open_ones() -> QuerySet[Consultation]:
    return Consultation.objects.filter(reply="", called_off_at=None)


def for_person(user: User) -> QuerySet[Consultation]:
    """What somebody's departments were asked, unanswered first by what is due, then the latest."""
    mine = Consultation.objects.filter(department__person=user, called_off_at=None)
    mine = mine.select_related("case__bureau", "case__project", "case__enterprise", "department", "terms")
    return mine.order_by(F("replied_at").desc(nulls_first=True), "due_on", "pk")


def handings_for(user: User) -> QuerySet[Handing]:
    """The approvals pushed to somebody's departments, those not taken yet first."""
    mine = Handing.objects.filter(regulator__person=user).select_related("case__enterprise", "regulator")
    return mine.order_by(F("received_at").desc(nulls_first=True), "-pushed_at")


def handings_of(case: Case) -> QuerySet[Handing]:
    return Handing.objects.filter(case=case).select_related("regulator", "received_by")


def regulators(bureau: Bureau) -> QuerySet[Department]:
    return departments(bureau).filter(is_regulator=True)
