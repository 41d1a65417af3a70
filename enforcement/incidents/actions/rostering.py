"""值班表: whom of a section to call first, day by day; the past stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.incidents import rules
from enforcement.incidents.guards import NotPossible
from enforcement.incidents.models import OnCall
from envportal.accounts.models import Bureau
from envportal.audit import log
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from envportal.accounts.models import Section, User

LONGEST = timedelta(days=31)


@dataclass(frozen=True)
class Who:
    """Whom to call, by which telephone, and who stands in."""

    person: User
    phone: str
    deputies: Sequence[User] = ()


@transaction.atomic
def put_on_call(
    *, section: Section, who: Who, first: date, last: date, by: User, at: datetime, key: str = ""
) -> list[OnCall]:  # fmt: skip
    """排班 from a day to a day, both inclusive; a day that is taken already is said, and nothing is entered."""
    if event := log.already(key):
        return list(OnCall.objects.filter(pk__in=event.facts["rows"]))
    rules.may_roster(by)
    _locked(by)
    today = timezone.localdate(at)
    if not today <= first <= last <= first + LONGEST:
        raise NotPossible(_("从今天起排，一次最多排一个月，最后一天不早于第一天。"))
    _is_ours(by, section, who)
    taken = OnCall.objects.filter(section=section, day__range=(first, last)).order_by("day").first()
    if taken is not None:
        told = {"day": days.short(taken.day), "who": taken.person.name}
        raise NotPossible(_("%(day)s已经排了%(who)s，先在值班表里改那一天。") % told)
    rows = [_put(section, first + timedelta(days=n), who, by=by, at=at) for n in range((last - first).days + 1)]
    facts = {"rows": [one.pk for one in rows], "section": section.name, "first": first, "last": last, **_said(who)}
    log.record(None, "roster_made", by=by, at=at, key=key or None, facts=facts)
    return rows


def _put(section: Section, day: date, who: Who, *, by: User, at: datetime) -> OnCall:
    made = OnCall.objects.create(
        section=section, day=day, person=who.person, phone=who.phone, entered_by=by, entered_at=at
    )
    made.deputies.set(who.deputies)
    return made


@transaction.atomic
def change_on_call(pk: int, *, who: Who, by: User, at: datetime, key: str = "") -> OnCall:
    """换班 on one day that is not over; who stood there before stays on the log."""
    row = _ahead(pk, by, at)
    if log.already(key):
        return row
    _is_ours(by, row.section, who)
    before, row.person, row.phone, row.entered_by, row.entered_at = row.person.name, who.person, who.phone, by, at
    row.save()
    row.deputies.set(who.deputies)
    facts = {"row": row.pk, "day": row.day, "section": row.section.name, "before": before, **_said(who)}
    log.record(None, "roster_changed", by=by, at=at, key=key or None, facts=facts)
    return row


@transaction.atomic
def take_off_call(pk: int, *, by: User, at: datetime, key: str = "") -> None:
    """取消 one day that is not over: nobody of the section is called first then."""
    if log.already(key):
        return
    row = _ahead(pk, by, at)
    facts = {"day": row.day, "section": row.section.name, "person": row.person.name}
    log.record(None, "roster_emptied", by=by, at=at, key=key or None, facts=facts)
    row.delete()


def _ahead(pk: int, by: User, at: datetime) -> OnCall:
    rules.may_roster(by)
    _locked(by)
    row = OnCall.objects.select_related("section", "person").get(pk=pk, section__bureau=by.bureau_id)
    if row.day < timezone.localdate(at):
        raise NotPossible(_("过去的值班不再改。"))
    return row


def _locked(by: User) -> None:
    """Two who write the same roster wait for each other."""
    assert by.bureau_id is not None  # noqa: S101  the rule has asked
    Bureau.objects.select_for_update().get(pk=by.bureau_id)


def _is_ours(by: User, section: Section, who: Who) -> None:
    if {section.bureau_id, who.person.bureau_id, *(one.bureau_id for one in who.deputies)} != {by.bureau_id}:
        raise NotPossible(_("只排本局的科室和人员。"))
    if who.person.pk in {one.pk for one in who.deputies}:
        raise NotPossible(_("替班人写值班人以外的人。"))


def _said(who: Who) -> dict[str, object]:
    return {"person": who.person.name, "deputies": [one.name for one in who.deputies]}
