"""Play the demo: every step of every case at its own moment, in one row, with the sweeps of each day between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from approvals.applications import actions as applications
from disclosure.board import board
from disclosure.imports.actions import load_sample
from disclosure.performance import actions as performance
from disclosure.quality import actions as quality
from envportal.accounts.models import User
from envportal.audit import log
from envportal.deadlines.queries import calendar_of
from envportal.documents import letters
from envportal.documents.models import Letter
from envportal.messaging import actions as messaging
from envportal.operations.actions import (
    answerable,
    asked,
    booked,
    campaigns,
    cast,
    consulted,
    enforced,
    fees,
    firsts,
    followed,
    green,
    helped,
    incidents,
    measured,
    meetings,
    panels,
    phrases,
    planned,
    posted,
    quotas,
    reported,
    revoked,
    screened,
    shared,
    visits,
    window,
    windowed,
    zones,
)
from envportal.operations.actions.cases import CASES
from envportal.operations.actions.casting import plays
from envportal.operations.actions.days import Days, ago, received
from envportal.operations.actions.questions import asked_before
from envportal.operations.actions.ready import set_up
from envportal.operations.actions.voices import spoken
from envportal.operations.rules import LOADED, is_loaded, require_place
from envportal.supervision import actions as supervision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from envportal.operations.actions.days import When
    from envportal.operations.actions.stage import Play

Say = Callable[[str], object]
# Working days before today on which the bureaus open their doors; no case is older.
OPENED = 52
YESTERDAY = ("ruifeng",)  # who registered only now
# Who do not look into their inbox: their letters are served and not acknowledged.
NEVER_LOOK = ("jiahe", "yuanquan")


@dataclass(frozen=True)
class Turn:
    """Something that happens at a moment."""

    at: datetime
    do: Callable[[datetime], object]


@transaction.atomic
def load_demo(*, today: date, at: datetime, seed: int, say: Say, turns: int | None = None) -> bool:
    """Load the demo as of a day, all of it or nothing; False if it is there already. `at` is the present moment.

    The same seed as of the same moment tells the same story in every database, but for what is made of its secrets.
    `turns` breaks the story off after so many turns.
    """
    if is_loaded():
        return False
    require_place()
    chance = Random(seed)  # noqa: S311  a story, not a secret
    with board.addresses_drawn_from(chance):
        _play(today, at, chance, say, turns)
    facts = {"today": today.isoformat(), "seed": seed, "cases": len(CASES)}
    log.record(None, "demo_loaded", by=None, at=at, facts=facts, key=LOADED)
    return True


def _play(today: date, at: datetime, chance: Random, say: Say, most: int | None) -> None:
    set_up()
    days = Days(today, calendar_of(None))
    cast.open_bureaus(_moment(days.ago(OPENED), "08:00"))
    turns = sorted(_turns(days, at, chance), key=lambda turn: turn.at)[:most]
    for number, turn in enumerate(turns):
        turn.do(turn.at)
        if number % 80 == 0:
            say(f"{timezone.localdate(turn.at)}  {number}/{len(turns)}")
    cast.choose_passwords(at)
    load_sample(at=at)
    performance.keep(at=at)
    _measure(at, chance)


def _measure(at: datetime, chance: Random) -> None:
    """What stations measured, and the bulletins of it."""
    composer, publisher = (User.objects.get(username=name) for name in ("linxiaoman", "hansongnian"))
    quality.load_demo(at=at, seed=chance.randrange(10**6), composer=composer, publisher=publisher)


def _turns(days: Days, at: datetime, chance: Random) -> Iterator[Turn]:
    """All that happens; what would come later today happens now."""
    programme = plays(CASES, chance)
    opened = (*_people(days), *_words(days), *_columns(days), *_quotas(days), *_rules(days))
    before = (
        *opened,
        *_questions(days, programme),
        *_voices(days, programme),
        *_meetings(days, programme),
        *_visits(days),
        *_campaigns(days),
        *_after(days),
    )
    for turn in (*before, *_cases(days, programme), *_mornings(days), *_nights(days, at)):
        yield Turn(min(turn.at, at), turn.do)


def _people(days: Days) -> Iterator[Turn]:
    yield Turn(_moment(days.ago(OPENED), "08:30"), cast.employ)
    for number, row in enumerate(cast.table("enterprises")):
        registered = days.ago(1 if row["key"] in YESTERDAY else OPENED - 1)
        yield Turn(_moment(registered, "09:00", number * 7), lambda at, row=row: cast.register(row, at))  # type: ignore[misc]
        yield Turn(_moment(registered, "14:00", number * 5), lambda at, row=row: cast.look_at(row, at))  # type: ignore[misc]
    yield Turn(_moment(days.ago(OPENED - 2), "09:10"), cast.give_grants)
    yield Turn(_moment(days.ago(OPENED - 1), "10:30"), cast.enter_seals)


def _words(days: Days) -> Iterator[Turn]:
    for day, clock, do in (*phrases.turns(days, OPENED), *window.turns(days, OPENED)):
        yield Turn(_moment(day, clock), do)


def _rules(days: Days) -> Iterator[Turn]:
    for day, clock, do in (
        *screened.turns(days, OPENED),
        *consulted.turns(days, OPENED),
        *shared.turns(days, OPENED),
        *windowed.turns(days, OPENED),
    ):
        yield Turn(_moment(day, clock), do)


def _columns(days: Days) -> Iterator[Turn]:
    codes = {row["key"]: row["uscc"] for row in cast.table("enterprises")}
    for day, clock, do in posted.turns(days, OPENED, codes):
        yield Turn(_moment(day, clock), do)


def _quotas(days: Days) -> Iterator[Turn]:
    for day, clock, do in (*quotas.turns(days, OPENED), *zones.turns(days, OPENED), *fees.turns(days, OPENED)):
        yield Turn(_moment(day, clock), do)


def _after(days: Days) -> Iterator[Turn]:
    for day, clock, do in (
        *enforced.turns(days, OPENED), *followed.turns(days, OPENED), *incidents.turns(days, OPENED),
    ):  # fmt: skip
        yield Turn(_moment(day, clock), do)


def _questions(days: Days, programme: list[Play]) -> Iterator[Turn]:
    for day, clock, do in asked_before(programme, days):
        yield Turn(_moment(day, clock), do)


def _visits(days: Days) -> Iterator[Turn]:
    for day, clock, do in (
        *visits.turns(days, OPENED),
        *planned.turns(days, OPENED),
        *measured.turns(days),
        *asked.turns(days),
        *reported.turns(days, OPENED),
        *firsts.turns(days, OPENED),
        *booked.turns(days, OPENED),
    ):
        yield Turn(_moment(day, clock), do)


def _campaigns(days: Days) -> Iterator[Turn]:
    for day, clock, do in (*campaigns.turns(days, OPENED), *answerable.turns(days)):
        yield Turn(_moment(day, clock), do)


def _voices(days: Days, programme: list[Play]) -> Iterator[Turn]:
    for day, clock, do in spoken(programme, days):
        yield Turn(_moment(day, clock), do)


def _meetings(days: Days, programme: list[Play]) -> Iterator[Turn]:
    for day, clock, do in (
        *panels.turns(programme, days, OPENED),
        *meetings.turns(programme, days),
        *green.turns(programme, days),
        *helped.turns(days),
        *revoked.turns(days),
    ):
        yield Turn(_moment(day, clock), do)


def _cases(days: Days, programme: list[Play]) -> Iterator[Turn]:
    for play in programme:
        filed = (play.script.received or ago(0))(days, days.today)
        for when, clock, verb, facts in _script(play):
            yield Turn(_moment(when(days, filed), clock) + play.delay, _act(play, verb, facts))


def _act(play: Play, verb: str, facts: dict[str, object]) -> Callable[[datetime], None]:
    return lambda at: play.do(verb, at, facts)


def _script(play: Play) -> Iterator[tuple[When, str, str, dict[str, object]]]:
    """A draft is made and filled in on the day it is filed; one that is not filed stays half done."""
    yield received, "07:10", "draft", {}
    yield received, "07:55", "begin", {}
    if play.script.received is not None:
        yield received, "08:40", "fill", {}
        yield received, "09:25", "submit", {}
    for step in play.script.life:
        yield step.when, step.clock, step.verb, step.facts


def _mornings(days: Days) -> Iterator[Turn]:
    """What came to their inboxes, people acknowledge on the next working day."""
    for ago_ in range(OPENED - 1, -1, -1):
        yield Turn(_moment(days.ago(ago_), "08:35"), _acknowledge)
        yield Turn(_moment(days.ago(ago_), "08:40"), lambda at: supervision.report_due(at=at))


def _acknowledge(at: datetime) -> None:
    unread = Letter.objects.filter(reading=None, served_on__isnull=False, to__isnull=False)
    people = {person.enterprise_id: person for person in User.objects.exclude(enterprise=None).order_by("-pk")}
    for letter in unread.exclude(to__users__username__in=NEVER_LOOK).order_by("pk"):
        if letter.to_id in people:
            letters.read(letter, by=people[letter.to_id], at=at)


def _nights(days: Days, at: datetime) -> Iterator[Turn]:
    """What the workers do: silence and cards after midnight, the seal of the day before, e-mails."""
    night = days.ago(OPENED) + timedelta(days=1)
    while (moment := _moment(night, "00:05")) <= at:
        yield Turn(moment, _sweep)
        yield Turn(moment + timedelta(minutes=5), lambda at: log.seal(at=at))
        yield Turn(_moment(night, "16:55"), cast.stamp_letters)
        night += timedelta(days=1)
    yield Turn(at, _send)


def _sweep(at: datetime) -> None:
    while applications.accept_overdue(at=at):
        pass
    supervision.sweep(at=at)
    _send(at)


def _send(at: datetime) -> None:
    while claimed := messaging.claim(at=at):
        messaging.deliver(claimed, at=at)


def _moment(day: date, clock: str, minutes: int = 0) -> datetime:
    local = datetime.combine(day, time.fromisoformat(clock), timezone.get_default_timezone())
    return local + timedelta(minutes=minutes)
