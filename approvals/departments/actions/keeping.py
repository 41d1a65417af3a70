"""The departments a bureau asks: entered, changed, given new terms, retired; each with a row of the log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.departments import queries, rules
from approvals.departments.actions.common import note, tell_department
from approvals.departments.enums import Field
from approvals.departments.models import Consultation, Department, Terms
from envportal.accounts.models import Bureau, User
from envportal.audit import log
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

CHAIN = "departments"


@transaction.atomic
def enter(bureau: Bureau, row: Mapping[str, str], *, at: datetime) -> str:
    """Enter a department and its terms from a day on, as a row of the bureau's table; what is there already stays."""
    person = User.objects.filter(username=row["username"]).first() if row["username"] else None
    told = {"name": row["name"], "field": Field(row["field"]), "is_regulator": row["regulator"] == "yes"}
    department, is_new = Department.objects.get_or_create(
        bureau=bureau, code=row["code"], defaults={**told, "person": person}
    )
    silence, since = row["silence_consents"] == "yes", date.fromisoformat(row["valid_from"])
    rules.silence_has_its_rule(silence, row["basis"])
    terms = {"working_days": int(row["working_days"]), "silence_consents": silence, "basis": row["basis"]}
    _terms, are_new = Terms.objects.get_or_create(department=department, valid_from=since, defaults=terms)
    if is_new or are_new:
        facts = {"bureau": bureau.code, "department": department.code, "valid_from": since.isoformat(), **terms}
        log.record(None, "department_entered", by=None, at=at, chain=CHAIN, facts=facts)
    return "department" if is_new else "terms" if are_new else "there already"


@transaction.atomic
def create(
    pk: int, *, code: str, terms: Mapping[str, Any], by: User, at: datetime, key: str = "", **told: Any
) -> Department:
    """新增: a department of this bureau with its first terms."""
    bureau = Bureau.objects.select_for_update(of=("self",)).get(pk=pk)
    if log.already(key):
        return Department.objects.get(bureau=bureau, code=code)
    rules.keeps(by, bureau)
    if Department.objects.filter(bureau=bureau, code=code).exists():
        raise rules.CodeIsTaken(_("代号%(code)s已经用了，换一个。") % {"code": code})
    department = Department.objects.create(bureau=bureau, code=code, **told)
    facts = _put(department, terms, at=at)
    _note(department, "department_entered", by=by, at=at, key=key, **facts)
    return department


@transaction.atomic
def change(pk: int, *, by: User, at: datetime, key: str = "", **told: Any) -> int:
    """修改; returns how many links ended: once a department has an account, it answers for itself.

    The cases of its open questions are locked before the department, as everywhere.
    """
    if log.already(key):
        return 0
    open_ones = _locked_questions(pk)
    department = _locked(pk)
    rules.keeps(by, department.bureau)
    before = department.person_id
    for name, value in told.items():
        setattr(department, name, value)
    department.save()
    _note(department, "department_changed", by=by, at=at, key=key, called=department.name, person=_who(department))
    if department.person_id in {None, before}:
        return 0
    return sum(_handed_on(one, department, by=by, at=at) for one in open_ones)


def _handed_on(one: Consultation, department: Department, *, by: User, at: datetime) -> bool:
    """An open question goes to the account, whose holder is told; its link, if there is one, is worth nothing."""
    one.department, had_link = department, bool(one.link_hash)
    if had_link:
        one.link_hash = ""
        one.save(update_fields=["link_hash"])
        note(one, "department_link_closed", by=by, at=at)
    tell_department(one, "department_asked", at=at)
    return had_link


@transaction.atomic
def set_terms(pk: int, *, by: User, at: datetime, key: str = "", **terms: Any) -> Department:
    """新期限 from a day on; questions asked before keep theirs."""
    department = _locked(pk)
    if log.already(key):
        return department
    rules.keeps(by, department.bureau)
    facts = _put(department, terms, at=at)
    _note(department, "department_terms_set", by=by, at=at, key=key, **facts)
    return department


def _put(department: Department, terms: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
    since: date = terms["valid_from"]
    rules.silence_has_its_rule(terms["silence_consents"], terms["basis"])
    rules.begins_in_time(since, timezone.localdate(at))
    if department.terms.filter(valid_from=since).exists():
        raise rules.TermsStand(_("这一天起施行的期限已经设过，不能改；请从另一天起。"))
    Terms.objects.create(department=department, **terms)
    return {**terms, "valid_from": since.isoformat()}


@transaction.atomic
def retire(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Department:
    """停用: nobody asks it any more; what it was asked it still answers."""
    return _set_active(pk, "department_retired", is_active=False, by=by, at=at, key=key, reason=reason)


@transaction.atomic
def take_up(pk: int, *, by: User, at: datetime, key: str = "") -> Department:
    """恢复."""
    return _set_active(pk, "department_taken_up", is_active=True, by=by, at=at, key=key)


def _set_active(pk: int, name: str, *, is_active: bool, by: User, at: datetime, key: str, **facts: Any) -> Department:
    department = _locked(pk)
    if log.already(key):
        return department
    rules.keeps(by, department.bureau)
    department.is_active = is_active
    department.save(update_fields=["is_active"])
    _note(department, name, by=by, at=at, key=key, **facts)
    return department


def _locked(pk: int) -> Department:
    return Department.objects.select_for_update(of=("self",)).select_related("bureau", "person").get(pk=pk)


def _locked_questions(pk: int) -> list[Consultation]:
    """What the department was asked and has not answered, each read with its case locked."""
    waiting = queries.open_ones().filter(department=pk).order_by("case_id", "pk").values_list("pk", flat=True)
    found = [lock(Consultation, one) for one in list(waiting)]
    return [one for one in found if rules.is_open(one) and one.case.closed_on is None]


def _who(department: Department) -> str:
    return department.person.name if department.person else ""


def _note(department: Department, name: str, *, by: User, at: datetime, key: str, **facts: Any) -> None:
    about = {"bureau": department.bureau.code, "department": department.code}
    log.record(None, name, by=by, at=at, key=key or None, chain=CHAIN, facts=about | facts)
