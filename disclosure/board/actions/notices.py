"""The verbs of the board: submit, publish, correct, withdraw, take back."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from disclosure.board import rules
from disclosure.board.actions.addresses import new_address
from disclosure.board.actions.papers import read_papers_of
from disclosure.board.actions.timing import (
    end_pause,
    end_publication_clock,
    open_window,
    record,
    tell_clocks,
    wait_to_be_published,
)
from disclosure.board.enums import DocumentKind, State
from disclosure.board.guards import NotPending
from disclosure.board.models import Notice, NoticeFile, ProgressTry
from disclosure.board.queries import notices as queries
from disclosure.board.queries import progress
from disclosure.board.queries.papers import checks_of
from disclosure.board.queries.search import index
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.cases.queries import query_code_matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Document


@transaction.atomic
def submit(  # noqa: PLR0913  what is handed in, by whom, when, and what a decision adds
    case: Case,
    kind: str,
    *,
    title: str,
    facts: Mapping[str, str],
    files: Iterable[Document] = (),
    by: User | None,
    at: datetime,
    document_kind: str | None = None,
    outcome: str = "",
    document_number: str = "",
    reason: str = "",
    shown_until: date | None = None,
    owner: str = "",
    place: str = "",
    division: str = "",
    key: str | None = None,
) -> Notice:
    """Hand a copy of named facts to the board; nobody outside sees it before a second person publishes it.

    `owner` is what the public reads where the party is a person; it ends to be shown after `shown_until`.
    `place` and `division` are said where the case has no project to have them from.

    Handing in the same again gives the same notice; handing in something else replaces what was still waiting.
    Where a notice of the kind stands already, this becomes its next version, for `reason`.
    """
    case = lock(Case, case.pk)
    waiting = queries.pending(case, kind)
    pairs = [[str(label), str(text)] for label, text in facts.items() if text]
    if waiting and (waiting.title, waiting.facts) == (title, pairs):
        return waiting
    if waiting:
        replace(waiting)
    notice = Notice(
        public_id=new_address(),
        case=case, bureau=case.bureau, kind=kind, title=title, facts=pairs, outcome=outcome,
        document_kind=_document_kind(case) if document_kind is None else document_kind,
        document_number=document_number or facts.get("审批文号", ""), submitted_by=by, submitted_at=at,
        shown_until=shown_until,
    )  # fmt: skip
    _name_project(notice, case)
    if owner:
        notice.owner_name, notice.usc_code = owner, ""
    if place:
        notice.place, notice.division = place, division
    follow(notice, queries.current(case, kind), reason)
    return hand_in(notice, files, by=by, at=at, key=key, reason=reason)


@transaction.atomic
def correct(
    pk: int,
    *,
    facts: Mapping[str, str],
    reason: str,
    by: User | None,
    at: datetime,
    title: str | None = None,
    key: str | None = None,
) -> Notice:
    """Hand in the next version of a notice: a published one stands until it is published, a waiting one gives way.

    So what may not be public is taken out before it ever is; who took it out does not publish it.
    """
    old = locked(pk)
    rules.require_correct(by, old)
    rules.require_reason(reason)
    if old.case is None:
        raise NotPending(_("编辑起草的公示，请在起草的表单里更正。"))
    return submit(
        old.case, old.kind, title=title or old.title, facts=facts, by=by, at=at, reason=reason, key=key,
        files=[link.document for link in old.files.select_related("document")],
        document_kind=old.document_kind, outcome=old.outcome, document_number=old.document_number,
        shown_until=old.shown_until, **_named_otherwise(old),
    )  # fmt: skip


def _named_otherwise(old: Notice) -> dict[str, str]:
    """What the old version said in place of its case's enterprise and project: the next one says the same."""
    case = old.case
    told = {} if case is None or case.project else {"place": old.place, "division": old.division}
    of_case = case.enterprise.name if case and case.enterprise else ""
    return told if old.owner_name in {"", of_case} else {**told, "owner": old.owner_name}


def publish(pk: int, *, by: User, at: datetime, key: str | None = None, looked: bool = False) -> Notice:
    """Publish a notice another person submitted: its window opens, and clocks pause where a rule says so.

    Its files are looked through first, outside the transaction: `looked` says that a person has seen those that
    could not be.
    """
    read_papers_of(pk, at=at)
    return _publish(pk, by=by, at=at, key=key, looked=looked)


@transaction.atomic
def _publish(pk: int, *, by: User, at: datetime, key: str | None, looked: bool) -> Notice:
    notice = locked(pk)
    if log.already(key):
        return notice
    rules.require_publish(by, notice)
    rules.require_public_files(notice)
    rules.refuse_personal_data(notice, rules.findings_in_papers(notice, checks_of(notice)))
    _retire_earlier(notice)
    notice.publish()
    notice.published_by, notice.published_at = by, at
    open_window(notice)
    notice.save()
    tell_clocks(notice, by=by, at=at)
    record(notice, "notice_published", by=by, at=at, key=key, looked=looked)
    queries.turn_edition()
    return notice


