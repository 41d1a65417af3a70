"""The pages: reported without an account, by the enterprise, by whoever took the call; handled at the desk."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from disclosure.board import board
from enforcement.incidents import actions
from enforcement.incidents.models import Incident, Reporter
from envportal.accounts.enums import Role
from envportal.audit import log
from envportal.cases.queries import query_code
from envportal.messaging.models import Message
from tests.accounts.conftest import just_confirmed
from tests.builders import USCCS, applicant, enterprise, moment, section, staff
from tests.documents import corpus
from tests.incidents.conftest import called, graded, signed, told

pytestmark = pytest.mark.django_db
NIGHT = moment("2026-10-01", "00:30")
NAME, PHONE = "金丝雀", "13912345678"
TYPED = {
    "place": "青石镇河口",
    "text": "河水发红，有刺鼻气味",
    "sensitive": ["water_zone"],
    "name": NAME,
    "contact": PHONE,
}


def asked(client: Client, **typed):
    """The form with its sum done, as a browser without scripts posts it."""
    page = client.get("/incidents/report/").content.decode()
    token = re.search(r'name="_question" value="([^"]+)"', page)[1]
    first, second = re.search(r"(\d+) 加 (\d+) 等于几", page).groups()
    bureau = re.search(r'<option value="(\d+)"', page)[1]
    return {**TYPED, "_question": token, "answer": str(int(first) + int(second)), "bureau": bureau, **typed}


@pytest.fixture
def window(office):
    return section(office.bureau, kind="window", name="窗口")


def test_anybody_reports_and_reads_what_became_of_it(office, window, client):
    team = section(office.bureau, name="执法大队")
    team.phone = "0999-000 0110"
    team.save()
    with time_machine.travel(NIGHT, tick=False):
        page = client.get("/incidents/report/").content.decode()
        assert page.index("0999-000 0110") < page.index("_question")
        data = asked(client)
        answer = client.post("/incidents/report/", data).content.decode()
        again = client.post("/incidents/report/", data).content.decode()

    incident = Incident.objects.get()
    code = query_code(incident.case)
    assert (incident.case.number in answer, code in answer, code in again) == (True, True, True)
    assert incident.rounds.get().matter == "incident_major"
    found = client.post("/incidents/progress/", {"no": incident.case.number, "code": code}).content.decode()
    assert "已接报，待核实定级" in found
    assert client.post("/incidents/progress/", {"no": incident.case.number, "code": "22222222"}).status_code == 404
    assert client.post("/progress/", {"no": incident.case.number, "code": code}).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": "99"}, {"place": ""}, {"occurred_at": "昨天"}, {"occurred_at": "0001-01-01 00:00"},
        {"occurred_at": "9999-12-31 23:59"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_place_and_nothing_is_lost(office, window, client, wrong):
    answer = client.post("/incidents/report/", asked(client, **wrong))

    assert answer.status_code == 422
    assert "河水发红，有刺鼻气味" in answer.content.decode()
    assert PHONE in answer.content.decode()
    assert not Incident.objects.exists()


def test_a_flood_of_reports_of_one_address_is_slowed_and_nothing_is_lost(office, window, client):
    for _n in range(3):
        client.post("/incidents/report/", asked(client))

    answer = client.post("/incidents/report/", asked(client))

    assert answer.status_code == 429
    assert "河水发红" in answer.content.decode()


def test_who_reported_is_seen_for_a_reason_that_stays_and_stands_nowhere_else(office, window, client):
    client.post("/incidents/report/", asked(client, text="河水发红"))
    incident = Incident.objects.get()
    with time_machine.travel(NIGHT + timedelta(days=1)):
        graded(incident, office.inspector, "4", NIGHT + timedelta(days=1))
        desk = just_confirmed(office.inspector)
        pages = [desk.get(one).content.decode() for one in ("/desk/incidents/", f"/desk/incidents/{incident.pk}/")]
        closed = just_confirmed(office.other).get(f"/desk/incidents/{incident.pk}/reporter/")
        seen = desk.post(f"/desk/incidents/{incident.pk}/reporter/", {"why": "核实", "_key": str(uuid4())})
    pages += [client.get("/incidents/").content.decode(), *Message.objects.values_list("body", flat=True)]

    assert (NAME in seen.content.decode(), closed.status_code) == (True, 403)
    assert log.history(incident.case).get(name="reporter_seen").facts == {"why": "核实"}
    assert [page for page in pages if NAME in page or PHONE in page] == []
    assert not any(NAME in str(event.facts) for event in log.history(incident.case))


def test_an_enterprise_reports_its_own_and_never_reads_what_others_wrote(office, client):
    owner = applicant(enterprise())
    client.force_login(owner)
    answer = client.post("/my/incidents/report/", {"place": "厂区北门", "what": "储罐泄漏", "_key": str(uuid4())})
    incident = Incident.objects.get()
    assert (answer["Location"], incident.case.enterprise) == (f"/my/incidents/{incident.pk}/", owner.enterprise)
    assert "储罐泄漏" in client.get(f"/my/incidents/{incident.pk}/").content.decode()

    other = called(office.inspector, what="群众说是和信包装偷排")
    graded(other, office.inspector, "4", moment("2026-10-01", "00:10"), enterprise=owner.enterprise)

    assert "群众说" not in client.get(f"/my/incidents/{other.pk}/").content.decode()
    assert incident.case.number in client.get("/my/incidents/").content.decode()
    client.force_login(applicant(enterprise("别家", uscc=USCCS[1]), "旁人"))
    assert client.get(f"/my/incidents/{incident.pk}/").status_code == 404


def test_the_desk_goes_the_whole_way_in_the_browser(office, client):
    with time_machine.travel(moment("2026-10-01", "08:00"), tick=False) as clock:
        desk, head = just_confirmed(office.inspector), just_confirmed(office.head)
        call = {"source": "telephone", "discovered_at": "2026年10月1日 7:50", "place": "青石桥", "what": "槽罐车侧翻"}
        pk = int(
            re.search(r"/(\d+)/$", desk.post("/desk/incidents/call/", {**call, "_key": str(uuid4())})["Location"])[1]
        )
        page = desk.get(f"/desk/incidents/{pk}/").content.decode()
        assert "还剩 3 小时 50 分" in page
        base = f"/desk/incidents/{pk}"

        def post(by, step, **typed):
            return by.post(f"{base}/{step}/", {"_key": str(uuid4()), **typed})

        low = post(desk, "grade", place="青石桥", deaths="3", level="4", water_cut="")
        assert (low.status_code, "不能定得更低" in low.content.decode()) == (409, True)
        assert post(desk, "grade", place="青石桥", evacuated="12", level="4", water_cut="").status_code == 302
        tell = {"who": ["government", "superior"], "told_at": "2026-10-01 08:00", "heard_by": "市政府值班室"}
        assert post(desk, "tell", way="written", **tell).status_code == 409
        assert post(desk, "tell", way="telephone", **tell).status_code == 302
        first = desk.get(f"{base}/write/first/").content.decode()
        assert "疏散、转移 12 人" in first
        boxes = dict.fromkeys(re.findall(r'<textarea name="(\w+)"', first), "情况")
        assert post(desk, "write/first", **{**boxes, "cause": ""}).status_code == 422
        assert post(desk, "write/first", **boxes).status_code == 302
        report = Incident.objects.get(pk=pk).reports.get()
        assert post(head, f"sign/{report.pk}").status_code == 302
        assert post(desk, "tell", way="written", **tell).status_code == 302
        note = {"taken_at": "2026-10-01 08:00", "what": "筑坝拦截", "role": "市消防救援支队"}
        assert post(desk, "note", file=corpus.upload(corpus.pdf()), **note).status_code == 302
        clock.shift(timedelta(minutes=5))
        facts = dict.fromkeys(
            re.findall(r'<textarea name="(f\d+)"', desk.get(f"{base}/publish/").content.decode()), "已处置"
        )
        assert post(desk, "publish", stage="incident_initial", **facts).status_code == 302
        assert board.pending(Incident.objects.get(pk=pk).case, board.Kind.INCIDENT).owner_name == "正在调查"
        found = dict.fromkeys(("cause", "damage", "responsibility", "accountable", "lessons", "left_over"), "车辆侧翻")
        assert post(desk, "conclude", cause_kind="traffic", **found).status_code == 302
        assert post(head, "close").status_code == 409
        final = dict.fromkeys(("course", "damage", "society", "left_over", "accountable"), "完成")
        assert post(desk, "write/final", **final).status_code == 302
        report = Incident.objects.get(pk=pk).reports.get(kind="final")
        assert post(head, f"sign/{report.pk}").status_code == 302
        facts = dict.fromkeys(
            re.findall(r'<textarea name="(f\d+)"', desk.get(f"{base}/publish/").content.decode()), "已查明"
        )
        assert post(desk, "publish", stage="incident_conclusion", **facts).status_code == 302
        assert post(desk, "close").status_code == 403
        assert post(head, "close").status_code == 302

        shown = head.get(f"{base}/").content.decode()
        assert ("已结案" in shown, "迟报" in shown) == (True, False)
        assert "筑坝拦截" in shown


def test_a_hoax_is_ended_by_somebody_else_and_its_clock_stops(office):
    incident = called(office.inspector)
    head = just_confirmed(office.head)
    with time_machine.travel(moment("2026-10-01", "01:00")):
        answer = head.post(
            f"/desk/incidents/{incident.pk}/dismiss/", {"why": "现场没有泄漏", "is_hoax": "on", "_key": str(uuid4())}
        )
    incident = Incident.objects.get(pk=incident.pk)

    assert (answer.status_code, incident.state, incident.is_hoax) == (302, "dismissed", True)
    assert not incident.case.clocks.filter(state="running").exists()
    assert "迟报" not in head.get(f"/desk/incidents/{incident.pk}/").content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(office, n, django_assert_max_num_queries):
    for _one in range(n):
        graded(called(office.inspector), office.inspector, "4", moment("2026-10-01", "00:10"))
    client = just_confirmed(office.inspector)
    client.get("/desk/incidents/")

    with django_assert_max_num_queries(18):
        assert client.get("/desk/incidents/?q=云岭河&owed=on&level=4").status_code == 200
    assert client.get("/desk/incidents/?format=csv").status_code == 200


def test_minutes_left_and_late_are_said_on_top(office):
    incident = called(office.inspector)
    client = just_confirmed(office.inspector)
    with time_machine.travel(moment("2026-10-01", "03:29"), tick=False):
        before = client.get(f"/desk/incidents/{incident.pk}/").content.decode()
    with time_machine.travel(moment("2026-10-01", "03:42"), tick=False):
        after = client.get(f"/desk/incidents/{incident.pk}/").content.decode()
        told(incident, office.inspector, moment("2026-10-01", "03:42"))
        late = client.get(f"/desk/incidents/{incident.pk}/").content.decode()

    assert ("还剩 1 分" in before, "已超 12 分" in after, "迟报" in late) == (True, True, True)


def test_the_years_are_counted_from_what_stands_on_the_board(office, client):
    incident = called(office.inspector)
    graded(incident, office.inspector, "4", moment("2026-10-01", "00:10"), occurred_at=moment("2026-09-30", "23:00"))
    facts = {"发生时间": "2026年9月30日 23:00", "级别": "一般（Ⅳ级）", "处置情况": "已拦截"}
    notice = actions.publish(
        incident.pk, stage="incident_initial", facts=facts, by=office.inspector, at=moment("2026-10-08")
    )
    assert "一般（Ⅳ级）" not in client.get("/incidents/years/").content.decode()

    board.publish(notice.pk, by=staff(Role.EDITOR), at=moment("2026-10-09"))

    page = client.get("/incidents/years/").content.decode()
    assert ("2026" in page, "一般（Ⅳ级） 1" in page, "没有写明" in page) == (True, True, True)


def test_a_reporter_is_one_row_apart(office):
    incident = called(office.inspector, caller=actions.Caller(NAME, PHONE))

    assert Reporter.objects.get(pk=incident.pk).contact == PHONE
    assert not [field for field in Incident._meta.get_fields() if field.related_model is Reporter and not field.hidden]


def test_a_report_is_signed_by_somebody_else(office):
    incident = called(office.inspector)
    report = actions.write(incident.pk, kind="first", items=[("处置", "好")], by=office.head, at=NIGHT)

    answer = just_confirmed(office.head).post(
        f"/desk/incidents/{incident.pk}/sign/{report.pk}/", {"_key": str(uuid4())}
    )

    assert answer.status_code == 403
    signed(incident, "follow_up", office.inspector, office.head, NIGHT)
    letter = incident.reports.get(kind="follow_up").letter
    assert letter.fields["report"] == "续报第 1 次"
    assert letter.fields["signer"] == "秦望"
