"""Four eyes: who took which part of a decision, read from the log, and which parts one person may never join."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils.translation import gettext as _

from approvals.applications.queries import roles
from approvals.applications.rules.verbs import VERBS
from approvals.applications.states import Part
from envportal.accounts import queries as accounts
from envportal.accounts.enums import OPENS, Role
from envportal.audit import log
from envportal.cases import queries as cases
from envportal.cases.models import Case
from envportal.cases.rules import NotYours
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from approvals.applications.models import Application
    from envportal.accounts.models import Delegation, User


class ActedBefore(Refused):
    """Four eyes: this person already acted in another part of the same decision."""


# The applicant's own events. By a clerk at the counter they are typing for somebody, none of the four parts of a
# decision: the content is the applicant's, who signs for it on paper. So whoever typed may accept, as a bureau with
# one clerk has to. But who helped to make an application does not judge it: typing counts with the window's part,
# and bars from review, head and signature (the floor: intake ≠ review ≠ signature).
TYPED: Final = (
    "draft_created",
    "draft_edited",
    "file_uploaded",
    "file_removed",
    "submitted",
    "supplemented",
    "handed_over",
    "filed",
    "revision_answered",
    "correction_item_answered",
    "later_material_filed",
)
# What each event of the log says about the part its actor took.
PARTS: Final[dict[str, Part]] = {
    **dict.fromkeys(TYPED, Part.INTAKE),
    "accepted": Part.INTAKE,
    "acceptance_completed": Part.INTAKE,
    "correction_asked": Part.INTAKE,
    "correction_judged": Part.INTAKE,
    "late_defects_noted": Part.INTAKE,
    "declined": Part.INTAKE,
    "replied_same_day": Part.INTAKE,
    "same_day_taken": Part.INTAKE,
    "same_day_unfinished": Part.INTAKE,
    "expert_review_commissioned": Part.REVIEW,
    "expert_opinion_filed": Part.REVIEW,
    "assessment_commissioned": Part.REVIEW,
    "assessment_filed": Part.REVIEW,
    "experts_drawn": Part.REVIEW,
    "expert_answered": Part.REVIEW,
    "expert_opinion_taken_in": Part.REVIEW,
    "experts_joined": Part.REVIEW,
    "revision_asked": Part.REVIEW,
    "revision_judged": Part.REVIEW,
    "revision_called_off": Part.REVIEW,
    "opinion_written": Part.REVIEW,
    "quota_need_set": Part.REVIEW,
    "zone_placed": Part.REVIEW,
    "hearing_arranged": Part.REVIEW,
    "hearing_held": Part.REVIEW,
    "opinion_confirmed": Part.REVIEW,
    "returned": Part.REVIEW,
    "filing_checked": Part.REVIEW,
    "expert_review_started": Part.HEAD,
    "expert_review_called_off": Part.HEAD,
    "assessment_started": Part.HEAD,
    "assessment_called_off": Part.HEAD,
    "hearing_confirmed": Part.HEAD,
    "proposed": Part.HEAD,
    "terminated": Part.HEAD,
    "transferred": Part.HEAD,
    "legally_reviewed": Part.LEGAL,
    "extended": Part.SIGN,
    "went_on": Part.SIGN,
    "went_against_meeting": Part.SIGN,
    "sent_back": Part.SIGN,
    "approved": Part.SIGN,
    "refused": Part.SIGN,
}
# Of these what an expert does as an expert is no part of the bureau's work; by the section they are its review.
EXPERTS_OWN: Final = ("expert_answered", "experts_joined")
# What only the section does: it has the case.
BY_SECTION: Final = frozenset({"taken", "assigned"}) | {
    name for name, part in PARTS.items() if part in (Part.REVIEW, Part.HEAD)
}
# Review and section: the two that may coincide for tables where the bureau published that they do.
MAY_COINCIDE: Final = frozenset({Part.REVIEW, Part.HEAD})
# Whoever asks that the clocks stop does not confirm it, whatever the bureau set.
ASKS_TO_PAUSE: Final = frozenset({
    "expert_review_commissioned", "experts_drawn", "assessment_commissioned", "hearing_arranged",
})  # fmt: skip
CONFIRMS: Final = "clock.confirm_pause"
# The verb by which an event of the log was done in somebody's name: what its row lets somebody delegate.
BY_ROW: Final = {
    "approved": "decision.sign", "refused": "decision.sign", "sent_back": "decision.sign", "went_on": "decision.sign",
    "went_against_meeting": "decision.sign", "extended": "clock.extend", "proposed": "decision.approve_first",
    "expert_review_started": CONFIRMS, "expert_review_called_off": CONFIRMS, "assessment_started": CONFIRMS,
    "assessment_called_off": CONFIRMS, "hearing_confirmed": CONFIRMS,
}  # fmt: skip
# Of which part of the decision each of these powers is.
PART_OF: Final = {action: PARTS[name] for name, action in BY_ROW.items()}


def deeds_of(user: User, application: Application) -> frozenset[str]:
    """The events of this case the person did, or let somebody do in their name."""
    theirs = Q(actor=user) | Q(facts__delegated_by=user.pk)
    own = Q(name__in=EXPERTS_OWN, actor__grants__role=Role.EXPERT)
    return frozenset(log.history(application.case).filter(theirs).exclude(own).values_list("name", flat=True))


def parts_of(user: User, application: Application) -> frozenset[Part]:
    """The parts of this decision the person took already."""
    return taken_in(deeds_of(user, application))


def taken_in(deeds: frozenset[str]) -> frozenset[Part]:
    return frozenset(PARTS[name] for name in deeds if name in PARTS)


def apart(
    user: User, application: Application, part: Part, *, deeds: frozenset[str] | None = None, coincide: bool = False,
    sentence: object = "",
) -> None:  # fmt: skip
    """Raise if the person took another part; `coincide`: review and section may be one person's."""
    deeds = deeds_of(user, application) if deeds is None else deeds
    other = taken_in(deeds) - {part}
    if other and not (coincide and other | {part} == MAY_COINCIDE):
        words = sentence or _("您已参与本件的“%(part)s”环节，须由另一人办理。")
        raise ActedBefore(str(words) % {"part": min(other).label, "who": user.name}, _("受理、审查、签发相分离"))