@transaction.atomic
def withdraw(
    pk: int, *, reason: str, by: User, at: datetime, key: str | None = None, in_the_name_of: User | None = None
) -> Notice:
    """Take a notice off the board; the reason stays at its address.

    In a step of a procedure somebody may act in a leader's name: then it is the leader who has to be allowed to.
    """
    notice = locked(pk)
    if log.already(key):
        return notice
    rules.require_withdraw(in_the_name_of or by, notice)
    rules.require_reason(reason)
    was_public = notice.state == State.PUBLISHED
    _withdraw(notice, reason, by=by, at=at, key=key)
    if was_public:
        end_pause(notice, by=by, at=at)
        queries.turn_edition()
    return notice


@transaction.atomic
def take_back(case: Case, *, reason: str, by: User | None, at: datetime, kind: str = "") -> list[Notice]:
    """Drop what a case (of one kind, if named) had waiting, because the case ended or took another way."""
    case = lock(Case, case.pk)
    pending = queries.notices_of(case).filter(state=State.PENDING)
    waiting = list(pending.filter(kind=kind) if kind else pending)
    for notice in waiting:
        _withdraw(notice, reason, by=by, at=at, key=None)
    return waiting


def ask(number: str, code: str, *, address: str, at: datetime) -> Case | None:
    """The case a number and its code open; a wrong answer counts against the address that asked."""
    source = hmac.digest(settings.SECRET_KEY.encode(), address.encode(), "sha256").hex()
    rules.require_few_tries(progress.tries_of(source, at))
    case = progress.case_meant(number)
    if query_code_matches(case, code):
        return case
    # The slow hash above must not hold SQLite's only write lock.
    with transaction.atomic():
        progress.stale_tries(at).delete()
        ProgressTry.objects.create(address=source, at=at)
    return None


def locked(pk: int) -> Notice:
    """The case row first; a notice an editor wrote has none and is locked by itself."""
    if Notice.objects.filter(pk=pk, case=None).exists():
        return Notice.objects.select_for_update().get(pk=pk)
    return lock(Notice, pk)


def hand_in(
    notice: Notice, files: Iterable[Document], *, by: User | None, at: datetime, key: str | None, reason: str
) -> Notice:
    notice.search = index(notice)
    notice.save()
    listed = list(files)
    for position, document in enumerate(listed):
        name = _public_name(notice, document, alone=len(listed) == 1)
        NoticeFile.objects.create(notice=notice, document=document, name=name, position=position)
    wait_to_be_published(notice, by=by, at=at)
    record(notice, "notice_submitted", by=by, at=at, key=key, reason=reason)
    return notice


def _public_name(notice: Notice, document: Document, *, alone: bool) -> str:
    """The full text is named by what it is; of several files each keeps the name it came with."""
    return f"{notice.get_document_kind_display()}公开本" if alone and notice.document_kind else document.name


def _name_project(notice: Notice, case: Case) -> None:
    if case.enterprise:
        notice.owner_name, notice.usc_code = case.enterprise.name, case.enterprise.uscc
    if case.project:
        notice.place, notice.division = case.project.place, case.project.division


def follow(notice: Notice, earlier: Notice | None, reason: str) -> None:
    if earlier is not None:
        notice.supersedes, notice.version = earlier, earlier.version + 1
        notice.correction_reason = reason or gettext_noop("重新公示")


def replace(waiting: Notice) -> None:
    """What nobody has seen gives way without a trace."""
    waiting.supersede()
    _leave_row(waiting)
    waiting.save()


def _leave_row(waiting: Notice) -> None:
    """A version that never was public frees its place in the row of versions."""
    waiting.supersedes, waiting.version, waiting.correction_reason = None, 1, ""


def _retire_earlier(notice: Notice) -> None:
    if notice.supersedes is not None and notice.supersedes.state == State.PUBLISHED:
        notice.supersedes.supersede()
        notice.supersedes.save()


def _withdraw(notice: Notice, reason: str, *, by: User | None, at: datetime, key: str | None) -> None:
    if notice.state == State.PENDING:
        end_publication_clock(notice, by=by, at=at, reason=reason)
        _leave_row(notice)
    was_public = notice.state == State.PUBLISHED
    notice.withdraw()
    notice.withdrawn_by, notice.withdrawn_at, notice.withdrawal_reason = by, at, reason.strip()
    notice.save()
    if was_public:
        hide_earlier(notice)
    record(notice, "notice_withdrawn", by=by, at=at, key=key)


def hide_earlier(notice: Notice) -> None:
    """With what an editor wrote, all its versions go: each address keeps the reason. Those of a case are its record."""
    earlier = notice.supersedes if notice.case is None else None
    while earlier is not None:
        if earlier.withdrawn_at is None:
            earlier.withdrawn_by, earlier.withdrawn_at = notice.withdrawn_by, notice.withdrawn_at
            earlier.withdrawal_reason = notice.withdrawal_reason
            earlier.save()
        earlier = earlier.supersedes


def _document_kind(case: Case) -> str:
    """eia_table is the case of a table: the last word of the kind, if it is one of ours."""
    word = case.kind.rsplit("_", 1)[-1]
    return word if word in DocumentKind.values else ""
