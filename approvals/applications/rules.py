"""Who may do which verb, and when: one readable table, asked by actions and by pages alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from approvals.applications import guards
from approvals.applications.states import EDITABLE, UNDER_REVIEW, Part, State
from approvals.green import channel
from envportal.accounts import rules as account_rules
from envportal.audit import log
from envportal.cases import rules as case_rules
from envportal.cases.queries import COUNTER
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from approvals.applications.models import Application, Revocation
    from envportal.accounts.models import User

REVIEWING = frozenset({State.IN_REVIEW})
# What the public was told of, and the signatory has not decided.
BEFORE_SIGNATURE = frozenset({State.PROPOSED})
APPROVED = frozenset({State.APPROVED})


class OutOfOrder(Refused):
    """The application is not in the state this step needs; somebody may have been quicker."""


class ChairReviewed(Refused):
    """Who reviewed an application, or is of another bureau, does not chair the hearing on it."""


class ActedBefore(Refused):
    """Four eyes: this person already acted in another part of the same decision."""


@dataclass(frozen=True)
class Verb:
    """A row of the permission matrix, the part of the decision it belongs to, and when it is possible."""

    action: str
    part: Part | None = None
    states: frozenset[State] | None = None  # None: when the transition of the same name is available
    # In the green channel review goes side by side with intake: what the section may do before acceptance.
    beside_intake: bool = False
    at_counter: bool = False  # the applicant's verb, which a window clerk types for them: COUNTER is its row then

    def row(self, user: User) -> str:
        """The row of the matrix this person does the verb by."""
        return COUNTER if self.at_counter and user.is_staff_member else self.action


VERBS: Final[dict[str, Verb]] = {
    "edit": Verb("application.edit_draft", None, EDITABLE, at_counter=True),
    "submit": Verb("application.submit", at_counter=True),
    "hand_over": Verb("application.submit", at_counter=True),
    "file": Verb("application.submit", None, frozenset({State.DRAFT}), at_counter=True),
    "enter_filing": Verb("filing.enter", None, frozenset({State.HANDED_OVER})),
    "mend_filing": Verb("filing.mend", None, frozenset({State.FILED})),
    "check_filing": Verb("filing.check", Part.REVIEW),
    "end_filing": Verb("filing.end", Part.HEAD),
    "supplement": Verb("application.supplement", at_counter=True),
    "withdraw": Verb("application.withdraw", at_counter=True),
    "ask_hearing": Verb("hearing.request", None, BEFORE_SIGNATURE),
    "withdraw_hearing": Verb("hearing.request", None, BEFORE_SIGNATURE),
    "record_hearing_request": Verb("hearing.record", None, BEFORE_SIGNATURE),
    "take_up_hearing_request": Verb("hearing.record", None, BEFORE_SIGNATURE),
    "record_hearing_withdrawal": Verb("hearing.record", None, BEFORE_SIGNATURE),
    "accept": Verb("intake.accept", Part.INTAKE),
    "complete_acceptance": Verb("intake.accept", Part.INTAKE, UNDER_REVIEW),
    "ask_correction": Verb("intake.require_supplement_once", Part.INTAKE),
    "decline": Verb("intake.reject", Part.INTAKE),
    "serve": Verb("letter.serve", None, frozenset(State) - {State.DRAFT}),
    "correct_service": Verb("letter.correct_service", None, frozenset(State) - {State.DRAFT}),
    "take": Verb("case.take_over", None, UNDER_REVIEW | {State.FILED}),
    "assign": Verb("case.assign", None, UNDER_REVIEW | {State.FILED}, beside_intake=True),
    "commission_expert_review": Verb("review.start_expert_hearing", Part.REVIEW, REVIEWING),
    "file_expert_opinion": Verb("review.start_expert_hearing", Part.REVIEW, REVIEWING),
    "commission_assessment": Verb("review.start_expert_hearing", Part.REVIEW, REVIEWING),
    "file_assessment": Verb("review.start_expert_hearing", Part.REVIEW, REVIEWING),
    "arrange_hearing": Verb("review.start_expert_hearing", Part.REVIEW, BEFORE_SIGNATURE),
    "file_transcript": Verb("review.start_expert_hearing", Part.REVIEW, BEFORE_SIGNATURE),
    "confirm_opinion": Verb("review.write_opinion", Part.REVIEW, BEFORE_SIGNATURE),
    "write_opinion": Verb("review.write_opinion", Part.REVIEW, REVIEWING, beside_intake=True),
    "return_participation": Verb("review.return_to_intake", Part.REVIEW),
    "confirm_expert_review": Verb("clock.confirm_pause", Part.HEAD, REVIEWING),
    "call_off_expert_review": Verb("clock.confirm_pause", Part.HEAD, REVIEWING),
    "confirm_assessment": Verb("clock.confirm_pause", Part.HEAD, REVIEWING),
    "call_off_assessment": Verb("clock.confirm_pause", Part.HEAD, REVIEWING),
    "confirm_hearing": Verb("clock.confirm_pause", Part.HEAD, BEFORE_SIGNATURE),
    "propose": Verb("decision.approve_first", Part.HEAD),
    "terminate": Verb("decision.end_early", Part.HEAD),
    "transfer": Verb("decision.end_early", Part.HEAD),
    "ask_legal_review": Verb("legal.ask", None, UNDER_REVIEW),
    "review_legality": Verb("legal.review", Part.LEGAL, UNDER_REVIEW),
    "extend": Verb("clock.extend", Part.SIGN, UNDER_REVIEW),
    "send_back": Verb("decision.sign", Part.SIGN),
    "go_on": Verb("decision.sign", Part.SIGN, BEFORE_SIGNATURE),
    "approve": Verb("decision.sign", Part.SIGN),
    "refuse": Verb("decision.sign", Part.SIGN),
    "propose_revocation": Verb("approval.propose_end", None, APPROVED),
    "give_up_approval": Verb("approval.answer", None, APPROVED),
    "answer_revocation": Verb("approval.answer", None, APPROVED),
    "record_answer": Verb("approval.propose_end", None, APPROVED),
    "file_revocation_hearing": Verb("approval.propose_end", None, APPROVED),
    "end_approval": Verb("approval.end", None, APPROVED),
    "drop_revocation": Verb("approval.end", None, APPROVED),
}

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
)
# What each event of the log says about the part its actor took.
PARTS: Final[dict[str, Part]] = {
    **dict.fromkeys(TYPED, Part.INTAKE),
    "accepted": Part.INTAKE,
    "acceptance_completed": Part.INTAKE,
    "correction_asked": Part.INTAKE,
    "declined": Part.INTAKE,
    "expert_review_commissioned": Part.REVIEW,
    "expert_opinion_filed": Part.REVIEW,
    "assessment_commissioned": Part.REVIEW,
    "assessment_filed": Part.REVIEW,
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
# What only the section does: it has the case.
BY_SECTION: Final = frozenset({"taken", "assigned"}) | {
    name for name, part in PARTS.items() if part in (Part.REVIEW, Part.HEAD)
}


def require(name: str, user: User, application: Application, on: date) -> None:
    """Raise a Refused that says why `user` may not do the verb `name` on this application on this day."""
    verb = VERBS[name]
    case_rules.require(user, verb.row(user), application.case, on)
    _in_state(name, verb, application, on)
    if verb.part is not None:
        apart(user, application, verb.part)


def may(name: str, user: User, application: Application, on: date) -> bool:
    try:
        require(name, user, application, on)
    except Refused:
        return False
    return True


def available(user: User, application: Application, on: date) -> list[str]:
    """The verbs this person may do now, in the order of the table; the state is asked first, since it costs nothing."""
    other_parts = parts_of(user, application)
    return [
        name
        for name, verb in VERBS.items()
        if _is_ready(name, verb, application, on)
        and (name != "take" or guards.waits_to_be_taken(application))
        and not (verb.part and other_parts - {verb.part})
        and case_rules.may(user, verb.row(user), application.case, on)
    ]


def _is_ready(name: str, verb: Verb, application: Application, on: date) -> bool:
    if application.discarded_at is not None:
        return False
    if verb.beside_intake and application.state == State.SUBMITTED:
        return channel.is_open(application.case, on)
    if verb.states is not None:
        return application.state in verb.states
    return bool(can_proceed(getattr(application, name)))


def _in_state(name: str, verb: Verb, application: Application, on: date) -> None:
    if not _is_ready(name, verb, application, on):
        words = {"state": State(application.state).label, "last": _last(application)}
        raise OutOfOrder(_("这一步现在不能办：本件%(state)s。%(last)s") % words)


def _last(application: Application) -> str:
    """Who was quicker, and when: "最近一步由 … 于 … 办理。"""
    event = log.history(application.case).last()
    if event is None or not event.actor_name:
        return ""
    return _("最近一步由%(who)s办理。") % {"who": event.actor_name}


