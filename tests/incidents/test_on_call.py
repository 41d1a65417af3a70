"""Who is called first, what was told before the level changed, and a slip in the minute it was heard of."""

from datetime import date

import pytest
import time_machine

from enforcement.incidents import actions, queries
from enforcement.incidents.guards import NotPossible, OutOfOrder
from enforcement.incidents.models import Incident, OnCall
from envportal.accounts.enums import Role, SectionKind
from envportal.audit import log
from envportal.audit.models import Event
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock
from envportal.deadlines.models.clocks import STOPPED_LATE
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests.accounts.conftest import just_confirmed
from tests.builders import bureau, moment, section, staff
from tests.incidents.conftest import HEARD_AT, called, graded, told
from tests.incidents.test_put_right import seen_by_somebody

pytestmark = pytest.mark.django_db
EVE, DAY = date(2026, 9, 30), date(2026, 10, 1)


def rostered(office, person, *deputies, first=EVE, last=EVE, of=None, at=HEARD_AT):
    who = actions.Who(person, "0577-88001234", deputies)
    return actions.put_on_call(section=of or person.section, who=who, first=first, last=last, by=office.head, at=at)


def woken(case, template="incident_reported"):
    return list(
        Message.objects.filter(case=case, template=template).order_by("pk").values_list("to_user__name", flat=True)
    )


# THE ROSTER -------------------------------------------------------------------------
def test_whom_the_roster_names_is_told_first_and_then_who_stands_in_and_nobody_twice(office):
    lab = section(bureau(), kind=SectionKind.REVIEW, name="监测科")
    chemist = staff(Role.OFFICER, "云帆", in_section=lab)
    rostered(office, chemist)
    rostered(office, office.other, office.leader)

    incident = called(office.inspector)

    # Enforcement's before the others'; who took the call is not told of it.
    assert woken(incident.case) == ["陆遥", "云帆", "韩松", "秦望"]
    first = Message.objects.filter(case=incident.case).order_by("pk").first()
    assert first.body.startswith("您今天值班，最先通知您。")


def test_without_a_roster_everybody_is_told_as_before(office):
    assert sorted(woken(called(office.inspector).case)) == sorted(["陆遥", "秦望", "韩松"])


def test_who_takes_a_call_reads_whom_to_ring(office):
    rostered(office, office.other, office.leader)
    with time_machine.travel(HEARD_AT, tick=False):
        page = just_confirmed(office.inspector).get("/desk/incidents/call/").content.decode()
        listed = just_confirmed(office.head).get("/desk/incidents/roster/").content.decode()
        tomorrow = (
            just_confirmed(office.inspector).get("/desk/incidents/roster/?format=csv").content.decode("utf-8-sig")
        )
    assert "陆遥" in page
    assert "0577-88001234" in page
    assert "韩松" in page
    assert "/change/" in listed
    assert tomorrow.count("陆遥") == 1


def test_a_section_has_one_person_a_day_and_a_month_at_most_is_written_at_once(office):
    rows = rostered(office, office.other, last=DAY)
    assert [one.day for one in rows] == [EVE, DAY]
    for first, last in ((DAY, DAY), (date(2026, 9, 29), EVE), (DAY, EVE), (date(2026, 10, 2), date(2026, 11, 3))):
        with pytest.raises(NotPossible):
            rostered(office, office.inspector, first=first, last=last)
    with pytest.raises(NotPossible):  # nobody stands in for themselves
        rostered(office, office.inspector, office.inspector, first=date(2026, 10, 2), last=date(2026, 10, 2))
    with pytest.raises(NotYours):
        actions.put_on_call(
            section=office.other.section, who=actions.Who(office.other, "1"), first=DAY, last=DAY, by=office.inspector,
            at=HEARD_AT,
        )  # fmt: skip
    assert OnCall.objects.count() == 2


def test_a_day_ahead_is_changed_or_emptied_on_the_log_and_the_past_is_not(office):
    eve, day = rostered(office, office.other, last=DAY)
    other = actions.Who(office.inspector, "0577-88005678", [office.other])
    actions.change_on_call(eve.pk, who=other, by=office.head, at=HEARD_AT)
    actions.take_off_call(day.pk, by=office.head, at=HEARD_AT)

    assert queries.called_first(office.bureau, EVE) == [office.inspector, office.other]
    assert queries.roster(office.bureau, DAY) == []
    changed = Event.objects.get(name="roster_changed")
    assert (changed.facts["before"], changed.facts["person"]) == ("陆遥", "程野")
    with pytest.raises(NotPossible):
        actions.change_on_call(eve.pk, who=other, by=office.head, at=moment("2026-10-02"))


def test_the_roster_is_written_on_its_pages_and_says_what_is_wrong(office):
    client = just_confirmed(office.head)
    typed = {"section": office.other.section_id, "first": "2099-01-01", "last": "2099-01-02", "phone": "0577-1"}
    missing = client.post("/desk/incidents/roster/new/", typed)
    assert missing.status_code == 422
    assert "2099-01-01" in missing.content.decode()

    done = client.post(
        "/desk/incidents/roster/new/", {**typed, "person": office.other.pk, "deputies": [office.leader.pk]}
    )
    assert done.status_code == 302
    row = OnCall.objects.order_by("day").first()
    assert client.post(f"/desk/incidents/roster/{row.pk}/remove/").status_code == 302
    assert OnCall.objects.count() == 1
    assert just_confirmed(office.inspector).get("/desk/incidents/roster/new/").status_code == 403


