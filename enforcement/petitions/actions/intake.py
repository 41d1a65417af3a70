"""Taking in: typed by anybody without an account, or by the clerk for a call, a letter, a visit or an order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from disclosure.board import board
from disclosure.participation import participation
from enforcement.petitions import queries, rules
from enforcement.petitions.actions.common import issue, note, start, taken_up_by
from enforcement.petitions.models import Petition, Photo, Reporter
from enforcement.petitions.states import CASE, PHOTO, SERIES, TAKEN_UP_IN, Channel, Kind, Pollution
from envportal.cases.models import Case
from envportal.cases.queries import hash_query_code, query_code
from envportal.deadlines.enums import Matter
from envportal.documents import actions as documents
from envportal.documents.actions import take_number
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from enforcement.petitions.models import Addition
    from envportal.accounts.models import Bureau, User
    from envportal.documents.models import Document


@dataclass(frozen=True)
class Told:
    """What somebody reports, tidied by the form; who they are only as far as they say so."""

    kind: str
    what: str
    place: str
    division: str
    pollution: Sequence[str]
    happened: str = ""
    about: str = ""
    is_dispute: bool = False
    name: str = ""
    contact: str = ""
    address: str = ""
    photos: Sequence[UploadedFile[bytes]] = ()


@dataclass(frozen=True)
class Way:
    """How it came: by which channel, under which number there, when, in which form."""

    key: str
    received_at: datetime
    channel: str = Channel.WEB
    order_number: str = ""


def report(bureau: Bureau, told: Told, *, key: str, address: str, at: datetime) -> Petition:
    """在线举报. The same form sent twice makes one petition. Raises TooManyPosts, BadFile."""
    done = queries.by_key(key)
    if done is not None:
        return done
    # A file that is refused was sent, too: it counts, and is read before anything is locked.
    board.count_post(board.source_of(address), at)
    looked = [looked_at(file, by=None, at=at) for file in told.photos]
    return _take_in(bureau, told, looked, Way(key, at), by=None, at=at)


def register(
    told: Told, *, channel: str, order_number: str = "", received_at: datetime, by: User, at: datetime, key: str
) -> Petition:
    """窗口登记: a call, a letter, a visit, a message or an order. The same order twice leads to the first."""
    rules.may(by, rules.REGISTER)
    done = queries.by_key(key) or queries.by_order(order_number)
    if done is not None:
        return done
    assert by.bureau is not None  # noqa: S101  the rule has asked
    rules.not_to_come(timezone.localdate(received_at), timezone.localdate(at))
    looked = [looked_at(file, by=by, at=at) for file in told.photos]
    try:
        return _take_in(by.bureau, told, looked, Way(key, received_at, channel, order_number), by=by, at=at)
    except IntegrityError:  # two at once with the same order: the other one wrote it first
        done = queries.by_key(key) or queries.by_order(order_number)
        if done is None:
            raise
        return done


def looked_at(file: UploadedFile[bytes], *, by: User | None, at: datetime) -> Document:
    """Checked like every file; the form has made a page of it that knows neither place nor telephone."""
    return documents.take_in(file, case=None, owner=None, kind=PHOTO, by=by, at=at, is_inside=True)


@transaction.atomic
def _take_in(
    bureau: Bureau, told: Told, photos: Sequence[Document], way: Way, *, by: User | None, at: datetime
) -> Petition:
    done = queries.by_key(way.key) or queries.by_order(way.order_number)
    if done is not None:
        return done
    on, told = timezone.localdate(way.received_at), _nameless(told)
    case = Case.objects.create(kind=CASE, title=title_of(told.division, told.pollution), bureau=bureau, created_at=at)
    case.query_code_hash = hash_query_code(query_code(case))
    petition = Petition(
        case=case, kind=told.kind, channel=way.channel, order_number=way.order_number, key=way.key,
        received_at=way.received_at, what=told.what, place=told.place, division=told.division, happened=told.happened,
        about=told.about, pollution=framed(told.pollution), is_dispute=told.is_dispute,
        is_anonymous=not (told.name or told.contact or told.address),
    )  # fmt: skip
    case.number, case.opened_on = take_number(bureau, SERIES, on.year), on
    case.save()
    petition.save(force_insert=True)
    if not petition.is_anonymous:
        Reporter.objects.create(petition=petition, name=told.name, contact=told.contact, address=told.address)
    keep(petition, photos)
    _begin(petition, by=by, at=at)
    return petition


def _nameless(told: Told) -> Told:
    """Where, when and about whom stand in lists, titles and searches: without the name and number of who says it."""
    words = participation.words_in(told.name, told.contact)
    shown: dict[str, Any] = {name: participation.masked(getattr(told, name), words) for name in SHOWN}
    return replace(told, **shown)


SHOWN = ("division", "place", "happened", "about")


def keep(petition: Petition, photos: Sequence[Document], addition: Addition | None = None) -> None:
    """The same photograph again is the one that is there, whether it comes in one form or later."""
    for document in photos:
        document.case = petition.case
        told = {"petition": petition, "addition": addition}
        Photo.objects.get_or_create(document=documents.enter(document), defaults=told)


def _begin(petition: Petition, *, by: User | None, at: datetime) -> None:
    """登记: its clocks run from the day it came; number and code are told at once."""
    on = timezone.localdate(petition.received_at)
    start(petition, TAKEN_UP_IN[Kind(petition.kind)], on=on, by=by, at=at)
    if petition.kind == Kind.TIP_OFF:
        start(petition, Matter.HOTLINE_TRANSFER, on=on, by=by, at=at)
    if petition.channel == Channel.HOTLINE:
        start(petition, Matter.HOTLINE_ORDER, on=on, by=by, at=at)
    note(
        petition, "registered", by=by, at=at, key=petition.key, channel=petition.channel, kind=petition.kind,
        order=petition.order_number, photos=petition.photos.count(),
    )  # fmt: skip
    issue(
        petition, LetterKind.PETITION_REGISTERED, by=by, at=at, channel=Channel(petition.channel).label,
        told_by=taken_up_by(petition) or on,
    )  # fmt: skip


def framed(pollution: Sequence[str]) -> str:
    """Several kinds as the table keeps them."""
    return "".join(f",{one}" for one in Pollution.values if one in set(pollution)) + ","


def title_of(division: str, pollution: Sequence[str]) -> str:
    """What every list shows: where and of what kind, nothing in the reporter's words. The file is Chinese."""
    kinds = "、".join(CHINESE[one] for one in Pollution if one.value in set(pollution))
    return f"{division}{kinds}问题"


CHINESE = {
    Pollution.AIR: "大气", Pollution.ODOUR: "异味", Pollution.WATER: "水", Pollution.NOISE: "噪声",
    Pollution.SOLID: "固体废物", Pollution.SOIL: "土壤", Pollution.ECOLOGY: "生态", Pollution.RADIATION: "辐射",
    Pollution.OTHER: "其他环境",
}  # fmt: skip
