"""A bulletin in two steps: composed of the readings by one person, published by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from disclosure.quality.guards.refusals import NothingToTell, NotWaiting
from disclosure.quality.models import Bulletin
from disclosure.quality.queries import bulletins as queries
from disclosure.quality.queries.editions import turn_edition
from disclosure.quality.rules import printed, who, words
from disclosure.quality.rules.periods import of_span
from disclosure.quality.rules.summaries import facts as told
from envportal.accounts.models import Bureau
from envportal.audit import log
from envportal.cases.models import Case
from envportal.cases.queries import BULLETIN
from envportal.documents import letters
from envportal.documents.actions import take_number
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.documents.models import Letter

# The word in the number of its case.
SERIES = "质"


@transaction.atomic
def compose(
    *,
    medium: str,
    on: date,
    span: str,
    by: User,
    at: datetime,
    comment: str = "",
    reason: str = "",
    key: str | None = None,
) -> Bulletin:
    """Freeze the facts of the month or year a day lies in as a draft; one that waits already is made anew."""
    bureau = Bureau.objects.select_for_update(no_key=True).get(pk=who.require_bureau(by, who.COMPOSE))
    event = log.already(key)
    if event is not None:
        return Bulletin.objects.get(pk=event.facts["bulletin"])
    first, last = of_span(on, span)
    with translation.override("zh-hans"):
        facts = told.of(medium, bureau, first, last, span)
    if not told.has_content(facts):
        raise NothingToTell(_("这个时段没有一条有效的数据，不能编制公报。"))
    _make_room(bureau, medium, first, last, by=by, at=at)
    bulletin = Bulletin(
        bureau=bureau, medium=medium, span=span, first=first, last=last, facts=facts, comment=comment,
        composed_by=by, composed_at=at,
    )  # fmt: skip
    _follow(bulletin, queries.standing(bureau, medium, first, last), reason)
    bulletin.public_id = _address(bulletin)
    bulletin.save()
    _record(bulletin, "bulletin_composed", by=by, at=at, key=key)
    return bulletin


@transaction.atomic
def publish(pk: int, *, by: User, at: datetime, key: str | None = None) -> Bulletin:
    """Publish a bulletin another person composed; the version before it stays readable."""
    bulletin = Bulletin.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return bulletin
    who.require_publish(by, bulletin)
    if bulletin.supersedes is not None:
        before = Bulletin.objects.select_for_update().get(pk=bulletin.supersedes.pk)
        before.supersede()
        before.save()
    bulletin.publish()
    bulletin.published_by, bulletin.published_at = by, at
    bulletin.letter = _letter(bulletin, by=by, at=at)
    bulletin.save()
    _record(bulletin, "bulletin_published", by=by, at=at, key=key)
    turn_edition(at)
    return bulletin


def _letter(bulletin: Bulletin, *, by: User, at: datetime) -> Letter:
    """The bulletin as an official letter, in a case of its own; it replaces that of the version before."""
    day = timezone.localdate(at)
    before = bulletin.supersedes.letter if bulletin.supersedes else None
    with translation.override("zh-hans"):
        name = words.bulletin(bulletin)
        said = printed.said(bulletin.facts, words.period(bulletin.first, bulletin.last))
    case = before.case if before else _opened(bulletin, name, day, at)
    written = {"subject_name": name, **said, "comment": bulletin.comment, "correction": _corrected(bulletin)}
    return letters.issue(
        case, LetterKind.BULLETIN, to=None, fields={key: value for key, value in written.items() if value},
        by=by, at=at, replaces=before,
    )  # fmt: skip


def _opened(bulletin: Bulletin, name: str, day: date, at: datetime) -> Case:
    """Closed from the first day: nothing is asked of anybody."""
    number = take_number(bulletin.bureau, SERIES, day.year)
    return Case.objects.create(
        kind=BULLETIN, title=name, bureau=bulletin.bureau, number=number, opened_on=day, closed_on=day, created_at=at
    )


def _corrected(bulletin: Bulletin) -> str:
    reason = bulletin.correction_reason
    return f"本公报更正以前发布的一版。更正原因：{reason}" if reason else ""


@transaction.atomic
def abandon(pk: int, *, by: User, at: datetime, key: str | None = None) -> Bulletin:
    """Let a draft be."""
    bulletin = Bulletin.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return bulletin
    who.require_abandon(by, bulletin)
    _let_go(bulletin)
    _record(bulletin, "bulletin_abandoned", by=by, at=at, key=key)
    return bulletin


def _make_room(bureau: Bureau, medium: str, first: date, last: date, *, by: User, at: datetime) -> None:
    waiting = queries.drafted(bureau, medium, first, last)
    if waiting is not None:
        _let_go(waiting)
        _record(waiting, "bulletin_abandoned", by=by, at=at, key=None)


def _let_go(bulletin: Bulletin) -> None:
    """A draft that is given up follows nothing any more, so that another may."""
    bulletin.drop()
    if bulletin.supersedes is not None:
        bulletin.supersedes, bulletin.version, bulletin.correction_reason = None, 1, ""
    bulletin.save()


def _follow(bulletin: Bulletin, standing: Bulletin | None, reason: str) -> None:
    if standing is None:
        return
    if not reason.strip():
        raise NotWaiting(_("这个时段的公报已经发布，重新编制要写明更正原因。"))
    bulletin.supersedes, bulletin.version = standing, standing.version + 1
    bulletin.correction_reason = reason.strip()[:300]


def _address(bulletin: Bulletin) -> str:
    """yunxi-air-2026-10, from the second version on with its number; drafts given up before count on."""
    period = f"{bulletin.first:%Y-%m}" if bulletin.span == "month" else f"{bulletin.first:%Y}"
    base = f"{bulletin.bureau.code}-{bulletin.medium}-{period}"[:34]
    taken = Bulletin.objects.filter(public_id__startswith=base).count()
    return base if not taken else f"{base}-{taken + 1}"


def _record(bulletin: Bulletin, name: str, *, by: User, at: datetime, key: str | None) -> None:
    facts = {"bulletin": bulletin.pk, "id": bulletin.public_id, "version": bulletin.version}
    log.record(None, name, by=by, at=at, facts=facts, key=key)
