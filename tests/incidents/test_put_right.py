"""What was wrong is put right: written again, corrected, taken back; nothing false stays because it stood first."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from disclosure.board import board
from enforcement.incidents import actions, queries, rules
from enforcement.incidents.guards import NotPossible, StillOwed
from enforcement.incidents.models import Incident
from enforcement.inspections import visiting
from envportal.accounts.enums import Role
from envportal.documents.models import Letter
from envportal.refusals import NotYours
from tests.accounts.conftest import just_confirmed
from tests.builders import applicant, bureau, enterprise, moment, staff
from tests.incidents.conftest import HEARD, HEARD_AT, NOBODY, called, graded, signed, told
from tests.incidents.test_ends import FOUND

pytestmark = pytest.mark.django_db
EARLY, LATER, LAST = moment("2026-10-01", "00:30"), moment("2026-10-12"), moment("2026-10-13")
CANARY = "金丝雀家门口 13912345678"


def seen_by_somebody(office, **typed):
    """A report without an account, whose writer says in the place who they are."""
    heard = {"place": CANARY, "what": "河水发红", **typed}
    return actions.report_publicly(
        office.bureau, key=str(uuid4()), address="198.51.100.9", at=HEARD_AT, caller=NOBODY, **heard
    )  # fmt: skip


def handed_in(incident, by, stage, at=LATER, key="", **facts):
    told_of = {"发生地点": "青石桥", "处置情况": "已拦截", **facts}
    return actions.publish(incident.pk, stage=stage, facts=told_of, by=by, at=at, key=key)


def test_a_corrected_notice_names_nobody_whose_doing_is_not_established(office):
    incident = called(office.inspector, division="青石镇")
    graded(incident, office.inspector, "4", EARLY, enterprise=enterprise())
    editor = staff(Role.EDITOR)
    first = handed_in(incident, office.inspector, "incident_initial")
    board.publish(first.pk, by=editor, at=LATER)

    again = board.correct(first.pk, facts={"处置情况": "已全部拦截"}, reason="笔误", by=editor, at=LAST)

    assert (again.owner_name, again.usc_code) == ("正在调查", "")
    assert (again.place, again.division, again.version) == (incident.place, "青石镇", 2)


def test_what_somebody_typed_as_the_place_reaches_no_title_no_report_and_no_form(office):
    incident = seen_by_somebody(office)
    report = actions.write(incident.pk, kind="first", items=[("处置", "核实")], by=office.inspector, at=EARLY)
    actions.sign(incident.pk, report=report.pk, by=office.head, at=EARLY)
    desk = just_confirmed(office.inspector)
    page = desk.get(f"/desk/incidents/{incident.pk}/").content.decode()
    boxes = [desk.get(f"/desk/incidents/{incident.pk}/{step}/").content.decode() for step in ("grade", "write/final")]

    assert CANARY in page
    assert CANARY not in incident.case.title + str(Letter.objects.get(case=incident.case).fields)
    assert [f'value="{CANARY}"' in box or f">{CANARY}</textarea>" in box for box in boxes] == [False, False]
    assert CANARY in boxes[0]
    graded(incident, office.inspector, "4", EARLY, place="青石桥下游")
    assert Incident.objects.get(pk=incident.pk).case.title == "青石桥下游突发环境事件"


def test_a_report_nobody_signed_is_written_again_and_the_former_is_not_signed(office):
    incident = called(office.inspector)
    first = actions.write(incident.pk, kind="first", items=[("处置", "写错")], by=office.inspector, at=EARLY, key="k")
    desk, base = just_confirmed(office.inspector), f"/desk/incidents/{incident.pk}"
    assert f"{base}/write/first/" in desk.get(f"{base}/").content.decode()
    with pytest.raises(NotPossible, match="程野已经拟写了初报"):
        actions.write(incident.pk, kind="first", items=[("处置", "没有看过")], by=office.other, at=EARLY)
    again = actions.write(
        incident.pk, kind="first", items=[("处置", "写对")], instead_of=first.pk, by=office.other, at=EARLY
    )  # fmt: skip
    assert actions.write(incident.pk, kind="first", items=[], by=office.inspector, at=EARLY, key="k") == again

    with pytest.raises(NotPossible, match="重新拟写"):
        actions.sign(incident.pk, report=first.pk, by=office.head, at=EARLY)
    assert just_confirmed(office.head).post(f"{base}/sign/{first.pk}/", {"_key": str(uuid4())}).status_code == 404
    actions.sign(incident.pk, report=again.pk, by=office.head, at=EARLY)

    kept = incident.reports.get()
    assert (kept.number, kept.written_by, kept.items) == (1, office.other, [["处置", "写对"]])
    with pytest.raises(NotPossible, match="只写一份"):
        actions.write(incident.pk, kind="first", items=[("处置", "又写")], by=office.inspector, at=EARLY)


def test_a_report_written_again_begins_with_what_was_written(office):
    incident = called(office.inspector)
    items = [("基本过程", "侧翻以后泄漏"), ("处置情况", "筑坝两道")]
    actions.write(incident.pk, kind="first", items=items, by=office.inspector, at=EARLY)

    page = just_confirmed(office.inspector).get(f"/desk/incidents/{incident.pk}/write/first/").content.decode()

    assert ("侧翻以后泄漏" in page, "筑坝两道" in page) == (True, True)


@pytest.mark.parametrize("was_published", [False, True])
def test_a_conclusion_written_again_has_to_be_handed_in_again(office, was_published):
    incident = called(office.inspector)
    graded(incident, office.inspector, "4", EARLY)
    told(incident, office.inspector, EARLY)
    for kind in ("first", "final"):
        signed(incident, kind, office.inspector, office.head, EARLY)
    told(incident, office.inspector, EARLY, way="written")
    actions.conclude(incident.pk, by=office.inspector, at=LATER, **FOUND)
    notice = handed_in(incident, office.inspector, "incident_conclusion", 调查结论="管道破裂")
    if was_published:
        board.publish(notice.pk, by=staff(Role.EDITOR), at=LATER)
    assert queries.is_handed_in(Incident.objects.get(pk=incident.pk))

    actions.send_back(incident.pk, why="原因不实", by=office.head, at=LATER)
    assert board.pending(incident.case, board.Kind.INCIDENT) is None
    actions.conclude(incident.pk, by=office.inspector, at=LAST, **{**FOUND, "cause": "人为打开阀门"})
    with pytest.raises(StillOwed, match="提交公开"):
        actions.close(incident.pk, by=office.head, at=LAST)
    handed_in(incident, office.inspector, "incident_conclusion", at=LAST, 调查结论="人为打开阀门")

    assert actions.close(incident.pk, by=office.head, at=LAST).state == "closed"


def test_a_form_sent_again_after_the_editor_published_hands_in_nothing_more(office):
    incident = called(office.inspector)
    graded(incident, office.inspector, "4", EARLY)
    notice = handed_in(incident, office.inspector, "incident_initial", key="k1")
    board.publish(notice.pk, by=staff(Role.EDITOR), at=LATER)

    assert handed_in(incident, office.inspector, "incident_initial", key="k1", 处置情况="别的") == notice
    assert board.pending(incident.case, board.Kind.INCIDENT) is None


def test_nothing_was_sent_in_writing_before_it_was_signed(office):
    incident = called(office.inspector)
    signed(incident, "first", office.inspector, office.head, moment("2026-10-01", "04:00"))

    with pytest.raises(NotPossible, match="签发"):
        actions.tell(
            incident.pk, who=["government", "superior"], told_at=moment("2026-10-01", "03:00"), way="written",
            by=office.inspector, at=moment("2026-10-01", "04:10"),
        )  # fmt: skip
    told(incident, office.inspector, moment("2026-10-01", "04:00"), way="written")


def test_the_report_that_was_signed_last_is_the_one_that_was_sent(office):
    incident = called(office.inspector)
    first = actions.write(incident.pk, kind="first", items=[("处置", "好")], by=office.inspector, at=EARLY)
    signed(incident, "follow_up", office.inspector, office.head, EARLY)
    graded(incident, office.inspector, "4", EARLY)
    graded(incident, office.inspector, "3", LATER, level_why="扩散")
    actions.sign(incident.pk, report=first.pk, by=office.head, at=LAST)

    told(incident, office.inspector, LAST, way="written")

    assert {one.report for one in queries.last_round(incident).recipients.all()} == {first}


def test_who_only_took_the_call_does_not_hold_it(office):
    clerk = staff(Role.CLERK, in_section=office.inspector.section)
    incident = called(clerk)
    assert incident.case.holder is None

    graded(incident, office.head, "4", EARLY)

    assert Incident.objects.get(pk=incident.pk).case.holder == office.head
    with pytest.raises(NotYours):
        actions.dismiss(incident.pk, why="误报", is_hoax=False, by=office.head, at=LATER)
    assert just_confirmed(clerk).get(f"/desk/incidents/{incident.pk}/").status_code == 200


def test_an_enterprise_it_had_nothing_to_do_with_is_taken_off_again(office):
    incident, desk = called(office.inspector), just_confirmed(office.inspector)
    graded(incident, office.inspector, "4", EARLY, enterprise=enterprise())
    typed = {"place": "青石桥", "level": "4", "water_cut": "", "_key": str(uuid4())}
    graded(incident, office.inspector, "4", EARLY)
    assert Incident.objects.get(pk=incident.pk).case.enterprise == enterprise()

    assert desk.post(f"/desk/incidents/{incident.pk}/grade/", {**typed, "uscc": ""}).status_code == 302

    assert Incident.objects.get(pk=incident.pk).case.enterprise is None


def test_who_reported_its_own_goes_on_reading_it(office):
    owner = applicant(enterprise())
    incident = actions.report_own(by=owner, at=HEARD_AT, **HEARD)

    graded(incident, office.inspector, "4", EARLY, enterprise=None)

    assert Incident.objects.get(pk=incident.pk).case.enterprise == owner.enterprise


@pytest.mark.parametrize(("division", "matter"), [("", "incident_major"), ("350100", "incident_major")])
def test_a_bureau_without_one_above_it_here_is_no_province_for_that(office, division, matter):
    office.bureau.division = division
    office.bureau.save()
    by = type(office.inspector).objects.get(pk=office.inspector.pk)

    incident = called(by, source="subordinate", sensitive=["border"])

    assert incident.rounds.get().matter == matter
    assert not rules.at_province(incident)


def test_the_same_place_a_second_time_is_a_second_incident(office):
    editor = staff(Role.EDITOR)
    for at in (EARLY, LATER):
        incident = called(office.inspector, at)
        graded(incident, office.inspector, "4", at)
        notice = handed_in(incident, office.inspector, "incident_initial", at=at, 发生时间="2026年10月")
        board.publish(notice.pk, by=editor, at=at)

    assert [one.n for one in queries.years(queries.told())] == [2]


def test_a_parent_elsewhere_makes_no_province(office):
    of = bureau("above", "江原省生态环境厅", "江环")
    of.division = "350000"
    of.save()

    assert rules.is_province(of)


def test_a_visit_of_the_enterprise_is_asked_for_from_the_incident_once(office):
    incident, desk = called(office.inspector), just_confirmed(office.inspector)
    address = f"/desk/incidents/{incident.pk}/visit/"
    day = timezone.localdate().isoformat()
    typed = {"what": "查应急池和雨水口", "earliest": day, "latest": day, "_key": str(uuid4())}
    unknown = desk.post(address, typed)
    assert (unknown.status_code, "查应急池和雨水口" in unknown.content.decode()) == (409, True)
    assert address not in desk.get(f"/desk/incidents/{incident.pk}/").content.decode()
    graded(incident, office.inspector, "4", EARLY, enterprise=enterprise())
    assert address in desk.get(f"/desk/incidents/{incident.pk}/").content.decode()

    answers = [desk.post(address, typed).status_code for _click in range(2)]

    wanted = visiting.Demand.objects.get()
    assert (answers, wanted.enterprise, wanted.asked_by) == ([302, 302], enterprise(), office.inspector)
    assert "提出检查需求" in desk.get(f"/desk/incidents/{incident.pk}/").content.decode()
    assert just_confirmed(office.leader).get(address).status_code == 403


def test_the_rows_of_the_public_column_tell_level_and_cause(office, client):
    incident = called(office.inspector)
    graded(incident, office.inspector, "3", EARLY, level_why="扩散")
    notice = handed_in(incident, office.inspector, "incident_initial", 级别="较大（Ⅲ级）", 原因="<交通事故>")
    board.publish(notice.pk, by=staff(Role.EDITOR), at=LATER)

    page = client.get("/incidents/").content.decode()

    row = page[page.index('<ul class="ep-notices">') :]
    assert ("较大（Ⅲ级） · &lt;交通事故&gt;" in row, "<交通事故>" in page) == (True, False)


def test_a_form_opened_before_a_colleague_concluded_keeps_its_words_under_their_names(office):
    incident, desk = called(office.inspector), just_confirmed(office.inspector)
    graded(incident, office.inspector, "4", EARLY)
    address = f"/desk/incidents/{incident.pk}/publish/"
    opened = desk.get(address).content.decode()
    typed = dict.fromkeys(re.findall(r'<textarea name="(f\d+)"', opened), "已处置")
    [stage] = re.findall(r'name="stage" value="(\w+)"', opened)
    actions.conclude(incident.pk, by=office.other, at=LATER, **FOUND)

    answer = desk.post(address, {**typed, "stage": stage, "_key": str(uuid4())})

    page = answer.content.decode()
    assert (answer.status_code, "下一步措施" in page, page.count("已处置</textarea>")) == (409, True, len(typed))
    assert board.pending(incident.case, board.Kind.INCIDENT) is None
    assert desk.post(address, {**typed, "stage": "nonsense", "_key": str(uuid4())}).status_code == 422
