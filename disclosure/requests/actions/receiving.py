"""A request comes: online, at the counter, on paper; the day of its receipt is the one the law counts (第31条)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.board import board
from disclosure.requests.actions.common import hold, note, require_anonymous, start, stop, tell
from disclosure.requests.models import Applicant, Request
from disclosure.requests.queries import requests as queries
from disclosure.requests.rules import steps
from disclosure.requests.states import IDENTITY_FILE, KIND, SERIES, Channel, State, Supply, Who
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import Section
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases import queries as cases
from envportal.cases import rules as access
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.deadlines.enums import Matter
from envportal.documents import actions as documents
from envportal.documents.actions import take_number

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.files.uploadedfile import UploadedFile

    from envportal.accounts.models import Bureau, User
    from envportal.documents.models import Document


@dataclass(frozen=True)
class Typed:
    """What somebody typed, tidied by the form; from `name` on it is sealed."""

    subject: str
    wanted: str
    name: str
    identity: str
    identity_number: str
    document_number: str = ""
    who: str = Who.PERSON
    supply: str = Supply.PORTAL
    suggests_publication: bool = False
    phone: str = ""
    email: str = ""
    address: str = ""
    contact_name: str = ""
    file: UploadedFile[bytes] | None = None


SEALED = ("name", "identity", "identity_number", "phone", "email", "address", "contact_name")
ASKED = ("subject", "wanted", "document_number", "who", "supply", "suggests_publication")


def send(bureau: Bureau, typed: Typed, *, key: str, address: str, at: datetime) -> Request:
    """网上提交: no account; the day of receipt is still to be confirmed with the applicant."""
    done = queries.by_key(key)
    if done is not None:
        return done
    source = board.source_of(address)
    board.require_few_posts(source, at)
    if typed.file is not None:
        board.count_post(source, at)  # a file that is refused was sent, too
    # Neither the child nor the slow hash may hold SQLite's only write lock.
    file, code_hash = _looked_at(typed, by=None, at=at), _hash(key)
    return _send(bureau, typed, file, code_hash, "" if typed.file else source, key=key, at=at)


@transaction.atomic
def _send(
    bureau: Bureau, typed: Typed, file: Document | None, code_hash: str, source: str, *, key: str, at: datetime
) -> Request:
    done = queries.by_key(key)
    if done is not None:
        return done
    if source:
        board.count_post(source, at)
    return _taken_in(
        bureau, typed, file, channel=Channel.ONLINE, sent_on=timezone.localdate(at), key=key, code_hash=code_hash,
        by=None, at=at,
    )  # fmt: skip


def enter(typed: Typed, *, channel: str, sent_on: date, by: User, at: datetime, key: str) -> Request:
    """代录 what came at the counter, by post or by fax; of a paper with a day of its own that day counts at once."""
    event = log.already(key)
    if event is not None:
        return Request.objects.select_related("case").get(pk=event.case_id)
    steps.require_enter(by)
    assert by.bureau is not None  # noqa: S101  the rule lets nobody through who has none
    today = timezone.localdate(at)
    steps.require_day(sent_on, today, since=date_floor(today), word=_("收到的日期"))
    file = _looked_at(typed, by=by, at=at)
    return _enter(by.bureau, typed, file, _hash(key), channel=channel, sent_on=sent_on, by=by, at=at, key=key)


def date_floor(today: date) -> date:
    """Nothing is entered that came more than a year ago."""
    return today.replace(year=today.year - 1, day=min(today.day, 28))


@transaction.atomic
def _enter(  # noqa: PLR0913  what was typed, how it came, by whom
    bureau: Bureau, typed: Typed, file: Document | None, code_hash: str, *, channel: str, sent_on: date, by: User,
    at: datetime, key: str,
) -> Request:  # fmt: skip
    made = _taken_in(bureau, typed, file, channel=channel, sent_on=sent_on, key=key, code_hash=code_hash, by=by, at=at)
    if not steps.needs_confirmation(channel):
        _receive(made, sent_on, by=by, at=at)
    return made


@transaction.atomic
def confirm(
    pk: int, *, on: date, confirmed_how: str, confirmed_note: str = "", by: User, at: datetime, key: str = ""
) -> Request:
    """双方确认: the day both sides confirmed is the day of receipt, and the answer's time runs from it."""
    request, today = lock(Request, pk), timezone.localdate(at)
    if log.already(key):
        return request
    steps.require("confirm", by, request, today)
    steps.require_day(on, today, since=request.sent_on, word=_("确认日期"))
    require_anonymous(request, confirmed_note)
    if access.may(by, steps.WORK, request.case, today):
        hold(request, by)
    request.confirmed_how, request.confirmed_note = confirmed_how, confirmed_note
    _receive(request, on, by=by, at=at, key=key)
    return request


def _receive(request: Request, on: date, *, by: User, at: datetime, key: str = "") -> None:
    request.received_on = on
    request.receive()
    request.save()
    stop(request, Matter.INFORMATION_CONFIRM, on=timezone.localdate(at), by=by, at=at)
    start(request, Matter.INFORMATION_REPLY, on=on, by=by, at=at)
    note(request, "received", by=by, at=at, key=key, on=on.isoformat(), how=request.confirmed_how)


def _hash(key: str) -> str:
    return cases.hash_query_code(cases.code_of_form(key))


def _looked_at(typed: Typed, *, by: User | None, at: datetime) -> Document | None:
    """The identity as a file; it hangs on no case, so that no list of files of the case has it. Raises BadFile."""
    if typed.file is None:
        return None
    return documents.take_in(typed.file, case=None, owner=None, kind=IDENTITY_FILE, by=by, at=at, is_inside=True)


def _taken_in(  # noqa: PLR0913  the same
    bureau: Bureau, typed: Typed, file: Document | None, *, channel: str, sent_on: date, key: str, code_hash: str,
    by: User | None, at: datetime,
) -> Request:  # fmt: skip
    today = timezone.localdate(at)
    handler = staff_with(bureau, Role.EDITOR).first()
    case = Case.objects.create(
        kind=KIND, title=f"信息公开申请：{typed.subject}"[:200], bureau=bureau, section=_office(bureau), holder=handler,
        created_at=at, opened_on=today, number=take_number(bureau, SERIES, today.year),
    )  # fmt: skip
    told = {name: getattr(typed, name) for name in ASKED}
    request = Request.objects.create(
        case=case, key=key, code_hash=code_hash, channel=channel, sent_on=sent_on,
        sha256=hashlib.sha256(typed.wanted.encode()).hexdigest(), **told,
    )  # fmt: skip
    kept = documents.enter(file) if file else None
    sealed = {name: getattr(typed, name) for name in SEALED}
    Applicant.objects.create(request=request, document=kept, **sealed)
    note(request, "sent", by=by, at=at, key=key, channel=channel, sha256=request.sha256)
    if request.state == State.SENT and steps.needs_confirmation(channel):
        start(request, Matter.INFORMATION_CONFIRM, on=sent_on, by=by, at=at)
    if by is None:
        tell(request, "request_came", [handler], at=at)
    return request


def _office(bureau: Bureau) -> Section | None:
    """政府信息公开工作机构: the office of the bureau."""
    return Section.objects.filter(bureau=bureau, kind=SectionKind.OFFICE).order_by("pk").first()
