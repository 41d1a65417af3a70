"""容缺受理: promised before filing, due from acceptance on, filed later; what never comes keeps an approval out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import queries, rules
from approvals.applications.actions.common import note, tell
from approvals.applications.actions.drafts import stand, take_in
from approvals.applications.models import Application, LaterMaterial
from approvals.applications.states import LONGEST_PROMISE, SHORTEST_PROMISE, FileKind
from approvals.catalogue import classifying
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines.queries import calendar_of
from envportal.duties import register
from envportal.duties.register import Bearer, Kind, Task
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document


class NotOnTheList(Refused):
    """Only what the bureau's published list names may follow; main materials never do."""


class PromiseTooLong(Refused):
    """A material follows within three to ten working days of acceptance."""


class NothingOwed(Refused):
    """The application owes no such material."""


@transaction.atomic
def promise_later(
    pk: int, *, entries: Sequence[str], days: int | None = None, by: User, at: datetime, key: str = ""
) -> Application:
    """承诺后补: these materials of the published list, within so many working days; none takes a promise back."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("edit", by, application, on)
    offered = {block.key: block for block in classifying.may_follow(application.case.bureau, on)}
    if any(entry not in offered for entry in entries):
        raise NotOnTheList(_("只有本局公布的清单上的次要材料可以后补。"))
    within = days or 0
    if entries and not SHORTEST_PROMISE <= within <= LONGEST_PROMISE:
        raise PromiseTooLong(
            _("承诺 %(least)d 到 %(most)d 个工作日。") % {"least": SHORTEST_PROMISE, "most": LONGEST_PROMISE}
        )
    application.later_materials.filter(filed_on=None).delete()
    LaterMaterial.objects.bulk_create(
        LaterMaterial(
            application=application, entry=entry, version=offered[entry].number, point=offered[entry].topic,
            title=offered[entry].title, rule=offered[entry].rule, days=within,
        )
        for entry in dict.fromkeys(entries)
        if not application.later_materials.filter(entry=entry).exists()
    )  # fmt: skip
    note(application, "draft_edited", by=by, at=at, key=key, promised=list(entries), days=days)
    return application


def begin_promises(application: Application, *, by: User | None, at: datetime, on: date) -> None:
    """Called by an acceptance: the days run, a duty of the enterprise keeps them."""
    calendar = calendar_of(application.case.bureau_id)
    for one in application.later_materials.filter(filed_on=None):
        one.due_on = calendar.add(on, one.days)
        one.save(update_fields=["due_on"])
        task = Task(
            _key(one), Kind.LATER_MATERIAL, Bearer.ENTERPRISE, f"补交：{one.title}",
            text="容缺受理时承诺补交的材料；到期没有补交的，不能批准。", basis=one.rule, due_on=one.due_on,
            section=application.case.section, holder=application.case.holder,
        )  # fmt: skip
        register.open_duty(application.case, task, by=by, at=at)


def _key(one: LaterMaterial) -> str:
    return f"later-{one.pk}"


def file_later(
    pk: int, *, material: int, file: UploadedFile[bytes], by: User, at: datetime, key: str = ""
) -> Application:
    """补交: the paper that was promised; the file is read before anything is locked. Late is better than never."""
    if log.already(key):
        return Application.objects.get(pk=pk)
    _owed(Application.objects.get(pk=pk), material)
    taken = take_in(pk, file=file, kind=FileKind.ATTACHMENT, by=by, at=at, verb="file_later")
    return _filed(pk, taken, material=material, by=by, at=at, key=key)


@transaction.atomic
def _filed(pk: int, taken: Document, *, material: int, by: User, at: datetime, key: str) -> Application:
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("file_later", by, application, on)
    one = _owed(application, material)
    one.document, one.filed_on = stand(pk, taken, by=by, at=at, verb="file_later"), on
    one.save(update_fields=["document", "filed_on"])
    for duty in register.of(application.case).filter(key=_key(one), state__in=register.UNDONE):
        register.fulfil(duty, on=on, by=by, at=at, words=one.document.name)
    note(application, "later_material_filed", by=by, at=at, key=key, material=one.title, due_on=one.due_on)
    tell(application, "later_material_filed", queries.review_people(application), at=at, material=one)
    return application


def _owed(application: Application, material: int) -> LaterMaterial:
    one = application.later_materials.filter(pk=material, filed_on=None).first()
    if one is None:
        raise NothingOwed(_("这份材料不用补交：没有承诺过，或者已经补交。"))
    return one