# A CALL BEFORE THE LEVEL CHANGED -------------------------------------------------------
def test_a_call_made_before_the_level_changed_counts_for_the_level_it_was_made_for(office):
    incident = called(office.inspector)
    graded(incident, office.inspector, "4", moment("2026-10-01", "00:10"))
    graded(incident, office.other, "2", moment("2026-10-01", "04:00"), level_why="泄漏扩大")  # after the first limit
    first, second = incident.rounds.all()
    assert Clock.objects.filter(STOPPED_LATE, case=incident.case, matter=Matter.INCIDENT_GENERAL).exists()

    actions.tell(
        incident.pk, who=["government", "superior"], told_at=moment("2026-10-01", "01:00"), way="telephone",
        by=office.inspector, at=moment("2026-10-01", "04:10"),
    )  # fmt: skip

    assert [one.told_at for one in first.recipients.all()] == [moment("2026-10-01", "01:00")] * 2
    assert [one.told_at for one in second.recipients.all()] == [None] * 3
    # In truth everybody knew in time, and the hours of the new level run on.
    assert not Clock.objects.filter(STOPPED_LATE, case=incident.case).exists()
    assert clocks.open_clock(incident.case, Matter.INCIDENT_MAJOR).due_at == moment("2026-10-01", "06:00")
    assert clocks.verify() == []


def test_whom_the_former_level_did_not_name_is_not_told_for_it(office):
    incident = called(office.inspector)
    graded(incident, office.inspector, "4", moment("2026-10-01", "00:10"))
    graded(incident, office.other, "2", moment("2026-10-01", "01:00"), level_why="泄漏扩大")
    with pytest.raises(NotPossible):
        told(incident, office.inspector, moment("2026-10-01", "00:30"), "government", "ministry")
    page = just_confirmed(office.inspector).get(f"/desk/incidents/{incident.pk}/tell/").content.decode()
    assert "上一级生态环境主管部门" in page  # of the former level alone
    assert "算在当时那一级" in page


# A SLIP IN THE MINUTE --------------------------------------------------------------------
RIGHT, NOW = moment("2026-09-30", "22:30"), moment("2026-10-01", "03:00")


def corrected(office, incident, moment_=RIGHT, by=None, at=NOW):
    return actions.correct_time(incident.pk, discovered_at=moment_, why="录音写明 22:30", by=by or office.head, at=at)


def test_a_mistyped_minute_is_put_right_by_somebody_else_and_the_hours_count_from_it(office):
    incident = called(office.inspector)
    told(incident, office.inspector, moment("2026-10-01", "02:45"))
    assert not Clock.objects.filter(STOPPED_LATE, case=incident.case).exists()

    corrected(office, incident)

    clock = Clock.objects.get(case=incident.case)
    assert (clock.started_at, clock.due_at) == (RIGHT, moment("2026-10-01", "02:30"))
    assert Clock.objects.filter(STOPPED_LATE, case=incident.case).exists()  # they were told too late after all
    assert Incident.objects.get().rounds.get().since == RIGHT
    event = next(one for one in log.history(incident.case) if one.name == "incident_time_corrected")
    assert (event.facts["before"], event.facts["why"]) == (HEARD_AT.isoformat(), "录音写明 22:30")
    assert woken(incident.case, "incident_time_corrected") == ["程野"]
    assert clocks.verify() == []


def test_a_running_clock_goes_on_from_the_right_minute_on_another_day(office):
    incident = called(office.inspector, at=moment("2026-10-01", "00:30"))
    corrected(office, incident)
    assert clocks.open_clock(incident.case, Matter.INCIDENT_GENERAL).due_at == moment("2026-10-01", "02:30")
    assert Clock.objects.get().started_on == EVE


def test_nobody_puts_their_own_minute_right_nor_one_nobody_typed_nor_one_that_cannot_be(office):
    incident = called(office.head)
    told(incident, office.inspector, moment("2026-10-01", "01:00"), "government")
    with pytest.raises(NotYours):
        corrected(office, incident)
    with pytest.raises(NotYours):
        corrected(office, incident, by=office.inspector)
    for wrong in (moment("2026-10-01", "01:01"), moment("2026-10-01", "03:01")):  # after a call, after now
        with pytest.raises(NotPossible):
            corrected(office, incident, wrong, by=office.leader)
    with pytest.raises(OutOfOrder):
        corrected(office, seen_by_somebody(office))
    with time_machine.travel(NOW, tick=False):
        client = just_confirmed(office.leader)
        page = client.post(
            f"/desk/incidents/{incident.pk}/correct-time/", {"discovered_at": "2026-09-30 23:00", "why": "笔误"}
        )
    assert page.status_code == 302
