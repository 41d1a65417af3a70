"""Hours run by night and on holidays, minute by minute, and a change of level begins them anew."""

from decimal import Decimal

import pytest

from enforcement.incidents import actions, queries, rules
from enforcement.incidents.guards import NotPossible
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.deadlines.models.clocks import STOPPED_LATE
from envportal.messaging.models import Message
from envportal.supervision.actions import sweep
from envportal.supervision.models import Card
from tests.builders import bureau, moment
from tests.incidents.conftest import called, graded, signed, told

pytestmark = pytest.mark.django_db


def late(incident, matter):
    return Clock.objects.filter(STOPPED_LATE, case=incident.case, matter=matter).exists()


def test_four_hours_from_before_midnight_end_on_the_holiday_at_the_minute(office):
    incident = called(office.inspector)

    assert clocks.open_clock(incident.case, Matter.INCIDENT_GENERAL).due_at == moment("2026-10-01", "03:30")
    assert [one.who for one in queries.untold(incident)] == ["government", "superior"]


@pytest.mark.parametrize(("at", "is_late"), [("03:29", False), ("03:30", True)])
def test_the_clock_stops_at_the_minute_the_last_of_them_was_told(office, at, is_late):
    incident = called(office.inspector)
    told(incident, office.inspector, moment("2026-10-01", "01:00"), "government")
    assert clocks.open_clock(incident.case, Matter.INCIDENT_GENERAL) is not None

    told(incident, office.inspector, moment("2026-10-01", at), "superior")

    assert clocks.open_clock(incident.case, Matter.INCIDENT_GENERAL) is None
    assert late(incident, Matter.INCIDENT_GENERAL) is is_late


def test_what_was_told_in_time_and_entered_later_is_in_time_and_both_minutes_are_kept(office):
    incident = called(office.inspector)

    actions.tell(
        incident.pk, who=["government", "superior"], told_at=moment("2026-10-01", "02:00"), way="telephone",
        by=office.inspector, at=moment("2026-10-01", "09:00"),
    )  # fmt: skip

    one = queries.last_round(incident).recipients.first()
    assert (one.told_at, one.entered_at) == (moment("2026-10-01", "02:00"), moment("2026-10-01", "09:00"))
    assert not late(incident, Matter.INCIDENT_GENERAL)


def test_nobody_is_told_before_it_was_heard_or_after_now(office):
    incident, now = called(office.inspector), moment("2026-10-01", "01:00")
    for told_at in (moment("2026-09-30", "23:29"), moment("2026-10-01", "01:01")):
        with pytest.raises(NotPossible):
            actions.tell(
                incident.pk, who=["government"], told_at=told_at, way="telephone", by=office.inspector, at=now
            )  # fmt: skip


def test_a_sensitive_place_of_unknown_level_has_two_hours_and_the_ministry_is_told(office):
    incident = called(office.inspector, sensitive=["water_zone"])

    last = queries.last_round(incident)
    assert clocks.open_clock(incident.case, Matter.INCIDENT_MAJOR).due_at == moment("2026-10-01", "01:30")
    assert [one.who for one in last.recipients.all()] == ["government", "province", "ministry"]
    assert last.is_precaution


def test_the_sweep_cards_a_report_that_is_not_made(office):
    incident = called(office.inspector)

    sweep(at=moment("2026-10-01", "03:29"))
    assert not Card.objects.filter(case=incident.case, colour="red").exists()
    sweep(at=moment("2026-10-01", "03:30"))

    assert Card.objects.filter(case=incident.case, colour="red").count() == 1


def test_a_level_found_out_under_the_same_limit_goes_on_by_the_same_clock(office):
    incident = called(office.inspector)
    graded(incident, office.inspector, "4", moment("2026-10-01", "00:10"))

    assert [(one.number, one.level) for one in incident.rounds.all()] == [(1, "4")]
    assert clocks.open_clock(incident.case, Matter.INCIDENT_GENERAL).due_at == moment("2026-10-01", "03:30")


@pytest.mark.parametrize(
    ("before", "level", "matter", "due", "told_to"),
    [
        ("4", "3", Matter.INCIDENT_GENERAL, "05:00", 2),
        ("4", "2", Matter.INCIDENT_MAJOR, "03:00", 3),
        ("2", "1", Matter.INCIDENT_MAJOR, "03:00", 3),
        ("2", "4", Matter.INCIDENT_GENERAL, "05:00", 2),
    ],
)
def test_a_change_of_level_up_or_down_begins_anew_with_its_own_recipients(office, before, level, matter, due, told_to):
    incident = called(office.inspector)
    graded(incident, office.inspector, before, moment("2026-10-01", "00:10"), level_why="现场情况")
    told(incident, office.inspector, moment("2026-10-01", "00:30"))

    graded(incident, office.other, level, moment("2026-10-01", "01:00"), level_why="情况变化")

    running = Clock.objects.filter(case=incident.case, state="running")
    assert [(one.matter, one.due_at) for one in running] == [(matter, moment("2026-10-01", due))]
    assert len(queries.untold(incident)) == told_to
    assert Message.objects.filter(template="incident_regraded", to_user=office.head).exists()


