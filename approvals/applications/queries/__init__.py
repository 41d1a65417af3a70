"""Reads with a name."""

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
    least_loaded_officer,
    of_applicant,
    officers,
    owes_acceptance_letter,
    review_people,
    review_section,
    visible,
    with_case,
    work_list,
)
from approvals.applications.queries.steps import STEPS, Step, steps

__all__ = [
    "LIMBS",
    "STEPS",
    "Step",
    "acceptance_facts",
    "acceptance_fields",
    "approval_fields",
    "decision_facts",
    "files",
    "hearing_fields",
    "least_loaded_officer",
    "letter_subject",
    "materials",
    "of_applicant",
    "officers",
    "owes_acceptance_letter",
    "proposed_facts",
    "public_files",
    "refusal_fields",
    "review_people",
    "review_section",
    "steps",
    "visible",
    "with_case",
    "work_list",
]
