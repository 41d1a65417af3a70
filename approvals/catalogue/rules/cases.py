"""When a person of the bureau may say that a project needs another document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from envportal.refusals import Refused

if TYPE_CHECKING:
    from envportal.cases.models import Case

OVERRULE: Final = "catalogue.overrule"


class CaseIsOver(Refused):
    """Decided, or ended otherwise."""


class IsDraft(Refused):
    """The bureau has not been handed the application yet."""


def require_open(case: Case) -> None:
    """Raise unless the case lies with the bureau and is not over."""
    if case.opened_on is None:
        raise IsDraft(_("申请还没有提交，本局还不能改判。"))
    if case.closed_on is not None:
        raise CaseIsOver(_("本件已经办结，类别不再改判。"))
