"""Ties keep an expert away from the owner and from who drafted; entered with their source, ended, struck, kept."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from approvals.applications.models import Application
from approvals.experts import actions, queries, rules
from approvals.experts.models import Draw, Expert, Tie
from envportal.audit.models import Event
from envportal.refusals import NotYours
from tests import world
from tests.accounts.conftest import queries_of, signed_in
from tests.experts.rows import AT, draw, register, say, tie, who

pytestmark = pytest.mark.django_db
USCC = "91350211M0001KRK3Y"


@pytest.fixture(scope="module")
def yunxi(kept_for_the_module: None) -> world.World:
    of = world.world()
    register(of)
    return of


@pytest.fixture(scope="module")
def application(yunxi: world.World) -> Application:
    return world.accepted(yunxi)


def expert(code: str) -> Expert:
    return Expert.objects.get(code=code)


def typed(of: world.World, **told: object) -> dict[str, object]:
    return {"uscc": of.owner.uscc, "name": of.owner.name, "kind": "shares", "since": date(2026, 1, 1),
            "source": "企业信用信息公示系统", "by": of.head, "at": AT} | told  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "until", "away"),
    [
        ("shares", None, date(2099, 1, 1)),
        ("shares", date(2026, 9, 20), date(2026, 9, 20)),
        ("employed", date(2023, 9, 21), date(2026, 9, 21)),
        ("employed", date(2024, 2, 29), date(2027, 3, 1)),
    ],
)
def test_a_tie_keeps_away_to_its_last_day_and_an_employment_three_years_longer(kind: str, until: date, away: date):
    told = Tie(kind=kind, since=date(2020, 1, 1), until=until).keeps_away_until

    assert (told or date(2099, 1, 1)) == away


@pytest.mark.parametrize(("on", "tied"), [(date(2026, 9, 20), 1), (date(2026, 9, 21), 0)])
def test_its_last_day_still_counts(yunxi: world.World, on: date, tied: int):
    tie(expert("e1"), yunxi.owner, "shares", until=date(2026, 9, 20))

    assert len(queries.ties_on(yunxi.bureau, [yunxi.owner.uscc], on)) == tied


def test_who_is_tied_to_the_drafting_unit_is_not_drawn_on_the_page(yunxi: world.World, application: Application):
    unit = world.drafting_unit(yunxi)
    Application.objects.filter(pk=application.pk).update(consultant=unit)
    tie(expert("e2"), unit, "drafted")

    with time_machine.travel(AT, tick=True):
        form = {"specialities": ["air"], "size": "3", "_key": str(uuid4())}
        address = reverse("applications:draw_experts", args=[application.pk])
        assert signed_in(yunxi.officer).post(address, form).status_code == 302

    found = Draw.objects.get()
    assert ("e2" in found.pool, found.left_out) == (False, [{"code": "e2", "why": "drafted"}])
    assert {one["uscc"] for one in found.against} == {yunxi.owner.uscc, unit.uscc}


def test_a_tie_to_an_enterprise_nobody_here_knows_counts_once_it_applies(yunxi: world.World):
    told = actions.enter_tie(expert("e1").pk, **typed(yunxi, uscc=USCC, name="尚未注册的单位"))  # type: ignore[arg-type]

    assert queries.ties_on(yunxi.bureau, [USCC], date(2026, 9, 21)) == [told]


def test_the_keeper_enters_ends_and_strikes_and_the_log_has_each(yunxi: world.World):
    pk, key = expert("e1").pk, str(uuid4())
    first = actions.enter_tie(pk, **typed(yunxi), key=key)  # type: ignore[arg-type]

    assert actions.enter_tie(pk, **typed(yunxi), key=key) == first  # type: ignore[arg-type]
    with pytest.raises(rules.EnteredAlready):
        actions.enter_tie(pk, **typed(yunxi))  # type: ignore[arg-type]
    with pytest.raises(rules.EndsTooEarly):
        actions.end_tie(first.pk, until=date(2025, 12, 31), by=yunxi.head, at=AT)
    actions.end_tie(first.pk, until=date(2026, 9, 1), by=yunxi.head, at=AT)
    actions.strike_tie(first.pk, reason="同名的另一人", by=yunxi.leader, at=AT)

    assert queries.ties_on(yunxi.bureau, [yunxi.owner.uscc], date(2026, 8, 1)) == []
    names = Event.objects.filter(name__startswith="expert_tie").order_by("pk").values_list("name", flat=True)
    assert list(names) == ["expert_tie_entered", "expert_tie_ended", "expert_tie_struck"]


def test_an_expert_enters_own_ties_and_takes_none_back(yunxi: world.World):
    one, other = expert("e1"), expert("e2")
    told = actions.enter_tie(one.pk, **typed(yunxi, by=who(one)))  # type: ignore[arg-type]

    for by in (yunxi.officer, who(other)):
        with pytest.raises(NotYours):
            actions.enter_tie(one.pk, **typed(yunxi, kind="kin", by=by))  # type: ignore[arg-type]
    with pytest.raises(NotYours):
        actions.strike_tie(told.pk, reason="没有了", by=who(one), at=AT)
    with pytest.raises(NotYours):
        actions.end_tie(told.pk, until=date(2026, 9, 1), by=who(one), at=AT)


def test_a_tie_that_comes_out_after_the_draw_keeps_the_expert_out_of_it(yunxi: world.World, application: Application):
    seat, later = list(draw(yunxi, application).seats.order_by("position"))[:2]
    say(later)
    for one in (seat, later):
        tie(one.expert, yunxi.owner, "kin")

    with pytest.raises(rules.Tied):
        say(seat)
    with pytest.raises(rules.Tied):
        actions.opine(later.pk, opinion="可行", by=who(later.expert), at=AT)
    say(later, accepts=False, reason="近亲属在建设单位任职", by=yunxi.officer)

    assert [one.state for one in seat.draw.seats.order_by("position")] == ["invited", "declined", "invited", "invited"]


def test_a_tie_that_comes_out_after_the_opinion_takes_the_expert_off_the_panel(
    yunxi: world.World, application: Application
):
    """The words stay in the record; the next is invited, and the lead passes on."""
    found = draw(yunxi, application, size=2)
    first, second = (say(seat) for seat in found.seats.order_by("position"))
    for seat in (first, second):
        actions.opine(seat.pk, opinion="可行", by=who(seat.expert), at=AT)
    with pytest.raises(rules.AnsweredAlready):
        say(first, accepts=False, reason="不想参加了")
    tie(first.expert, yunxi.owner, "kin")

    with pytest.raises(NotYours):
        actions.join(first.pk, opinion="可行", by=who(first.expert), at=AT)
    with pytest.raises(rules.PanelIncomplete):
        actions.join(second.pk, opinion="可行", by=who(second.expert), at=AT)
    say(first, accepts=False, reason="近亲属在建设单位任职", by=yunxi.officer)
    third = say(found.seats.get(position=3))
    actions.opine(third.pk, opinion="可行", by=who(third.expert), at=AT)
    told = actions.join(second.pk, opinion="可行", by=who(second.expert), at=AT)

    assert told.joint_by == second.expert
    assert [(one.state, one.opinion) for one in found.seats.order_by("position")] == [
        ("declined", "可行"), ("opined", "可行"), ("opined", "可行"),
    ]  # fmt: skip


def test_one_draw_or_three_and_one_tie_or_three_cost_the_same_number_of_queries(
    yunxi: world.World, application: Application
):
    one, head = expert("e1"), signed_in(yunxi.head)
    pages = ["/expert-draws/", "/desk/experts/", reverse("experts:expert", args=[one.pk])]
    draw(yunxi, application)
    tie(one, yunxi.owner, "kin")
    before = [queries_of(head, page) for page in pages]
    for kind in ("shares", "drafted"):
        draw(yunxi, application, seed=kind, why_again="人数不够", size=1)
        tie(one, yunxi.owner, kind)

    assert [queries_of(head, page) for page in pages] == before


def test_the_pages_of_a_register_enter_end_and_strike(yunxi: world.World):
    one = expert("e3")
    head, page = signed_in(yunxi.head), reverse("experts:expert", args=[one.pk])
    enter = reverse("experts:enter_tie", args=[one.pk])
    form = {"name": "云溪某某公司", "uscc": USCC, "kind": "kin", "since": "2024-3-1", "until": "", "source": "本人申明"}
    with time_machine.travel(AT, tick=True):
        bad = head.post(enter, form | {"uscc": "123", "until": "2023-1-1", "_key": str(uuid4())})
        assert (bad.status_code, bad.content.decode().count("云溪某某公司")) == (422, 1)
        assert head.post(enter, form | {"_key": str(uuid4())}).url == page
        assert head.post(enter, form | {"_key": str(uuid4())}).status_code == 409
        told = head.get(page).content.decode()
        mine = signed_in(who(one)).get(reverse("experts:mine")).content.decode()
        found = Tie.objects.get(expert=one)
        end = head.post(reverse("experts:end_tie", args=[found.pk]), {"until": "2026-9-30", "_key": str(uuid4())})
        strike = reverse("experts:strike_tie", args=[found.pk])
        assert signed_in(yunxi.officer).get(strike).status_code == 403
        assert head.post(strike, {"reason": "同名", "_key": str(uuid4())}).url == end.url == page
        after = head.get(page).content.decode()

    assert all(word in text for word in ("云溪某某公司", "本人申明") for text in (told, mine))
    assert ("登记结束" in told, "登记结束" in mine, "已撤销" in after) == (True, False, True)


def test_an_expert_declares_on_the_own_page_and_on_nobody_elses(yunxi: world.World):
    one, other = expert("e4"), expert("e5")
    form = {"name": "云溪某某公司", "uscc": USCC, "kind": "consulted", "since": "2025-3-1", "source": "本人申明"}
    with time_machine.travel(AT, tick=True):
        mine = signed_in(who(one))
        address = reverse("experts:declare_tie", args=[one.pk])
        assert mine.post(address, form | {"_key": str(uuid4())}).url == reverse("experts:mine")
        assert mine.get(reverse("experts:declare_tie", args=[other.pk])).status_code == 404

    assert (Tie.objects.get().expert, Tie.objects.get().entered_by) == (one, one.person)
