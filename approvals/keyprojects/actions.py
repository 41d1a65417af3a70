"""The verbs of this room: one function, one transaction, the case row locked first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.keyprojects import rules
from approvals.keyprojects.models import Contact, Follower, KeyProject
from approvals.keyprojects.states import Part
from envportal.accounts.queries import people_of
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case, Project
from envportal.cases.queries import KEY_PROJECT
from envportal.documents import actions as documents
from envportal.duties import register
from envportal.messaging import outbox
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from envportal.accounts.models import User

SERIES = "重点"


@dataclass(frozen=True)
class Promise:
    """What one side told the other it would do, by when."""

    what: str
    due_on: date
    bearer: str


@transaction.atomic
def declare(
    project_pk: int, *, criterion: str, reason: str, leader: User, head: User, by: User, at: datetime, key: str = ""
) -> KeyProject:
    """认定: by a leader, by a line of the published definition, with the two who follow it; all concerned are told.

    Two leaders who do so at once meet at the row of the project's owner.
    """
    project = Project.objects.select_related("enterprise").get(pk=project_pk)
    type(project.enterprise).objects.select_for_update(no_key=True).get(pk=project.enterprise_id)
    done = log.already(key)
    if done is not None:
        return KeyProject.objects.get(pk=done.case_id)
    on, bureau = timezone.localdate(at), by.bureau
    rules.may_declare(by, project)
    if bureau is None:
        raise NotYours(_("这个项目没有到过本局，或者不由您认定。"), rules.DECLARE)
    definition = rules.of_the_definition(bureau, criterion, on)
    rules.may_be_public(reason)
    for part, person in ((Part.LEADER, leader), (Part.HEAD, head)):
        rules.may_follow(bureau, part, person)
    case = Case.objects.create(
        kind=KEY_PROJECT, title=project.name, bureau=bureau, section=head.section, holder=leader, project=project,
        enterprise=project.enterprise, number=documents.take_number(bureau, SERIES, on.year), opened_on=on,
        created_at=at,
    )  # fmt: skip
    found = KeyProject.objects.create(
        case=case, project=project, definition=definition, criterion=criterion, reason=reason, declared_by=by,
        declared_at=at,
    )  # fmt: skip
    for part, person in ((Part.LEADER, leader), (Part.HEAD, head)):
        Follower.objects.create(key_project=found, part=part, person=person, since=on, named_by=by, named_at=at)
    facts = {"number": case.number, "criterion": criterion, "reason": reason, "leader": leader.name, "head": head.name}
    log.record(case, "key_project_declared", by=by, at=at, key=key or None, facts=facts)
    _tell(found, "key_project_to_follow", [leader, head], at=at)
    _tell_enterprise(found, "key_project_declared", at=at, leader=leader, head=head)
    return found


@transaction.atomic
def change(pk: int, *, part: str, person: User, reason: str, by: User, at: datetime, key: str = "") -> KeyProject:
    """换人: for a reason that the enterprise reads; what the one before had promised goes over with the project."""
    found = lock(KeyProject, pk)
    if log.already(key):
        return found
    on, case, place = timezone.localdate(at), found.case, Part(part)
    rules.require(f"change_{part}", by, found, on)
    rules.may_follow(case.bureau, place, person)
    before = found.followers.select_related("person").get(part=part, until=None)
    if before.person_id == person.pk:
        raise rules.WrongPerson(_("现在就是这个人。"))
    before.until = on
    before.save(update_fields=["until"])
    Follower.objects.create(
        key_project=found, part=part, person=person, since=on, why=reason, named_by=by, named_at=at
    )  # fmt: skip
    if place == Part.LEADER:
        case.holder = person
    else:
        case.section = person.section
    case.save(update_fields=["holder", "section"])
    for duty in register.undone(register.Bearer.BUREAU).filter(case=case, holder=before.person_id):
        register.hand_to(duty, person, reason=reason, at=at)
    facts = {"part": place, "before": before.person.name, "now": person.name, "reason": reason}
    log.record(case, "key_project_changed", by=by, at=at, key=key or None, facts=facts)
    told = {"part": place.label, "before": before.person, "now": person, "reason": reason}
    _tell(found, "key_project_to_follow", [person], at=at)
    _tell(found, "key_project_handed_on", [before.person], at=at, **told)
    _tell_enterprise(found, "key_project_changed", at=at, **told)
    return found


@transaction.atomic
def contact(
    pk: int, *, on: date, promises: Sequence[Promise] = (), by: User, at: datetime, key: str = "", **said: str
) -> Contact:
    """联系记录: each promise becomes a duty of whoever gave it, which is reminded of and marked when it is late."""
    found = lock(KeyProject, pk)
    if log.already(key):
        return found.contacts.latest("pk")
    today = timezone.localdate(at)
    rules.require("contact", by, found, today)
    rules.fits(on, promises, today)
    made = Contact.objects.create(key_project=found, on=on, by=by, noted_at=at, **said)
    for number, one in enumerate(promises, start=1):
        register.open_duty(found.case, _task(found, made, number, one, by), by=by, at=at)
    facts = {"on": on, "way": made.way, "contact": made.pk, "promises": [(one.what, one.due_on) for one in promises]}
    log.record(found.case, "key_project_contacted", by=by, at=at, key=key or None, facts=facts)
    if any(one.bearer == register.Bearer.ENTERPRISE for one in promises):
        _tell_enterprise(found, "key_project_promised", at=at, promises=promises)
    return made


def _task(found: KeyProject, made: Contact, number: int, one: Promise, by: User) -> register.Task:
    """A promise of the bureau is held by whoever gave it."""
    is_ours = one.bearer == register.Bearer.BUREAU
    return register.Task(
        key=f"promise-{made.pk}-{number}", kind=register.Kind.PROMISE, bearer=register.Bearer(one.bearer),
        title=one.what, basis=_("%(day)s联系时答应") % {"day": made.on.isoformat()}, due_on=one.due_on,
        section=found.case.section, holder=by if is_ours else None,
    )  # fmt: skip


@transaction.atomic
def publish(pk: int, *, by: User, at: datetime, key: str = "") -> KeyProject:
    """公布: by somebody who did not declare it."""
    found = lock(KeyProject, pk)
    if log.already(key):
        return found
    rules.require("publish", by, found, timezone.localdate(at))
    found.published_by, found.published_at = by, at
    found.save(update_fields=["published_by", "published_at"])
    log.record(found.case, "key_project_published", by=by, at=at, key=key or None)
    return found


@transaction.atomic
def hide(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> KeyProject:
    """撤下: for a reason that the log keeps."""
    found = lock(KeyProject, pk)
    if log.already(key):
        return found
    rules.require("hide", by, found, timezone.localdate(at))
    found.published_by = found.published_at = None
    found.save(update_fields=["published_by", "published_at"])
    log.record(found.case, "key_project_hidden", by=by, at=at, key=key or None, facts={"reason": reason})
    return found


@transaction.atomic
def end(pk: int, *, ending: str, reason: str, by: User, at: datetime, key: str = "") -> KeyProject:
    """结束跟踪; a promise that is still open stays a duty until it is done."""
    found = lock(KeyProject, pk)
    if log.already(key):
        return found
    on, case = timezone.localdate(at), found.case
    rules.require("end", by, found, on)
    rules.may_be_public(reason)
    found.end()
    found.ending, found.ended_why = ending, reason
    found.save(update_fields=["state", "ending", "ended_why"])
    found.followers.filter(until=None).update(until=on)
    case.closed_on = on
    case.save(update_fields=["closed_on"])
    log.record(case, "key_project_ended", by=by, at=at, key=key or None, facts={"ending": ending, "reason": reason})
    _tell_enterprise(found, "key_project_ended", at=at, reason=reason)
    return found


def _tell(found: KeyProject, template: str, to: Iterable[User], *, at: datetime, **context: object) -> None:
    link = {"found": found, "link": f"/desk/key-projects/{found.pk}/"}
    outbox.post(found.case, template, to=to, context={**link, **context}, at=at)


def _tell_enterprise(found: KeyProject, template: str, *, at: datetime, **context: object) -> None:
    """Everybody who acts for the enterprise on this day."""
    link = {"found": found, "link": f"/my/key-projects/{found.pk}/"}
    people = people_of(found.owner, timezone.localdate(at))
    outbox.post(found.case, template, to=people, context={**link, **context}, at=at)
