"""What several verbs do the same way."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.board import board
from disclosure.requests import guards
from disclosure.requests.models import Mail
from disclosure.requests.queries.applicants import names_applicant
from disclosure.requests.states import Supply
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.documents import letters
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from disclosure.requests.models import Request
    from envportal.accounts.models import User
    from envportal.documents.enums import LetterKind
    from envportal.documents.models import Letter


def note(request: Request, name: str, *, by: User | None, at: datetime, key: str = "", **facts: object) -> None:
    """Write the event; nothing of who asks is ever among its facts."""
    log.record(
        request.case, f"request_{name}", by=by, at=at, key=key or None,
        facts={name: value for name, value in facts.items() if value not in (None, "")},
    )  # fmt: skip


def require_anonymous(request: Request, *texts: str) -> None:
    """Nobody else learns who asks, nor any number of a person: not third parties, the board, the log."""
    if names_applicant(request, *texts) or any(board.blocks(text) for text in texts):
        raise guards.NamesApplicant(
            _("里面有申请人的姓名、联系方式或者证件号码：给第三方、公众和日志的文字不能写申请人是谁，请改写。")
        )


def outward(request: Request) -> str:
    """The information by its name, where that does not say who asks: a company may ask for what is about itself."""
    return "" if names_applicant(request, request.subject) else request.subject


def start(request: Request, matter: str, *, on: date, by: User | None, at: datetime) -> None:
    with suppress(clocks.NoRule):
        clocks.start(request.case, matter, variant="", on=on, by=by, at=at)


def stop(request: Request, matter: str, *, on: date, by: User | None, at: datetime, reason: str = "") -> None:
    if clocks.open_clock(request.case, matter) is not None:
        clocks.stop(request.case, matter, on=on, by=by, at=at, reason=reason)


def addressee(request: Request) -> str:
    """A letter is kept where many read it: it names the request; the name is put on the envelope."""
    return f"政府信息公开申请人（登记编号：{request.case.number}）"


def write(request: Request, kind: LetterKind, fields: Mapping[str, object], *, by: User, at: datetime) -> Letter:
    """A letter to the applicant: served at once to who fetches it in the portal, and mailed to who chose that."""
    told = {"addressee": addressee(request), "asked": request.subject, "received_on": request.received_on, **fields}
    letter = letters.issue(request.case, kind, to=None, fields=told, by=by, at=at)
    if request.supply == Supply.PORTAL:
        letters.serve(letter, on=timezone.localdate(at), by=by, at=at)
    elif request.supply == Supply.EMAIL:
        Mail.objects.create(request=request, letter=letter, created_at=at, next_try_at=at)
    return letter


def hold(request: Request, by: User) -> None:
    """Who works on it holds it; until then it lies with the first editor of the bureau."""
    if request.case.holder_id != by.pk:
        request.case.holder = by
        request.case.save(update_fields=["holder"])


def close(request: Request, on: date) -> None:
    request.case.closed_on = on
    request.case.save(update_fields=["closed_on"])


def tell(request: Request, template: str, people: Iterable[User | None], *, at: datetime) -> None:
    link = f"/desk/requests/{request.pk}/"
    told = [one for one in people if one is not None]
    outbox.post(request.case, template, to=told, context={"request": request, "link": link}, at=at)
