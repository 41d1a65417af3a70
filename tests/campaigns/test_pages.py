"""The pages of campaigns: planned, listed, worked off and read in the browser's way."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.campaigns import actions
from enforcement.campaigns.models import Campaign, Run, Target
from enforcement.campaigns.states import State, TargetState
from tests.accounts.conftest import just_confirmed, signed_in
from tests.builders import USCCS as CODES
from tests.builders import applicant, enterprise, moment
from tests.campaigns.conftest import STARTED, of, paper
from tests.documents import corpus

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


# TABLES -------------------------------------------------------------------------------------
LIST = "名称,乡镇街道,要求的措施,期限,企业,基数,个人\n"


def bring(world, campaign, text, *, kind="list-table", by=None, apply=True, **said):
    """A table as people bring it: uploaded, its columns said, tried, and applied."""
    by = by or world.officer
    client = just_confirmed(by)
    file = corpus.upload(text.encode(), "清单.csv")
    answer = client.post(f"/desk/campaigns/{campaign.pk}/{kind}/", {"file": file, **said})
    assert answer.status_code == 302, answer.content.decode()
    run = Run.objects.latest("pk")
    columns = {f"c{n}": of for n, of in run.mapping.items()}
    answer = client.post(f"/desk/campaigns/tables/{run.pk}/columns/", {"head_rows": run.head_rows, **columns})
    assert answer.status_code == 302, answer.content.decode()
    actions.work(run.pk, at=NOW)
    run.refresh_from_db()
    if apply and run.taken + run.mended:
        client.post(f"/desk/campaigns/tables/{run.pk}/apply/")
        actions.work(run.pk, at=NOW)
        run.refresh_from_db()
    return run


def results(run):
    return [(one.number, one.result, one.remarks[0][0] if one.remarks else "") for one in run.lines.order_by("number")]


def test_a_list_comes_as_a_table_every_row_with_its_answer(world):
    campaign = world.opened()
    text = LIST + (
        f"甲炉,青石镇,拆除,2026-11-30,{CODES[0]},4,\n乙炉,青石镇,拆除,2026-11-31,,,\n,河口镇,拆除,2026-11-30,,,\n"
        "丙炉,河口镇,拆除,2027-01-01,,,\n甲 炉,青石镇,拆除,2026-11-30,,,\n丁炉,河口镇,拆除,2026-11-30,没有这家,,\n"
    )

    run = bring(world, campaign, text, apply=False)
    assert not campaign.targets.exists()
    told = [
        (2, "taken", ""), (3, "refused", "field"), (4, "refused", "field"), (5, "refused", "said"),
        (6, "refused", "above"), (7, "refused", "unknown_enterprise"),
    ]  # fmt: skip
    assert results(run) == told

    page = just_confirmed(world.officer).get(f"/desk/campaigns/tables/{run.pk}/").content.decode()
    assert "这一天不存在" in page
    assert "期限要在行动的起止日期之内" in page
    bring(world, campaign, text)
    assert [(one.number, one.name, one.enterprise) for one in campaign.targets.all()] == [(1, "甲炉", world.works)]


def test_a_list_brought_again_adds_nothing_and_one_corrected_mends_what_is_being_written(world):
    campaign = world.opened()
    bring(world, campaign, LIST + "甲炉,青石镇,拆除,2026-11-30,,4,\n")

    assert results(bring(world, campaign, LIST + "甲炉,青石镇,拆除,2026-11-30,,4.0,\n")) == [(2, "repeated", "there")]
    run = bring(world, campaign, LIST + "甲炉,青石镇,改气,2026-11-30,,4,\n乙炉,青石镇,改气,2026-11-30,,2,\n")

    assert results(run) == [(2, "mended", "changed"), (3, "taken", "")]
    assert [(one.name, one.measure) for one in campaign.targets.order_by("pk")] == [("甲炉", "改气"), ("乙炉", "改气")]


def test_a_list_that_runs_grows_by_a_table_for_a_reason_and_is_not_rewritten(world, campaign):
    text = "名称,乡镇街道,要求的措施,期限\n一号锅炉,青石镇,另外一种,2026-11-02\n三号锅炉,青石镇,拆除,2026-11-30\n"
    client = just_confirmed(world.officer)
    file = corpus.upload(text.encode(), "清单.csv")
    assert client.post(f"/desk/campaigns/{campaign.pk}/list-table/", {"file": file}).status_code == 422

    run = bring(world, campaign, text, why="巡查发现")

    assert results(run) == [(2, "refused", "differs"), (3, "taken", "")]
    assert (of(campaign, 3).added_why, of(campaign, 3).duty.due_on) == ("巡查发现", date(2026, 11, 30))


def test_progress_comes_as_a_table_and_nobody_verifies_what_they_reported(world, campaign):
    text = "序号,做到哪一步,情况,核实日期\n1,已完成,已拆除,\n2,正在做,,\n9,已完成,已拆除,\n2,已完成,重复,\n"
    run = bring(world, campaign, text, kind="progress-table")
    assert results(run) == [(2, "taken", ""), (3, "taken", ""), (4, "refused", "no_target"), (5, "refused", "above")]
    assert [of(campaign, n).state for n in (1, 2)] == [TargetState.REPORTED, TargetState.UNDER_WAY]

    again = bring(world, campaign, text, kind="progress-table")
    assert [result for _n, result, _why in results(again)] == ["repeated", "repeated", "refused", "refused"]

    seen = "序号,做到哪一步,情况,核实日期\n1,已核实,现场已拆,2026-10-12\n"
    assert results(bring(world, campaign, seen, kind="progress-table")) == [(2, "refused", "said")]
    assert results(bring(world, campaign, seen, kind="progress-table", by=world.inspector)) == [(2, "refused", "said")]


def test_what_has_its_proof_may_be_verified_by_the_table_of_somebody_else(world, campaign):
    actions.report(of(campaign, 1).pk, words="已拆", file=paper(), by=world.officer, at=STARTED)

    run = bring(
        world, campaign, "序号,状态,情况,日期\n1,现场核实完成,现场已拆,2026-10-11\n", kind="progress-table",
        by=world.inspector,
    )  # fmt: skip

    assert results(run) == [(2, "taken", "")]
    assert (of(campaign, 1).verified_on, of(campaign, 1).verified_by) == (date(2026, 10, 11), world.inspector)


def test_the_list_that_is_taken_away_comes_back_as_progress_and_changes_nothing(world, campaign):
    actions.report(of(campaign, 1).pk, words="已拆", file=paper(), by=world.officer, at=STARTED)
    taken = just_confirmed(world.officer).get(f"/desk/campaigns/{campaign.pk}/targets/?format=csv").content.decode()

    run = bring(world, campaign, taken, kind="progress-table")

    assert [result for _n, result, _why in results(run)] == ["repeated", "repeated"]


def test_a_table_without_its_columns_is_answered_in_place_and_one_is_dropped(world):
    campaign, client = world.opened(), just_confirmed(world.officer)
    file = corpus.upload("名称,乡镇街道\n甲,青石镇\n".encode(), "清单.csv")
    client.post(f"/desk/campaigns/{campaign.pk}/list-table/", {"file": file})
    run = Run.objects.get()
    assert client.get(f"/desk/campaigns/tables/{run.pk}/columns/").status_code == 200

    answer = client.post(f"/desk/campaigns/tables/{run.pk}/columns/", {"head_rows": 1, "c0": "name", "c1": "township"})
    assert answer.status_code == 422
    assert "还缺这些列：要求的措施、期限" in answer.content.decode()

    client.post(f"/desk/campaigns/tables/{run.pk}/drop/")
    assert client.get(f"/desk/campaigns/tables/{run.pk}/").status_code == 200
    for kind in ("targets", "progress"):
        assert client.get(f"/desk/campaigns/tables/{kind}.csv").status_code == 200


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
