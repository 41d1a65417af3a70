"""Who may inspect: certificates, what somebody is trained for, and whom they do not visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.inspections import rules
from enforcement.inspections.guards import NotPossible
from enforcement.inspections.models import Certificate, Qualification, Tie
from enforcement.inspections.states import Skill
from envportal.accounts.models import User
from envportal.audit import log

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from envportal.accounts.models import Enterprise


def _inspector(pk: int, by: User) -> User:
    person = User.objects.select_for_update(of=("self",)).get(pk=pk)
    rules.may(by, rules.KEEP)
    if person.bureau_id != by.bureau_id:
        raise NotPossible(_("这个人不在本局。"))
    return person


@transaction.atomic
def certify(
    pk: int, *, number: str, valid_from: date, valid_to: date, by: User, at: datetime, key: str = ""
) -> User:  # fmt: skip
    """登记执法证: a new one beside those that ran out."""
    person = _inspector(pk, by)
    if log.already(key):
        return person
    if valid_to < valid_from or Certificate.objects.filter(number=number).exists():
        raise NotPossible(_("证号已经登记过，或者有效期写反了。"))
    Certificate.objects.create(user=person, number=number, valid_from=valid_from, valid_to=valid_to)
    facts = {"inspector": person.pk, "name": person.name, "number": number, "valid_to": valid_to}
    log.record(None, "inspector_certified", by=by, at=at, key=key or None, facts=facts)
    return person


@transaction.atomic
def train(pk: int, *, skills: Iterable[str], by: User, at: datetime, key: str = "") -> User:
    """What somebody is trained for, all of it."""
    person = _inspector(pk, by)
    if log.already(key):
        return person
    now = {Skill(one) for one in skills}
    Qualification.objects.filter(user=person).exclude(skill__in=now).delete()
    for skill in sorted(now):
        Qualification.objects.get_or_create(user=person, skill=skill)
    facts = {"inspector": person.pk, "name": person.name, "skills": sorted(now)}
    log.record(None, "inspector_trained", by=by, at=at, key=key or None, facts=facts)
    return person


@transaction.atomic
def tie(
    pk: int, *, enterprise: Enterprise, why: str, until: date | None = None, by: User, at: datetime, key: str = ""
) -> User:  # fmt: skip
    """登记回避: somebody does not visit an enterprise, for good or until a day."""
    person = _inspector(pk, by)
    if log.already(key):
        return person
    Tie.objects.update_or_create(user=person, enterprise=enterprise, defaults={"why": why, "until": until})
    facts = {"inspector": person.pk, "name": person.name, "enterprise": enterprise.name, "why": why, "until": until}
    log.record(None, "inspector_tied", by=by, at=at, key=key or None, facts=facts)
    return person


@transaction.atomic
def untie(pk: int, *, enterprise: Enterprise, why: str, by: User, at: datetime, key: str = "") -> User:
    """What tied somebody is over, for a reason."""
    person = _inspector(pk, by)
    if log.already(key):
        return person
    Tie.objects.filter(user=person, enterprise=enterprise).delete()
    facts = {"inspector": person.pk, "name": person.name, "enterprise": enterprise.name, "why": why}
    log.record(None, "inspector_untied", by=by, at=at, key=key or None, facts=facts)
    return person
