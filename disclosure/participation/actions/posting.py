"""What the public sends: taken in once, numbered, its hash on the log, its author sealed apart."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from disclosure.board import board
from disclosure.board.enums import Kind as NoticeKind
from disclosure.participation.actions.common import note
from disclosure.participation.enums import ATTACHED, SERIES, Kind, Side, Who
from disclosure.participation.models import Author, Original, Submission
from disclosure.participation.queries import submissions
from disclosure.participation.rules import steps, terms
from envportal.cases import queries as cases
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import actions as documents
from envportal.documents.actions import take_number

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from disclosure.board.models import Notice
    from envportal.accounts.models import Bureau
    from envportal.documents.models import Document


@dataclass(frozen=True)
class Typed:
    """What somebody typed, tidied by the form."""

    text: str
    who: str = Who.PERSON
    name: str = ""
    contact: str = ""
    credit_code: str = ""
    address: str = ""
    is_affected: bool = False
    side: str = ""
    subject: str = ""
    is_private: bool = False
    file: UploadedFile[bytes] | None = None


@dataclass(frozen=True)
class Sent:
    """What was worked out before anything is locked: where it came from, if not yet counted, hash of its code, file."""

    source: str
    code_hash: str
    attachment: Document | None


def post_comment(notice: Notice, typed: Typed, *, key: str, address: str, at: datetime) -> Submission:
    """提意见 on a notice, in its window or late. The same form sent twice makes one comment."""
    return _post(Kind.COMMENT, notice, notice.bureau, typed, key=key, address=address, at=at)


def post_hearing(notice: Notice, typed: Typed, *, key: str, address: str, at: datetime) -> Submission:
    """申请听证 on an intended decision; the procedure takes it up, or answers why it came too late."""
    return _post(Kind.HEARING, notice, notice.bureau, typed, key=key, address=address, at=at)


def post_message(bureau: Bureau, typed: Typed, *, key: str, address: str, at: datetime) -> Submission:
    """写信 to the opinion box of a bureau."""
    return _post(Kind.MESSAGE, None, bureau, typed, key=key, address=address, at=at)


def _post(
    kind: Kind, notice: Notice | None, bureau: Bureau | None, typed: Typed, *, key: str, address: str, at: datetime
) -> Submission:
    done = submissions.by_key(key)
    if done is not None:
        return done
    source = board.source_of(address)
    board.require_few_posts(source, at)
    if typed.file is not None:
        # A file that is refused was sent, too; without one, what the same form sends twice is one.
        board.count_post(source, at)
    # Neither the child nor the slow hash may hold SQLite's only write lock.
    uncounted = "" if typed.file is not None else source
    sent = Sent(uncounted, cases.hash_query_code(cases.code_of_form(key)), _looked_at(typed, notice, at))
    assert bureau is not None  # noqa: S101  history, which has none, was refused before
    return _take_in(kind, notice, bureau, typed, sent, key=key, at=at)


@transaction.atomic
def _take_in(
    kind: Kind, notice: Notice | None, bureau: Bureau, typed: Typed, sent: Sent, *, key: str, at: datetime
) -> Submission:  # fmt: skip
    case = lock(Case, notice.case_id) if notice and notice.case_id else None
    done = submissions.by_key(key)
    if done is not None:
        return done
    if sent.source:
        board.count_post(sent.source, at)
    on = timezone.localdate(at)
    made = Submission(
        kind=kind, code_hash=sent.code_hash, key=key, bureau=bureau, case=case, received_at=at,
        is_affected=typed.is_affected, side=typed.side, subject=typed.subject, is_private=typed.is_private,
        sha256=hashlib.sha256(typed.text.encode()).hexdigest(),
    )  # fmt: skip
    _limit(made, notice, on)
    made.attachment = documents.enter(sent.attachment) if sent.attachment else None
    made.number = take_number(bureau, SERIES[kind], on.year)
    made.save()
    Original.objects.create(submission=made, text=typed.text)
    _seal(made, typed)
    note(made, f"{kind}_received", by=None, at=at, key=key, sha256=made.sha256, late=made.is_late)
    return made


def _looked_at(typed: Typed, notice: Notice | None, at: datetime) -> Document | None:
    """The file of a comment, checked like every other and kept inside the bureau. Raises BadFile."""
    if typed.file is None or notice is None or notice.case is None:
        return None
    return documents.take_in(typed.file, case=notice.case, owner=None, kind=ATTACHED, by=None, at=at, is_inside=True)


def _limit(made: Submission, notice: Notice | None, on: date) -> None:
    """Until when it would have been in time; of a message, until when it is answered."""
    if notice is None:
        made.due_on = terms.due_on(clocks.calendar_of(made.bureau_id), on)
        return
    if made.kind == Kind.HEARING:
        made.notice = steps.heard_on(notice, on)
        made.until = hearing_until(made.notice) if made.side == Side.INTERESTED else None
        made.is_late = made.until is not None and on > made.until
        return
    made.notice = steps.spoken_on(notice, on)
    made.until, made.is_late = made.notice.closes_on, steps.is_late(made.notice, on)


def hearing_until(notice: Notice) -> date | None:
    """An interested party's five working days run from the notice, and never end before its window does."""
    if notice.kind != NoticeKind.PROPOSED_DECISION or notice.published_at is None or notice.bureau is None:
        return None
    published_on = timezone.localdate(notice.published_at)
    due = clocks.due_day(notice.bureau, Matter.HEARING_REQUEST, notice.document_kind, on=published_on)
    return max(due, notice.closes_on) if notice.closes_on else due


def _seal(made: Submission, typed: Typed) -> None:
    told = {name: getattr(typed, name) for name in ("name", "contact", "credit_code", "address")}
    if any(told.values()):
        Author.objects.create(submission=made, who=typed.who, **told)
