"""Notices for machines: what is public, read-only, without a key."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from disclosure.board.forms import BoardFilter
from disclosure.board.queries import lists, open_data
from disclosure.board.queries import notices as queries
from envportal.accounts.models import Bureau

A_PAGE = 100
router = Router(tags=["notices"])


class NoticeRow(Schema):
    """A notice as the public list has it."""

    id: str
    kind: str
    state: str
    document_kind: str
    title: str
    owner: str
    place: str
    division: str
    bureau: str
    published_at: datetime | None
    opens_on: date | None
    closes_on: date | None
    provisional: bool
    outcome: str
    document_number: str
    version: int
    historical: bool
    source: str
    imported_at: datetime | None


class Fact(Schema):
    label: str
    text: str


class NoticeWhole(NoticeRow):
    """With its facts; of a withdrawn notice only when and why."""

    facts: list[Fact] = []
    wording: list[Fact] = []
    supersedes: str | None = None
    correction_reason: str = ""
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = ""


class NoticePart(Schema):
    """Some notices and the place after which the next ones begin."""

    items: list[NoticeRow]
    after: str


class Filter(Schema):
    """The same filter as the public list's."""

    q: str = ""
    k: str = ""
    p: str = ""
    b: str = ""
    t: str = ""
    s: str = ""
    o: str = ""
    h: str = ""
    after: str = ""


@router.get("/notices", response=NoticePart, url_name="notices", summary="Current notices, in pages of 100")
def notices(request: HttpRequest, asked: Query[Filter]) -> dict[str, Any]:  # noqa: ARG001
    today = timezone.localdate()
    bureaus = list(Bureau.objects.order_by("name", "pk"))
    wanted = BoardFilter(asked.dict(), divisions=lists.divisions(), bureaus=bureaus).wanted(today)
    part = lists.cut(lists.found(wanted, today), wanted.order, today, asked.after, A_PAGE)
    return {"items": [open_data.row(notice) for notice in part.rows], "after": part.after}


@router.get("/notices/{public_id}", response=NoticeWhole, url_name="notice", summary="One notice with its facts")
def notice(request: HttpRequest, public_id: str) -> dict[str, Any]:  # noqa: ARG001
    found = queries.public().select_related("bureau", "supersedes").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return open_data.whole(found)
