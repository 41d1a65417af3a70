"""Notices and the dates of a case for machines, read-only: what is public without a key, a case with its code."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Header, Path, Query, Router, Schema, Status

from disclosure.board import actions
from disclosure.board.forms import BoardFilter
from disclosure.board.queries import lists, open_data, slices
from disclosure.board.queries import notices as queries
from disclosure.board.queries.memory import MEMORY
from disclosure.board.queries.progress import case_meant
from disclosure.board.queries.why import why
from envportal.cases import rules as cases
from envportal.cases.queries import APPLICATION, PRE_REVIEW
from envportal.refusals import Refused
from envportal.web.views.address import address_of
from envportal.web.views.pages import not_kept

if TYPE_CHECKING:
    from envportal.cases.models import Case

A_PAGE = 100
# Not in the address, which is written into logs.
CODE = "X-Query-Code"
SEE = "application.view"
PublicId = Annotated[str, Path(description="The number in the address of the notice", examples=["7kq2m9xw4d"])]
Number = Annotated[str, Path(description="The number of the case, on its receipt", examples=["云环收〔2026〕17号"])]
Code = Annotated[str, Header(alias=CODE, description="The query code of the receipt, unless signed in", examples=[""])]
router = Router(tags=["notices"])


class Trouble(Schema):
    """What is wrong, as one sentence for people, in Chinese or, under some addresses, English."""

    error: str = Field(examples=["没有这份公示。"])


class Rule(Schema):
    """The rule pinned when the clock started: by law, or a bureau's pledge."""

    amount: int
    unit: str
    printed: str
    act: str
    article: str
    valid_from: date
    by_law: bool


class Pause(Schema):
    """Days a ground took out of the term; while it is open, `to` is the last day known so far."""

    ground: str
    name: str
    from_: date = Field(alias="from")
    to: date
    open: bool
    days: int
    article: str


class Day(Schema):
    """One day of a clock: whether it counts and as which, and why."""

    date: date
    counted: bool
    n: int | None
    kind: str
    why: str
    notice: str


class Clock(Schema):
    matter: str
    name: str
    state: str
    binds: bool
    rule: Rule
    basis: str
    starts_on: date
    due_on: date
    provisional: bool
    stopped_on: date | None
    amount: int
    extension: int
    unit: str
    elapsed_days: int
    counted: int
    left: int
    late_days: int
    pauses: list[Pause]
    strip: list[Day]


class Promise(Schema):
    """The day promised to the applicant, and which clock bound it; nothing once the case has ended."""

    due_on: date | None
    bound_by: str | None
    provisional: bool


class Spell(Schema):
    who: str
    name: str
    from_: date = Field(alias="from")
    to: date
    days: int


class Hands(Schema):
    """The three sums add up to the days elapsed since receipt."""

    elapsed_days: int
    bureau_days: int
    applicant_days: int
    third_parties_days: int
    spells: list[Spell]


class Why(Schema):
    number: str
    as_of: date
    phase: str
    promised: Promise
    clocks: list[Clock]
    hands: Hands | None


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

    q: str = Field("", description="Words that must all occur: project, owner, place, number", examples=["纸容器"])
    k: str = Field("", description="Kind of notice; empty: every kind", examples=["decision"])
    d: str = Field("", description="Kind of EIA document; empty: every kind", examples=["table"])
    r: str = Field("", description="Outcome of a decision; empty: every outcome", examples=["approved"])
    p: str = Field("", description="Township or subdistrict, as a notice has it", examples=["青石镇"])
    w: str = Field("", description="Words of the place", examples=["工业园"])
    e: str = Field("", description="Words of the owner's name", examples=["包装"])
    b: str = Field("", description="Code of a bureau of this portal", examples=["yunxi"])
    t: str = Field("", description="Empty: three months; `year`; `all`: everything", examples=["all"])
    f: str = Field("", description="Published from this day on", examples=["2026-09-01"])
    u: str = Field("", description="Published until this day, it included", examples=["2026-09-30"])
    s: str = Field("", description="`open`: only those the public may still comment on", examples=["open"])
    o: str = Field("", description="`closing`: those that close first; `newest`: newest first", examples=["newest"])
    h: str = Field("", description="`only`: imported history alone; `without`: none of it", examples=["without"])
    after: str = Field("", description="Where the page before ended, from its `after`", examples=[""])
    limit: int = Field(A_PAGE, ge=1, le=A_PAGE, description="How many on a page", examples=[50])


@router.get(
    "/notices", response={200: NoticePart, 422: Trouble}, url_name="notices",
    summary="Current notices, in pages of up to 100",
    description="A value nobody offers is as good as none. Ask again with `after` for the next page until it is empty.",
)  # fmt: skip
def notices(request: HttpRequest, asked: Query[Filter]) -> HttpResponse:  # noqa: ARG001
    today, edition = timezone.localdate(), queries.edition()
    asking = asked.dict(exclude={"after", "limit"})

    def wanted() -> lists.Wanted:
        filled = BoardFilter(asking, divisions=lists.divisions(edition), bureaus=lists.bureaus(edition))
        return filled.wanted(today)

    meant = MEMORY.of(edition, ("asked", tuple(asking.items()), today), wanted)
    part = slices.cut(lists.stages(meant, today), asked.limit, open_data.AsJson(), asked.after)
    return HttpResponse(open_data.items(part.rows, after=part.after), "application/json; charset=utf-8")


@router.get(
    "/notices/{public_id}", response={200: NoticeWhole, 404: Trouble}, url_name="notice",
    summary="One notice with its facts", description="Also earlier versions; of a withdrawn notice when and why.",
)  # fmt: skip
def notice(request: HttpRequest, public_id: PublicId) -> Status[Any]:  # noqa: ARG001
    named = queries.public().select_related("bureau", "supersedes").filter(public_id=public_id)
    found = named.first() if slices.ADDRESS.fullmatch(public_id) else None
    if found is None:
        return Status(404, {"error": str(_("没有这份公示。"))})
    return Status(200, open_data.whole(found))


@router.get(
    "/cases/{number}/why", response={200: Why, 404: Trouble, 429: Trouble}, url_name="case-why", by_alias=True,
    tags=["cases"], summary="Why this date: both clocks day by day, pauses, hands, and which clock bound the date",
)  # fmt: skip
def case_why(request: HttpRequest, number: Number, response: HttpResponse, code: Code = "") -> Status[Any]:  # noqa: ARG001
    """With the query code of the receipt in the header X-Query-Code, or signed in as somebody who may see the case."""
    not_kept(response)
    try:
        case = _case(request, number)
    except Refused as refused:
        return Status(429, {"error": str(refused)})
    if case is None:
        return Status(404, {"error": str(_("没有找到。请核对编号和查询码，两样都印在收件回执上。"))})
    return Status(200, why(case, timezone.localdate()))


def _is_told(request: HttpRequest, case: Case) -> bool:
    """Of what a bureau does of its own accord, a lead or a visit, an enterprise learns by its letters, not here."""
    return getattr(request.user, "enterprise_id", None) is None or case.kind.startswith((APPLICATION, PRE_REVIEW))


def _case(request: HttpRequest, number: str) -> Case | None:
    """The case if the person may see it at the desk or as its applicant, or holds its code; wrong codes are counted."""
    meant = case_meant(number) if request.user.is_authenticated else None
    if meant is not None and _is_told(request, meant) and cases.may(request.user, SEE, meant):
        return meant
    code, address = request.headers.get(CODE, ""), address_of(request)
    return actions.ask(number, code, address=address, at=timezone.now())
