"""Key projects, who follows them, and what was promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from approvals.keyprojects.models import Follower, KeyProject
from approvals.keyprojects.states import Part, State
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.accounts.queries import applicants_of
from envportal.cases.models import Case, Project
from envportal.cases.queries import visible_to
from envportal.duties import register

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.duties.models import Duty

# Who may follow a project in each part, by their role.
ROLE_OF = {Part.LEADER: Role.LEADER, Part.HEAD: Role.SECTION_HEAD}
NEWEST_LAST = F("case__closed_on").desc(nulls_first=True)


def with_people(found: QuerySet[KeyProject]) -> QuerySet[KeyProject]:
    """With who follows each now, or did to the end, as `now`, and all a list reads of the case."""
    to_the_end = Q(until=None) | Q(until=F("key_project__case__closed_on"))
    now = Follower.objects.filter(to_the_end).select_related("person__section", "person__bureau").order_by("-pk")
    found = found.prefetch_related(Prefetch("followers", now, to_attr="now"))
    return found.select_related("case__bureau", "case__enterprise", "case__section", "project", "definition")


def visible(user: User, on: date) -> QuerySet[KeyProject]:
    """What this person may see, those that are followed first."""
    seen = visible_to(user, on, "keyproject.view").order_by().values("pk")
    return with_people(KeyProject.objects.filter(case__in=seen)).order_by(NEWEST_LAST, "pk")


def of_enterprise(user: User, on: date) -> QuerySet[KeyProject]:
    """Those of one's own enterprise and of the enterprises that let this unit act."""
    return visible(user, on).filter(case__enterprise__in=applicants_of(user, on))


def published() -> QuerySet[KeyProject]:
    """What the bureau shows everybody."""
    return with_people(KeyProject.objects.filter(published_at__isnull=False)).order_by(NEWEST_LAST, "-pk")


def standing_for(project: Project) -> KeyProject | None:
    """The key project a row of a project belongs to: the row itself, or one of the same owner with its name or code."""
    same = Q(project__name__iexact=project.name)
    if project.code:
        same |= Q(project__code=project.code)
    mine = Q(project=project) | Q(same, project__enterprise=project.enterprise_id)
    return KeyProject.objects.filter(mine, state=State.STANDING).select_related("case").order_by("pk").first()


def came_to(project: Project, bureau_id: int | None) -> bool:
    """Whether a case of the project was handed in to a bureau: its first question counts."""
    return Case.objects.filter(project=project, bureau=bureau_id, opened_on__isnull=False).exists()


def choosable(user: User) -> QuerySet[Project]:
    """Projects of cases handed in to the person's bureau that nobody follows yet, the newest first."""
    here = Case.objects.filter(project=OuterRef("pk"), bureau=user.bureau_id, opened_on__isnull=False)
    key = KeyProject.objects.filter(
        state=State.STANDING, project__enterprise=OuterRef("enterprise"), project__name__iexact=OuterRef("name")
    )
    found = Project.objects.filter(Exists(here), ~Exists(key))
    return found.select_related("enterprise").order_by("-pk")


def following(bureau_id: int | None, part: str) -> QuerySet[User]:
    """Who of a bureau may follow a project in a part."""
    people = User.objects.filter(is_active=True, bureau=bureau_id, grants__role=ROLE_OF[Part(part)])
    return people.select_related("section").distinct().order_by("name", "pk")


def promises(found: KeyProject) -> QuerySet[Duty]:
    """What was promised, by both sides, those still open by their day first."""
    return register.of(found.case).filter(kind=register.Kind.PROMISE)
