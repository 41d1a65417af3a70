"""变动: declared before it is built, judged by the bureau; a major one needs an approval of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.aftercare import rules
from approvals.aftercare.actions.common import enter, hold, note, take_in, tell_bureau, tell_owner
from approvals.aftercare.guards import NotPossible, OutOfOrder
from approvals.aftercare.models import Aftercare, Change
from approvals.aftercare.rules import changes
from approvals.aftercare.states import MAJOR_CHANGE
from envportal.audit import log
from envportal.cases.models import Case, CaseLink
from envportal.cases.queries import APPLICATION, by_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User


def declare_change(
    pk: int, *, file: UploadedFile[bytes] | None = None, by: User, at: datetime, key: str = "", **told: Any
) -> Aftercare | None:  # fmt: skip
    """申报变动: `told` is aspects, words, planned_on."""
    if log.already(key):
        return None
    care = Aftercare.objects.select_related("case__enterprise").get(pk=pk)
    rules.require("declare_change", by, care, timezone.localdate(at))
    taken = take_in(care, file, by=by, at=at)
    return _declare(pk, taken=taken, by=by, at=at, key=key, **told)


@transaction.atomic
def _declare(pk: int, *, taken: Any, by: User, at: datetime, key: str, **told: Any) -> Aftercare:
    care = hold(pk)
    rules.require("declare_change", by, care, timezone.localdate(at))
    change = Change.objects.create(aftercare=care, document=enter(taken), declared_by=by, declared_at=at, **told)
    note(care, "change_declared", by=by, at=at, key=key, change=change.pk, aspects=change.aspects, words=change.words)
    tell_bureau(care, "change_declared", at=at, change=change)
    return care


@transaction.atomic
def judge_change(
    pk: int, *, change: int, is_major: bool, items: Sequence[str], reason: str, by: User, at: datetime, key: str = ""
) -> Aftercare:  # fmt: skip
    """认定是否属于重大变动, by the list and for a reason the enterprise reads."""
    care = hold(pk)
    if log.already(key):
        return care
    rules.require("judge_change", by, care, timezone.localdate(at))
    found = Change.objects.get(pk=change, aftercare=care)
    if found.is_major is not None:
        raise OutOfOrder(_("这项变动已经认定过。"))
    changes.judged(items, is_major=is_major)
    found.is_major, found.items, found.reason = is_major, list(items), reason
    found.judged_by, found.judged_at = by, at
    found.save()
    facts = {"change": found.pk, "major": is_major, "items": list(items), "reason": reason}
    note(care, "change_judged", by=by, at=at, key=key, **facts)
    tell_owner(care, "change_judged", at=at, change=found)
    return care


@transaction.atomic
def name_new(pk: int, *, change: int, number: str, by: User, at: datetime, key: str = "") -> Aftercare:
    """Name the application a major change was filed with: the two cases are read together from here on."""
    care = hold(pk)
    if log.already(key):
        return care
    rules.require("name_new", by, care, timezone.localdate(at))
    found = care.changes.filter(pk=change, is_major=True).first()
    if found is None:
        raise OutOfOrder(_("没有认定为重大变动的变动。"))
    new = _application_of(care, found, number)
    found.new_case = new
    found.save(update_fields=["new_case"])
    CaseLink.objects.get_or_create(source=care.approval_case, target=new, why=MAJOR_CHANGE)
    note(care, "new_application_named", by=by, at=at, key=key, change=change, number=new.number)
    return care


def _application_of(care: Aftercare, change: Change, number: str) -> Case:
    """An application of the same enterprise filed since the change was judged; anybody else's is not found."""
    new = by_number(number)
    is_fit = (
        new is not None
        and new.kind.startswith(APPLICATION)
        and new.enterprise_id == care.case.enterprise_id
        and new.pk != care.approval_case.pk
    )
    if new is None or not is_fit:
        raise NotPossible(_("没有找到本单位的这件申请，请核对编号。"))
    judged_on = timezone.localdate(change.judged_at)
    if new.opened_on is None or new.opened_on < judged_on:
        raise NotPossible(_("这件申请早于重大变动的认定（%(day)s），不是为它报批的。") % {"day": judged_on.isoformat()})
    return new
