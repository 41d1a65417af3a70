"""On our side: asked by the enterprise, prepared, sent up, and given up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from approvals.errands import queries, rules
from approvals.errands.actions.common import DUTY, Wanted, close, list_wanted, note_down, tell_ours, tell_owner
from approvals.errands.models import Errand, Item, Package
from approvals.errands.states import MATERIAL, WITH_US
from envportal.accounts.enums import Role
from envportal.accounts.models import Enterprise
from envportal.accounts.queries import review_section, staff_with
from envportal.audit import log
from envportal.cases import queries as cases
from envportal.cases.locks import lock
from envportal.cases.models import Case, Project
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import actions as documents
from envportal.duties import register
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import Bureau, User
    from envportal.documents.models import Document

SERIES = "代报"


@dataclass(frozen=True)
class Asked:
    """What is to be sent up, about which project, to whom: a bureau of this portal, or one by its name."""

    what: str
    project_name: str
    words: str
    superior_name: str
    superior: Bureau | None = None


@transaction.atomic
def ask(enterprise: Enterprise, bureau: Bureau, *, asked: Asked, by: User, at: datetime, key: str = "") -> Errand:
    """请本局代为上报: whoever asks consents with it that the bureau files in the enterprise's name, free of charge."""
    on = timezone.localdate(at)
    rules.may_ask_for(by, enterprise, on)
    Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    done = log.already(key)
    if done is not None:
        return Errand.objects.get(pk=done.case_id)
    rules.stands_above(bureau, asked.superior)
    rules.is_free(enterprise, asked.project_name, asked.what)
    project = Project.objects.filter(enterprise=enterprise, name__iexact=asked.project_name).order_by("pk").last()
    project = project or Project.objects.create(name=asked.project_name, enterprise=enterprise)
    case = Case.objects.create(
        kind=cases.ERRAND, title=project.name, bureau=bureau, enterprise=enterprise, project=project,
        section=review_section(bureau), opened_on=on, created_at=at,
        number=documents.take_number(bureau, SERIES, on.year),
    )  # fmt: skip
    errand = Errand.objects.create(
        case=case, what=asked.what, words=asked.words, superior=asked.superior, consented_by=by, consented_at=at,
        asked_at=at, superior_name=asked.superior.name if asked.superior else asked.superior_name,
    )  # fmt: skip
    clock = clocks.start(case, Matter.ERRAND, variant="", on=on, by=by, at=at)
    facts = {"what": asked.what, "superior": errand.superior_name, "due_on": clock.due_on}
    note_down(errand, "errand_asked", by=by, at=at, key=key, **facts)
    heads = staff_with(bureau, Role.SECTION_HEAD, case.section)
    tell_ours(errand, "errand_to_take", heads, at=at, due_on=clock.due_on)
    return errand


@transaction.atomic
def take(pk: int, *, by: User, at: datetime, key: str = "") -> Errand:
    """承接: whoever takes it is the enterprise's one counterpart to the end."""
    errand = lock(Errand, pk)
    if log.already(key):
        return errand
    rules.require("take", by, errand, timezone.localdate(at))
    errand.take()
    errand.save(update_fields=["state"])
    errand.case.holder = by
    errand.case.save(update_fields=["holder"])
    note_down(errand, "errand_taken", by=by, at=at, key=key)
    tell_owner(errand, "errand_taken", at=at)
    return errand


@transaction.atomic
def want(pk: int, *, items: Sequence[Wanted], by: User, at: datetime, key: str = "") -> Errand:
    """列出上级要什么: the enterprise reads it and brings it; what is listed already stays."""
    errand = lock(Errand, pk)
    if log.already(key):
        return errand
    rules.require("want", by, errand, timezone.localdate(at))
    added = list_wanted(errand, items)
    note_down(errand, "errand_wanted", by=by, at=at, key=key, items=added)
    if added:
        tell_owner(errand, "errand_wanted", at=at, items=added)
    return errand


def supply(pk: int, *, item: Item, file: UploadedFile[bytes], by: User, at: datetime, key: str = "") -> Document | None:
    """A file for one thing that is wanted, by the enterprise; a newer one takes its place.

    Not one transaction: a child process reads the file for seconds, and nothing may be locked meanwhile.
    """
    return _put("supply", pk, item, file, by=by, at=at, key=key)