def may_coincide(name: str, user: User, deeds: frozenset[str], application: Application, on: date) -> bool:
    """Whether review and section may be one person's here: for a table, where set, and never for one's own pause.

    Both by their own post: what somebody does in another's name, or another in theirs, never comes together with it.
    """
    verb = VERBS[name]
    if verb.part not in MAY_COINCIDE or (verb.action == CONFIRMS and deeds & ASKS_TO_PAUSE):
        return False
    if not roles.may_coincide(application, on) or delegation_for(verb.action, user, application, on):
        return False
    return not _by_delegation(user, application)


def _by_delegation(user: User, application: Application) -> bool:
    """Whether the person did something of review or section in another's name here, or another in theirs."""
    theirs = Q(actor=user, facts__has_key="delegated_by") | Q(facts__delegated_by=user.pk)
    names = [name for name, part in PARTS.items() if part in MAY_COINCIDE]
    return log.history(application.case).filter(theirs, name__in=names).exists()


def reviews_as_head(name: str, user: User, application: Application, *, is_set: bool) -> None:
    """The officer who holds the case writes its opinion; a section head only for a table, where that is set."""
    action = VERBS[name].action
    if action != "review.write_opinion" or is_set:
        return
    if application.case.holder_id != user.pk or not user.grants.filter(role=Role.OFFICER).exists():
        raise NotYours(_("审查意见由经办人提出；本局没有规定报告表的审查可以由科室负责人办理。"), action)


def delegation_for(action: str, user: User, application: Application, on: date) -> Delegation | None:
    """In whose name the person does this on this case; None for what their own role lets them do.

    Of several givers the first who could do it themselves; where none could, the first, to say why.
    """
    if action not in OPENS:
        return None
    theirs = accounts.reaching(user, action, on).filter(bureau=application.case.bureau_id)
    fit = [one for one in theirs if application.case.kind in one.kinds.split() and _in_section(one, application)]
    if not fit or _reaches(user, action, application):
        return None
    able = (one for one in fit if _could(one.giver, action, application)) if len(fit) > 1 else iter(fit)
    return next(able, fit[0])


def _in_section(one: Delegation, application: Application) -> bool:
    return one.section_id in (None, application.case.section_id)


def _reaches(user: User, action: str, application: Application) -> bool:
    return Case.objects.filter(cases.by_role(user, action), pk=application.case_id).exists()


def _could(giver: User, action: str, application: Application) -> bool:
    return _reaches(giver, action, application) and not parts_of(giver, application) - {PART_OF[action]}


def in_the_name_of(name: str, user: User, application: Application, on: date) -> None:
    """What the giver could not do for a conflict or an earlier part, nobody does in their name."""
    verb = VERBS[name]
    given = delegation_for(verb.action, user, application, on)
    if given is None or verb.part is None:
        return
    if not _reaches(given.giver, verb.action, application):
        raise NotYours(_("委托人%(who)s自己也不能办理本件。") % {"who": given.giver.name}, verb.action)
    sentence = _("委托人%(who)s已参与本件的“%(part)s”环节，不能由别人代其办理。")
    apart(given.giver, application, verb.part, sentence=sentence)
