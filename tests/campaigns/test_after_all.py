"""A month not told is seen, a visit is asked for, a wrong verification of an ended campaign counts no more."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from enforcement.campaigns import actions
from enforcement.campaigns.guards import NotPossible, OutOfOrder
from enforcement.campaigns.models import Campaign
from enforcement.inspections import visiting
from envportal.audit import log
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests.accounts.conftest import just_confirmed
from tests.builders import moment
from tests.campaigns.conftest import of, paper

if TYPE_CHECKING:
    from tests.campaigns.conftest import World

pytestmark = pytest.mark.django_db
CARD = "11010519491231002X"
OCTOBER, NOVEMBER = moment("2026-10-01"), moment("2026-11-01")
END = moment("2026-12-10")


def told(campaign: Campaign) -> list[str]:
    return sorted(one.to_user.name for one in Message.objects.filter(case=campaign.case, template="campaign_untold"))


def test_what_may_not_go_out_is_seen_by_who_keeps_the_campaign_until_it_has(world: World) -> None:
    campaign = world.started({"name": "甲", "place": CARD})
    with pytest.raises(NotPossible):
        actions.tell(campaign.pk, why="九月", by=world.officer, at=moment("2026-09-10"))
    fixed = world.started({"name": "甲"}, name="另一项")
    actions.tell(fixed.pk, why="九月", by=world.officer, at=moment("2026-09-10"))
    of(fixed, 1)
    fixed.targets.update(place=CARD)

    for day in ("2026-10-01", "2026-10-02"):
        assert actions.make_monthly(at=moment(day)) == 0
    assert told(fixed) == sorted(["程野", "周局", "秦望"])  # once, however often it is tried
    actions.make_monthly(at=NOVEMBER)
    assert len(told(fixed)) == 6

    client = just_confirmed(world.officer)
    assert "月度进度没有交出" in client.get("/desk/campaigns/").content.decode()
    assert "共 1 次行动" in client.get("/desk/campaigns/", {"untold": "on"}).content.decode()
    page = client.get(f"/desk/campaigns/{fixed.pk}/").content.decode()
    assert "第 1 号里有身份证号码或者银行卡号" in page
    fixed.targets.update(place="")
    assert actions.make_monthly(at=moment("2026-11-02")) == 1
    assert Campaign.objects.get(pk=fixed.pk).untold_on is None


def test_a_visit_is_asked_for_from_a_target_of_an_enterprise(world: World) -> None:
    campaign = world.started()
    client, target = just_confirmed(world.inspector), of(campaign, 2)
    typed = {"what": "锅炉拆了没有", "earliest": "2099-01-04", "latest": "2099-01-08"}
    assert client.post(f"/desk/campaigns/targets/{target.pk}/visit/", {**typed, "latest": ""}).status_code == 422

    assert client.post(f"/desk/campaigns/targets/{target.pk}/visit/", typed).status_code == 302

    demand = visiting.Demand.objects.get()
    assert (demand.purpose, demand.enterprise, demand.campaign_target.target) == ("campaign", world.works, target)
    page = client.get(f"/desk/campaigns/targets/{target.pk}/").content.decode()
    assert "锅炉拆了没有" in page
    assert client.post(f"/desk/campaigns/targets/{target.pk}/visit/", typed).status_code == 409  # one waits already
    with pytest.raises(OutOfOrder):  # nobody's boiler: there is no enterprise to visit
        actions.ask_visit(
            of(campaign, 1).pk, what="x", earliest=date(2026, 9, 3), latest=date(2026, 9, 4), by=world.inspector,
            at=moment("2026-09-03"),
        )  # fmt: skip


def test_a_verification_of_an_ended_campaign_is_taken_back_and_its_result_counted_anew(world: World) -> None:
    campaign = world.started({"name": "甲"})
    at = moment("2026-10-12")
    actions.report(of(campaign, 1).pk, words="拆了", file=paper(), by=world.officer, at=at)
    actions.verify(of(campaign, 1).pk, words="已拆", on=at.date(), by=world.inspector, at=at)
    actions.close(campaign.pk, result_words="全部拆除。", by=world.leader, at=END)
    target = of(campaign, 1)
    with pytest.raises(NotYours):  # not by who verified it, nor by who only works on it
        actions.take_back(target.pk, why="还在", by=world.inspector, at=moment("2026-12-20"))

    actions.take_back(target.pk, why="回头看：锅炉还在", by=world.head, at=moment("2026-12-20"))

    ended = Campaign.objects.get(pk=campaign.pk)
    assert (ended.state, ended.result_rate, ended.is_met) == ("closed", Decimal(0), False)
    assert ended.missed_why == "第 1 号撤销核实：回头看：锅炉还在"
    event = next(one for one in log.history(ended.case) if one.name == "campaign_result_corrected")
    assert (event.facts["rate_before"], event.facts["is_met_before"]) == ("100.00", True)
    assert [edition.why for edition in ended.editions.order_by("number")][-1].startswith("结束以后更正：第 1 号")
    assert not target.campaign.case.duties.filter(state="open").exists()
    with pytest.raises(OutOfOrder):
        actions.begin(target.pk, by=world.officer, at=moment("2026-12-21"))
