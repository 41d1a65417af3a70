"""双随机: freeze the lists and name the number, then draw; the drawn become demands."""

from __future__ import annotations

from secrets import SystemRandom
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.inspections import visiting
from enforcement.planning import queries, rules
from enforcement.planning.enums import Risk
from enforcement.planning.guards import NotPossible
from enforcement.planning.models import Draw, DrawInspector, DrawObject, DrawPair, DrawTie
from enforcement.planning.rules import draws
from enforcement.planning.rules import question as asking
from envportal.audit import log

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from enforcement.planning.rules.wants import Person
    from envportal.accounts.models import Enterprise, User


@transaction.atomic
def freeze(  # noqa: PLR0913  what is drawn for, when it is looked at, and how much of each class
    *, name: str, what: str, earliest: date, latest: date, shares: Mapping[str, int], seed_source: str, seed_on: date,
    minutes: int = 90, by: User, at: datetime, key: str = "",
) -> Draw:  # fmt: skip
    """冻结名单: every enterprise of the classes with a share, every inspector certified to the last day."""
    if event := log.already(key):
        return Draw.objects.get(pk=event.facts["draw"])
    rules.may(by, rules.DRAW)
    rules.shares_are_whole(shares)
    today = timezone.localdate(at)
    rules.is_period(earliest, latest, today)
    rules.is_drawn_later(seed_on, latest, today)
    rules.none_waits(queries.draw_that_waits(by.bureau, today))
    objects = _objects(by, shares, today)
    people = _inspectors(by, earliest, latest)
    lists = _lists(objects, people, shares)
    rules.can_be_drawn(lists, {one.uscc: one.name for one in objects})
    draw = Draw.objects.create(
        bureau=by.bureau, name=name, what=what, earliest=earliest, latest=latest, minutes=minutes,  # type: ignore[misc]
        shares=dict(lists.shares), list_hash=lists.digest(), listed_by=by, listed_at=at,
        seed_source=seed_source, seed_on=seed_on,
    )  # fmt: skip
    _write(draw, objects, people, lists)
    facts = {"draw": draw.pk, "name": name, "objects": len(objects), "inspectors": len(people), "hash": draw.list_hash}
    facts |= {"seed_source": seed_source, "seed_on": seed_on}
    log.record(None, "draw_listed", by=by, at=at, key=key or None, facts=facts)
    return draw


def _objects(by: User, shares: Mapping[str, int], on: date) -> dict[Enterprise, str]:
    known = queries.risks(by.bureau, on)
    classed = {one: known.get(one.pk, Risk.GENERAL) for one in queries.enterprises(by.bureau)}
    return {one: str(risk) for one, risk in classed.items() if shares.get(risk)}


def _inspectors(by: User, earliest: date, latest: date) -> dict[str, Person]:
    """Code → person; codes are handed out by lot, so that they tell no name and nobody is known from another draw."""
    found = asking.persons(visiting.inspectors(by.bureau), earliest, latest)
    able = [one for one in found if one.certified_from <= earliest and one.certified_to >= latest and not one.gaps]
    SystemRandom().shuffle(able)
    return {f"I{n:03}": one for n, one in enumerate(able, 1)}


def _lists(objects: Mapping[Enterprise, str], people: Mapping[str, Person], shares: Mapping[str, int]) -> draws.Lists:
    ties = {
        (one.uscc, code)
        for one in objects
        for code, person in people.items()
        if one.pk in person.ties | {of for of, _last in person.until}
    }
    whole = {risk: percent for risk, percent in shares.items() if percent}
    return draws.Lists({one.uscc: risk for one, risk in objects.items()}, tuple(people), frozenset(ties), whole)


def _write(draw: Draw, objects: Mapping[Enterprise, str], people: Mapping[str, Person], lists: draws.Lists) -> None:
    rows = DrawObject.objects.bulk_create(
        DrawObject(draw=draw, enterprise=one, code=one.uscc, name=one.name, risk=risk) for one, risk in objects.items()
    )
    inspectors = DrawInspector.objects.bulk_create(
        DrawInspector(draw=draw, user_id=person.id, code=code) for code, person in people.items()
    )
    of, who = {one.code: one for one in rows}, {one.code: one for one in inspectors}
    DrawTie.objects.bulk_create(DrawTie(drawn=of[code], inspector=who[one]) for code, one in sorted(lists.ties))


def _locked(pk: int) -> Draw:
    return Draw.objects.select_for_update(of=("self",)).select_related("bureau").get(pk=pk)


@transaction.atomic
def draw_lots(pk: int, *, number: str, by: User, at: datetime, key: str = "") -> Draw:
    """抽取, by another person than froze the lists: the number that was named then, and at once what it draws.

    The lists and the number say it all, and what was drawn is asked for.
    """
    draw = _locked(pk)
    if log.already(key):
        return draw
    rules.may_draw(by, draw, timezone.localdate(at))
    rules.is_number(draws.digits(number))
    draw.number, draw.seed = number, draws.seed_of(draw.list_hash, number)
    lists = draws.read(",".join(line) for line in queries.listed(draw))
    if lists.digest() != draw.list_hash:
        raise NotPossible(_("名单与公布的摘要不符，不能抽取。"))
    objects = {one.code: one for one in draw.listed_objects.select_related("enterprise")}
    people = {one.code: one for one in draw.inspectors.select_related("user")}
    for lot in draws.draw(lists, draw.seed):
        row = objects[lot.code]
        row.place, row.is_drawn = lot.place, lot.is_drawn
        row.demand = _ask(draw, row, [people[code].user for code in lot.pair], by=by, at=at) if lot.is_drawn else None
        row.save(update_fields=["place", "is_drawn", "demand"])
        DrawPair.objects.bulk_create(
            DrawPair(drawn=row, inspector=people[code], place=n) for n, code in enumerate(lot.pair, 1)
        )
    draw.draw()
    draw.drawn_by, draw.drawn_at = by, at
    draw.save()
    facts = {"draw": pk, "number": number, "seed": draw.seed}
    log.record(None, "draw_made", by=by, at=at, key=key or None, facts=facts)
    return draw


@transaction.atomic
def give_up(pk: int, *, why: str, by: User, at: datetime, key: str = "") -> Draw:
    """不抽了: everybody reads why, beside the lists."""
    draw = _locked(pk)
    if log.already(key):
        return draw
    rules.may_end(by, draw)
    draw.give_up()
    draw.given_up_why = why
    draw.save()
    log.record(None, "draw_given_up", by=by, at=at, key=key or None, facts={"draw": pk, "why": why})
    return draw


def _ask(draw: Draw, row: DrawObject, drawn: list[User], *, by: User, at: datetime) -> visiting.Demand:
    return visiting.ask(
        visiting.Wish(
            enterprise=row.enterprise, purpose=visiting.Purpose.RANDOM, what=f"{draw.name}：{draw.what}",
            earliest=draw.earliest, latest=draw.latest, minutes=draw.minutes,
            drawn=drawn,
        ), by=by, at=at,
    )  # fmt: skip
