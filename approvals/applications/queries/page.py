"""What a page about one case reads, each part once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from approvals.access import screening
from approvals.aftercare import following
from approvals.applications.queries.files import files
from approvals.applications.queries.hearing import hearings, late_requests
from approvals.applications.queries.later import promised
from approvals.applications.queries.revisions import revisions
from approvals.applications.queries.revocations import revocations
from approvals.applications.queries.service import letter_rows
from approvals.applications.queries.timeline import timeline
from approvals.applications.states import State
from approvals.catalogue import classifying
from approvals.catalogue.queries.industries import industry_label
from approvals.departments import consultation
from approvals.quotas import ledger
from approvals.zones import zoning
from disclosure.board import board
from disclosure.board.queries.course import course
from disclosure.board.queries.hands import hands
from envportal.cases.queries import pre_reviews_of
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.queries import open_voidings

if TYPE_CHECKING:
    from datetime import date

    from approvals.applications.models import Application


# When the applicant hears; what else runs is a duty of ours beside it and says nothing about that day.
OF_THE_CASE = (Matter.INTAKE, Matter.STATUTORY, Matter.PLEDGED)


def case_page(application: Application, today: date, *, inside: bool) -> dict[str, Any]:
    """Clocks, what happened, files, letters and notices of a case."""
    case = application.case
    # A letter of correction stopped the clocks: they begin anew with the supplement, and no day is promised till then.
    waits = application.state in (State.CORRECTION, State.HANDED_OVER)
    faces = [] if waits else clocks.faces(case, today)
    return {
        "faces": [face for face in faces if face.matter in OF_THE_CASE],
        "duties": [face for face in faces if face.matter not in OF_THE_CASE],
        "promise": None if waits else clocks.promised(case),
        "timeline": timeline(application, inside=inside),
        "hands": hands(course(case), today),
        "files": [file for file in files(application).prefetch_related("replaces") if inside or not file.is_inside],
        "letters": letter_rows(case, inside=inside),
        "voidings": list(open_voidings(case)) if inside else [],
        "hearings": hearings(application),
        "late_requests": late_requests(application),
        "cards": list(case.cards.select_related("clock").order_by("opened_at")),
        "notices": list(board.notices_of(case)),
        "industry": industry_label(application.project.industry),
        "consultations": list(consultation.of_case(case)) if inside else [],
        "revisions": revisions(application),
        "screening": screening.summary(case, today),
        "catalogue": classifying.summary(case),
        "revocations": revocations(application, today),
        "elapsed": clocks.elapsed(case, today),
        "zone": zoning.zone_of(case),
        "quotas": ledger.rows_of(case),
        "pre_reviews": list(pre_reviews_of(case)),
        "care": following.of(case) if case.closed_on else None,
        "corrections": list(
            application.corrections.select_related("letter", "judged_by")
            .prefetch_related("items__files", "checked")
            .order_by("round")
        ),
        "later_materials": promised(application),
        "late_defects": list(application.late_defects.select_related("noted_by")) if inside else [],
        "filing": application.filings.filter(mended_why="").select_related("receipt").first(),
        "mended_filings": list(application.filings.exclude(mended_why="").order_by("-pk")),
    }
