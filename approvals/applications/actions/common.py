"""What several verbs do the same way."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.utils import timezone

from approvals.access import screening
from approvals.applications import queries, rules
from disclosure.participation import participation
from envportal.accounts.queries import people_of
from envportal.audit import log
from envportal.cases import queries as cases
from envportal.cases.queries import COINCIDED
from envportal.deadlines import clocks
from envportal.deadlines.enums import DECIDING, Matter
from envportal.documents import letters
from envportal.documents.actions import take_number
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from approvals.applications.models import Application
    from envportal.accounts.models import User
    from envportal.documents.models import Letter

# Whoever writes these, it is the applicant who acts.
BY_APPLICANT = frozenset({*rules.TYPED, "draft_deleted", "withdrawn"})
ALL_CLOCKS = (Matter.INTAKE, Matter.HANDOVER, *DECIDING)


def note(
    application: Application, name: str, *, by: User | None, at: datetime, key: str | None = None, **facts: object
) -> None:
    """Write the event; what a drafting unit or the counter does for the applicant names whom it acts for.

    The first thing the section does with a case shows that it has it, so the hand-over ends with it.
    """
    owner, on = application.owner, timezone.localdate(at)
    given = rules.delegation_for(rules.BY_ROW.get(name, ""), by, application, on) if by else None
    at_counter = by is not None and by.is_staff_member and name in BY_APPLICANT
    acts_for_other = by is not None and by.enterprise_id != owner.pk and (at_counter or not by.is_staff_member)
    log.record(
        application.case,
        name,
        by=by,
        at=at,
        key=key or None,
        facts=facts | ({"delegated_by": given.giver_id, "delegation": given.basis} if given else {}),
        acting_for=given.giver.name if given else owner.name if acts_for_other else "",
    )
    if name in rules.BY_SECTION:
        clocks.stop(application.case, Matter.HANDOVER, on=on, by=by, at=at)
    if by is not None and rules.PARTS.get(name) in rules.MAY_COINCIDE:
        _mark_coincidence(application, [by, given.giver] if given else [by], at=at)


def _mark_coincidence(application: Application, people: list[User], *, at: datetime) -> None:
    """Where review and section came together in one person, the log says so once, and by which document they may."""
    both = any(rules.parts_of(person, application) >= rules.MAY_COINCIDE for person in people)
    setting = queries.setting_on(application.case.bureau, timezone.localdate(at)) if both else None
    if setting is not None and queries.coincidence(application.case) is None:
        log.record(application.case, COINCIDED, by=people[0], at=at, facts={"reason": setting.basis})


def tell_applicant(application: Application, template: str, *, at: datetime, on: date, **context: object) -> None:
    """Message everybody who acts for the applicant on this day."""
    people = people_of(application.owner, on)
    tell(application, template, people, at=at, link=f"/my/applications/{application.pk}/", **context)


def tell(application: Application, template: str, to: Iterable[User], *, at: datetime, **context: object) -> None:
    """Message these people; staff go on at the case on their desk."""
    link = {"application": application, "link": f"/desk/cases/{application.pk}/"}
    outbox.post(application.case, template, to=to, context={**link, **context}, at=at)


def issue(application: Application, kind: str, *, by: User | None, at: datetime, on: date, **fields: object) -> Letter:
    """Issue a letter to the applicant and serve it at once where electronic service was agreed to.

    A last day in a year whose holidays nobody has announced is called provisional in the letter itself.
    """
    fields["provisional"] = queries.provisional_years(application.case.bureau_id, fields)
    letter = letters.issue(
        application.case,
        kind,
        to=application.owner,
        fields={**queries.letter_subject(application), **fields},
        by=by,
        at=at,
    )
    if application.portal_service:
        letter = letters.serve(letter, on=on, by=by, at=at)
    return letter


def screen(application: Application, occasion: str, *, at: datetime) -> None:
    """准入筛查: by the rules of this day; a registration, which nobody decides on, is not screened."""
    if application.procedure.full_text is None:
        return
    emissions = dict(application.emissions.values_list("pollutant", "tonnes"))
    screening.declare_emissions(application.case, emissions)
    screening.screen(application.case, occasion, at=at)


def stop_clocks(application: Application, matters: Iterable[str], *, by: User | None, at: datetime, on: date) -> None:
    for matter in matters:
        clocks.stop(application.case, matter, on=on, by=by, at=at)


def start_clock(application: Application, matter: str, *, since: date, by: User | None, at: datetime) -> date:
    """Start a clock of this application's document kind; returns its due day."""
    clock = clocks.start(application.case, matter, variant=application.document_kind, on=since, by=by, at=at)
    return clock.due_on


def start_statute(application: Application, *, since: date, by: User | None, at: datetime) -> date | None:
    """Start the statutory clock; a registration has had none since it is filed and no longer approved by law."""
    with suppress(clocks.NoRule):
        return start_clock(application, Matter.STATUTORY, since=since, by=by, at=at)
    return None


def start_pledge(application: Application, *, since: date, by: User | None, at: datetime) -> None:
    """Start the pledged clock; a bureau that has pledged nothing works under the statute alone."""
    with suppress(clocks.NoRule):
        start_clock(application, Matter.PLEDGED, since=since, by=by, at=at)


def hand_to_review(application: Application, *, not_to: User | None, at: datetime, on: date) -> None:
    """The review section gets it, and has to take it in the bureau's own time; the least laden officer holds it.

    Who was given it beside intake, through the green channel, keeps it.
    """
    case = application.case
    case.section = queries.review_section(case.bureau)
    case.holder = case.holder or queries.least_loaded_officer(case.section, but=not_to)
    case.save(update_fields=["section", "holder"])
    with suppress(clocks.NoRule):
        start_clock(application, Matter.HANDOVER, since=on, by=not_to, at=at)


def open_case(application: Application, series: str, *, on: date) -> None:
    """Number and query code, given once and kept through all that follows."""
    case = application.case
    if case.number is None:
        case.number, case.opened_on = take_number(case.bureau, series, on.year), on
        case.query_code_hash = cases.hash_query_code(cases.query_code(case))
        case.save(update_fields=["number", "opened_on", "query_code_hash"])


def close(application: Application, *, by: User | None, at: datetime, on: date) -> None:
    """The matter is over: no clock of it runs on, the case is closed."""
    stop_clocks(application, ALL_CLOCKS, by=by, at=at, on=on)
    application.case.closed_on = on
    application.case.save(update_fields=["closed_on"])
    participation.end_hearings(application.case, say=lambda request: queries.ended_before(request, on), by=by, at=at)
