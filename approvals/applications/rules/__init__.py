"""Who may do which verb, and when: one readable table, asked by actions and by pages alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from approvals.applications import guards
from approvals.applications.rules.parts import (
    BY_ROW,
    BY_SECTION,
    MAY_COINCIDE,
    PARTS,
    TYPED,
    ActedBefore,
    apart,
    deeds_of,
    delegation_for,
    in_the_name_of,
    may_coincide,
    parts_of,
    reviews_as_head,
    taken_in,
)
from approvals.applications.rules.verbs import BEFORE_SIGNATURE, REVIEWING, VERBS, Verb
from approvals.applications.states import Part, State
from approvals.green import channel
from envportal.accounts import rules as account_rules
from envportal.audit import log
from envportal.cases import rules as case_rules
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from approvals.applications.models import Application, Revocation
    from envportal.accounts.models import User

__all__ = [
    "BEFORE_SIGNATURE", "BY_ROW", "BY_SECTION", "MAY_COINCIDE", "PARTS", "REVIEWING", "TYPED", "VERBS", "ActedBefore",
    "ChairReviewed", "OutOfOrder", "Verb", "another_decides", "apart", "available", "could_chair", "deeds_of",
    "delegation_for", "may", "may_chair", "may_coincide", "open_to", "parts_of", "require", "taken_in", "unmet",
]  # fmt: skip


class OutOfOrder(Refused):
    """The application is not in the state this step needs; somebody may have been quicker."""


class ChairReviewed(Refused):
    """Who reviewed an application, or is of another bureau, does not chair the hearing on it."""


def require(name: str, user: User, application: Application, on: date) -> None:
    """Raise a Refused that says why `user` may not do the verb `name` on this application on this day."""
    verb = VERBS[name]
    case_rules.require(user, verb.row(user), application.case, on)
    _in_state(name, verb, application, on)
    _by_whom(name, user, application, on)


def _by_whom(name: str, user: User, application: Application, on: date, deeds: frozenset[str] | None = None) -> None:
    """Separation of duties, of the person and of whoever they act for."""
    part = VERBS[name].part
    if part is None:
        return
    deeds = deeds_of(user, application) if deeds is None else deeds
    one_for_both = may_coincide(name, user, deeds, application, on)
    apart(user, application, part, deeds=deeds, coincide=one_for_both)
    reviews_as_head(name, user, application, is_set=one_for_both)
    in_the_name_of(name, user, application, on)


def may(name: str, user: User, application: Application, on: date) -> bool:
    try:
        require(name, user, application, on)
    except Refused:
        return False
    return True


def available(user: User, application: Application, on: date) -> list[str]:
    """The verbs this person may do now, in the order of the table; the state is asked first, since it costs nothing."""
    deeds = deeds_of(user, application)
    return [
        name
        for name, verb in VERBS.items()
        if _is_ready(name, verb, application, on)
        and (name != "take" or guards.waits_to_be_taken(application))
        and case_rules.may(user, verb.row(user), application.case, on)
        and _is_free(name, user, application, on, deeds)
    ]


def _is_free(name: str, user: User, application: Application, on: date, deeds: frozenset[str]) -> bool:
    try:
        _by_whom(name, user, application, on, deeds)
    except Refused:
        return False
    return True


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
