"""Reads with a name."""

from approvals.applications.guards import running_review, standing_proposal
from approvals.applications.queries.answers import answers, check_code, filed
from approvals.applications.queries.facts import (
    LIMBS,
    acceptance_facts,
    acceptance_fields,
    approval_fields,
    decision_facts,
    hearing_fields,
    letter_subject,
    proposed_facts,
    refusal_fields,
)
from approvals.applications.queries.files import files, materials, public_files
from approvals.applications.queries.lists import (
    applicants_of,
    at_counter,
    least_loaded_officer,
    letters_to_hand_over,
    of_applicant,
    officers,
    open_correction,
    receiving_bureaus,
    review_people,
    review_section,
    visible,
    window_section,
    with_case,
    work_list,
)
from approvals.applications.queries.page import case_page
from approvals.applications.queries.steps import GROUPS, STEPS, Step, steps

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
    "at_counter",
    "case_page",
    "check_code",
    "decision_facts",
    "filed",
    "files",
    "hearing_fields",
    "least_loaded_officer",
    "letter_subject",
    "letters_to_hand_over",
    "materials",
    "of_applicant",
    "officers",
    "open_correction",
    "proposed_facts",
    "public_files",
    "receiving_bureaus",
    "refusal_fields",
    "review_people",
    "review_section",
    "running_review",
    "standing_proposal",
    "steps",
    "visible",
    "window_section",
    "with_case",
    "work_list",
]
