"""What the public may read of it, and who sent it: each look and each decision is on the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from disclosure.board import board
from disclosure.board.queries.notices import turn_edition
from disclosure.participation import guards
from disclosure.participation.actions.common import locked, note
from disclosure.participation.enums import RELEASED, HiddenWhy, Kind, State
from disclosure.participation.models import Submission
from disclosure.participation.queries.authors import author_of
from disclosure.participation.rules import masks, steps
from envportal.audit import log
from envportal.documents import actions as documents

if TYPE_CHECKING:
    from datetime import datetime

    from disclosure.participation.models import Author
    from envportal.accounts.models import User
    from envportal.documents.models import Document


def moderate(  # noqa: PLR0913  what becomes of it and of its file, and why, by whom
    pk: int, *, hidden_why: str, moderation_note: str, also: str, by: User, at: datetime,
    with_attachment: bool = False, looked: bool = False, key: str = "",
) -> Submission:  # fmt: skip
    """Show it with what is personal masked, or, for a reason, do not; the answer to a message goes out with it.

    Its file is looked through first, outside the transaction: `looked` says that a person has seen what could not be.
    """
    copy = _public_file(pk, looked=looked, by=by, at=at) if with_attachment and not hidden_why else None
    return _moderate(pk, hidden_why, moderation_note, also, copy, by=by, at=at, key=key)


def _public_file(pk: int, *, looked: bool, by: User, at: datetime) -> Document | None:
    """A copy without metadata, once its words were looked through. Raises AttachmentUnfit."""
    submission = Submission.objects.select_related("attachment", "public_attachment", "case", "bureau").get(pk=pk)
    steps.require_moderate(by, submission)
    file = submission.attachment
    if file is None:
        return None
    check, name = board.paper_read(file, at=at), _("附件")
    if blocking := [found.line for found in board.findings_in_paper(name, check) if found.blocks]:
        raise guards.AttachmentUnfit(_("%(found)s。这份附件不能公开。") % {"found": "；".join(blocking)})
    if (unread := board.unread_in(name, check)) and not looked:
        raise guards.AttachmentUnfit(unread)
    made = submission.public_attachment
    return made or documents.without_metadata(file, kind=RELEASED, name="意见附件.pdf", by=by, at=at)


@transaction.atomic
def _moderate(
    pk: int, hidden_why: str, moderation_note: str, also: str, copy: Document | None, *, by: User, at: datetime,
    key: str,
) -> Submission:  # fmt: skip
    submission = locked(pk)
    if log.already(key):
        return submission
    steps.require_moderate(by, submission)
    if submission.is_private:
        hidden_why = HiddenWhy.ASKED
    submission.public_text = "" if hidden_why else public_copy(submission, also)
    submission.hidden_why, submission.moderation_note = hidden_why, moderation_note
    if copy is not None:
        submission.public_attachment = copy if copy.pk else documents.enter(copy)
    submission.is_attachment_public = copy is not None and not hidden_why
    submission.moderated_by, submission.moderated_at = by, at
    (submission.hide if hidden_why else submission.show)()
    submission.save()
    _release(submission, by=by, at=at)
    name = f"{submission.kind}_{'hidden' if submission.state == State.HIDDEN else 'shown'}"
    told = {"why": hidden_why, "reason": moderation_note, "attachment": submission.is_attachment_public}
    note(submission, name, by=by, at=at, key=key, **told)
    turn_edition()
    return submission


def public_copy(submission: Submission, also: str = "") -> str:
    """The text as the public reads it. Raises StillPersonal."""
    words = [*masks.words_of(author_of(submission)), *also.splitlines()]
    text = masks.masked(submission.original.text, words)
    if board.blocks(text):
        raise guards.StillPersonal(_("遮盖以后还有身份证号码或者银行卡号，请在“还要遮去的词句”里写上它。"))
    return text


def _release(submission: Submission, *, by: User, at: datetime) -> None:
    """The answer to a message reaches its author now, and the public where the message is shown."""
    reply = getattr(submission, "reply", None)
    if submission.kind != Kind.MESSAGE or reply is None or reply.released_at is not None:
        return
    reply.released_by, reply.released_at = by, at
    reply.save(update_fields=["released_by", "released_at"])


@transaction.atomic
def see_author(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Author | None:
    """Who sent it, for a reason that stays on the log."""
    submission = locked(pk)
    steps.require_see_author(by, submission)
    return _unsealed(submission, reason, by=by, at=at, key=key)


@transaction.atomic
def author_for_procedure(pk: int, *, reason: str, by: User, at: datetime) -> Author | None:
    """The same where a step of a procedure needs it; the procedure has asked who may take that step."""
    return _unsealed(locked(pk), reason, by=by, at=at, key="")


def _unsealed(submission: Submission, reason: str, *, by: User, at: datetime, key: str) -> Author | None:
    if not log.already(key):
        note(submission, "author_seen", by=by, at=at, key=key, reason=reason)
    return author_of(submission)
