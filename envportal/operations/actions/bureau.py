"""A bureau outside the demo: its sections, and the first of its people, who let in all others."""

from __future__ import annotations

import secrets
import string
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction

from envportal.accounts import actions as accounts
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau, User
from envportal.accounts.queries import staff_with
from envportal.accounts.rules.passwords import classes_in
from envportal.audit import log
from envportal.documents.actions import enter_remedy
from envportal.operations import rules
from envportal.operations.actions.ready import set_up

if TYPE_CHECKING:
    from datetime import datetime

Entry = dict[str, Any]
SIGNS = "".join(sorted(set(string.ascii_letters + string.digits) - set("0O1lI")))
PASSWORD_LENGTH = 14
FROM_FILE = "设局登记"


@dataclass(frozen=True)
class Plan:
    """What a file asks for: each thing by the names of its fields."""

    bureau: Entry
    sections: list[Entry]
    people: list[Entry]
    remedies: list[Entry] = field(default_factory=list)


@dataclass
class Outcome:
    """What was made, what differs from the file and was left, and the first password of each new account."""

    bureau: Bureau
    is_new: bool
    limits: int
    differs: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    passwords: dict[User, str] = field(default_factory=dict)
    administrators: list[User] = field(default_factory=list)
    to_be_granted: list[tuple[User, Role]] = field(default_factory=list)


@transaction.atomic
def set_up_bureau(plan: Plan, *, at: datetime) -> Outcome:
    """Make what is not there yet; what is there is left as it is.

    No role is given but to the first two security administrators: every other one takes both of them, on the pages.
    """
    limits = set_up()
    bureau, is_new = Bureau.objects.get_or_create(code=plan.bureau["code"], defaults=plan.bureau)
    outcome = Outcome(bureau, is_new, limits)
    outcome.differs = [name for name, wanted in plan.bureau.items() if getattr(bureau, name) != wanted]
    for row in plan.remedies:
        remedy = enter_remedy(bureau, why=FROM_FILE, at=at, **row)
        outcome.differs += [f"remedies.{name}" for name, wanted in row.items() if getattr(remedy, name) != wanted]
    for row in plan.sections:
        _section, is_made = bureau.sections.get_or_create(name=row["name"], defaults=row)
        outcome.sections += [row["name"]] * is_made
    people = {row["username"]: _person(row, outcome, at) for row in plan.people}
    first = [people[row["username"]] for row in plan.people if row.get("role") == Role.SECADM]
    _appoint(bureau, first, outcome, at)
    outcome.to_be_granted = [
        (people[row["username"]], Role(row["role"])) for row in plan.people
        if row.get("role") and not people[row["username"]].grants.filter(role=row["role"]).exists()
    ]  # fmt: skip
    _note(outcome, at)
    return outcome


def _person(row: Entry, outcome: Outcome, at: datetime) -> User:
    """The account of this name, new with a first password that has to be changed when it is first used."""
    section = rules.section_named(outcome.bureau, row.get("section", ""))
    known = User.objects.filter(username=row["username"]).first()
    if known is not None:
        rules.require_own(known, outcome.bureau)
        return known
    person: accounts.StaffDetails = {
        "username": row["username"], "name": row["name"], "title": row.get("title", ""), "email": row["email"],
        "phone": row.get("phone", ""), "bureau": outcome.bureau, "section": section,
    }  # fmt: skip
    password = first_password()
    user = accounts.create_staff(person=person, password=password, by=None, at=at)
    outcome.passwords[user] = password
    return user


def _appoint(bureau: Bureau, first: list[User], outcome: Outcome, at: datetime) -> None:
    """The first two security administrators, who are nobody's to ask for."""
    held = list(staff_with(bureau, Role.SECADM))
    new = [user for user in first if user not in held]
    rules.require_two_administrators(held, new, has_people=bool(outcome.passwords))
    for user in new:
        accounts.grant_role(user.pk, role=Role.SECADM, by=None, at=at)
    outcome.administrators = new


def _note(outcome: Outcome, at: datetime) -> None:
    made = [user.username for user in outcome.passwords]
    if outcome.is_new or outcome.sections or made:
        facts = {"bureau": outcome.bureau.code, "is_new": outcome.is_new, "sections": outcome.sections, "people": made}
        log.record(None, "bureau_set_up", by=None, at=at, facts=facts)


def first_password() -> str:
    """Easy to copy from paper, and of the three kinds of sign a password of staff must have."""
    while True:
        password = "".join(secrets.choice(SIGNS) for _n in range(PASSWORD_LENGTH))
        if classes_in(password) >= 3:
            return password
