"""A campaign does not look better than it is, and tells nobody what is not theirs to read."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.campaigns import actions, queries
from enforcement.campaigns.forms import FindTarget
from enforcement.campaigns.guards import NotPossible, OutOfOrder, UsedElsewhere
from enforcement.campaigns.queries import figures
from enforcement.campaigns.rules.rows import key_of
from enforcement.campaigns.states import TargetState
from envportal.accounts.enums import Role
from envportal.audit import log
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests.accounts.conftest import just_confirmed
from tests.builders import bureau, moment, section, staff
from tests.campaigns.conftest import STARTED, of
from tests.campaigns.test_actions import SEEN, report, verify
from tests.campaigns.test_tables import bring, results

pytestmark = pytest.mark.django_db
AFTER = moment("2026-10-20")


@pytest.fixture(autouse=True)
def _october():
    with time_machine.travel(AFTER, tick=False):
        yield


# TAKEN BACK -------------------------------------------------------------------------------
@pytest.fixture
def seen(world, campaign):
    return verify(report(of(campaign, 2), world.owner), world.head)


def take_back(target, by, why="复查发现锅炉仍在使用", **told):
    return actions.take_back(target.pk, why=why, by=by, at=AFTER, **told)


def test_a_verification_that_was_wrong_is_taken_back_by_a_second_person_and_the_figures_follow(world, campaign, seen):
    for by, says in ((world.head, "自己撤销"), (world.inspector, "办理范围"), (world.owner, "办理范围")):
        with pytest.raises(NotYours, match=says):
            take_back(seen, by)
    for _n in range(2):
        take_back(seen, world.leader, key="k")

    target = of(campaign, 2)
    assert (target.state, target.verified_on, target.verified_by, target.result) == (
        TargetState.UNDER_WAY, None, None, None,
    )  # fmt: skip
    reached = figures.standing(campaign, "share", queries.of(campaign), AFTER.date())
    assert (reached.tally.verified, reached.tally.left) == (0, 2)
    event = log.history(campaign.case).get(name="target_taken_back")
    assert (event.actor, event.facts["verified_by"], event.facts["why"]) == (
        world.leader, world.head.name, "复查发现锅炉仍在使用",
    )  # fmt: skip


def test_what_was_taken_back_is_a_duty_again_and_can_be_reported_and_seen_again(world, campaign, seen):
    take_back(seen, world.leader)

    again = of(campaign, 2)
    assert (again.duty.pk == seen.duty_id, again.duty.state, again.duty.due_on) == (False, "open", date(2026, 11, 2))
    assert Message.objects.filter(to_user=world.owner, template="campaign_taken_back").count() == 1
    verify(report(again, world.owner, mark="new", at=AFTER), world.inspector, at=AFTER, on=AFTER.date())
    assert of(campaign, 2).duty.state == "done"
    take_back(again, world.head)
    assert of(campaign, 2).duty.state == "open"


def test_only_what_is_verified_is_taken_back(world, campaign, seen):
    with pytest.raises(OutOfOrder):
        take_back(of(campaign, 1), world.leader)
    take_back(seen, world.leader)
    with pytest.raises(OutOfOrder):
        take_back(of(campaign, seen.number), world.leader)


def test_taking_back_has_its_page(world, campaign, seen):
    leader, head = just_confirmed(world.leader), just_confirmed(world.head)
    place = f"/desk/campaigns/targets/{seen.pk}/take-back/"
    assert head.get(place).status_code == 403
    assert place in leader.get(f"/desk/campaigns/targets/{seen.pk}/").content.decode()
    assert leader.post(place, {"why": ""}).status_code == 422
    leader.post(place, {"why": "照片不是这一台"})

    assert of(campaign, 2).state == TargetState.UNDER_WAY
    assert "撤销核实" in leader.get(f"/desk/campaigns/targets/{seen.pk}/").content.decode()


# WHAT OTHERS MAY NOT READ -----------------------------------------------------------------
def test_an_enterprise_is_not_told_whose_proof_a_file_is(world, campaign):
    report(of(campaign, 1), world.officer, mark="one")

    with pytest.raises(UsedElsewhere) as refused:
        report(of(campaign, 2), world.owner, mark="one")

    assert "一号锅炉" not in str(refused.value)


def test_no_identity_number_goes_out_with_the_list_wherever_it_stands(world, campaign):
    row: Any = {"township": "青石镇", "measure": "拆除", "due_on": date(2026, 11, 2)}
    why = "户主 11010519491231002X 举报"
    actions.add(campaign.pk, name="三号锅炉", why=why, by=world.officer, at=SEEN, **row)

    with pytest.raises(NotPossible, match="第 3 号"):
        actions.tell(campaign.pk, by=world.officer, at=SEEN)


def test_a_persons_name_stands_in_no_other_line_either(world):
    campaign = world.started(
        {"name": "赵大成", "is_person": True}, {"name": "钱小满", "is_person": True},
        {"name": "村口粪池", "measure": "与赵大成、钱小满两户合建"},
    )  # fmt: skip
    asked = actions.ask_change(of(campaign, 2).pk, change="remove", reason="已由赵大成承接", by=world.officer, at=SEEN)
    actions.answer(asked.pk, agreed=True, by=world.head, at=SEEN)
    actions.close(
        campaign.pk, result_words="赵大成一户没有完成", missed_why="赵大成外出", onward="转明年", by=world.head, at=SEEN
    )

    edition = campaign.editions.get()
    for told in (str(edition.content), str(edition.notice.facts)):
        assert not any(name in told for name in ("大成", "小满"))
        assert "赵**" in told


def test_who_was_listed_as_a_works_and_is_a_person_is_made_one_while_the_campaign_runs(world, campaign):
    target = of(campaign, 1)
    page = just_confirmed(world.officer)
    place = f"/desk/campaigns/targets/{target.pk}/as-person/"
    assert place in page.get(f"/desk/campaigns/targets/{target.pk}/").content.decode()
    page.post(place)

    assert of(campaign, 1).is_person
    actions.tell(campaign.pk, by=world.officer, at=SEEN)
    assert campaign.editions.get().content["targets"][0]["name"] == "一**"
    with pytest.raises(OutOfOrder):
        actions.as_person(target.pk, by=world.officer, at=SEEN)


# TABLES -----------------------------------------------------------------------------------
def test_a_row_whose_number_is_of_another_target_is_refused(world, campaign):
    text = "序号,名称,做到哪一步,情况\n1,二号锅炉,已完成,已拆\n2,二号 锅炉,已完成,已拆\n"

    run = bring(world, campaign, text, kind="progress-table")

    assert results(run) == [(2, "refused", "other_target"), (3, "taken", "")]
    assert [of(campaign, n).state for n in (1, 2)] == [TargetState.NOT_BEGUN, TargetState.REPORTED]


def test_a_table_of_progress_is_applied_by_who_brought_it(world, campaign):
    run = bring(world, campaign, "序号,做到哪一步,情况\n1,已完成,已拆\n", kind="progress-table", apply=False)

    with pytest.raises(NotYours, match="上传"):
        actions.apply(run.pk, by=world.inspector, at=AFTER)
    assert actions.apply(run.pk, by=world.officer, at=AFTER).applied_by == world.officer


def test_a_key_fits_its_column_whatever_the_letters_unfold_to():
    assert len(key_of("", "\ufdfa" * 120, "镇")) <= 220
    assert key_of("", "\ufdfa" * 120, "甲镇") != key_of("", "\ufdfa" * 120, "乙镇")


# FIGURES ----------------------------------------------------------------------------------
def test_the_list_of_late_ones_has_as_many_rows_as_the_figure_says(world):
    campaign = world.started(*({"name": f"{n}号"} for n in range(1, 5)))
    report(of(campaign, 1), world.officer, at=moment("2026-11-03"))
    report(of(campaign, 2), world.officer, mark="b", at=moment("2026-11-02"))
    with time_machine.travel(moment("2026-11-05"), tick=False):
        form = FindTarget({"state": "late"})
        assert form.is_valid()
        found = form.filter(campaign.targets.all())
        late = figures.tally(queries.of(campaign), date(2026, 11, 5)).late

        assert (late, sorted(found.values_list("number", flat=True))) == (3, [1, 3, 4])


def test_what_ended_is_counted_as_of_the_day_it_ended(client, world, campaign):
    actions.close(campaign.pk, result_words="x", missed_why="y", onward="z", by=world.head, at=AFTER)
    with time_machine.travel(moment("2026-12-01"), tick=False):
        desk = just_confirmed(world.officer)
        page = desk.get(f"/desk/campaigns/{campaign.pk}/")
        listed = desk.get("/desk/campaigns/").context["listed"][0]
        told = campaign.editions.get().content["standing"]

    assert page.context["reached"] == told
    assert (listed["reached"].tally.late, told["late"]) == (0, 0)
    assert not any(one["late"] or one["left"] for one in page.context["listed"])


# THE MONTH'S EDITIONS ---------------------------------------------------------------------
def test_one_campaign_that_cannot_be_told_does_not_keep_the_others_from_it(world, campaign):
    other = world.started(name="别的行动")
    for one in (campaign, other):
        actions.tell(one.pk, by=world.officer, at=STARTED)
    row: Any = {"township": "青石镇", "measure": "拆除", "due_on": date(2026, 11, 2)}
    actions.add(campaign.pk, name="三号", why="户主 11010519491231002X", by=world.officer, at=STARTED, **row)

    assert actions.make_monthly(at=moment("2026-10-01")) == 1
    assert [one.editions.count() for one in (campaign, other)] == [1, 2]


def test_readers_of_the_newest_edition_do_not_load_the_earlier_ones(client, world, campaign):
    for at in ("2026-09-02", "2026-10-02", "2026-10-05"):
        actions.tell(campaign.pk, by=world.officer, at=moment(at))
        board.publish(Notice.objects.latest("pk").pk, by=world.editor, at=moment(at))

    for path in ("/campaigns/progress/", f"/campaigns/{campaign.pk}/", f"/campaigns/{campaign.pk}.csv"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        lists = [one["sql"] for one in asked if '"campaigns_edition"."content"' in one["sql"]]
        assert len(lists) == 1
        assert '"campaigns_edition"."id" ' in lists[0].split("WHERE")[1]


# OTHER BUREAUS ----------------------------------------------------------------------------
def test_staff_of_another_bureau_find_nothing_of_it(world, campaign):
    run = bring(world, campaign, "序号,做到哪一步,情况\n1,已完成,已拆\n", kind="progress-table")
    asked = actions.ask_change(of(campaign, 2).pk, change="drop", reason="停产", by=world.officer, at=AFTER)
    target = report(of(campaign, 2), world.owner)
    proof = target.proofs.get()
    elsewhere = bureau("other", "别市生态环境局", "别环")
    stranger = staff(Role.SECTION_HEAD, "外人", at=elsewhere, in_section=section(elsewhere, name="大气科"))
    client = just_confirmed(stranger)
    places = [f"{campaign.pk}/{name}" for name in ("", "add/", "progress-table/", "list-table/", "tell/", "close/")]
    places += [f"targets/{target.pk}/{name}" for name in ("", "report/", "verify/", "take-back/", "as-person/")]
    places += [f"tables/{run.pk}/", f"tables/{run.pk}/report.csv", f"proofs/{proof.pk}/", f"requests/{asked.pk}/"]

    answers = {place: client.get(f"/desk/campaigns/{place}").status_code for place in places}

    assert set(answers.values()) == {404}, answers
    table = client.get(f"/desk/campaigns/{campaign.pk}/targets/?format=csv").content.decode()
    assert "号锅炉" not in table
    assert campaign.case.title not in client.get("/desk/campaigns/").content.decode()
    with pytest.raises(NotYours):
        actions.as_person(of(campaign, 1).pk, by=stranger, at=AFTER)


@pytest.mark.parametrize(
    "query", ["page=x&state=nothing", "page=999999999999", "q=%00", "township=%25&state=late", "sort=x"]
)
def test_odd_questions_to_the_list_are_answered(world, campaign, query):
    client = just_confirmed(world.officer)
    for place in (f"{campaign.pk}/", f"{campaign.pk}/targets/", ""):
        assert client.get(f"/desk/campaigns/{place}?{query}").status_code in {200, 404}
