"""What is concluded, published and closed, by whom; and what the database itself refuses."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from disclosure.board import board
from disclosure.board.guards import PersonalData
from enforcement.incidents import actions, queries
from enforcement.incidents.guards import NotPossible, OutOfOrder, StillOwed
from enforcement.incidents.models import Incident, Recipient, Report
from enforcement.incidents.states import CALLED_FOR
from envportal.accounts.enums import Role
from envportal.cases.models import CaseLink
from envportal.messaging.models import Message
from envportal.refusals import NotYours
from tests.accounts.conftest import just_confirmed
from tests.builders import applicant, case, enterprise, moment, staff
from tests.incidents.conftest import HEARD_AT, called, graded, signed, told

pytestmark = pytest.mark.django_db
EARLY, LATER = moment("2026-10-01", "00:30"), moment("2026-10-12")
FOUND: Any = {
    "cause_kind": "discharge", "cause": "管道破裂", "loss": None, "damage": "河道 300 米", "responsibility": "企业",
    "accountable": "另案查处", "lessons": "补查", "left_over": "无",
}  # fmt: skip


@pytest.fixture
def handled(office):
    """Told to everybody, in writing too."""
    incident = called(office.inspector)
    graded(incident, office.inspector, "4", EARLY, enterprise=enterprise())
    told(incident, office.inspector, EARLY)
    signed(incident, "first", office.inspector, office.head, EARLY)
    return told(incident, office.inspector, EARLY, way="written")


def concluded(incident, by):
    return actions.conclude(incident.pk, by=by, at=LATER, **FOUND)


def handed_in(incident, by, stage="incident_conclusion", **told_of):
    facts = {"发生地点": "青石桥", "调查结论": "管道破裂"}
    return actions.publish(incident.pk, stage=stage, facts=facts, by=by, at=LATER, **told_of)


def test_nothing_may_be_owed_when_it_is_closed(office, handled):
    concluded(handled, office.inspector)
    with pytest.raises(StillOwed, match="处理结果报告"):
        actions.close(handled.pk, by=office.head, at=LATER)
    signed(handled, "final", office.inspector, office.head, LATER)
    with pytest.raises(StillOwed, match="提交公开"):
        actions.close(handled.pk, by=office.head, at=LATER)
    handed_in(handled, office.inspector)

    assert actions.close(handled.pk, by=office.head, at=LATER).case.closed_on == LATER.date()
    people = applicant(enterprise())
    assert not Message.objects.filter(template="incident_ended", to_user=people).exists()


def test_the_writing_owed_to_one_body_keeps_it_open(office):
    incident = called(office.inspector)
    graded(incident, office.inspector, "4", EARLY)
    told(incident, office.inspector, EARLY)
    concluded(incident, office.inspector)

    with pytest.raises(StillOwed, match="还没有补书面报告：本级人民政府、上一级生态环境主管部门"):
        actions.close(incident.pk, by=office.head, at=LATER)


def test_a_conclusion_sent_back_is_written_again(office, handled):
    concluded(handled, office.inspector)
    actions.send_back(handled.pk, why="写明责任", by=office.head, at=LATER)

    assert Message.objects.filter(template="incident_sent_back", to_user=office.inspector).exists()
    assert concluded(handled, office.other).concluded_by == office.other


def test_who_wrote_the_conclusion_does_not_close(office, handled):
    concluded(handled, office.head)

    with pytest.raises(NotYours):
        actions.close(handled.pk, by=office.head, at=LATER)


def test_a_loss_found_later_that_makes_it_graver_has_to_be_graded_first(office, handled):
    with pytest.raises(NotPossible, match="较大"):
        actions.conclude(handled.pk, by=office.inspector, at=LATER, **{**FOUND, "loss": 5_000_000})


def test_no_identity_number_stands_in_who_was_held_accountable(office, handled):
    with pytest.raises(PersonalData):
        actions.conclude(
            handled.pk, by=office.inspector, at=LATER, **{**FOUND, "accountable": "驾驶人 11010519491231002X 被拘留"}
        )


def test_the_enterprise_is_named_in_the_conclusion_alone(office, handled):
    assert handed_in(handled, office.inspector, "incident_initial").owner_name == "正在调查"
    with pytest.raises(NotPossible):
        handed_in(handled, office.inspector, "incident_initial", name_owner=True)
    concluded(handled, office.inspector)

    last = handed_in(handled, office.inspector, name_owner=True)

    assert (last.owner_name, last.place) == (enterprise().name, handled.place)
    assert queries.is_handed_in(Incident.objects.get(pk=handled.pk))


def test_a_public_incident_is_not_ended_as_none_before_it_is_withdrawn(office, handled):
    notice = handed_in(handled, office.inspector, "incident_initial")
    board.publish(notice.pk, by=staff(Role.EDITOR), at=LATER)

    with pytest.raises(NotPossible, match="撤回"):
        actions.dismiss(handled.pk, why="误报", is_hoax=False, by=office.head, at=LATER)


def test_who_holds_it_does_not_end_it_as_none(office):
    incident = called(office.head)

    with pytest.raises(NotYours):
        actions.dismiss(incident.pk, why="误报", is_hoax=False, by=office.head, at=EARLY)
    actions.dismiss(incident.pk, why="误报", is_hoax=False, by=office.leader, at=EARLY)
    with pytest.raises(OutOfOrder):
        graded(incident, office.inspector, "4", EARLY)


def test_a_case_is_linked_by_its_number_as_far_as_one_sees_it(office, handled):
    known = {"kind": "correction_order", "opened_on": LATER.date()}
    target = case(number="云环改案〔2026〕9号", holder=office.inspector, **known)
    case(number="云环改案〔2026〕99号", holder=office.other, **known)
    desk, address = just_confirmed(office.inspector), f"/desk/incidents/{handled.pk}/link/"
    nothing = desk.post(address, {"number": "云环改案〔2026〕99号", "_key": str(uuid4())})
    assert nothing.status_code == 422

    done = desk.post(address, {"number": "云环改案[2026]9", "_key": str(uuid4())})

    assert (done.status_code, CaseLink.objects.get(why=CALLED_FOR).target) == (302, target)
    assert "云环改案〔2026〕9号" in desk.get(f"/desk/incidents/{handled.pk}/").content.decode()


def test_a_case_somebody_does_not_see_is_not_named_to_them_beside_the_incident(office):
    clerk = staff(Role.CLERK, in_section=office.inspector.section)
    incident = called(clerk)
    target = case(
        kind="penalty", number="云环罚〔2026〕9号", title="某厂偷排案", opened_on=LATER.date(),
        section=office.head.section,
    )  # fmt: skip
    actions.link(incident.pk, target=target, by=office.inspector, at=LATER)

    pages = [
        just_confirmed(one).get(f"/desk/incidents/{incident.pk}/").content.decode() for one in (clerk, office.head)
    ]

    assert ["某厂偷排案" in page for page in pages] == [False, True]
    assert ["云环罚〔2026〕9号" in page for page in pages] == [False, True]


def test_a_clerk_takes_a_call_and_sees_that_one(office):
    clerk = staff(Role.CLERK, in_section=office.inspector.section)
    mine, other = called(clerk), called(office.inspector)
    desk = just_confirmed(clerk)

    assert desk.get(f"/desk/incidents/{mine.pk}/").status_code == 200
    assert desk.get(f"/desk/incidents/{other.pk}/").status_code == 404
    assert just_confirmed(staff(Role.FINANCE)).get("/desk/incidents/call/").status_code == 403


def refused(constraint, change):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        change()


def test_the_database_refuses_what_the_law_does(office):
    incident = called(office.inspector)
    rows, of = Incident.objects.filter(pk=incident.pk), Recipient.objects.filter(round__incident=incident)
    report = actions.write(incident.pk, kind="first", items=[("处置", "好")], by=office.inspector, at=EARLY)
    reports = Report.objects.filter(pk=report.pk)
    later = {"told_at": EARLY, "way": "telephone", "told_by": office.head, "entered_at": HEARD_AT}

    refused("incident_happens_before_it_is_discovered", lambda: rows.update(occurred_at=EARLY))
    refused("incident_has_a_known_level", lambda: rows.update(level="5"))
    refused("hoax_is_no_incident", lambda: rows.update(is_hoax=True))
    refused("recipient_was_told_at_a_time_by_a_way", lambda: of.update(told_at=EARLY))
    refused("telling_is_entered_after_it_was", lambda: of.update(**later))
    refused("writing_is_a_report", lambda: of.update(written_at=EARLY))
    refused("first_and_final_report_is_one", lambda: reports.update(number=2))
    refused("signed_report_is_a_letter", lambda: reports.update(signed_by=office.head, signed_at=EARLY))
