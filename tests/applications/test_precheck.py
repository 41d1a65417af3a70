"""A look at the attachments before filing: what is noticed, that it is kept, and that it decides nothing."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from approvals.applications import actions, queries
from approvals.applications.enums import Advice, Noticed
from approvals.applications.models import PreCheck
from approvals.applications.queries.precheck import Read, Typed, noticed
from approvals.applications.rules import OutOfOrder
from envportal.refusals import NotYours
from tests import world
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.documents import corpus

ON = date(2026, 9, 14)
TYPED = Typed("table", "云溪和信包装有限公司", "91990102MA00000011", "年产 6000 万只项目", "2609-990102-07-02-418823")
WHOLE = (
    "一、建设项目基本情况 云溪和信包装有限公司 91990102MA00000011 年产6000万只项目 2609-990102-07-02-418823",
    "二、建设项目工程分析 三、区域环境质量现状、环境保护目标及评价标准 四、主要环境影响和保护措施",
    "五、环境保护措施监督检查清单 六、结论 编制日期：2026年9月 建设单位（盖章）法定代表人（签字）",
)


def found(*pages: str, trouble: str = "", kind: str = "eia_table") -> dict[str, tuple[str, str]]:
    """Code → verdict and detail of one file."""
    return {
        one.code: (one.verdict, one.detail) for one in noticed(TYPED, [Read("报告表.pdf", kind, pages, trouble)], ON)
    }


def test_a_whole_table_gives_no_reason_to_look() -> None:
    verdicts = {code: verdict for code, (verdict, _detail) in found(*WHOLE).items()}

    assert verdicts == dict.fromkeys(
        [
            Noticed.READABLE,
            Noticed.CHAPTERS,
            Noticed.OWNER,
            Noticed.USCC,
            Noticed.PROJECT,
            Noticed.CODE,
            Noticed.SIGNED,
        ],
        Advice.FINE,
    )


def test_a_chapter_that_is_missing_is_named() -> None:
    said = found(WHOLE[0], WHOLE[1], WHOLE[2].replace("监督检查清单", ""))

    assert said[Noticed.CHAPTERS] == (Advice.LOOK, "环境保护措施监督检查清单")


def test_names_are_found_across_line_breaks_and_another_code_is_named() -> None:
    broken = WHOLE[0].replace("和信包装", "和信\n包装").replace("418823", "418824")
    said = found(broken, *WHOLE[1:])

    assert said[Noticed.OWNER][0] == Advice.FINE
    assert said[Noticed.CODE] == (Advice.LOOK, "报告表.pdf里写的是 2609-990102-07-02-418824")


def test_a_name_that_is_not_there_is_worth_a_look() -> None:
    said = found(WHOLE[0].replace("云溪和信", "东渡"), *WHOLE[1:])

    assert said[Noticed.OWNER] == (Advice.LOOK, "报告表.pdf里没有找到“云溪和信包装有限公司”")


def test_a_scan_is_told_as_one_and_nothing_is_said_of_its_words() -> None:
    said = found("", " ", "")

    assert said[Noticed.READABLE][0] == Advice.LOOK
    assert {said[code][0] for code in (Noticed.CHAPTERS, Noticed.OWNER, Noticed.SIGNED)} == {Advice.UNKNOWN}


def test_a_file_that_kills_its_reader_is_told_and_the_rest_is_read() -> None:
    rows = noticed(
        TYPED, [Read("报告表.pdf", "eia_table", [], "heavy"), Read("公开本.pdf", "public_version", WHOLE)], ON
    )

    assert (Noticed.READABLE, Advice.LOOK) in {(one.code, one.verdict) for one in rows}
    assert (Noticed.PROJECT, Advice.FINE, "公开本.pdf") in {tuple(one) for one in rows}


@pytest.mark.parametrize(
    ("words", "verdict"),
    [("2025年9月31日", True), ("2026年2月29日", True), ("2024年2月29日", False), ("编制日期：2026年10月", True),
     ("编制日期：2026年9月14日", False), ("编制时间 2026 年 9 月 15 日", True)],
)  # fmt: skip
def test_a_day_that_never_was_and_a_drafting_day_to_come_are_told(words: str, verdict: bool) -> None:
    said = found(f"{WHOLE[0]} {words}", *WHOLE[1:])

    assert (Noticed.DATES in said) is verdict


@pytest.mark.django_db
def test_a_look_is_kept_as_it_was_old_once_a_file_is_replaced_and_decides_nothing() -> None:
    yunxi = world.world()
    draft = world.filled(yunxi)

    actions.pre_check(draft.pk, by=yunxi.applicant, at=moment("2026-09-14", "10:00"), key="look")
    actions.pre_check(draft.pk, by=yunxi.applicant, at=moment("2026-09-14", "10:00"), key="look")

    first = queries.last_look(draft)
    assert first is not None
    assert (PreCheck.objects.count(), first.is_old) == (1, False)
    actions.attach(
        draft.pk, file=corpus.upload(corpus.pdf(6), "报告表.pdf"), kind="eia_table", by=yunxi.applicant,
        at=moment("2026-09-14", "10:05"),
    )  # fmt: skip
    again = queries.last_look(draft)
    assert again is not None
    assert again.is_old
    filed = actions.submit(draft.pk, declared=True, by=yunxi.applicant, at=moment("2026-09-14", "10:10"))
    assert filed.state == "submitted"


@pytest.mark.django_db
def test_only_who_types_the_draft_asks_and_not_once_it_is_filed() -> None:
    yunxi = world.world()
    draft = world.filled(yunxi)

    with pytest.raises(NotYours):
        actions.pre_check(draft.pk, by=yunxi.officer, at=moment("2026-09-14", "10:00"))
    actions.submit(draft.pk, declared=True, by=yunxi.applicant, at=moment("2026-09-14", "10:10"))
    with pytest.raises(OutOfOrder):
        actions.pre_check(draft.pk, by=yunxi.applicant, at=moment("2026-09-14", "10:20"))


@pytest.mark.django_db
def test_the_page_says_it_is_advice() -> None:
    yunxi = world.world()
    with time_machine.travel(moment("2026-09-14", "10:00"), tick=True):
        draft = world.filled(yunxi, moment("2026-09-14", "09:00"))
        owner = signed_in(yunxi.applicant)
        url = reverse("applications:pre_check", args=[draft.pk])
        code = owner.post(url, {"_key": str(uuid4())}).status_code
        page = owner.get(reverse("applications:check", args=[draft.pk])).content.decode()

    assert code == 302
    assert "只是提示，不是审查意见，不影响提交和受理" in page
    assert "多数页没有文字层" in page
