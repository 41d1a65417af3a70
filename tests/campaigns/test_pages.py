"""The pages of campaigns: planned, listed, worked off and read in the browser's way."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.campaigns.models import Campaign, Target
from enforcement.campaigns.states import State, TargetState
from tests.accounts.conftest import just_confirmed, signed_in
from tests.builders import USCCS as CODES
from tests.builders import applicant, enterprise, moment
from tests.campaigns.conftest import of, paper

pytestmark = pytest.mark.django_db
NOW = moment("2026-10-12")


@pytest.fixture(autouse=True)
def _october():
    with time_machine.travel(NOW, tick=False):
        yield


def typed_plan(world, **plan):
    return {
        "kind": "coal_boiler", "name": "锅炉整治", "basis": "云政办〔2026〕12号", "from_on": "2026年9月1日",
        "to_on": "2026-12-31", "section": world.officer.section.pk, "leader": world.leader.pk, "target_rate": "100",
        "is_public": "on", **plan,
    }  # fmt: skip


def test_a_campaign_is_planned_listed_and_started(world):
    officer, head = just_confirmed(world.officer), just_confirmed(world.head)
    answer = officer.post("/desk/campaigns/new/", typed_plan(world))
    one = Campaign.objects.get()
    assert answer["Location"] == f"/desk/campaigns/{one.pk}/"

    row = {"name": "一号锅炉", "township": "青石镇", "measure": "拆除", "due_on": "2026-11-30"}
    assert officer.post(f"/desk/campaigns/{one.pk}/add/", {**row, "enterprise": "没有这家"}).status_code == 422
    officer.post(f"/desk/campaigns/{one.pk}/add/", {**row, "enterprise": CODES[0]})
    target = Target.objects.get()
    officer.post(f"/desk/campaigns/targets/{target.pk}/change/", {**row, "name": "1 号炉", "enterprise": CODES[0]})
    assert officer.get(f"/desk/campaigns/{one.pk}/start/").status_code == 403
    head.post(f"/desk/campaigns/{one.pk}/start/")

    assert (of(one, 1).name, Campaign.objects.get().state) == ("1 号炉", State.RUNNING)
    for path in ("", "targets/", "targets/?format=csv", "targets/?format=xlsx"):
        assert officer.get(f"/desk/campaigns/{one.pk}/{path}").status_code == 200


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        ({"to_on": "2026-08-31"}, "to_on"),
        ({"target_rate": "101"}, "target_rate"),
        ({"reduction_aim": "12"}, "reduction_unit"),
        ({"kind": "paper_mill"}, "reduction_aim"),
        ({"kind": "unknown"}, "kind"),
    ],
)
def test_a_plan_that_does_not_fit_is_answered_in_place(world, plan, field):
    answer = just_confirmed(world.officer).post("/desk/campaigns/new/", typed_plan(world, **plan))

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_target_is_reported_and_seen_on_its_pages(world, campaign):
    officer, inspector = just_confirmed(world.officer), just_confirmed(world.inspector)
    target = of(campaign, 1)
    place = f"/desk/campaigns/targets/{target.pk}"
    assert officer.post(f"{place}/report/", {"words": "已拆"}).status_code == 422
    officer.post(f"{place}/report/", {"words": "已拆", "file": paper()})

    assert officer.get(f"{place}/verify/").status_code == 403
    assert inspector.get(f"{place}/verify/").status_code == 200
    inspector.post(f"{place}/verify/", {"on": "2026-10-12", "words": "现场已拆"})

    assert of(campaign, 1).state == TargetState.VERIFIED
    proof = target.proofs.get()
    assert inspector.get(f"/desk/campaigns/proofs/{proof.pk}/").getvalue().startswith(b"%PDF")
    assert "现场核实完成" in inspector.get(f"{place}/").content.decode()


def test_a_request_is_asked_and_answered_on_its_pages(world, campaign):
    officer, head = just_confirmed(world.officer), just_confirmed(world.head)
    target = of(campaign, 1)
    asked = {"change": "postpone", "reason": "管线未通"}
    assert officer.post(f"/desk/campaigns/targets/{target.pk}/ask-change/", asked).status_code == 422
    officer.post(f"/desk/campaigns/targets/{target.pk}/ask-change/", {**asked, "due_on": "2026-11-30"})
    request = target.requests.get()

    assert head.post(f"/desk/campaigns/requests/{request.pk}/", {"agreed": "no"}).status_code == 422
    head.post(f"/desk/campaigns/requests/{request.pk}/", {"agreed": "yes"})

    assert of(campaign, 1).due_on == date(2026, 11, 30)


def test_a_campaign_is_closed_with_its_reasons(world, campaign):
    head = just_confirmed(world.head)
    assert head.get(f"/desk/campaigns/{campaign.pk}/close/").status_code == 200
    assert head.post(f"/desk/campaigns/{campaign.pk}/close/", {"result_words": "没有完成"}).status_code == 422

    head.post(
        f"/desk/campaigns/{campaign.pk}/close/",
        {"result_words": "没有完成", "missed_why": "资金没有到位", "onward": "明年继续"},
    )

    assert Campaign.objects.get().is_met is False


# ENTERPRISES --------------------------------------------------------------------------------
def test_an_enterprise_finds_what_is_asked_of_it_and_reports_it(world, campaign):
    owner, stranger = signed_in(world.owner), signed_in(applicant(enterprise("别家", uscc=CODES[2])))
    target = of(campaign, 2)
    assert "二号锅炉" in owner.get("/my/campaigns/").content.decode()
    page = owner.get(f"/my/campaigns/{campaign.pk}/").content.decode()
    assert "一号锅炉" not in page
    duty = owner.get(f"/my/duties/{target.duty_id}/").content.decode()
    assert f"/my/campaigns/{campaign.pk}/" in duty
    assert stranger.get(f"/my/campaigns/{campaign.pk}/").status_code == 404
    assert stranger.get(f"/my/duties/{target.duty_id}/").status_code == 404

    owner.post(f"/my/campaigns/targets/{target.pk}/report/", {"words": "已改造", "file": paper()})

    assert of(campaign, 2).state == TargetState.REPORTED
    proof = target.proofs.get()
    assert owner.get(f"/my/campaigns/proofs/{proof.pk}/").getvalue().startswith(b"%PDF")
    assert stranger.get(f"/my/campaigns/proofs/{proof.pk}/").status_code == 404
    assert owner.get(f"/my/campaigns/targets/{of(campaign, 1).pk}/report/").status_code == 404


# THE PUBLIC ---------------------------------------------------------------------------------
def publish(world, campaign):
    just_confirmed(world.officer).post(f"/desk/campaigns/{campaign.pk}/tell/", {"why": "十月进度"})
    board.publish(Notice.objects.latest("pk").pk, by=world.editor, at=NOW)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_everybody_reads_the_published_list_its_figures_and_its_file(client, world, campaign, prefix):
    assert client.get(f"{prefix}/campaigns/{campaign.pk}/").status_code == 404
    assert client.get(f"{prefix}/campaigns/progress/").status_code == 200
    publish(world, campaign)

    page = client.get(f"{prefix}/campaigns/{campaign.pk}/")
    assert page.status_code == 200
    assert "一号锅炉" in page.content.decode()
    assert campaign.case.title in client.get(f"{prefix}/campaigns/progress/").content.decode()
    assert client.get(f"{prefix}/campaigns/{campaign.pk}/?edition=7").status_code == 404
    table = client.get(f"{prefix}/campaigns/{campaign.pk}.csv").content.decode()
    assert table.count("\n") == 3
    assert client.get(f"{prefix}/campaigns/{campaign.pk}.xlsx").status_code == 200


def test_what_was_withdrawn_is_no_longer_read(client, world, campaign):
    publish(world, campaign)

    board.withdraw(Notice.objects.get().pk, reason="清单有误", by=world.leader, at=NOW)

    assert client.get(f"/campaigns/{campaign.pk}/").status_code == 404


def test_a_campaign_that_is_not_public_is_not_told(world):
    campaign = world.started(is_public=False)

    answer = just_confirmed(world.officer).post(f"/desk/campaigns/{campaign.pk}/tell/", {"why": "x"})

    assert answer.status_code == 409


def test_lists_cost_the_same_with_one_campaign_and_with_three(world, campaign, django_assert_max_num_queries):
    client = just_confirmed(world.officer)
    client.get("/desk/campaigns/")
    with django_assert_max_num_queries(60) as one:
        client.get("/desk/campaigns/")
    for n in range(2):
        world.started({"name": "村", "baseline": Decimal(3)}, kind="rural_sewage", name=f"污水{n}")

    with django_assert_max_num_queries(len(one)):
        assert "污水1" in client.get("/desk/campaigns/").content.decode()


def test_the_kinds_are_a_table_people_read(world):
    client = signed_in(world.officer)

    assert "燃煤锅炉整治" in client.get("/desk/campaigns/kinds/").content.decode()
    assert "Coal boilers" in client.get("/en/desk/campaigns/kinds/").content.decode()
