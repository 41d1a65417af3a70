"""A zone's plan from the survey to the opinion: every step has its limit, the opinion binds the projects inside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from approvals.applications.models import Application
from approvals.applications.states import Conclusion, State
from approvals.applications.views.gate import gate
from approvals.quotas import actions as quotas
from approvals.zones import actions as zones
from approvals.zones import queries, zoning
from approvals.zones.guards import Banned, NotPossible, OutOfOrder, OverTotal
from approvals.zones.models import Plan, Total, Zone
from envportal.cases.models import Case
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.refusals import NotYours
from envportal.supervision import actions as supervision
from envportal.supervision.models import Card
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.quotas import rows
from tests.world import World

pytestmark = pytest.mark.django_db
SIGNED, ON = moment("2026-10-20", "15:00"), date(2026, 10, 20)
TOLD: dict[str, Any] = {
    "opinion_number": "云环规审〔2026〕2号", "opinion_on": date(2026, 8, 3), "opinion": "同意规划环评结论。",
    "valid_to": date(2035, 12, 31), "simplifies": True, "industries": [("C2221", "机制纸及纸板制造")],
    "processes": ["含铬电镀"], "totals": {"cod": Decimal(20)},
}  # fmt: skip


@pytest.fixture
def of() -> World:
    return world.world()


def begun(of: World) -> Plan:
    zone = zones.add_zone(
        code="yunxi-park", name="云溪工业园", place="东至工业大道", body="园区管委会", by=of.head,
        at=moment("2026-03-02"),
    )  # fmt: skip
    return zones.begin(zone, by=of.officer, at=moment("2026-03-02"))


def reviewed(of: World) -> Plan:
    plan = begun(of)
    zones.step(plan.pk, verb="draft", note="监测完成", by=of.officer, at=moment("2026-05-06"))
    return zones.step(plan.pk, verb="submit", note="管委会送审", by=of.officer, at=moment("2026-07-06"))


def concluded(of: World, **told: Any) -> Plan:
    return zones.conclude(reviewed(of).pk, by=of.leader, at=moment("2026-08-03"), **{**TOLD, **told})


def inside(of: World, application: Application, **told: Any) -> Application:
    zones.place(application.pk, zone=Zone.objects.get(), by=of.officer, at=moment("2026-10-12", "07:00"), **told)
    return application


def proposed(of: World, **answers: Any) -> Application:
    return inside(of, world.proposed(of, **answers))


def unmet(application: Application) -> list[str]:
    return [item.sentence for item in gate(application, ON) if not item.met]


def test_every_step_has_its_limit_and_the_next_one_begins_where_it_ends(of):
    plan = reviewed(of)

    clock = clocks.open_clock(plan.case, Matter.ZONE_PLAN)
    assert (plan.state, clock.rule.variant, clock.due_on) == ("review", "review", date(2026, 8, 5))
    plan = zones.conclude(plan.pk, by=of.leader, at=moment("2026-08-03"), **TOLD)
    clock = clocks.open_clock(plan.case, Matter.ZONE_PLAN)
    assert (plan.state, clock.rule.variant, clock.due_on.year) == ("in_force", "follow_up", 2031)


def test_an_opinion_that_is_late_opens_a_red_card_and_approves_nothing(of):
    plan = reviewed(of)

    supervision.sweep(at=moment("2026-08-06", "00:10"))

    assert "red" in Card.objects.filter(clock__case=plan.case).values_list("colour", flat=True)
    assert Plan.objects.get().state == "review"


def test_a_zone_has_one_plan_on_its_way_and_only_a_leader_concludes(of):
    plan = reviewed(of)

    with pytest.raises(NotPossible, match="正在办理"):
        zones.begin(plan.zone, by=of.officer, at=moment("2026-07-07"))
    with pytest.raises(NotYours):
        zones.conclude(plan.pk, by=of.officer, at=moment("2026-08-03"), **TOLD)
    with pytest.raises(OutOfOrder):
        zones.step(plan.pk, verb="follow_up", note="x", by=of.officer, at=moment("2026-08-03"))


def test_the_total_of_the_zone_lets_the_first_in_and_stops_the_second(of):
    concluded(of)
    first, second = proposed(of, emission_cod=Decimal(12)), proposed(of, emission_cod=Decimal("8.0001"))

    assert world.sign(of, first, SIGNED).state == State.APPROVED
    assert zoning.binds(second.case, ON).simplifies
    assert unmet(second) == [
        "云溪工业园规划环评的化学需氧量（COD）总量还剩 8 吨，项目需要 8.0001 吨（云环规审〔2026〕2号）。"
    ]
    with pytest.raises(OverTotal):
        world.sign(of, second, moment("2026-10-20", "16:00"))
    assert Total.objects.get().left == 8


def test_what_the_review_assessed_counts_instead_of_what_was_stated(of):
    area = rows.controlled(of, "cod")
    rows.granted(of, 100)
    concluded(of)
    application = proposed(of, emission_cod=Decimal(21))
    over = unmet(application)

    quotas.set_need(
        application.pk, pollutant="cod", area=area, amount=Decimal(15), why="以新带老 6 吨", by=of.officer,
        at=moment("2026-10-12", "07:30"),
    )  # fmt: skip

    assert (len(over), unmet(application)) == (1, [])
    assert world.sign(of, application, SIGNED).state == State.APPROVED
    assert Total.objects.get().left == 5


def test_what_is_left_to_the_last_gram_is_enough(of):
    concluded(of)

    assert world.sign(of, proposed(of, emission_cod=Decimal(20)), SIGNED).state == State.APPROVED
    assert Total.objects.get().left == 0


def test_an_industry_of_the_negative_list_is_stopped_and_may_be_refused(of):
    concluded(of)
    application = proposed(of, project_industry="C2221")

    assert unmet(application) == ["项目属于云溪工业园负面清单：C2221 机制纸及纸板制造（云环规审〔2026〕2号）。"]
    with pytest.raises(Banned):
        world.sign(of, application, SIGNED)
    assert not zoning.binds(application.case, ON).simplifies


def test_a_refusal_may_rest_on_the_negative_list(of):
    concluded(of)
    application = inside(of, world.proposed(of, Conclusion.REFUSE, project_industry="C2221"))

    assert world.sign(of, application, SIGNED, Conclusion.REFUSE).state == State.REFUSED


def test_a_process_of_the_negative_list_is_found_by_a_person(of):
    concluded(of)
    application = inside(of, world.proposed(of), is_banned=True, process="含铬电镀")

    assert unmet(application) == ["项目属于云溪工业园负面清单：含铬电镀（云环规审〔2026〕2号）。"]


@pytest.mark.parametrize(("day", "binds"), [("2035-12-31", True), ("2036-01-01", False)])
def test_a_plan_binds_to_the_last_day_of_its_validity(of, day: str, *, binds: bool):
    plan = concluded(of)

    assert (queries.binding_plan(plan.zone, date.fromisoformat(day)) is not None) is binds


def test_a_new_opinion_takes_the_place_of_the_old_one_which_binds_till_then(of):
    old = concluded(of)
    zones.step(old.pk, verb="follow_up", note="满五年", by=of.officer, at=moment("2026-08-10"))
    new = zones.begin(old.zone, by=of.officer, at=moment("2026-08-10"))
    for verb in ("draft", "submit"):
        zones.step(new.pk, verb=verb, note="修编", by=of.officer, at=moment("2026-08-11"))
    before = queries.binding_plan(old.zone, date(2026, 8, 11))

    zones.conclude(
        new.pk,
        by=of.leader,
        at=moment("2026-08-12"),
        **{**TOLD, "opinion_number": "新", "opinion_on": date(2026, 8, 12)},
    )

    assert (before.pk, queries.binding_plan(old.zone, date(2026, 8, 12)).pk) == (old.pk, new.pk)
    assert (Plan.objects.get(pk=old.pk).state, Case.objects.get(pk=old.pk).closed_on) == ("replaced", date(2026, 8, 12))


def test_a_plan_whose_time_is_over_is_replaced_like_any_other(of):
    old = concluded(of, valid_to=date(2026, 8, 31))
    new = zones.begin(old.zone, by=of.officer, at=moment("2026-09-10"))
    for verb in ("draft", "submit"):
        zones.step(new.pk, verb=verb, note="修编", by=of.officer, at=moment("2026-09-11"))

    anew = {**TOLD, "opinion_number": "新", "opinion_on": date(2026, 9, 14)}
    zones.conclude(new.pk, by=of.leader, at=moment("2026-09-14"), **anew)

    assert queries.binding_plan(old.zone, date(2026, 9, 14)).pk == new.pk


def test_a_project_in_no_zone_is_bound_by_none(of):
    concluded(of)
    application = world.proposed(of, project_industry="C2221")
    zones.place(application.pk, zone=None, by=of.officer, at=moment("2026-10-12", "07:00"))

    assert (zoning.binds(application.case, ON), unmet(application)) == (None, [])


# PAGES --------------------------------------------------------------------------------
def test_the_opinion_is_typed_with_its_lists_and_stands_on_the_public_page(of, client):
    plan = reviewed(of)
    typed = {
        "opinion_number": "云环规审〔2026〕2号", "opinion_on": "2026年8月3日", "opinion": "同意。",
        "valid_to": "2035-12-31", "simplifies": "on", "processes": "含铬电镀\n", "total_cod": "20",
        "industries": "C2221 机制纸及纸板制造\n2614　有机化学原料",
    }  # fmt: skip
    page = signed_in(of.leader)

    bad = page.post(f"/desk/zones/{plan.pk}/conclude/", {**typed, "industries": "造纸"})
    done = page.post(f"/desk/zones/{plan.pk}/conclude/", typed)
    shown = client.get("/zones/yunxi-park/").content.decode()

    assert (bad.status_code, "先写行业代码" in bad.content.decode(), done.status_code) == (422, True, 302)
    assert all(
        said in shown for said in ("C2221 机制纸及纸板制造", "2614 有机化学原料", "含铬电镀", "还剩 20", "第31条")
    )


def test_pages_open_for_who_may(of, client):
    plan = concluded(of)
    application = proposed(of)
    addresses = ("", "new/", "begin/", f"{plan.pk}/", f"cases/{application.pk}/", f"cases/{application.pk}/place/")

    assert [signed_in(of.officer).get(f"/desk/zones/{one}").status_code for one in addresses] == [200] * 6
    assert [signed_in(of.applicant).get(f"/desk/zones/{one}").status_code for one in addresses] == [404] * 6
    assert signed_in(of.head).get("/desk/zones/?format=csv&q=云溪").content.decode().count("云溪工业园") == 1
    assert client.get("/zones/").status_code == 200
    assert signed_in(of.officer).get(f"/desk/cases/{plan.pk}/").url == f"/desk/zones/{plan.pk}/"
    assert "云溪工业园" in signed_in(of.officer).get(f"/desk/cases/{application.pk}/").content.decode()
