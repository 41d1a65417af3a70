"""Notices an editor writes by hand: fields the law asks for, masked people, last days, a second person."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from disclosure.board import actions, board
from disclosure.board.forms.writing import WriteForm
from disclosure.board.guards import FieldWanting, NotPending, NotYourNotice, PersonalData, SamePerson
from disclosure.board.models import Notice
from disclosure.board.queries import fields
from disclosure.board.queries.totals import amount_of
from disclosure.board.rules.writing import masked_name
from envportal.accounts.enums import Role
from tests import builders
from tests.accounts.conftest import signed_in
from tests.board import rows
from tests.builders import moment
from tests.documents import corpus

pytestmark = pytest.mark.django_db
CODE = "91350100M000100Y43"
PENALTY: dict[str, object] = {
    "当事人类别": "单位", "当事人": "云溪禾新纸业有限公司", "统一社会信用代码": CODE, "决定书文号": "云环罚〔2026〕3号",
    "违法行为类型": "超标排放", "违法事实": "外排废水化学需氧量超标", "处罚依据": "《水污染防治法》第八十三条",
    "处罚种类": "罚款", "罚款金额": Decimal(120000), "决定日期": date(2026, 9, 10), "履行期限": "十五日",
    "执行情况": "已缴清", "复议诉讼状态": "未申请", "公示到哪天": date(2027, 9, 10),
}  # fmt: skip


def drafted(form: str = "penalty", typed: Mapping[str, object] | None = None, /, **changes: Any) -> Notice:
    actions.load_catalogue()
    known: dict[str, object] = {**(PENALTY if typed is None else typed), **changes}
    return actions.draft(form, typed=known, arose_on=date(2026, 9, 10), by=rows.editor(), at=moment("2026-09-14"))


def published(**changes: Any) -> Notice:
    return board.publish(drafted(**changes).pk, by=builders.staff(Role.EDITOR, "另一位"), at=moment("2026-09-15"))


def test_what_an_editor_wrote_waits_for_a_second_one():
    notice = drafted()

    assert notice.submitted_by is not None
    with pytest.raises(SamePerson):
        board.publish(notice.pk, by=notice.submitted_by, at=moment("2026-09-15"))
    board.publish(notice.pk, by=builders.staff(Role.EDITOR, "另一位"), at=moment("2026-09-15"))

    notice = Notice.objects.get()
    assert (notice.state, notice.usc_code, notice.document_number) == ("published", CODE, "云环罚〔2026〕3号")
    assert ["罚款金额", "120,000.00 元"] in notice.facts
    assert ["决定日期", "2026年9月10日"] in notice.facts


def test_the_last_day_to_publish_is_the_catalogues():
    # Seven working days after the decision of Thursday 10 September 2026; 20 September is worked for the holiday.
    assert drafted().due_on == date(2026, 9, 20)


def test_who_is_no_editor_writes_nothing():
    with pytest.raises(NotYourNotice):
        actions.draft(
            "news", typed={"标题": "x", "正文": "y"}, arose_on=date(2026, 9, 10), by=builders.staff(Role.OFFICER),
            at=moment("2026-09-14"),
        )  # fmt: skip


@pytest.mark.parametrize("label", [field.label for field in fields.forms()["penalty"].fields if field.required])
def test_a_required_field_that_is_empty_is_refused_by_its_name(label: str):
    with pytest.raises(FieldWanting, match=f"“{label}”没有写") as refused:
        drafted(**{label: ""})

    assert refused.value.label == label
    assert not Notice.objects.exists()


def test_a_person_keeps_the_family_name_only_wherever_it_stands():
    notice = drafted(
        当事人类别="个人", 当事人="欧阳一二", 统一社会信用代码="", 违法事实="欧阳一二焚烧秸秆", 法定代表人=""
    )

    whole = f"{notice.title}{notice.owner_name}{notice.facts}{notice.search}"
    assert "一二" not in whole
    assert notice.owner_name == "欧阳**"
    assert ["违法事实", "欧阳**焚烧秸秆"] in notice.facts


@pytest.mark.parametrize(("name", "shown"), [("王五", "王**"), ("王小明明", "王**"), ("司马光", "司马**")])
def test_a_masked_name_does_not_tell_its_length(name: str, shown: str):
    assert masked_name(name) == shown


def test_a_firm_needs_its_code_and_a_person_has_none():
    with pytest.raises(FieldWanting, match="写明统一社会信用代码"):
        drafted(统一社会信用代码="")
    with pytest.raises(FieldWanting, match="不写信用代码"):
        drafted(当事人类别="个人", 当事人="王五")


@pytest.mark.parametrize(("arose_on", "is_taken"), [("2026-09-14", True), ("2026-09-15", False), ("1900-01-01", False)])
def test_what_is_not_yet_so_is_not_published(arose_on: str, is_taken: bool):
    typed = {"标题": "例会", "正文": "开了会"}
    given: dict[str, Any] = {
        "typed": typed,
        "arose_on": date.fromisoformat(arose_on),
        "by": rows.editor(),
        "at": moment("2026-09-14"),
    }

    if is_taken:
        assert actions.draft("news", **given).state == "pending"
    else:
        with pytest.raises(FieldWanting):
            actions.draft("news", **given)


COMPLETION: dict[str, object] = {
    "项目名称": "食品纸容器项目", "建设单位": "云溪禾新纸业有限公司", "统一社会信用代码": CODE, "建设地点": "青石镇",
    "原环评批复文号": "云环审〔2024〕1号", "验收监测单位": "云溪监测", "建设内容": "厂房", "变动情况": "无变动",
    "验收意见": "合格", "竣工日期": date(2026, 7, 1), "公示开始": date(2026, 8, 3), "联系人和异议方式": "办公室",
}  # fmt: skip


@pytest.mark.parametrize(("last", "is_enough"), [(date(2026, 8, 28), True), (date(2026, 8, 27), False)])
def test_an_acceptance_report_stands_twenty_working_days(last: date, is_enough: bool):
    if is_enough:
        assert drafted("completion", COMPLETION, 公示截止=last).kind == "completion"
    else:
        with pytest.raises(FieldWanting, match="只有 19 个"):
            drafted("completion", COMPLETION, 公示截止=last)


def test_what_is_left_of_a_quota_is_what_was_not_used():
    quota: dict[str, object] = {
        "污染物": "氨氮", "年度": Decimal(2026), "区域": "青石镇", "依据": "批复", "可用总量（吨）": Decimal("10.5"),
        "已用（吨）": Decimal("4.2"),
    }  # fmt: skip
    with pytest.raises(FieldWanting, match=r"6\.3 吨"):
        drafted("quota", {**quota, "剩余（吨）": Decimal(6)})
    notice = drafted("quota", {**quota, "剩余（吨）": Decimal("6.30")})
    assert notice.title == "青石镇2026年氨氮总量指标余额"
    assert WriteForm(form=fields.forms()["quota"], notice=notice, today=date(2026, 9, 16))["f0"].initial == "氨氮"


def test_a_number_of_a_person_shuts_the_way_out_and_a_firms_code_does_not():
    notice = drafted(违法事实=f"身份证 {rows.ID_NUMBER}")

    with pytest.raises(PersonalData):
        board.publish(notice.pk, by=builders.staff(Role.EDITOR, "另一位"), at=moment("2026-09-15"))


def test_the_next_version_stands_once_it_is_published_and_names_the_one_before():
    first = published()
    second = actions.rewrite(
        first.pk, typed={**PENALTY, "执行情况": "分期"}, arose_on=date(2026, 9, 10), reason="执行情况写错",
        by=rows.editor(), at=moment("2026-09-16"),
    )  # fmt: skip
    assert Notice.objects.get(pk=first.pk).state == "published"

    board.publish(second.pk, by=builders.staff(Role.EDITOR, "第三位"), at=moment("2026-09-16"))

    first, second = Notice.objects.order_by("pk")
    assert (first.state, second.version, second.supersedes, second.correction_reason) == (
        "superseded", 2, first, "执行情况写错",
    )  # fmt: skip


def test_what_still_waits_gives_way_to_what_is_written_again():
    first = drafted()

    second = actions.rewrite(
        first.pk, typed={**PENALTY, "执行情况": "分期"}, arose_on=date(2026, 9, 10), reason="写错", by=rows.editor(),
        at=moment("2026-09-14"),
    )  # fmt: skip

    assert Notice.objects.get(pk=first.pk).state == "superseded"
    assert (second.version, second.supersedes) == (1, None)


def test_a_correction_that_waits_gives_way_where_the_published_notice_is_written_again():
    first = published()
    told: dict[str, Any] = {
        "typed": PENALTY, "arose_on": date(2026, 9, 10), "by": rows.editor(), "at": moment("2026-09-16"),
    }  # fmt: skip

    one, other = (actions.rewrite(first.pk, reason=why, **told) for why in ("错字", "还有错字"))

    states = {notice.pk: (notice.state, notice.supersedes) for notice in Notice.objects.all()}
    assert states == {first.pk: ("published", None), one.pk: ("superseded", None), other.pk: ("pending", first)}


def test_the_form_of_cases_corrects_nothing_an_editor_wrote():
    with pytest.raises(NotPending, match="起草的表单"):
        board.correct(drafted().pk, facts={}, reason="x", by=rows.editor(), at=moment("2026-09-14"))


@pytest.mark.parametrize(("on", "state"), [("2027-09-10", "published"), ("2027-09-11", "withdrawn")])
def test_what_is_shown_until_a_day_stops_on_the_next(on: str, state: str):
    published()

    board.stop_shown(at=moment(on))
    board.stop_shown(at=moment(on))

    notice = Notice.objects.get()
    assert notice.state == state
    assert state == "published" or notice.withdrawal_reason == "公示期满，停止公示"


def test_the_same_form_twice_is_one_notice():
    actions.load_catalogue()
    given: dict[str, Any] = {
        "typed": PENALTY,
        "arose_on": date(2026, 9, 10),
        "by": rows.editor(),
        "at": moment("2026-09-14"),
    }

    first, second = (actions.draft("penalty", **given, key="0b9b6a0e-7a54-4a52-8a5e-6f5f2a3c1d11") for _n in range(2))

    assert first == second
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "amount"), [("53,145.00 元", 53145), ("1.2 万元", 12000), ("约 3 元", None), ("", None), ("元", None)]
)
def test_a_printed_amount_is_read_only_where_it_is_one(text: str, amount: int | None):
    assert amount_of(text) == amount


def test_every_form_has_its_fields_and_every_choice_has_choices():
    for form in fields.forms().values():
        assert form.kind in Notice.Kind.values
        assert all((field.type == "choice") == bool(field.choices) for field in form.fields)
        assert form.label_of("title") or form.label_of("owner") or form.kind == "petition_result"


# A FILE ------------------------------------------------------------------------------
def reached(address: str) -> int:
    """The status of a download that was read to its end."""
    answer = Client().get(address)
    assert b"".join(answer)
    return int(answer.status_code)


def test_a_written_notice_may_bring_a_file_which_goes_out_with_it_and_stays_with_the_next_version():
    actions.load_catalogue()
    told: dict[str, Any] = {"typed": {"标题": "解读", "正文": "x"}, "arose_on": date(2026, 9, 10), "by": rows.editor()}
    notice = actions.draft("news", file=corpus.upload(corpus.pdf(), "图解.pdf"), at=moment("2026-09-14"), **told)
    link = notice.files.get()
    address = f"/board/{notice.public_id}/files/{link.pk}/"
    assert (link.name, link.document.is_public, Client().get(address).status_code) == ("图解.pdf", True, 404)

    board.publish(notice.pk, by=builders.staff(Role.EDITOR, "另一位"), at=moment("2026-09-15"))
    assert b"".join(Client().get(address)).startswith(b"%PDF")
    again = actions.rewrite(notice.pk, reason="错字", at=moment("2026-09-16"), **told)

    assert again.files.get().document == link.document
    board.publish(again.pk, by=builders.staff(Role.EDITOR, "另一位"), at=moment("2026-09-16"))
    assert reached(address) == 200  # what stands brings it, too


def test_a_file_that_was_taken_out_is_gone_and_with_a_withdrawal_every_version_is():
    actions.load_catalogue()
    told: dict[str, Any] = {"arose_on": date(2026, 9, 10), "by": rows.editor(), "at": moment("2026-09-14")}
    other, leader = builders.staff(Role.EDITOR, "另一位"), builders.staff(Role.LEADER)
    first = actions.draft(
        "news", typed={"标题": "解读", "正文": "旧的话"}, file=corpus.upload(corpus.pdf(), "图解.pdf"), **told
    )
    board.publish(first.pk, by=other, at=moment("2026-09-15"))
    page, file = f"/board/{first.public_id}/", f"/board/{first.public_id}/files/{first.files.get().pk}/"
    second = actions.rewrite(
        first.pk, typed={"标题": "解读", "正文": "新的话"}, reason="附件有误", without_file=True, **told
    )
    assert (reached(file), second.files.exists()) == (200, False)

    board.publish(second.pk, by=other, at=moment("2026-09-16"))
    answer = rows.text(Client().get(page))
    assert (reached(file), "图解.pdf" in answer, "旧的话" in answer) == (404, False, True)

    board.withdraw(second.pk, reason="内容有误", by=leader, at=moment("2026-09-17"))
    for one in (first, second):
        answer = rows.text(Client().get(f"/board/{one.public_id}/"))
        assert ("内容有误" in answer, "旧的话" in answer, "新的话" in answer) == (True, False, False)
    told_by = Client().get(f"/api/v1/notices/{first.public_id}").json()
    assert (told_by["withdrawal_reason"], told_by.get("facts", [])) == ("内容有误", [])


def test_a_file_that_is_no_pdf_stops_nothing_that_was_typed():
    desk = signed_in(rows.editor())
    typed = {"f0": "标题", "f1": "正文", "arose_on": "2026-09-10", "file": SimpleUploadedFile("a.pdf", b"MZ")}

    answer = desk.post("/desk/board/write/news/", typed)

    assert (answer.status_code, "标题" in answer.content.decode(), Notice.objects.exists()) == (422, True, False)