def put_in(pk: int, *, item: Item, file: UploadedFile[bytes], by: User, at: datetime, key: str = "") -> Document | None:
    """The same by the counterpart, for what the bureau has or was given on paper."""
    return _put("put_in", pk, item, file, by=by, at=at, key=key)


def _put(
    verb: str, pk: int, item: Item, file: UploadedFile[bytes], *, by: User, at: datetime, key: str
) -> Document | None:
    if log.already(key):
        return None
    errand = Errand.objects.select_related("case__enterprise").get(pk=pk)
    rules.require(verb, by, errand, timezone.localdate(at))
    taken = documents.take_in(file, case=errand.case, owner=errand.owner, kind=MATERIAL, by=by, at=at)
    return _stand(verb, pk, item.pk, taken, by=by, at=at, key=key)


@transaction.atomic
def _stand(verb: str, pk: int, item_pk: int, taken: Document, *, by: User, at: datetime, key: str) -> Document:
    errand = lock(Errand, pk)
    rules.require(verb, by, errand, timezone.localdate(at))
    item = errand.items.get(pk=item_pk, round=queries.current_round(errand))
    item.document = documents.enter(taken)
    item.save(update_fields=["document"])
    note_down(errand, "file_uploaded", by=by, at=at, key=key, file=item.document.name, sha256=item.document.sha256)
    return item.document


@transaction.atomic
def send(pk: int, *, by: User, at: datetime, key: str = "") -> Errand:
    """上报: complete or not at all; our own limit ends, and what went up is kept with the digest of its contents."""
    errand = lock(Errand, pk)
    if log.already(key):
        return errand
    on = timezone.localdate(at)
    rules.require("send", by, errand, on)
    rules.is_complete(errand)
    made = queries.package_to_send(errand, on)
    contents = made.entries[0]
    package = Package.objects.create(
        errand=errand, number=queries.current_round(errand), files=made.files, sha256=contents.sha256,
        contents=(contents.content or b"").decode(), sent_by=by, sent_at=at,
    )  # fmt: skip
    errand.send()
    errand.save(update_fields=["state"])
    clocks.stop(errand.case, Matter.ERRAND, on=on, by=by, at=at)
    note_down(errand, "errand_sent", by=by, at=at, key=key, package=package.number, sha256=package.sha256)
    tell_owner(errand, "errand_sent", at=at, package=package)
    if errand.superior is not None:
        clerks = staff_with(errand.superior, Role.CLERK)
        people = clerks if clerks.exists() else staff_with(errand.superior, Role.LEADER)
        link = {"errand": errand, "package": package, "link": f"/desk/errands/from-below/{errand.pk}/"}
        outbox.post(errand.case, "errand_from_below", to=people, context=link, at=at)
    return errand


@transaction.atomic
def withdraw(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Errand:
    """企业不要本局代报了, at any time before the decision."""
    return _end("withdraw", pk, reason=reason, by=by, at=at, key=key)


@transaction.atomic
def give_up(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Errand:
    """不再上报, e.g. since it may be decided here; the enterprise reads why."""
    return _end("give_up", pk, reason=reason, by=by, at=at, key=key)


def _end(verb: str, pk: int, *, reason: str, by: User, at: datetime, key: str) -> Errand:
    errand = lock(Errand, pk)
    if log.already(key):
        return errand
    on, was_with_us = timezone.localdate(at), errand.state in WITH_US
    rules.require(verb, by, errand, on)
    errand.end()
    errand.ended_why = reason
    errand.save(update_fields=["state", "ended_why"])
    if was_with_us:
        clocks.stop(errand.case, Matter.ERRAND, on=on, by=by, at=at)
    for duty in register.undone().filter(case=errand.case, key=DUTY):
        register.drop(duty, reason=reason, on=on, by=by, at=at)
    close(errand, on=on)
    note_down(errand, "errand_ended", by=by, at=at, key=key, reason=reason)
    if verb == "give_up":
        tell_owner(errand, "errand_ended", at=at, reason=reason)
    elif errand.case.holder:
        tell_ours(errand, "errand_withdrawn", [errand.case.holder], at=at, reason=reason)
    return errand
