"""A tanker overturns the night before National Day: told by telephone, graded anew, ended, read by everybody."""

import pytest
from django.test import Client

from disclosure.board import board
from enforcement.incidents import actions
from enforcement.incidents.guards import StillOwed
from enforcement.incidents.models import Incident
from enforcement.monitoring import sampling
from envportal.accounts.enums import Role
from envportal.cases.queries import query_code
from envportal.deadlines.models import Clock
from envportal.deadlines.models.clocks import STOPPED_LATE
from envportal.refusals import NotYours
from envportal.supervision.actions import sweep
from tests.builders import moment, staff
from tests.incidents.conftest import graded, office, signed, told

pytestmark = pytest.mark.django_db
SECRET = "金丝雀 13912345678"


def test_a_tanker_overturns_the_night_before_a_holiday():
    of, editor, anybody = office(), staff(Role.EDITOR), Client()
    incident = actions.report_publicly(
        of.bureau, key="0d0f0000-0000-4000-8000-000000000001", address="198.51.100.7",
        at=moment("2026-09-30", "22:50"), caller=actions.Caller("金丝雀", "13912345678"), place="青石桥",
        what=f"{SECRET} 看见罐车翻了", sensitive=["people"],
    )  # fmt: skip
    told(incident, of.inspector, moment("2026-09-30", "23:40"))
    graded(incident, of.inspector, "4", moment("2026-10-01", "00:20"), pollutants="盐酸约 3 吨")
    told(incident, of.inspector, moment("2026-10-01", "00:40"))
    graded(incident, of.inspector, "3", moment("2026-10-01", "02:00"), evacuated=5200)
    sweep(at=moment("2026-10-01", "06:00"))
    told(incident, of.inspector, moment("2026-10-01", "06:05"))
    late = Clock.objects.filter(STOPPED_LATE, case=incident.case)
    assert [clock.started_at for clock in late] == [moment("2026-10-01", "02:00")]
    assert incident.case.cards.filter(colour="red").count() == 1

    signed(incident, "first", of.inspector, of.head, moment("2026-10-01", "07:00"))
    told(incident, of.inspector, moment("2026-10-01", "07:30"), way="written")
    measured = sampling.ask(
        incident.case_id, reason="incident", place="下游 500 米", laboratory="监测站", by=of.inspector,
        at=moment("2026-10-01", "08:00"),
        parameters=[{"name": "pH", "unit": "", "low": 6, "high": 9, "standard": "GB 3838-2002"}],
    )  # fmt: skip
    assert list(sampling.near(incident.case)) == [measured]
    notice = actions.publish(
        incident.pk, stage="incident_initial", facts={"发生地点": "青石桥", "处置情况": "已筑坝拦截"}, by=of.inspector,
        at=moment("2026-10-01", "09:00"),
    )  # fmt: skip
    board.publish(notice.pk, by=editor, at=moment("2026-10-01", "10:00"))
    actions.conclude(
        incident.pk, cause_kind="traffic", cause="罐车避让不当", loss=None, damage="沟渠 300 米",
        responsibility="驾驶人", accountable="由交警处理", lessons="危化品车辆限行", left_over="无",
        by=of.inspector, at=moment("2026-10-12"),
    )  # fmt: skip
    with pytest.raises(StillOwed, match=r"处理结果报告.*提交公开"):
        actions.close(incident.pk, by=of.head, at=moment("2026-10-13"))
    signed(incident, "final", of.inspector, of.head, moment("2026-10-13"))
    facts = {
        "发生地点": "青石桥",
        "级别": "较大（Ⅲ级）",
        "原因": "交通事故",
        "调查结论": "避让不当",
        "责任追究": "由交警处理",
    }
    last = actions.publish(
        incident.pk, stage="incident_conclusion", facts=facts, by=of.inspector, at=moment("2026-10-13")
    )
    board.publish(last.pk, by=editor, at=moment("2026-10-14"))
    with pytest.raises(NotYours):
        actions.close(incident.pk, by=of.inspector, at=moment("2026-10-14"))
    actions.close(incident.pk, by=of.head, at=moment("2026-10-14"))

    case = Incident.objects.get(pk=incident.pk).case
    assert (last.version, case.closed_on.isoformat()) == (2, "2026-10-14")
    code = query_code(case)
    pages = [_body(anybody.get(address)) for address in (
        "/incidents/", "/incidents.csv", "/incidents.json", "/incidents/years/", f"/board/{last.public_id}/",
        f"/board/{notice.public_id}/", f"/en/board/{last.public_id}/",
    )]  # fmt: skip
    pages.append(anybody.post("/incidents/progress/", {"no": case.number, "code": code}).content.decode())
    assert ["金丝雀" in page or "13912345678" in page for page in pages] == [False] * 8
    assert ["青石桥" in page for page in pages] == [True] * 8
    assert "已结案" in pages[-1]


def _body(answer):
    return (b"".join(answer) if answer.streaming else answer.content).decode()
