"""Reads with a name."""

from approvals.applications.guards import held_hearing, running_hearing, running_step, standing_proposal
from approvals.applications.queries.answers import answers, check_code, filed
from approvals.applications.queries.facts import (
    LIMBS,
    acceptance_facts,
    acceptance_fields,
    approval_fields,
    decision_facts,
    declared_contents,
    filing_facts,
    hearing_fields,
    letter_subject,
    proposed_facts,
    refusal_fields,
)
from approvals.applications.queries.files import files, materials, public_files
from approvals.applications.queries.hearing import hearing_right, may_withdraw_hearing
from approvals.applications.queries.lists import (
    at_counter,
    least_loaded_officer,
    letters_to_hand_over,
    of_applicant,
    officers,
    open_correction,
    review_people,
    visible,
    window_section,
    with_case,
    work_list,
)
from approvals.applications.queries.page import case_page
from approvals.applications.queries.registrations import mode_of, registration_mode, way_of_filing
from approvals.applications.queries.steps import GROUPS, STEPS, Step, asks_for, steps
from envportal.accounts.queries import applicants_of, receiving_bureaus, review_section

__all__ = [
    "GROUPS",
    "LIMBS",
    "STEPS",
    "Step",
    "acceptance_facts",
    "acceptance_fields",
    "answers",
    "applicants_of",
    "approval_fields",
    "asks_for",
    "at_counter",
    "case_page",
    "check_code",
    "decision_facts",
    "declared_contents",
    "filed",
    "files",
    "filing_facts",
    "hearing_fields",
    "hearing_right",
    "held_hearing",
    "least_loaded_officer",
    "letter_subject",
    "letters_to_hand_over",
    "materials",
    "may_withdraw_hearing",
    "mode_of",
    "of_applicant",
    "officers",
    "open_correction",
    "proposed_facts",
    "public_files",
    "receiving_bureaus",
    "refusal_fields",
    "registration_mode",
    "review_people",
    "review_section",
    "running_hearing",
    "running_step",
    "standing_proposal",
    "steps",
    "visible",
    "way_of_filing",
    "window_section",
    "with_case",
    "work_list",
]
