"""送达 (民事诉讼法第87至95条, as applied to permits): the ways, what each needs as proof, which day counts.

The numbers are those of the act as amended in 2023; nobody has compared them with the official text yet.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.documents.enums import LetterKind, ServiceWay
from envportal.refusals import Refused
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from envportal.accounts.models import User
    from envportal.documents.models import Document, Letter, Service

# A letter in the portal nobody has said to have read is on the clerk's list after so many days: ring, or post it.
UNREAD_AFTER = timedelta(days=3)


class ServedVoid(Refused):
    """A letter that is void reaches nobody any more."""


class ServedBeforeIssued(Refused):
    """A letter cannot reach its party before it is written."""


class ServedInFuture(Refused):
    """What has not happened is not recorded."""


class NotServedYet(Refused):
    """A public notice serves only when its days are over."""


class ProofMissing(Refused):
    """The way of service needs a proof that is not there."""


class NotByHand(Refused):
    """What the portal records by itself nobody records or puts right by hand."""


class OtherWaysFirst(Refused):
    """Public notice is for whom no other way reached."""


class SamePerson(Refused):
    """A record of service is put right by somebody else than who made it."""


class ServedAlready(Refused):
    """What reached its party did not fail to; a wrong record is put right instead."""


class NothingToCorrect(Refused):
    """No record of service stands, or it says the same already."""


@dataclass(frozen=True)
class Proof:
    """What shows that a letter reached its party."""

    receiver: str = ""
    capacity: str = ""
    identity: str = ""
    tracking: str = ""
    witness: str = ""
    place: str = ""
    note: str = ""
    evidence: Document | None = None


@dataclass(frozen=True)
class Way:
    """What one way of service needs, may have, and rests on; `after`: days that must pass before it serves."""

    day: str | _StrPromise
    article: str
    needs: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    after: int = 0
    by_hand: bool = True

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.needs, *self.one_of, *self.takes)


WAYS: dict[str, Way] = {
    ServiceWay.PORTAL: Way(_("文书到达当事人门户信箱的日期"), "民事诉讼法第90条", by_hand=False),
    ServiceWay.COUNTER: Way(
        _("签收日期"), "民事诉讼法第88条", ("receiver", "capacity", "identity"), takes=("place", "evidence")
    ),
    ServiceWay.POST: Way(_("回执上的收件日期"), "民事诉讼法第91条", ("tracking",), takes=("receiver", "evidence")),
    ServiceWay.LEFT: Way(
        _("留置日期"), "民事诉讼法第89条", ("place", "note"), one_of=("witness", "evidence"), takes=("receiver",)
    ),
    ServiceWay.EMAIL: Way(
        _("发信服务器确认发出的日期"), "民事诉讼法第90条", ("tracking",), takes=("note",), by_hand=False
    ),
    ServiceWay.PUBLIC: Way(_("公告日期"), "民事诉讼法第95条", ("place", "note"), takes=("evidence",), after=30),
}  # fmt: skip
BY_HAND = tuple(way for way, needs in WAYS.items() if needs.by_hand)
LABELS: dict[str, str | _StrPromise] = {
    "receiver": _("签收人"),
    "capacity": _("签收人身份"),
    "identity": _("出示的证件"),
    "tracking": _("邮件号"),
    "witness": _("见证人"),
    "place": _("地点或者载体"),
    "note": _("事由"),
    "evidence": _("凭证扫描件"),
}


# Letters whose service begins nothing: it is recorded on the pages of this room.
RECORDED_HERE = frozenset({LetterKind.MONITORING_RESULT, LetterKind.RE_EXAMINATION})
SERVE, CORRECT = "letter.serve", "letter.correct_service"


def waits_for(action: str, letter: Letter) -> None:
    """Refuse to serve what was served or is void, and to put right what was not."""
    if action == SERVE and letter.served_on is not None:
        raise ServedAlready(_("这份文书已经送达。"))
    if letter.voided_at is not None:
        raise ServedVoid(_("文书已作废，不能送达。"))
    if action == CORRECT and letter.served_on is None:
        raise NothingToCorrect(_("这份文书没有可以更正的送达登记。"))


def day_served(way: str, happened_on: date) -> date:
    """The day that counts: the proof's own, or for a public notice the thirtieth day after it."""
    return happened_on + timedelta(days=WAYS[way].after)


def may_be_served(letter: Letter, way: str, happened_on: date, *, today: date) -> date:
    """The day of service, on the day of the letter or later and not after today."""
    _may_have_happened(letter, happened_on, today)
    served_on = day_served(way, happened_on)
    if served_on > today:
        words = {"day": days.short(served_on)}
        raise NotServedYet(_("公告满三十日才视为送达，到 %(day)s 再登记。") % words, WAYS[way].article)
    return served_on


def may_have_failed(letter: Letter, happened_on: date, *, today: date) -> None:
    """A try that failed happened between the day of the letter and today."""
    _may_have_happened(letter, happened_on, today)


def _may_have_happened(letter: Letter, happened_on: date, today: date) -> None:
    if letter.voided_at is not None:
        raise ServedVoid(_("文书已作废，不能送达。"))
    if happened_on < letter.decided_on:
        words = {"day": days.short(letter.decided_on)}
        raise ServedBeforeIssued(_("送达日期不能早于文书的成文日期 %(day)s。") % words)
    if happened_on > today:
        words = {"day": days.short(happened_on)}
        raise ServedInFuture(_("%(day)s 还没有到，不能登记；日期在成文之日到今天之间。") % words)


def proves(letter: Letter, way: str, proof: Proof) -> None:
    """Refuse a record made by hand that lacks what its way needs."""
    needs = WAYS[way]
    if not needs.by_hand and not needs.needs:
        raise NotByHand(_("门户送达由系统自动登记。"), needs.article)
    for name in needs.needs:
        if not getattr(proof, name):
            raise ProofMissing(_("缺少“%(name)s”，不能登记送达。") % {"name": LABELS[name]}, needs.article)
    if needs.one_of and not any(getattr(proof, name) for name in needs.one_of):
        raise ProofMissing(_("留置送达要有见证人，或者拍照、录像的凭证。"), needs.article)
    if way == ServiceWay.PUBLIC and not letter.services.filter(served_on=None).exists():
        raise OtherWaysFirst(_("其他方式无法送达的才可以公告：请先登记没有送达的经过。"), needs.article)


def may_put_right(service: Service | None, by: User) -> Service:
    """The record that stands, if this person may put it right."""
    if service is None:
        raise NothingToCorrect(_("这份文书没有可以更正的送达登记。"))
    if not WAYS[service.way].by_hand:
        raise NotByHand(_("门户送达由系统自动登记，不能更正。"), WAYS[service.way].article)
    if service.recorded_by_id == by.pk:
        raise SamePerson(_("送达登记由您办理，更正须由另一人办理。"))
    return service


def kept(proof: Proof) -> dict[str, object]:
    """The proof as the columns of its record."""
    return {field.name: getattr(proof, field.name) for field in fields(proof)}