def test_the_same_level_again_begins_nothing(office):
    incident = called(office.inspector)
    for at in ("00:10", "00:40"):
        graded(incident, office.inspector, "4", moment("2026-10-01", at), evacuated=12)

    assert incident.rounds.count() == 1


def test_a_sensitive_place_graded_general_is_reported_as_general(office):
    incident = called(office.inspector, sensitive=["people"])

    graded(incident, office.inspector, "4", moment("2026-10-01", "00:10"))

    assert [one.matter for one in incident.rounds.all()] == [Matter.INCIDENT_MAJOR, Matter.INCIDENT_GENERAL]


def test_a_province_that_hears_of_a_major_one_from_below_has_one_hour(office):
    assert rules.track("2", [], at_province=True).matter == Matter.INCIDENT_PROVINCE
    office.bureau.division = "990000"
    office.bureau.save()
    office.inspector.refresh_from_db()
    incident = called(office.inspector, source="subordinate", sensitive=["border"])
    assert clocks.open_clock(incident.case, Matter.INCIDENT_PROVINCE).due_at == moment("2026-10-01", "00:30")

    of = office.inspector.bureau
    of.parent, of.division = bureau("above", "江原省生态环境厅", "江环"), "990100"
    of.save()

    below = called(office.inspector, source="subordinate", sensitive=["border"])
    assert clocks.open_clock(below.case, Matter.INCIDENT_MAJOR) is not None


@pytest.mark.parametrize(
    ("figures", "level"),
    [
        ({"deaths": 2, "poisoned": 9, "evacuated": 4999, "loss": Decimal("4999999.99")}, ""),
        ({"deaths": 3}, "3"), ({"deaths": 10}, "2"), ({"deaths": 29}, "2"), ({"deaths": 30}, "1"),
        ({"poisoned": 10}, "3"), ({"poisoned": 50}, "2"), ({"poisoned": 99}, "2"), ({"poisoned": 100}, "1"),
        ({"evacuated": 5000}, "3"), ({"evacuated": 10000}, "2"), ({"evacuated": 50000}, "1"),
        ({"loss": Decimal(5000000)}, "3"), ({"loss": Decimal(20000000)}, "2"), ({"loss": Decimal(100000000)}, "1"),
        ({"water_cut": "township"}, "3"), ({"water_cut": "county"}, "2"), ({"water_cut": "city"}, "1"),
        ({"deaths": 3, "evacuated": 50000}, "1"), ({"deaths": None}, ""),
    ],
)  # fmt: skip
def test_the_table_counts_the_figure_itself_and_the_gravest_wins(figures, level):
    assert rules.least_level(figures) == level


@pytest.mark.parametrize(
    ("level", "before", "why", "is_refused"),
    [
        ("4", "", "", True), ("", "", "", True), ("3", "", "", False), ("2", "", "", True), ("2", "", "扩散快", False),
        ("", "3", "", True),
    ],
)  # fmt: skip
def test_a_level_is_never_below_the_table_and_above_it_says_why(level, before, why, is_refused):
    if is_refused:
        with pytest.raises(NotPossible):
            rules.fits(level, {"deaths": 3}, before, why)
    else:
        rules.fits(level, {"deaths": 3}, before, why)


def test_writing_follows_the_call_and_must_be_of_the_level_as_it_is(office):
    incident, now = called(office.inspector), moment("2026-10-01", "01:00")
    told(incident, office.inspector, moment("2026-10-01", "00:20"))
    with pytest.raises(NotPossible, match="签发"):
        told(incident, office.inspector, now, way="written")
    signed(incident, "first", office.inspector, office.head, now)

    told(incident, office.inspector, moment("2026-10-01", "01:10"), way="written")

    assert {one.way for one in queries.last_round(incident).recipients.all()} == {"telephone"}
    assert all(one.report for one in queries.last_round(incident).recipients.all())
    graded(incident, office.inspector, "2", moment("2026-10-01", "02:00"), level_why="扩散")
    with pytest.raises(NotPossible, match="新级别"):
        told(incident, office.inspector, moment("2026-10-01", "02:10"), way="written")


def test_everybody_on_call_hears_at_once(office):
    called(office.inspector)

    people = Message.objects.filter(template="incident_reported").values_list("to_user__name", flat=True)
    assert set(people) == {"陆遥", "秦望", "韩松"}


def test_a_call_typed_in_twice_with_one_key_is_one(office):
    first, second = (called(office.inspector, key="k1") for _click in range(2))

    assert first.pk == second.pk
