"""The door of this room: who has not answered, and the push of an approval's conditions to the regulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.departments import queries
from approvals.departments.actions import push
from envportal.refusals import Refused
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from approvals.departments.models import Consultation
    from envportal.cases.models import Case

__all__ = ["DepartmentsSilent", "all_answered", "of_case", "push"]


class DepartmentsSilent(Refused):
    """Departments were asked and have not answered; the decision would not know what they say."""


def all_answered(case: Case) -> None:
    """Raise while a department that was asked has neither answered nor been called off, and say which."""
    waiting = [
        _("%(who)s（%(day)s届满）") % {"who": one.department.name, "day": days.brief(one.due_on)}
        for one in queries.waiting(case)
    ]
    if waiting:
        raise DepartmentsSilent(_("还没有答复：%(who)s。") % {"who": _("、").join(waiting)})


def of_case(case: Case) -> QuerySet[Consultation]:
    return queries.of_case(case)
