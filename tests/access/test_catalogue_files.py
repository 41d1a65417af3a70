"""A bureau's own catalogue of industrial policy out of a spreadsheet: read line by line, agreed to at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals.access import actions, queries, screening
from approvals.access.actions import files
from approvals.access.enums import Evidence
from approvals.access.forms.files import RuleFileForm
from approvals.access.models import Rule, RuleFile
from approvals.access.rules import lines
from approvals.access.rules.changes import IsDecided, NeedsSecondPerson
from approvals.access.rules.reading import Subject, read
from envportal.audit import log
from envportal.documents.actions import sheets
from envportal.messaging.models import Message
from tests import world
from tests.access.rows import plant
from tests.accounts.conftest import signed_in
from tests.builders import moment

pytestmark = pytest.mark.django_db
AT, DAY = moment("2026-09-18"), date(2026, 9, 18)
SHEET = """名称,内容,类别,条款,行业代码
淘汰类：立窑水泥,机械化水泥立窑,淘汰类,第三类（八）1,3011
限制类：普通平板玻璃,浮法以外的平板玻璃,限制类,第二类（九）2,C3041
鼓励类：余热利用,水泥窑余热利用,鼓励,,30
限制类：小型炼焦,炭化室高度小于 6 米,限制,,
淘汰类：立窑水泥,又写了一遍,淘汰类,,3011
某类,内容,允许类,,3011
没有内容,,限制,,3011
代码不对,内容,限制,,三〇
"""


# LINES ------------------------------------------------------------------------
KNOWN = {"title": 0, "text": 1, "class": 2, "article": 3, "industries": 4}


@pytest.mark.parametrize(
    ("said", "codes", "evidence", "outcome", "unknown"),
    [
        ("淘汰类", "3011", "T", "not_met", False),
        ("淘汰类", "3011", "D", "person", False),
        ("淘汰类", "", "T", "noted", True),
        ("限制", "C3011、3041", "T", "person", False),
        ("鼓励类", "30", "E", "noted", False),
    ],
)
def test_a_class_comes_to_what_its_evidence_and_codes_allow(said, codes, evidence, outcome, unknown):
    found = lines.read(["名称", "内容", said, "", codes], KNOWN, evidence)

    assert (found["outcome"], found["codes_unknown"]) == (outcome, unknown)


def test_a_sheet_without_a_needed_column_is_refused_by_its_name():
    with pytest.raises(sheets.BadSheet, match="内容、类别"):
        sheets.columns(["名称", "行业代码"], lines.COLUMNS, lines.NEEDED)


def test_a_rule_without_codes_is_for_a_person_on_every_project_and_marks_none_high_energy():
    rule = Rule(kind="high_energy", title="钢铁（广东省）", outcome="person", codes_unknown=True)

    found = read(rule, Subject(industry="C1412"))

    assert (found.result, found.because) == ("person", "no_codes")


def test_a_list_without_codes_asks_one_question_a_project_and_an_answer_lets_it_be_approved(yunxi):
    application = plant(yunxi)
    sheet = (
        SHEET.splitlines()[0] + "\n" + "".join(f"某产品{n},内容,淘汰类,,\n" for n in range(30)) + "鼓励甲,内容,鼓励,,\n"
    )
    actions.agree_to_all(brought(yunxi, sheet).pk, by=yunxi.leader, at=AT)

    (asked,) = screening.stand(application.case, DAY)
    with pytest.raises(screening.AccessOpen, match="1 条"):
        screening.allows_approval(application.case, DAY)
    actions.answer(application.pk, rule=asked.rule.pk, result="met", reason="哪条都不是", by=yunxi.officer, at=AT)

    assert "有 30 条没有列行业代码" in asked.rule.text
    screening.allows_approval(application.case, DAY)


# FILES ------------------------------------------------------------------------
@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def brought(of: world.World, text: str = SHEET, **told: Any) -> RuleFile:
    file = SimpleUploadedFile("目录.csv", text.encode("utf-8-sig"), content_type="text/csv")
    told = {
        "source": "产业结构调整指导目录（2024年本）", "dated_on": date(2024, 2, 1), "evidence": Evidence.TEXT,
        "valid_from": DAY, "by": of.head, "at": AT, **told,
    }  # fmt: skip
    return actions.read_catalogue(file=file, **told)


def test_every_line_is_told_and_nothing_holds_before_a_second_person_agrees_to_all(yunxi):
    application = plant(yunxi)
    found = brought(yunxi)

    assert [(number, result, why) for number, _text, result, why in found.lines] == [
        (2, "taken", ""), (3, "taken", ""), (4, "taken", ""), (5, "taken", ""),
        (6, "refused", "同一张表里已有这个名称"), (7, "refused", "类别“允许类”不认识：写鼓励、限制或者淘汰"),
        (8, "refused", "没有写“内容”"), (9, "refused", "行业代码“三〇”不对，例如 3011 或者 C30"),
    ]  # fmt: skip
    assert queries.in_force(yunxi.bureau, DAY) == []
    with pytest.raises(NeedsSecondPerson):
        actions.agree_to_all(found.pk, by=yunxi.head, at=AT)

    actions.agree_to_all(found.pk, by=yunxi.leader, at=AT)

    results = {one.rule.title: one.result for one in screening.stand(application.case, DAY)}
    assert results == {
        "淘汰类：立窑水泥": "not_met", "限制类：普通平板玻璃": "met", "鼓励类：余热利用": "noted",
        "对照目录：产业结构调整指导目录（2024年本）": "person",
    }  # fmt: skip
    assert queries.sheets(application.case)[0].occasion == "rules"
    with pytest.raises(IsDecided):
        actions.agree_to_all(found.pk, by=yunxi.leader, at=moment("2026-09-19"))


def test_the_same_sheet_again_brings_nothing_and_another_edition_a_second_version(yunxi):
    actions.agree_to_all(brought(yunxi).pk, by=yunxi.leader, at=AT)

    again = brought(yunxi, at=moment("2026-09-21"), valid_from=date(2026, 9, 21))
    assert [line[2] for line in again.lines][:4] == ["same"] * 4

    newer = brought(
        yunxi, SHEET.replace("机械化水泥立窑", "水泥立窑"), at=moment("2026-09-21"), valid_from=date(2026, 9, 21)
    )
    assert [line[2] for line in newer.lines][:4] == ["taken", "same", "same", "same"]
    actions.agree_to_all(newer.pk, by=yunxi.leader, at=moment("2026-09-21"))
    assert queries.standing(yunxi.bureau, lines.key_of("淘汰类：立窑水泥"), date(2026, 9, 21)).number == 2


def test_the_report_stands_on_a_page_and_who_agrees_sees_whom_it_touches(yunxi):
    application = plant(yunxi)
    with time_machine.travel(AT, tick=False):
        file = SimpleUploadedFile("目录.csv", SHEET.encode(), content_type="text/csv")
        typed = {"source": "目录", "dated_on": "2024-02-01", "evidence": "T", "valid_from": "2026-09-18"}
        client = signed_in(yunxi.head)
        assert client.post("/desk/access/import/", {**typed, "source": "", "file": file}).status_code == 422
        file.seek(0)
        answer = client.post("/desk/access/import/", {**typed, "file": file}, follow=True)
        page = answer.content.decode()
        assert "行业代码“三〇”不对" in page
        assert "看影响哪些在办案件" not in page

        found = RuleFile.objects.get()
        leader = signed_in(yunxi.leader)
        asked = leader.get(f"/desk/access/files/{found.pk}/agree/").content.decode()
        assert application.case.title in asked
        assert leader.get(f"/desk/access/files/{found.pk}/decline/").status_code == 200
        assert leader.post(f"/desk/access/files/{found.pk}/decline/", {"answer": ""}).status_code == 422
        assert leader.post(f"/desk/access/files/{found.pk}/agree/", {"_sure": "1"}).status_code == 302
        assert leader.post(f"/desk/access/files/{found.pk}/agree/", {"_sure": "1"}).status_code == 409
        listed = leader.get("/desk/access/").content.decode()
        assert "不是完整目录" in listed


def test_each_case_is_screened_once_and_its_officer_told_once_of_a_whole_catalogue(yunxi):
    application = plant(yunxi)

    actions.agree_to_all(brought(yunxi).pk, by=yunxi.leader, at=AT)

    assert log.history(application.case).filter(name="screened", at=AT).count() == 1
    told = Message.objects.get(template__in=["access_catalogue_changed", "access_rule_changed"])
    assert "淘汰类：立窑水泥：由“符合”变为“不符合”" in told.body
    assert "对照目录" in told.body


def test_the_cases_of_a_catalogue_are_read_at_once_however_many_lines_it_has(yunxi, django_assert_num_queries):
    plant(yunxi)
    few, many = brought(yunxi), brought(yunxi, SHEET.replace("类：", "类乙："), source="另一目录")
    with CaptureQueriesContext(connection) as asked:
        files.touched_by(few, DAY)
    Rule.objects.filter(file=few).update(file=many)

    with django_assert_num_queries(len(asked)):
        assert len(files.touched_by(many, DAY)) > 4


def test_an_import_that_is_wrong_is_turned_down_as_a_whole_and_the_right_one_read_in(yunxi):
    found = brought(yunxi)
    with pytest.raises(NeedsSecondPerson):
        actions.decline_all(found.pk, answer="列错了", by=yunxi.head, at=AT)

    actions.decline_all(found.pk, answer="列错了", by=yunxi.leader, at=AT, key="one")
    actions.decline_all(found.pk, answer="列错了", by=yunxi.leader, at=AT, key="one")

    assert not queries.waiting_of(found).exists()
    with pytest.raises(IsDecided):
        actions.agree_to_all(found.pk, by=yunxi.leader, at=AT)
    assert [line[2] for line in brought(yunxi).lines][:4] == ["taken"] * 4


def test_a_catalogue_begins_today_at_the_earliest_and_the_form_says_so_at_once(yunxi):
    typed = {"source": "目录", "dated_on": "2024-02-01", "evidence": "T", "valid_from": "2026-09-17"}
    form = RuleFileForm(typed, today=DAY)

    assert (str(form.fields["valid_from"].label), "最早从今天起" in str(form.errors["valid_from"])) == (
        "本局适用自",
        True,
    )
    assert "valid_from" not in RuleFileForm({**typed, "valid_from": "2026-09-18"}, today=DAY).errors
