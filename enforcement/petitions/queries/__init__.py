"""Reads with a name; none of them reads who reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery

from enforcement.petitions.models import Addition, Answer, Extension, Petition, Review
from enforcement.petitions.states import Satisfied, State
from envportal.accounts.enums import Role
from envportal.accounts.models import Section, User
from envportal.audit import log
from envportal.audit.models import Event
from envportal.cases.queries import OPEN_FIRST, visible_to
from envportal.deadlines.enums import OPEN_STATES
from envportal.deadlines.models import Clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau

VIEW = "petition.view"
# Who can handle one.
HANDLERS = (Role.OFFICER, Role.INSPECTOR, Role.SECTION_HEAD)


def visible(user: User, on: date, action: str = VIEW) -> QuerySet[Petition]:
    """The petitions somebody may see, with the clocks that run, what is due first on top."""
    seen = visible_to(user, on, action).order_by().values("pk")
    its_clocks = Clock.objects.filter(state__in=OPEN_STATES).order_by("due_on", "pk")
    rows = Petition.objects.filter(case__in=seen).select_related(
        "case__holder", "case__bureau", "case__section", "enterprise", "merged_into__case"
    )
    rows = rows.prefetch_related(Prefetch("case__clocks", its_clocks, to_attr="running"))
    of_case = Clock.objects.filter(case=OuterRef("pk"), state__in=OPEN_STATES).order_by("due_on")
    rows = rows.annotate(next_due=Subquery(of_case.values("due_on")[:1]))
    return rows.order_by(F("next_due").asc(nulls_last=True), OPEN_FIRST, "-received_at", "-pk")


def looked_at(user: User, pks: Iterable[int]) -> set[int]:
    """Of which of these somebody has seen the reporter, for a reason on the log."""
    seen = Event.objects.filter(name="petition_reporter_seen", actor=user, case__in=list(pks))
    return set(seen.values_list("case", flat=True))


def by_key(key: str) -> Petition | None:
    """What the form with this key made, if it was sent before."""
    return Petition.objects.filter(key=key).first()


def addition_by(petition: Petition, key: str) -> Addition | None:
    """What the form with this key added, if it was sent before."""
    return Addition.objects.filter(petition=petition, key=key).first()


def supervised(user: User, on: date) -> QuerySet[Petition]:
    """What somebody was not satisfied with three times, what still waits first."""
    rows = visible(user, on).filter(supervised_at__isnull=False)
    rows = rows.prefetch_related(Prefetch("answers", Answer.objects.order_by("-round"), to_attr="answered"))
    return rows.annotate(bad=Count("answers", filter=Q(answers__satisfied=Satisfied.NO)))


def by_order(number: str) -> Petition | None:
    """The petition a hotline order became, if it came in before."""
    return Petition.objects.filter(order_number=number).first() if number else None


def last_answer(petition: Petition) -> Answer | None:
    return Answer.objects.filter(petition=petition).select_related("letter", "answered_by").order_by("-round").first()


def answers(petition: Petition) -> list[Answer]:
    rows = Answer.objects.filter(petition=petition).select_related("letter", "answered_by", "settled_by")
    return list(rows.order_by("round"))


def reviews(petition: Petition) -> list[Review]:
    return list(Review.objects.filter(petition=petition).select_related("letter", "answered_by").order_by("pk"))


def open_review(petition: Petition) -> Review | None:
    return Review.objects.filter(petition=petition, answered_on=None).order_by("-pk").first()


def last_review(petition: Petition) -> Review | None:
    return Review.objects.filter(petition=petition).exclude(answered_on=None).order_by("-pk").first()


def open_extension(petition: Petition) -> Extension | None:
    return Extension.objects.filter(petition=petition, decided_by=None, lapsed_at=None).first()


def dissatisfied(petition: Petition) -> int:
    return Answer.objects.filter(petition=petition, satisfied=Satisfied.NO).count()


def handled_before(petition: Petition) -> set[int]:
    """Who took it up or answered it in any round, held it in an earlier one, or holds it now."""
    events = [event for event in log.history(petition.case) if event.name in HANDLINGS]
    known = {event.actor_id for event in events if event.name != "petition_reopened"}
    known |= {int(str(event.facts["before"])) for event in events if event.facts.get("before")}
    known |= set(Answer.objects.filter(petition=petition).values_list("answered_by", flat=True))
    return {pk for pk in (*known, petition.case.holder_id) if pk is not None}


# What the log says of who handled it; a handling anew names who held it before.
HANDLINGS = frozenset({"petition_accepted", "petition_reopened"})


def handlers(bureau: Bureau) -> QuerySet[User]:
    """The people of a bureau who can handle one."""
    people = User.objects.filter(is_active=True, bureau=bureau, grants__role__in=HANDLERS)
    return people.select_related("section").order_by("section__name", "name", "pk").distinct()


def sections(bureau: Bureau) -> QuerySet[Section]:
    return Section.objects.filter(bureau=bureau).order_by("name", "pk")


def like(petition: Petition) -> QuerySet[Petition]:
    """What may be the same thing: of the same township or enterprise, taken up and not answered yet."""
    same = Q(division=petition.division) | (Q(enterprise=petition.enterprise) if petition.enterprise_id else Q())
    rows = Petition.objects.filter(same, case__bureau=petition.case.bureau_id, state=State.HANDLING, merged_into=None)
    return rows.exclude(pk=petition.pk).select_related("case").order_by("-received_at", "-pk")


def merged_with(petition: Petition) -> list[Petition]:
    return list(petition.merged.select_related("case").order_by("received_at", "pk"))
