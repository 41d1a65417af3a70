"""Every verb: its row of the permission matrix, its part of the decision, and when it is possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from approvals.applications.states import EDITABLE, UNDER_REVIEW, Part, State
from envportal.cases.queries import COUNTER

if TYPE_CHECKING:
    from envportal.accounts.models import User

AT_THE_WINDOW = frozenset({State.SUBMITTED})
REVIEWING = frozenset({State.IN_REVIEW})
# What the public was told of, and the signatory has not decided.
BEFORE_SIGNATURE = frozenset({State.PROPOSED})
APPROVED = frozenset({State.APPROVED})


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
    "answer_item": Verb("application.supplement", None, frozenset({State.CORRECTION}), at_counter=True),
    "take_up_same_day": Verb(COUNTER, Part.INTAKE, frozenset({State.DRAFT}), at_counter=True),
    "reply_not_needed": Verb(COUNTER, Part.INTAKE, frozenset({State.DRAFT}), at_counter=True),
    "say_why_unfinished": Verb(COUNTER, Part.INTAKE, frozenset(State), at_counter=True),
    "file_later": Verb("application.supplement", None, frozenset({State.SUBMITTED}) | UNDER_REVIEW, at_counter=True),
    "answer_revision": Verb("application.supplement", None, REVIEWING, at_counter=True),
    "withdraw": Verb("application.withdraw", at_counter=True),
    "ask_hearing": Verb("hearing.request", None, BEFORE_SIGNATURE),
    "withdraw_hearing": Verb("hearing.request", None, BEFORE_SIGNATURE),
    "record_hearing_request": Verb("hearing.record", None, BEFORE_SIGNATURE),
    "take_up_hearing_request": Verb("hearing.record", None, BEFORE_SIGNATURE),
    "record_hearing_withdrawal": Verb("hearing.record", None, BEFORE_SIGNATURE),
    "accept": Verb("intake.accept", Part.INTAKE),
    "complete_acceptance": Verb("intake.accept", Part.INTAKE, UNDER_REVIEW),
    "judge_correction": Verb("intake.require_supplement_once", Part.INTAKE, AT_THE_WINDOW),
    "accept_with_defects": Verb("intake.accept", Part.INTAKE, AT_THE_WINDOW),
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
    "ask_revision": Verb("review.write_opinion", Part.REVIEW, REVIEWING),
    "judge_revision": Verb("review.write_opinion", Part.REVIEW, REVIEWING),
    "call_off_revision": Verb("review.write_opinion", Part.REVIEW, REVIEWING),
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