def parts_of(user: User, application: Application) -> frozenset[Part]:
    """The parts of this decision the person took already, read from the log."""
    names = log.history(application.case).filter(actor=user).values_list("name", flat=True)
    return frozenset(PARTS[name] for name in names if name in PARTS)


def apart(user: User, application: Application, part: Part) -> None:
    other = parts_of(user, application) - {part}
    if other:
        raise ActedBefore(
            _("您已参与本件的“%(part)s”环节，须由另一人办理。") % {"part": min(other).label},
            _("受理、审查、签发相分离"),
        )


def may_chair(person: User, application: Application) -> None:
    """Raise unless the person is of the bureau and took no part in review, section or signature (行政许可法第48条)."""
    reviewed = parts_of(person, application) - {Part.INTAKE}
    if reviewed or person == application.case.holder or person.bureau_id != application.case.bureau_id:
        raise ChairReviewed(
            _("%(name)s参与过本件的审查，或者不是本局人员，不能主持听证。") % {"name": person.name}, "行政许可法第48条"
        )


def could_chair(person: User, application: Application) -> bool:
    try:
        may_chair(person, application)
    except ChairReviewed:
        return False
    return True


def another_decides(person: User, revocation: Revocation) -> None:
    """Four eyes: who proposed the end of an approval does not decide on it."""
    if revocation.proposed_by_id == person.pk:
        raise ActedBefore(_("终止批准由您提出，须由另一人决定。"), _("受理、审查、签发相分离"))


def unmet(application: Application, on: date) -> list[tuple[str, Refused | None]]:
    """Every condition of a decision by its guard's name, with its refusal, or None where it is met."""
    return [(guard.__name__, _outcome(guard, application, on)) for guard in guards.before_decision(application)]


def _outcome(guard, application: Application, on: date) -> Refused | None:  # type: ignore[no-untyped-def]
    try:
        guard(application, on)
    except Refused as refusal:
        return refusal
    return None


def open_to(user: User, action: str) -> bool:
    """Whether any role of the person may try this row of the matrix at all."""
    return bool(account_rules.codes(user, action))
