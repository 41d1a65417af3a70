"""A list is written, started, worked off, seen by a second person, and told without making it look better."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.campaigns import actions, queries
from enforcement.campaigns.guards import NoProof, NotPossible, OutOfOrder, UsedElsewhere
from enforcement.campaigns.models import Target
from enforcement.campaigns.queries import figures
from enforcement.campaigns.states import State, TargetState
from envportal.audit import log
from envportal.duties.models import Duty
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests.builders import moment
from tests.campaigns.conftest import OPENED, ROW, STARTED, of, paper

pytestmark = pytest.mark.django_db
REPORTED, SEEN = moment("2026-10-12"), moment("2026-10-15")


def report(target, by, mark="a", at=REPORTED):
    return actions.report(target.pk, words="已拆除", file=paper(mark) if mark else None, by=by, at=at)


def verify(target, by, at=SEEN, **found):
    told = {"words": "现场看到已拆除", "on": date(2026, 10, 15), **found}
    return actions.verify(target.pk, by=by, at=at, **told)


def agreed(target, world, change, **told):
    asked = actions.ask_change(target.pk, change=change, reason="依据会议纪要", by=world.officer, at=SEEN, **told)
    return actions.answer(asked.pk, agreed=True, by=world.head, at=SEEN)


# THE LIST ---------------------------------------------------------------------------------
def test_a_campaign_starts_with_a_duty_for_each_target_and_word_to_its_enterprise(world, campaign):
    duties = Duty.objects.filter(case=campaign.case).order_by("pk")

    assert [(one.bearer, one.due_on, one.enterprise) for one in duties] == [
        ("bureau", date(2026, 11, 2), None), ("enterprise", date(2026, 11, 2), world.works),
    ]  # fmt: skip
    assert Message.objects.get(to_user=world.owner).template == "campaign_asks"


def test_an_empty_list_is_not_started_and_an_officer_does_not_start_it(world):
    campaign = world.opened()

    with pytest.raises(NotPossible, match="清单"):
        actions.start(campaign.pk, by=world.head, at=STARTED)
    with pytest.raises(NotYours):
        actions.start(campaign.pk, by=world.officer, at=STARTED)


def test_the_same_target_stands_on_a_list_once_in_any_spelling(world):
    campaign = world.opened()
    actions.add(campaign.pk, by=world.officer, at=OPENED, name="1 号锅炉", **ROW)

    with pytest.raises(NotPossible, match="已经在清单上"):
        actions.add(campaign.pk, by=world.officer, at=OPENED, name="１号锅炉", **ROW)


@pytest.mark.parametrize("due_on", [date(2026, 8, 31), date(2026, 12, 10)])
def test_a_target_is_due_within_its_campaign(world, due_on):
    with pytest.raises(NotPossible, match="起止日期"):
        actions.add(world.opened().pk, by=world.officer, at=OPENED, name="锅炉", **{**ROW, "due_on": due_on})


def test_a_list_that_is_being_written_may_shrink_and_one_that_runs_only_grows_for_a_reason(world, campaign):
    other = world.opened(name="别的行动")
    target = actions.add(other.pk, by=world.officer, at=OPENED, name="锅炉", **ROW)
    actions.take_off(target.pk, by=world.officer, at=OPENED)
    assert not other.targets.exists()

    with pytest.raises(OutOfOrder, match="移出"):
        actions.take_off(of(campaign, 1).pk, by=world.officer, at=STARTED)
    with pytest.raises(NotPossible, match="补列"):
        actions.add(campaign.pk, by=world.officer, at=STARTED, name="三号锅炉", **ROW)

    late = actions.add(campaign.pk, why="检查中发现", by=world.officer, at=STARTED, name="三号锅炉", **ROW)
    assert (late.number, late.duty.due_on, late.added_why) == (3, date(2026, 11, 2), "检查中发现")


# PROGRESS ---------------------------------------------------------------------------------
def test_a_target_is_done_when_somebody_else_has_seen_it(world, campaign):
    target = report(of(campaign, 1), world.officer)
    assert of(campaign, 1).duty.state == "reported"

    with pytest.raises(NotYours, match="另一人"):
        verify(target, world.officer)
    verify(target, world.inspector)

    seen = of(campaign, 1)
    assert (seen.state, seen.verified_by, seen.duty.state) == (TargetState.VERIFIED, world.inspector, "done")


def test_nothing_is_verified_without_proof_nor_before_it_was_reported(world, campaign):
    target = report(of(campaign, 1), world.officer, mark="")

    with pytest.raises(NoProof):
        verify(target, world.inspector)
    with pytest.raises(NotPossible, match="2026-10-12"):
        verify(target, world.inspector, file=paper(), on=date(2026, 10, 11))
    assert verify(target, world.inspector, file=paper(), on=date(2026, 10, 12)).state == TargetState.VERIFIED


def test_one_photograph_shows_one_target(world, campaign):
    report(of(campaign, 1), world.officer, mark="one")

    with pytest.raises(UsedElsewhere, match="第 1 号"):
        report(of(campaign, 2), world.officer, mark="one")
    assert of(campaign, 2).state == TargetState.NOT_BEGUN
    report(of(campaign, 2), world.officer, mark="two")


def test_what_was_found_undone_goes_on_with_its_duty(world, campaign):
    report(of(campaign, 2), world.owner)

    actions.send_back(of(campaign, 2).pk, why="烟囱还在", by=world.inspector, at=SEEN)

    target = of(campaign, 2)
    assert (target.state, target.sent_back_why, target.duty.state) == (TargetState.UNDER_WAY, "烟囱还在", "open")


def test_an_enterprise_reports_its_own_and_nothing_else(world, campaign):
    assert report(of(campaign, 2), world.owner).state == TargetState.REPORTED

    with pytest.raises(NotYours):
        report(of(campaign, 1), world.owner, mark="b")
    with pytest.raises(NotYours):
        verify(of(campaign, 2), world.owner)


def test_sent_twice_with_one_key_it_is_reported_once(world, campaign):
    pk = of(campaign, 1).pk
    for _n in range(2):
        actions.report(pk, words="完成", by=world.officer, at=REPORTED, key="k")

    assert log.history(campaign.case).filter(name="target_reported").count() == 1


def test_the_database_lets_nobody_verify_what_they_reported(world, campaign):
    report(of(campaign, 1), world.officer)

    with pytest.raises(IntegrityError, match="target_is_verified_by_a_second_person"), transaction.atomic():
        Target.objects.filter(pk=of(campaign, 1).pk).update(verified_by=world.officer)


# CHANGES ----------------------------------------------------------------------------------
def test_a_postponement_is_agreed_by_a_second_person_and_keeps_the_first_day(world, campaign):
    asked = actions.ask_change(
        of(campaign, 1).pk, change="postpone", reason="燃气管线未通", due_on=date(2026, 11, 30), by=world.head, at=SEEN
    )
    with pytest.raises(NotYours, match="自己批准"):
        actions.answer(asked.pk, agreed=True, by=world.head, at=SEEN)

    actions.answer(asked.pk, agreed=True, by=world.leader, at=SEEN)

    target = of(campaign, 1)
    assert (target.state, target.due_on, target.first_due_on, target.duty.due_on) == (
        TargetState.POSTPONED, date(2026, 11, 30), date(2026, 11, 2), date(2026, 11, 30),
    )  # fmt: skip


def test_a_new_last_day_is_later_and_one_request_waits_at_a_time(world, campaign):
    target = of(campaign, 1)
    with pytest.raises(NotPossible, match="晚于"):
        agreed(target, world, "postpone", due_on=target.due_on)
    actions.ask_change(target.pk, change="drop", reason="停产", by=world.officer, at=SEEN)

    with pytest.raises(NotPossible, match="等答复"):
        actions.ask_change(target.pk, change="remove", reason="停产", by=world.officer, at=SEEN)


def test_declined_nothing_changes(world, campaign):
    asked = actions.ask_change(of(campaign, 1).pk, change="remove", reason="不想做", by=world.officer, at=SEEN)

    actions.answer(asked.pk, agreed=False, why="没有依据", by=world.head, at=SEEN)

    assert of(campaign, 1).state == TargetState.NOT_BEGUN


def test_what_is_removed_stays_visible_and_what_is_dropped_stays_counted(world):
    campaign = world.started(*({"name": f"{n}号"} for n in range(1, 6)))
    verify(report(of(campaign, 1), world.officer), world.inspector)
    agreed(of(campaign, 2), world, "remove")
    agreed(of(campaign, 3), world, "drop")

    reached = figures.standing(campaign, "share", queries.of(campaign), date(2026, 10, 20))

    assert (reached.tally.listed, reached.tally.kept, reached.tally.left) == (5, 4, 3)
    assert (reached.rate, reached.rate_ever) == (Decimal("25.0"), Decimal("20.0"))
    assert [of(campaign, n).duty.state for n in (2, 3)] == ["dropped", "dropped"]


# THE END ----------------------------------------------------------------------------------
def close(campaign, by, at=SEEN, **told):
    return actions.close(campaign.pk, by=by, at=at, **{"result_words": "完成一台", **told})


def test_a_campaign_that_missed_says_why_and_frees_its_duties(world, campaign):
    verify(report(of(campaign, 1), world.officer), world.inspector)

    with pytest.raises(NotPossible, match="原因"):
        close(campaign, world.head)
    closed = close(campaign, world.head, missed_why="管线未通", onward="转入明年")

    assert (closed.state, closed.result_rate, closed.is_met) == (State.CLOSED, Decimal("50.0"), False)
    assert (of(campaign, 2).state, of(campaign, 2).duty.state) == (TargetState.NOT_BEGUN, "dropped")
    notice = Notice.objects.get(case=closed.case)
    assert "没有达到目标。原因：管线未通" in dict(notice.facts)["内容和结果"]


def test_nobody_ends_a_campaign_while_a_request_waits(world, campaign):
    actions.ask_change(of(campaign, 1).pk, change="drop", reason="停产", by=world.officer, at=SEEN)

    with pytest.raises(NotPossible, match="答复"):
        close(campaign, world.head, missed_why="停产")


# THE PUBLIC -------------------------------------------------------------------------------
def test_an_edition_is_public_once_a_second_person_published_it_and_never_changes(world, campaign):
    actions.tell(campaign.pk, by=world.officer, at=STARTED)
    assert not queries.public_campaigns().exists()
    board.publish(Notice.objects.get().pk, by=world.editor, at=STARTED)

    verify(report(of(campaign, 1), world.officer), world.inspector)

    assert [one.content["standing"]["verified"] for one in queries.public_editions()] == [0]
    actions.tell(campaign.pk, why="十月进度", by=world.officer, at=SEEN)
    board.publish(Notice.objects.latest("pk").pk, by=world.editor, at=SEEN)
    assert [one.content["standing"]["verified"] for one in queries.public_editions()] == [1, 0]


def test_told_twice_on_a_day_it_is_one_edition(world, campaign):
    for _n in range(2):
        actions.tell(campaign.pk, by=world.officer, at=STARTED)

    assert campaign.editions.count() == 1


def test_the_public_reads_no_more_of_a_person_than_the_surname(world):
    campaign = world.started(
        {"name": "赵大成", "is_person": True, "place": "三组 12 号", "measure": "赵大成建贮粪池，电话 13812345678"}
    )
    actions.tell(campaign.pk, by=world.officer, at=STARTED)

    told = campaign.editions.get().content["targets"][0]

    assert (told["name"], told["place"], told["township"]) == ("赵**", "", "青石镇")
    assert not any(word in told["measure"] for word in ("大成", "13812345678"))


def test_each_month_a_public_campaign_tells_how_far_it_is_once(world, campaign):
    actions.tell(campaign.pk, by=world.officer, at=STARTED)

    assert actions.make_monthly(at=moment("2026-09-30")) == 0
    assert [actions.make_monthly(at=moment("2026-10-01", clock)) for clock in ("00:10", "01:10")] == [1, 0]
    assert campaign.editions.latest("number").why == "2026年10月进度"
