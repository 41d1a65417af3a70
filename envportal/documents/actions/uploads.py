"""Take a file in piece by piece, check it when it is whole, and let it stand in for the file of its form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from envportal.accounts.models import User
from envportal.documents import queries, rules
from envportal.documents.actions.files import judge
from envportal.documents.guards import parts, store
from envportal.documents.models import Upload

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

JUDGED = ["checked_at", "refused", "sha256", "sm3", "pages", "scan", "scan_note"]


def begin(ticket: rules.Ticket, *, name: str, size: int, modified: int, by: User, at: datetime) -> Upload:
    """Set room aside for a file; the same file for the same form is the upload that is there, as far as it is.

    Raises BadFile, TooMany or NotYours. Not one transaction: setting room aside may take its time.
    """
    upload = Upload(
        user=by, page=ticket.page, permission=ticket.permission, case_id=ticket.case, name=rules.shown_name(name),
        size=size, modified=modified, begun_at=at, expires_at=at + rules.KEPT_FOR,
    )  # fmt: skip
    rules.may_send(by, upload.permission, upload.case)
    found = _enter(upload, at=at)
    if found is not upload:
        return found
    try:
        _make_room(upload)
    except store.NoRoom as error:
        upload.delete()
        raise rules.BadFile("no_room", upload.name) from error
    return upload


@transaction.atomic
def _enter(upload: Upload, *, at: datetime) -> Upload:
    """Its person's row is locked first: two at once are counted one after the other."""
    by = User.objects.select_for_update(of=("self",)).get(pk=upload.user_id)
    found = queries.same_upload(upload, at)
    if found is not None and parts.place(found.pk).exists():
        return found
    rules.may_begin(by, upload.name, upload.size, at)
    upload.save(force_insert=True)
    return upload


def _make_room(upload: Upload) -> None:
    if not store.has_room(upload.size // 2):  # nothing is copied: once the file, and the reserve
        raise store.NoRoom
    parts.reserve(upload.pk, upload.size)


def put(pk: UUID, offset: int, piece: bytes, *, at: datetime) -> int:
    """Write a piece where it belongs; returns how many bytes are here. One that came before changes nothing.

    Raises WrongOffset, parts.Busy, parts.Gone, or BadFile where the disk is full: then the piece can come again.
    """
    with parts.locked(pk) as file:
        upload = Upload.objects.get(pk=pk)
        if not rules.follows(upload, offset, len(piece)):
            return upload.received
        try:
            parts.write(file, offset, piece)
        except store.NoRoom as error:
            raise rules.BadFile("no_room", upload.name) from error
        upload.received, upload.expires_at = offset + len(piece), at + rules.KEPT_FOR
        upload.save(update_fields=["received", "expires_at"])
        return upload.received


def check(pk: UUID, *, at: datetime) -> Upload:
    """Hash and inspect a whole file, once; asked again it answers the same. Raises BadFile, WrongOffset, parts.Busy.

    Not in a transaction: a child process reads the file for seconds. The file is locked against writing meanwhile.
    """
    upload = Upload.objects.get(pk=pk)
    if upload.checked_at is None:
        with parts.locked(pk):
            upload = Upload.objects.select_related("user", "case").get(pk=pk)
            if not upload.is_whole:
                raise rules.WrongOffset(upload.received)
            if upload.checked_at is None:
                _check(upload, at=at)
    if upload.refused:
        raise rules.BadFile(upload.refused, upload.name)
    return upload


def _check(upload: Upload, *, at: datetime) -> None:
    path = parts.place(upload.pk)
    upload.checked_at = at
    upload.sha256, upload.sm3 = store.hashes_of(path)
    try:
        judge(path, upload, by=upload.user, at=at)
    except rules.BadFile as bad:
        upload.refused = bad.why
    upload.save(update_fields=JUDGED)
    if upload.refused:
        parts.remove(upload.pk)


def cancel(pk: UUID) -> None:
    """Forget an upload; what a form made of it stays."""
    Upload.objects.filter(pk=pk).delete()
    parts.remove(pk)


def stand_in(pk: UUID, *, page: str, by: User) -> parts.Resumed | None:
    """The file for a form, if it is this person's, for this form, and was found sound."""
    upload = Upload.objects.filter(pk=pk, user=by, page=page).first()
    if upload is None or not upload.is_ready:
        return None
    try:
        return parts.Resumed(upload)
    except parts.Gone:
        return None


def forget_abandoned(at: datetime) -> int:
    """Remove uploads nobody went on with for a day; returns how many."""
    old = list(Upload.objects.filter(expires_at__lte=at).values_list("pk", flat=True))
    for pk in old:
        cancel(pk)
    return len(old)
