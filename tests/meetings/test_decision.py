"""What the meeting means for a case: no proposal before it, its words offered, and a signature against it says why."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.applications import actions, guards
from approvals.applications.actions.decision import AgainstTheMeeting
from approvals.applications.models import Application
from approvals.applications.queries import typed
from approvals.applications.queries.timeline import timeline
from approvals.applications.states import Conclusion as Decision
from approvals.applications.states import State
from approvals.applications.views.gate import gate
from approvals.applications.views.opinion import resolved as offered
from approvals.meetings import resolutions
from approvals.meetings.states import Conclusion
from disclosure.board.models import Notice
from envportal.audit import log
from envportal.deadlines import clocks
from envportal.documents.models import Letter
from tests import world
from tests.builders import moment, one_time_code
from tests.meetings import rows
from tests.meetings.rows import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return rows.room()


def opinion(room: Room, case: Application, conclusion: str = Decision.APPROVE, day: str = "2026-09-22") -> Application:
    conditions, ground = (typed("夜间不生产。"), "") if conclusion == Decision.APPROVE else ([], "5")
    return actions.write_opinion(
        case.pk, conclusion=conclusion, text="同意报告书的结论。", conditions=conditions, ground=ground,
        by=room.world.officer, at=moment(day),
    )  # fmt: skip


def proposed(room: Room, meeting: str, conclusion: str = Decision.APPROVE) -> Application:
    """A report on which the meeting of 18 September resolved, proposed on 22 September: its window ends on the 30th."""
    application = rows.report(room)
    world.publish(room.world, application, Notice.Kind.ACCEPTANCE, moment("2026-09-17", "17:00"))
    rows.resolved(room, application, meeting)
    opinion(room, application, conclusion)
    found = actions.propose(application.pk, by=room.world.head, at=moment("2026-09-22", "11:00"))
    world.publish(room.world, application, Notice.Kind.PROPOSED_DECISION, moment("2026-09-22", "17:00"))
    return found


def test_a_case_that_must_come_is_not_proposed_before_it_came(room: Room) -> None:
    application = opinion(room, rows.report(room))

    with pytest.raises(resolutions.NotDiscussed, match="所有报告书"):
        actions.propose(application.pk, by=room.world.head, at=moment("2026-09-22"))
    unmet = next(item for item in gate(application, date(2026, 9, 22)) if "会审" in item.sentence)
    assert (unmet.met, unmet.url) == (False, "/desk/meetings/waiting/")


def test_what_need_not_come_is_proposed_as_before(room: Room) -> None:
    assert (
        actions.propose(world.reviewed(room.world).pk, by=room.world.head, at=moment("2026-10-12")).state == "proposed"
    )


def test_after_a_revision_the_opinion_has_to_be_written_anew(room: Room) -> None:
    application = opinion(room, rows.report(room), day="2026-09-17")
    rows.resolved(room, application, Conclusion.REVISE)

    with pytest.raises(resolutions.OpinionBeforeMeeting):
        guards.opinion_follows_meeting(application, date(2026, 9, 22))
    opinion(room, application)
    guards.opinion_follows_meeting(application, date(2026, 9, 22))


def test_what_the_meeting_resolved_is_offered_to_the_officer_after_what_they_had(room: Room) -> None:
    application = opinion(room, rows.report(room), day="2026-09-17")
    rows.resolved(room, application, Conclusion.REVISE)
    found = resolutions.resolution(application.case)
    assert found is not None

    assert offered(found, application.opinions.get(), []) == {
        "conclusion": Decision.APPROVE, "text": "同意报告书的结论。\n会议讨论了本件。",
        "ground": "", "condition_1": "夜间不生产。", "topic_1": "noise", "condition_2": "补充枯水期预测",
        "topic_2": "water", "condition_3": "在线监测联网", "topic_3": "monitoring",
    }  # fmt: skip
    assert offered(found, None, [])["text"] == "会议讨论了本件。"


def test_the_decision_names_the_meeting(room: Room) -> None:
    application = proposed(room, Conclusion.APPROVE)
    world.sign(room.world, application, moment("2026-10-09"))

    letter = Letter.objects.get(kind=Letter.Kind.APPROVAL)
    assert letter.fields["discussed"] == "本件经本局2026年9月18日会审会集体讨论，会审意见：同意批准"
    assert "went_against_meeting" not in log.history(application.case).values_list("name", flat=True)


def test_the_signatory_decides_against_the_meeting_only_with_a_reason_that_is_logged(room: Room) -> None:
    application = proposed(room, Conclusion.REFUSE)
    at = moment("2026-10-09")
    with pytest.raises(AgainstTheMeeting):
        world.sign(room.world, application, at)

    signed = actions.approve(
        application.pk, code=one_time_code(at), against="补充论证已消除会审时的疑问。", by=room.chair, at=at
    )

    assert signed.state == State.APPROVED
    event = log.history(application.case).get(name="went_against_meeting")
    assert (event.actor_name, event.facts["reason"]) == ("韩松年", "补充论证已消除会审时的疑问。")
    assert Letter.objects.get(kind=Letter.Kind.APPROVAL).fields["discussed"].endswith("由签发人依法作出决定")


def test_neither_meeting_nor_its_absence_moves_a_date(room: Room) -> None:
    application = rows.report(room)
    before = [(clock.matter, clock.due_on) for clock in clocks.of(application.case)]

    rows.resolved(room, application)

    assert [(clock.matter, clock.due_on) for clock in clocks.of(application.case)] == before
    assert (clocks.Matter.STATUTORY, date(2026, 11, 13)) in before


def test_the_applicant_is_told_nothing_of_what_was_said_inside(room: Room) -> None:
    application = rows.report(room)
    rows.resolved(room, application)

    verbs = {str(line.verb) for line in timeline(application, inside=False)}
    assert not {verb for verb in verbs if "会审" in verb}
    assert "会审会已有结论" in {str(line.verb) for line in timeline(application)}
