"""What is next, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from enforcement.petitions import queries
from enforcement.petitions.states import FINISHED_IN, REVIEWED_IN, TAKEN_UP_IN, Kind, Satisfied, Stage, State
from envportal.deadlines import clocks
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date

    from enforcement.petitions.models import Answer, Petition


def next_of(petition: Petition) -> str:
    """What the bureau does next and by when; what whoever reported can do where it has answered."""
    if petition.state in {State.REGISTERED, State.ROUTED}:
        return _by(_("告知是否受理"), petition, TAKEN_UP_IN[Kind(petition.kind)])
    if petition.state in {State.HANDLING, State.MERGED}:
        return _by(_("查清楚并答复"), petition, FINISHED_IN[Kind(petition.kind)])
    if petition.state == State.IN_REVIEW:
        return _by(_("复查答复"), petition, REVIEWED_IN[Stage.REVIEW])
    if petition.state == State.IN_RECHECK:
        return _by(_("复核答复"), petition, REVIEWED_IN[Stage.RECHECK])
    if petition.state in {State.ANSWERED, State.REVIEWED}:
        return _after(petition)
    return str(ENDED.get(State(petition.state), ""))


def _after(petition: Petition) -> str:
    """What can follow an answer."""
    answer = queries.last_answer(petition)
    if answer is not None and answer.satisfied == Satisfied.NO and not answer.settled_why:
        return _("反映人不满意：由科室负责人决定重新办理，或者回访后写明理由")
    if petition.kind == Kind.PETITION:
        return _("已经复查，不服的可以申请复核") if petition.state == State.REVIEWED else _asks(answer)
    return _("已经评价，办结") if answer is not None and answer.satisfied else _("已经答复，等反映人评价")


def _asks(answer: Answer | None) -> str:
    if answer is None or answer.review_until is None:
        return _("已经答复，等反映人评价")
    return _("已经答复；不服的，%(day)s以前可以申请复查") % {"day": days.full(answer.review_until)}


def _by(what: str, petition: Petition, matter: str) -> str:
    due: date | None = clocks.due_on(petition.case, matter)
    if due is None:
        return what
    return _("最迟 %(day)s %(what)s") % {"day": days.full(due), "what": what}


ENDED = {
    State.CONCLUDED: _l("信访程序已经终结"),
    State.DECLINED: _l("不予受理，理由已经告知"),
    State.DIRECTED: _l("已经告知应当走的渠道"),
    State.TRANSFERRED: _l("已经转送有权处理的机关"),
}
