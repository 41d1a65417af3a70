"""Notices an editor writes by a list of fields: handed in, written again, and stopped when their days are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from disclosure.board import rules
from disclosure.board.actions.addresses import new_address
from disclosure.board.actions.notices import follow, hand_in, hide_earlier, replace
from disclosure.board.actions.timing import record
from disclosure.board.enums import State
from disclosure.board.models import Notice
from disclosure.board.queries import catalogue, fields
from disclosure.board.queries import notices as queries
from envportal.audit import log
from envportal.documents import actions as documents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import User
    from envportal.documents.models import Document

# What a file of a written notice is.
ATTACHED = "notice_file"


def draft(
    form: str, *, typed: Mapping[str, object], arose_on: date, by: User, at: datetime,
    file: UploadedFile[bytes] | None = None, key: str | None = None,
) -> Notice:  # fmt: skip
    """Hand in a notice an editor wrote; another editor publishes it. Raises FieldWanting, BadFile."""
    rules.require_draft(by)
    return _draft(form, typed, _looked_at(file, by=by, at=at), arose_on=arose_on, by=by, at=at, key=key)


def _looked_at(file: UploadedFile[bytes] | None, *, by: User, at: datetime) -> Document | None:
    """A file for the public, checked like every other; a child reads it for seconds, and nothing is locked yet."""
    if file is None:
        return None
    document = documents.take_in(file, case=None, owner=None, kind=ATTACHED, by=by, at=at)
    document.is_public = True
    return document


@transaction.atomic
def _draft(
    form: str, typed: Mapping[str, object], file: Document | None, *, arose_on: date, by: User, at: datetime,
    key: str | None,
) -> Notice:  # fmt: skip
    if event := log.already(key):
        return Notice.objects.get(public_id=event.facts["notice"])
    rules.require_draft(by)
    notice = _written(form, typed, arose_on=arose_on, by=by, at=at)
    return hand_in(notice, _entered(file), by=by, at=at, key=key, reason="")


def _entered(file: Document | None) -> list[Document]:
    return [documents.enter(file)] if file else []


def rewrite(  # noqa: PLR0913  what was written and why, with which file, by whom
    pk: int, *, typed: Mapping[str, object], arose_on: date, reason: str, by: User, at: datetime,
    file: UploadedFile[bytes] | None = None, without_file: bool = False, key: str | None = None,
) -> Notice:  # fmt: skip
    """Hand in the next version: a published one stands until this is published, a waiting one gives way.

    Its file is the one of the version before, unless another comes or it is to have none.
    """
    rules.require_correct(by, Notice.objects.get(pk=pk))
    taken = _looked_at(file, by=by, at=at)
    keep = taken is None and not without_file
    return _rewrite(pk, typed, taken, keep=keep, arose_on=arose_on, reason=reason, by=by, at=at, key=key)


@transaction.atomic
def announce(
    form: str, *, typed: Mapping[str, object], arose_on: date, by: User, at: datetime, earlier: Notice | None = None,
    reason: str = "",
) -> Notice:  # fmt: skip
    """Hand in, by a form, what a room of the bureau did without a case; the room has asked whether `by` may.

    It takes the place of what waits of its row, and follows, for `reason`, what is public of it.
    """
    notice = _written(form, typed, arose_on=arose_on, by=by, at=at)
    row = {one.state: one for one in queries.row_of(notice, earlier).select_for_update(of=("self",))}
    waiting, public = row.get(State.PENDING), row.get(State.PUBLISHED)
    latest = waiting or public
    if latest is not None and (latest.title, latest.facts) == (notice.title, notice.facts):
        return latest
    if waiting is not None:
        replace(waiting)
    follow(notice, public, reason)
    return hand_in(notice, (), by=by, at=at, key=None, reason=reason)


@transaction.atomic
def _rewrite(  # noqa: PLR0913  the same
    pk: int, typed: Mapping[str, object], file: Document | None, *, keep: bool, arose_on: date, reason: str, by: User,
    at: datetime, key: str | None,
) -> Notice:  # fmt: skip
    old = Notice.objects.select_for_update().get(pk=pk)
    if event := log.already(key):
        return Notice.objects.get(public_id=event.facts["notice"])
    rules.require_correct(by, old)
    rules.require_reason(reason)
    notice = _written(old.form, typed, arose_on=arose_on, by=by, at=at)
    follow(notice, _given_way(old), reason)
    kept = [link.document for link in old.files.select_related("document")] if keep else []
    return hand_in(notice, _entered(file) or kept, by=by, at=at, key=key, reason=reason)


def _given_way(old: Notice) -> Notice | None:
    """The public version the next one follows; what waits to be published, it or its correction, gives way."""
    earlier, waiting = old, old if old.state == State.PENDING else None
    if waiting is None:
        waiting = Notice.objects.select_for_update().filter(supersedes=old, state=State.PENDING).first()
    else:
        earlier = old.supersedes or old
    if waiting is not None:
        replace(waiting)
    return earlier if earlier.state == State.PUBLISHED else None


@transaction.atomic
def stop_shown(*, at: datetime, limit: int = 200) -> int:
    """Take off what is shown until a day that has passed; the address keeps saying why. Returns how many."""
    over = Notice.objects.filter(state=State.PUBLISHED, shown_until__lt=timezone.localdate(at)).order_by("pk")
    stopped = list(over.select_for_update(of=("self",))[:limit])
    for notice in stopped:
        notice.withdraw()
        notice.withdrawn_at, notice.withdrawal_reason = at, gettext_noop("公示期满，停止公示")
        notice.save()
        hide_earlier(notice)
        record(notice, "notice_withdrawn", by=None, at=at)
    if stopped:
        queries.turn_edition()
    return len(stopped)


def _written(form: str, typed: Mapping[str, object], *, arose_on: date, by: User, at: datetime) -> Notice:
    known, today = fields.forms()[form], timezone.localdate(at)
    rules.require_written(known, typed, arose_on=arose_on, today=today)
    notice = Notice(
        public_id=new_address(), form=form, kind=known.kind, bureau=by.bureau, arose_on=arose_on, submitted_by=by,
        submitted_at=at,
    )  # fmt: skip
    rules.write(notice, typed, catalogue.item_of_kind(known.kind, today))
    return notice
