"""What other rooms have to say: access rules, quota, the zone it lies in, the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from approvals.access import screening
from approvals.applications.guards.found import opinion_to_sign
from approvals.applications.states import Conclusion
from approvals.departments import consultation
from approvals.green import channel
from approvals.meetings import resolutions
from approvals.quotas import ledger
from approvals.zones import zoning

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from approvals.applications.models import Application


def access_allows(application: Application, on: date) -> None:
    """No approval against an access rule, whoever signs; a refusal is never held up by one."""
    if application.procedure.full_text is not None and _may_be_approved(application):
        screening.allows_approval(application.case, on)


def may_be_accepted(application: Application, on: date) -> None:
    """Access rules wait for the decision, but for the order of a suspension that names acceptance."""
    if application.procedure.full_text is not None:
        screening.allows_acceptance(application.case, on)


def quota_covers_need(application: Application, on: date) -> None:
    """Without its quota no approval; a refusal needs none."""
    if _may_be_approved(application):
        ledger.covers(application.case, application.stated_emissions, on)


def zone_lets_in(application: Application, on: date) -> None:
    """What the plan of its zone keeps out is not approved; a refusal may rest on it."""
    if _may_be_approved(application):
        zoning.lets_in(application.case, needed_totals(application), on)


def is_simplified(application: Application) -> bool:
    """Whether its owner consulted the public in the simpler way (公众参与办法第31条)."""
    stated = getattr(application, "participation", None) if application.procedure.consults else None
    return stated is not None and stated.is_simplified


def consulted_as_it_should(application: Application, on: date) -> None:
    """Who consulted in the simpler way lies in the zone it named and fits its plan, or the consultation is redone."""
    if is_simplified(application) and _may_be_approved(application):
        stated = application.participation
        zoning.confirmed(application.case, stated.park_plan, stated.draft_from, on)


def meeting_held(application: Application, on: date) -> None:
    """What the bureau's rule brings before the joint review meeting has been discussed there, and minuted.

    A project of the green channel is decided as it arrives (随到随批) and waits for no meeting.
    """
    if not channel.is_open(application.case, on):
        resolutions.discussed(application.case)


def departments_answered(application: Application, _on: date) -> None:
    """What other departments were asked is answered, called off, or answered for by a published rule on silence."""
    consultation.all_answered(application.case)


def opinion_follows_meeting(application: Application, _on: date) -> None:
    """Where the meeting wants a revision, what would be put forward was written with it in mind."""
    opinion = opinion_to_sign(application)
    resolutions.follows(application.case, opinion.at if opinion else None)


def needed_totals(application: Application) -> dict[str, Decimal]:
    """Pollutant → tonnes a year: as stated, or as the review assessed it."""
    assessed = {row.need.book.pollutant: row.need.tonnes for row in ledger.rows_of(application.case)}
    return {**application.stated_emissions, **assessed}


def _may_be_approved(application: Application) -> bool:
    """Nothing says yet that it will be refused."""
    opinion = opinion_to_sign(application)
    return opinion is None or opinion.conclusion == Conclusion.APPROVE
