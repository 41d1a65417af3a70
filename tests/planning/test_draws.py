"""Lots anyone can draw again: published lists, then a seed, then the draw."""

from __future__ import annotations

import io
import json
from datetime import date
from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command

from enforcement.inspections import visiting
from enforcement.planning import actions, guards
from enforcement.planning.models import DrawObject, PlannedVisit, RiskClass
from enforcement.planning.rules import draws
from tests import builders
from tests.builders import USCCS, moment
from tests.inspections.rows import squad
from tests.planning import rows

pytestmark = pytest.mark.django_db
LISTED, DRAWN = moment("2026-11-02", "09:00"), moment("2026-11-03", "16:00")
LISTS = draws.Lists({"A": "key", "B": "key", "C": "key", "D": "general"}, ("I1", "I2", "I3"), frozenset(), {"key": 34})


@pytest.fixture
def of():
    found = squad()
    RiskClass.objects.create(
        bureau=found.world.bureau, enterprise=found.world.owner, risk="key", since=date(2026, 1, 1), why="重点排污单位",
        set_by=found.head, set_at=LISTED,
    )  # fmt: skip
    builders.enterprise("东渡建材有限公司", uscc=USCCS[2])
    return found


def frozen(of, **told):
    said = {
        "name": "第四季度双随机", "what": "在线监测", "earliest": date(2026, 11, 4), "latest": date(2026, 11, 20),
        "shares": {"key": 100, "general": 0}, "seed_source": "11月3日双色球开奖号", "seed_on": date(2026, 11, 3),
        **told,
    }  # fmt: skip
    return actions.freeze(by=of.lead, at=LISTED, **said)


def drawn(of, number="03 11 27 08"):
    return actions.draw_lots(frozen(of).pk, number=number, by=of.head, at=DRAWN)


# PLAIN ------------------------------------------------------------------------------------
def test_the_order_of_a_draw_is_that_of_the_hashes():
    order = sorted("ABC", key=lambda code: sha256(f"s:{code}".encode()).hexdigest())

    lots = draws.draw(LISTS, "s")

    assert [lot.code for lot in lots] == order
    assert [lot.is_drawn for lot in lots] == [True, True, False]
    pair = sorted(LISTS.inspectors, key=lambda one: sha256(f"s:{order[0]}:{one}".encode()).hexdigest())[:2]
    assert lots[0].pair == tuple(pair)


@pytest.mark.parametrize(("listed", "percent", "many"), [(3, 33, 1), (3, 34, 2), (100, 5, 5), (1, 1, 1), (0, 50, 0)])
def test_a_share_is_rounded_up(listed, percent, many):
    assert draws.many(listed, percent) == many


def test_who_is_tied_is_not_drawn():
    tied = draws.Lists(LISTS.objects, LISTS.inspectors, frozenset({(code, "I1") for code in "ABC"}), {"key": 100})

    assert {one for lot in draws.draw(tied, "s") for one in lot.pair} == {"I2", "I3"}


def test_the_lists_survive_their_file_and_their_hash_tells_every_change():
    assert draws.read(LISTS.text().splitlines()) == LISTS
    assert LISTS.digest() == sha256(LISTS.text().encode()).hexdigest()
    with pytest.raises(ValueError, match="stranger"):
        draws.read(["stranger,A,B"])


# IN THE PORTAL ----------------------------------------------------------------------------
def test_the_number_is_named_with_the_lists_and_another_person_draws_once_it_is_known(of):
    draw = frozen(of)
    with pytest.raises(guards.NotPossible):
        actions.draw_lots(draw.pk, number="03 11", by=of.head, at=moment("2026-11-02", "16:00"))
    with pytest.raises(guards.SamePerson):
        actions.draw_lots(draw.pk, number="03 11", by=of.lead, at=DRAWN)
    with pytest.raises(guards.NotPossible):
        actions.draw_lots(draw.pk, number="seed of my own 123", by=of.head, at=DRAWN)

    made = actions.draw_lots(draw.pk, number="０３ 11", by=of.head, at=DRAWN)

    assert made.seed == sha256(f"{draw.list_hash}:0311".encode()).hexdigest()
    with pytest.raises(guards.OutOfOrder):
        actions.draw_lots(draw.pk, number="04 11", by=of.head, at=DRAWN)


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 21)])
def test_a_number_that_may_be_known_already_or_comes_too_late_is_no_seed(of, day):
    with pytest.raises(guards.NotPossible):
        frozen(of, seed_on=day)


