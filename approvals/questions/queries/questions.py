"""Questions by the names a colleague would use; none of these reads who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery

from approvals.questions.models import Answer, Handover, Question
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import Section, User
from envportal.cases.queries import OPEN_FIRST, visible_to
from envportal.deadlines.enums import OPEN_STATES
from envportal.deadlines.models import Clock

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau

VIEW = "question.view"
# Who can own one.
OWNERS = (Role.CLERK, Role.OFFICER, Role.INSPECTOR, Role.SECTION_HEAD)
OPEN_HANDOVER = Q(decided_by=None, lapsed_at=None)


def visible(user: User, on: date, action: str = VIEW) -> QuerySet[Question]:
    """The questions somebody may see, with the clocks that run, what is due first on top."""
    seen = visible_to(user, on, action).order_by().values("pk")
    its_clocks = Clock.objects.filter(state__in=OPEN_STATES).order_by("due_on", "pk")
    rows = Question.objects.filter(case__in=seen).select_related(
        "case__holder", "case__bureau", "case__section", "first_asked"
    )
    rows = rows.prefetch_related(Prefetch("case__clocks", its_clocks, to_attr="running"))
    of_case = Clock.objects.filter(case=OuterRef("pk"), state__in=OPEN_STATES).order_by("due_on")
    offered = Handover.objects.filter(OPEN_HANDOVER, to_whom(user), question=OuterRef("pk"))
    rows = rows.annotate(next_due=Subquery(of_case.values("due_on")[:1]), is_offered=Exists(offered))
    return rows.order_by(F("next_due").asc(nulls_last=True), OPEN_FIRST, "-received_at", "-pk")


def to_whom(user: User) -> Q:
    """Hand-overs offered to a person, or to their section."""
    section = Q(to_section=user.section_id) if user.section_id else Q(pk__in=[])
    return Q(to_user=user.pk) | section


def by_key(key: str) -> Question | None:
    """What the form with this key made, if it was sent before."""
    return Question.objects.filter(key=key).first()


def by_order(number: str) -> Question | None:
    """The question a hotline order became, if it came in before."""
    return Question.objects.filter(order_number=number).first() if number else None


def answers(question: Question) -> list[Answer]:
    rows = Answer.objects.filter(question=question).select_related("answered_by__section", "settled_by")
    return list(rows.order_by("round"))


def last_answer(question: Question) -> Answer | None:
    return Answer.objects.filter(question=question).select_related("answered_by").order_by("-round").first()


def handovers(question: Question) -> list[Handover]:
    rows = Handover.objects.filter(question=question)
    return list(rows.select_related("to_user", "to_section", "given_by", "decided_by").order_by("pk"))


def open_handover(question: Question) -> Handover | None:
    rows = Handover.objects.filter(OPEN_HANDOVER, question=question)
    return rows.select_related("to_user", "to_section", "given_by").first()


def desk_of(bureau: Bureau) -> Section | None:
    """Where an online question waits: the advice section, if anybody there can own it, or else the window."""
    for kind in (SectionKind.ADVICE, SectionKind.WINDOW):
        section = Section.objects.filter(bureau=bureau, kind=kind).order_by("pk").first()
        if section is not None and people(bureau).filter(section=section).exists():
            return section
    return None


def people(bureau: Bureau) -> QuerySet[User]:
    """Who of a bureau can own a question."""
    rows = User.objects.filter(is_active=True, bureau=bureau, grants__role__in=OWNERS)
    return rows.select_related("section").order_by("section__name", "name", "pk").distinct()


def sections(bureau: Bureau) -> QuerySet[Section]:
    """The sections in which somebody can."""
    return Section.objects.filter(bureau=bureau, pk__in=people(bureau).order_by().values("section")).order_by("pk")


def of_asker(question: Question) -> list[Question]:
    """What the same asker asked besides, newest first."""
    rows = Question.objects.filter(asker_key=question.asker_key, case__bureau=question.case.bureau_id)
    rows = rows.exclude(asker_key="").exclude(pk=question.pk)
    return list(rows.select_related("case").order_by("-received_at", "-pk")[:10])
