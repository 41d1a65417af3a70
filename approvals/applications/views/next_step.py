"""What a case on the desk waits for, and in whose hands that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.applications.states import UNFILED_AFTER, State

if TYPE_CHECKING:
    from datetime import date

    from approvals.applications.models import Application, Hearing


def days_unfiled(application: Application, today: date) -> int:
    """How long its owner has had a registration that was handed over."""
    since = application.case.opened_on
    return (today - since).days if application.state == State.HANDED_OVER and since else 0


def next_step(application: Application, unfiled: int) -> tuple[str, str]:
    """The next step as a verb, and whose hands it is in."""
    holder = application.case.holder.name if application.case.holder else _("审批科")
    if unfiled >= UNFILED_AFTER:
        return _(
            "问建设单位，不再备案的终止办理"
        ), application.case.section.name if application.case.section else holder
    for hearing in application.running_hearings:  # type: ignore[attr-defined]
        return _next_of_hearing(hearing, holder)
    if application.state == State.IN_REVIEW and application.asked_revisions:  # type: ignore[attr-defined]
        return _("等申请人修改文件"), _("申请人")
    steps = {
        State.SUBMITTED: (_("受理或一次补正"), _("窗口")),
        State.CORRECTION: (_("等申请人补正"), _("申请人")),
        State.IN_REVIEW: (_("审查"), holder),
        State.PROPOSED: (_("公示期满后签发") if application.procedure.is_noticed else _("签发"), _("局领导")),
        State.HANDED_OVER: (_("等建设单位登记备案号"), _("建设单位")),
        State.FILED: (_("备案核查"), holder),
    }
    return steps[State(application.state)]


def _next_of_hearing(hearing: Hearing, holder: str) -> tuple[str, str]:
    """Nothing is signed while a hearing runs."""
    if hearing.confirmed_by_id is None:
        return _("决定组织听证"), _("科室负责人")
    if hearing.held_on is None:
        return _("通知听证的时间和地点"), holder
    return _("举行听证，登记笔录"), holder