def test_nobody_freezes_anew_while_a_draw_waits_and_giving_up_is_public(of, client):
    draw = frozen(of)
    with pytest.raises(guards.NotPossible, match=draw.name):
        actions.freeze(
            name="再来一次", what="在线监测", earliest=date(2026, 11, 6), latest=date(2026, 11, 20),
            shares={"key": 100}, seed_source="11月5日双色球开奖号", seed_on=date(2026, 11, 5), by=of.lead, at=DRAWN,
        )  # fmt: skip
    with pytest.raises(guards.SamePerson):
        actions.give_up(draw.pk, why="名单有误", by=of.lead, at=DRAWN)

    actions.give_up(draw.pk, why="名单漏了一家", by=of.head, at=DRAWN)

    assert "名单漏了一家" in client.get(f"/inspection-draws/{draw.pk}/").content.decode()
    with pytest.raises(guards.OutOfOrder):
        actions.draw_lots(draw.pk, number="03 11", by=of.head, at=DRAWN)


def test_codes_are_given_by_lot(of, monkeypatch):
    monkeypatch.setattr("enforcement.planning.actions.draws.SystemRandom", Backwards)

    draw = frozen(of)

    known = list(draw.inspectors.order_by("code").values_list("user", flat=True))
    assert known == [of.third.pk, of.second.pk, of.lead.pk]


class Backwards:
    """The lot that turns a list round."""

    def shuffle(self, found):
        found.sort(key=lambda one: -one.id)


def test_the_drawn_are_asked_for_and_the_two_drawn_are_planned(of):
    draw = drawn(of)

    [lot] = DrawObject.objects.filter(draw=draw, is_drawn=True)
    assert (lot.enterprise, lot.demand.purpose) == (of.world.owner, visiting.Purpose.RANDOM)
    rows.draft(of)
    assert {one.user_id for one in PlannedVisit.objects.get().people.all()} == {
        pair.inspector.user_id for pair in lot.pairs.all()
    }


def test_nobody_is_listed_whom_two_could_not_be_drawn_for(of):
    for person in (of.lead, of.second):
        visiting.Tie.objects.create(user=person, enterprise=of.world.owner, why="亲属")

    with pytest.raises(guards.NotPossible, match="云溪和信"):
        frozen(of)


def test_a_certificate_that_ends_within_the_days_keeps_off_the_list(of):
    visiting.Certificate.objects.filter(user=of.third).update(valid_to=date(2026, 11, 19))

    assert frozen(of).inspectors.count() == 2


def test_the_command_proves_every_draw_and_says_which_was_changed(of):
    draw = drawn(of)
    out = io.StringIO()
    call_command("repeat_inspection_draw", stdout=out)
    assert out.getvalue().startswith("1 draws")

    DrawObject.objects.filter(draw=draw).update(place=7)

    with pytest.raises(CommandError, match=draw.name):
        call_command("repeat_inspection_draw")


def test_the_command_draws_again_from_the_public_file(of, client, monkeypatch):
    draw = drawn(of)
    text = client.get(f"/inspection-draws/{draw.pk}/lists.txt").content.decode()
    assert sha256(text.encode()).hexdigest() == draw.list_hash
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    out = io.StringIO()

    call_command("repeat_inspection_draw", seed=draw.seed, stdout=out)

    [lot] = DrawObject.objects.filter(draw=draw, is_drawn=True)
    pair = ",".join(one.inspector.code for one in lot.pairs.all())
    assert out.getvalue().splitlines() == [f"lists {draw.list_hash}", f"{lot.code},{lot.place},{pair}"]


def test_everybody_reads_codes_and_no_inspectors_name(of, client):
    draw = drawn(of)

    page = client.get(f"/inspection-draws/{draw.pk}/").content.decode()

    assert "刚才重算，结果相同" in page
    assert "I001" in page or "I002" in page
    assert not any(person.name in page for person in (of.lead, of.second, of.third))


# THE COMMAND OF PLANS ---------------------------------------------------------------------
def test_a_dry_run_says_what_a_year_would_come_to_and_writes_nothing(of):
    for name in ("大气科", "水科"):
        rows.asked(of, name)
    out = io.StringIO()

    call_command("plan_inspections", "--dry-run", "--bureau", "yunxi", "--year", "2026", stdout=out)

    told = json.loads(out.getvalue())
    assert (told["wants"], told["visits"], told["saved"], told["bound"], told["gap"]) == (2, 1, 1, 1, 0.0)
    assert not PlannedVisit.objects.exists()
