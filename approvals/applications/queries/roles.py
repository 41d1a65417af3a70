"""审查和科室审核由一人办理: the bureau's published setting, and where it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from approvals.applications.guards import standing_proposal
from approvals.applications.models import RolesSetting
from approvals.applications.states import DocumentKind
from envportal.accounts import queries as accounts
from envportal.accounts.enums import Role
from envportal.audit import log
from envportal.cases.queries import COINCIDED

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from approvals.applications.models import Application
    from envportal.accounts.models import Bureau, User
    from envportal.audit.models import Event
    from envportal.cases.models import Case


def settings_of(bureau: Bureau | None = None) -> QuerySet[RolesSetting]:
    """Every version, the latest first; without a bureau those of all."""
    found = RolesSetting.objects.select_related("bureau", "set_by").order_by("bureau", "-valid_from")
    return found if bureau is None else found.filter(bureau=bureau)


def setting_on(bureau: Bureau, on: date) -> RolesSetting | None:
    """The version in force on a day; a branch without one follows the bureau in whose name it licenses."""
    follows = [bureau.pk, *([bureau.parent_id] if bureau.is_branch and bureau.parent_id else [])]
    versions = RolesSetting.objects.filter(valid_from__lte=on).order_by("-valid_from")
    return next(filter(None, (versions.filter(bureau=pk).first() for pk in follows)), None)


def may_coincide(application: Application, on: date) -> bool:
    """Whether one person may review and propose: only a table, only where it is published, on the day of the act."""
    if application.document_kind != DocumentKind.TABLE:
        return False
    setting = setting_on(application.case.bureau, on)
    return setting is not None and setting.may_coincide


def heads_and_deputies(application: Application, power: str, on: date, *, but: User | None = None) -> list[User]:
    """The section heads, and whoever may do this for one of them on this case on a day."""
    case = application.case
    given = accounts.in_force(on).filter(bureau=case.bureau_id, power=power).select_related("holder")
    given = given.filter(Q(section=None) | Q(section=case.section_id)).order_by("pk")
    deputies = [one.holder for one in given if case.kind in one.kinds.split() and one.holder != but]
    return [*accounts.staff_with(case.bureau, Role.SECTION_HEAD), *deputies]


def coincidence(case: Case) -> Event | None:
    """What the log says where one person reviewed and proposed."""
    return log.history(case).filter(name=COINCIDED).first()


def shared_out(application: Application) -> str:
    """Who did what, where it is not three people's work, as a decision says it: of the opinion signed and of whoever
    proposed it, not of versions before."""
    proposal = standing_proposal(application)
    if proposal is None or proposal.by_id != proposal.opinion.by_id:
        return ""
    setting = setting_on(application.case.bureau, timezone.localdate(proposal.at))
    return f"审查和科室审核由同一人办理（{setting.basis}）" if setting else ""
