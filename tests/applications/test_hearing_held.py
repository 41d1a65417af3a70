"""The hearing itself: seven working days before it, who chairs, its transcript, and the decision that rests on it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from approvals.applications import actions, guards, rules
from approvals.applications.actions import hearing as hearings
from approvals.applications.actions import hearing_requests as requests
from approvals.applications.models import Application, Hearing, HearingRequest
from approvals.applications.queries import hearing as queries
from approvals.applications.states import Conclusion
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.documents.models import Letter
from tests import builders, world
from tests.builders import moment

pytestmark = pytest.mark.django_db


def whole(yunxi: world.World, application: Application) -> Application:
    """Asked on the 13th, held and signed on 5 November, the opinion kept the day after."""
    world.heard(yunxi, application)
    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-14"))
    world.transcript(yunxi, application, "2026-11-05", moment("2026-11-05", "16:00"))
    return actions.confirm_opinion(
        application.pk, text="未采纳：夜间限制依据充分。", by=yunxi.officer, at=moment("2026-11-06")
    )


def before_the_holidays(yunxi: world.World) -> Application:
    """Proposed on 18 September, a hearing asked for on the 21st."""
    application = world.accepted(yunxi)
    world.publish(yunxi, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    actions.write_opinion(
        application.pk, conclusion=Conclusion.APPROVE, text="同意。", by=yunxi.officer, at=moment("2026-09-18")
    )
    actions.propose(application.pk, by=yunxi.head, at=moment("2026-09-18", "11:00"))
    return world.heard(yunxi, application, moment("2026-09-21"))


def test_seven_working_days_backwards_over_mid_autumn_national_day_and_a_make_up_saturday() -> None:
    yunxi = world.world()
    application = before_the_holidays(yunxi)
    thursday = moment("2026-09-24")

    # 10 October is a working Saturday; before it lie 9, 8 October and 30, 29, 28 September, and the 24th: six.
    with pytest.raises(hearings.NoticeTooShort, match="10月12日"):
        world.arrange(yunxi, application, "2026-10-10", thursday)
    world.arrange(yunxi, application, "2026-10-12", thursday)

    letter = Letter.objects.get(case=application.case, kind="hearing_notice")
    assert (letter.fields["held_on"], letter.fields["chair"], letter.served_on) == (
        "2026-10-12", "沈砚", date(2026, 9, 24),
    )  # fmt: skip


def test_a_hearing_is_not_put_after_its_twenty_working_days_while_there_is_time() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    world.heard(yunxi, application)

    with pytest.raises(hearings.HearingTooLate, match="11月10日"):
        world.arrange(yunxi, application, "2026-11-11", moment("2026-10-14"))


def test_a_hearing_that_is_late_already_is_still_held() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)
    world.heard(yunxi, application)

    world.arrange(yunxi, application, "2026-11-13", moment("2026-11-04"))

    assert guards.running_hearing(application).held_on == date(2026, 11, 13)


@pytest.mark.parametrize("who", ["officer", "head"])
def test_who_reviewed_the_case_does_not_chair(who: str) -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))

    with pytest.raises(rules.ChairReviewed):
        world.arrange(yunxi, application, "2026-11-05", moment("2026-10-14"), chaired_by=getattr(yunxi, who))


def test_nobody_of_another_bureau_chairs() -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))
    other = builders.staff(Role.LEGAL, at=builders.bureau("dongling", "东岭市生态环境局", "东环"))

    with pytest.raises(rules.ChairReviewed):
        world.arrange(yunxi, application, "2026-11-05", moment("2026-10-14"), chaired_by=other)


def test_a_notice_that_reached_the_party_six_working_days_before_does_not_count() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi, portal_service=False)
    world.heard(yunxi, application)
    world.arrange(yunxi, application, "2026-10-23", moment("2026-10-14"))
    letter = Letter.objects.get(case=application.case, kind="hearing_notice")
    actions.record_service(application.pk, letter=letter.pk, by=yunxi.clerk, at=moment("2026-10-15"), **world.SIGNED)

    with pytest.raises(hearings.NoticeNotServed, match="10月14日"):
        world.transcript(yunxi, application, "2026-10-23", moment("2026-10-23"))

    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-26"))
    again = Letter.objects.filter(case=application.case, kind="hearing_notice").latest("pk")
    actions.record_service(application.pk, letter=again.pk, by=yunxi.clerk, at=moment("2026-10-27"), **world.SIGNED)
    world.transcript(yunxi, application, "2026-11-05", moment("2026-11-05"))
    assert guards.held_hearing(application) is not None


def test_each_neighbour_who_asked_gets_a_notice_of_its_own_and_who_was_not_told_is_not_passed_over() -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))
    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-14"))
    world.ask_on_paper(yunxi, application, "2026-10-15", moment("2026-10-15"))

    with pytest.raises(hearings.NoticeNotServed):
        world.transcript(yunxi, application, "2026-11-05", moment("2026-11-05"))

    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-16"))
    letter = HearingRequest.objects.get(asker="interested").notice_letter
    assert letter is not None
    assert (letter.to, letter.fields["addressee"]) == (None, "青石村村民方某")
    actions.record_service(application.pk, letter=letter.pk, by=yunxi.clerk, at=moment("2026-10-19"), **world.SIGNED)
    world.transcript(yunxi, application, "2026-11-05", moment("2026-11-05"))


@pytest.mark.parametrize(("signed_on", "at"), [("2026-11-04", "2026-11-05"), ("2026-11-06", "2026-11-05")])
def test_a_transcript_is_signed_at_the_hearing_or_after_it_and_not_tomorrow(signed_on: str, at: str) -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))
    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-14"))

    with pytest.raises(hearings.NotSigned):
        world.transcript(yunxi, application, signed_on, moment(at))


@pytest.mark.parametrize("conclusion", [Conclusion.APPROVE, Conclusion.REFUSE])
def test_a_hearing_that_took_place_shuts_the_signature_until_its_transcript_is_filed(conclusion: str) -> None:
    yunxi = world.world()
    application = world.proposed(yunxi, conclusion)
    world.heard(yunxi, application)
    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-14"))

    with pytest.raises(guards.HearingRuns, match="听证笔录签字登记以前"):
        world.sign(yunxi, application, moment("2026-11-10"), conclusion)
    world.transcript(yunxi, application, "2026-11-05", moment("2026-11-10", "16:00"))
    with pytest.raises(guards.OpinionBeforeHearing):
        world.sign(yunxi, application, moment("2026-11-11"), conclusion)


def test_an_opinion_from_before_the_transcript_is_not_signed() -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))
    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-14"))
    world.transcript(yunxi, application, "2026-11-05", moment("2026-11-05"))

    with pytest.raises(guards.OpinionBeforeHearing):
        world.sign(yunxi, application, moment("2026-11-06", "09:00"))


@pytest.mark.parametrize("conclusion", [Conclusion.APPROVE, Conclusion.REFUSE])
def test_the_decision_says_that_it_rests_on_the_transcript(conclusion: str) -> None:
    yunxi = world.world()
    application = whole(yunxi, world.proposed(yunxi, conclusion))
    world.legally(yunxi, application, moment("2026-11-06", "14:00"))

    world.sign(yunxi, application, moment("2026-11-06", "15:00"), conclusion)

    letter = Letter.objects.filter(case=application.case).latest("pk")
    assert "本局于2026年11月5日就该项目举行听证" in letter.fields["hearing"]
    assert "根据听证笔录" in letter.fields["hearing"]
    notice = Notice.objects.get(case=application.case, kind="decision")
    assert dict(notice.facts)["听证情况"] == letter.fields["hearing"]
    assert "听证后的意见：未采纳" in dict(notice.facts)["审查意见"]


def test_a_decision_without_a_hearing_says_nothing_of_one() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    world.sign(yunxi, application, moment("2026-10-20", "09:00"))

    assert "hearing" not in Letter.objects.get(case=application.case, kind="approval_reply").fields


def test_there_is_nothing_to_keep_where_no_hearing_was_held() -> None:
    yunxi = world.world()
    application = world.proposed(yunxi)

    with pytest.raises(hearings.NothingToConfirm):
        actions.confirm_opinion(application.pk, text="维持", by=yunxi.officer, at=moment("2026-10-14"))


def send_back(of: world.World, application: Application, at: datetime) -> None:
    actions.send_back(application.pk, reason="重新考虑", by=of.leader, at=at)


def test_once_its_hour_has_come_a_hearing_ends_by_its_transcript_alone() -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))
    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-14"))
    begun = moment("2026-11-05", "09:30")

    assert queries.may_withdraw_hearing(application, moment("2026-11-05", "09:29"))
    assert not queries.may_withdraw_hearing(application, begun)
    with pytest.raises(requests.TranscriptOwed):
        send_back(yunxi, application, begun)
    with pytest.raises(requests.TranscriptOwed):
        actions.withdraw_hearing(application.pk, reason="已经沟通", by=yunxi.applicant, at=begun)
    assert guards.running_hearing(application) is not None


def test_a_day_set_after_the_hearing_began_does_not_let_it_be_sent_back_without_transcript() -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))
    chair = world.arrange(yunxi, application, "2026-10-26", moment("2026-10-14"))
    world.arrange(yunxi, application, "2026-10-28", moment("2026-10-15"), chaired_by=chair)
    assert not queries.put_off_late(Hearing.objects.get())  # put off before its day

    world.arrange(yunxi, application, "2026-11-10", moment("2026-10-28", "15:00"), chaired_by=chair)

    with pytest.raises(requests.TranscriptOwed):
        send_back(yunxi, application, moment("2026-10-29"))
    world.transcript(yunxi, application, "2026-11-10", moment("2026-11-10"))
    send_back(yunxi, application, moment("2026-11-11"))
    with pytest.raises(guards.OpinionBeforeHearing):
        actions.propose(application.pk, by=yunxi.head, at=moment("2026-11-11", "11:00"))


def test_another_conclusion_goes_back_to_review_and_before_the_public_again() -> None:
    yunxi = world.world()
    application = world.heard(yunxi, world.proposed(yunxi))
    world.arrange(yunxi, application, "2026-11-05", moment("2026-10-14"))
    world.transcript(yunxi, application, "2026-11-05", moment("2026-11-05"))
    actions.send_back(application.pk, reason="听证反映的事实须再核", by=yunxi.leader, at=moment("2026-11-06"))

    with pytest.raises(guards.OpinionBeforeHearing):
        actions.propose(application.pk, by=yunxi.head, at=moment("2026-11-06", "11:00"))
    actions.write_opinion(
        application.pk, conclusion=Conclusion.REFUSE, text="不同意。", ground="5", by=yunxi.officer,
        at=moment("2026-11-06", "12:00"),
    )  # fmt: skip
    actions.propose(application.pk, by=yunxi.head, at=moment("2026-11-06", "13:00"))

    assert Letter.objects.filter(case=application.case, kind="hearing_right").count() == 2
