"""Lists and progress as tables: every row is tried, answered, and applied under the rules of what is typed."""

from datetime import date

import pytest
import time_machine

from enforcement.campaigns import actions
from enforcement.campaigns.models import Run
from enforcement.campaigns.states import TargetState
from tests.accounts.conftest import just_confirmed
from tests.builders import USCCS as CODES
from tests.builders import moment
from tests.campaigns.conftest import STARTED, of, paper
from tests.documents import corpus

pytestmark = pytest.mark.django_db
NOW = moment("2026-10-12")


@pytest.fixture(autouse=True)
def _october():
    with time_machine.travel(NOW, tick=False):
        yield


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


def test_a_long_list_costs_no_more_queries_than_a_short_one(world, django_assert_max_num_queries):
    """Checked and taken in; what a campaign that runs owes each of its targets is another matter."""
    campaign, other = world.opened(), world.opened(name="别的行动")

    def rows(n):
        return LIST + "".join(f"炉{at},青石镇,拆除,2026-11-30,{CODES[0] if at % 2 else ''},4,\n" for at in range(n))

    with django_assert_max_num_queries(200) as few:
        bring(world, campaign, rows(2))
    with django_assert_max_num_queries(len(few)):
        bring(world, other, rows(60))
    with django_assert_max_num_queries(len(few)):
        bring(world, other, rows(60))

    assert [other.targets.count(), other.targets.exclude(enterprise=None).count()] == [60, 30]
    assert sorted(other.targets.values_list("number", flat=True)) == list(range(1, 61))
