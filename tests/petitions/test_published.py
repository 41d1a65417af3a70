"""What everybody reads: the nine columns, sums that explain themselves, and never who reported."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from disclosure.board import board
from disclosure.board.models import Notice
from enforcement.petitions import actions
from enforcement.petitions.models import Petition
from enforcement.petitions.queries.figures import figures
from envportal.accounts.enums import Role
from tests import builders
from tests.builders import moment
from tests.petitions import rows

pytestmark = pytest.mark.django_db
RESULT: Any = {"problem": "夜间噪声扰民", "found": "风机超标", "done": "加装消声器", "responsible": "无"}


@pytest.fixture(name="of")
def _of() -> rows.Office:
    return rows.office()


def submitted(of: rows.Office, petition: Petition) -> Notice:
    actions.submit_result(petition.pk, by=of.officer, at=moment("2026-11-23"), **RESULT)
    return Notice.objects.get(case=petition.pk)


def test_the_nine_columns_are_public_once_a_second_person_has_published_them(of):
    notice = submitted(of, rows.answered(of))
    address = f"/board/{notice.public_id}/"
    assert Client().get(address).status_code == 404

    board.publish(notice.pk, by=builders.staff(Role.EDITOR, "另一位"), at=moment("2026-11-24"))

    assert [label for label, _text in notice.facts] == [
        "受理编号", "交办问题基本情况", "行政区域", "污染类型", "调查核实情况", "是否属实", "处理和整改情况",
        "责任人被处理情况",
    ]  # fmt: skip
    assert dict(notice.facts)["污染类型"] == "异味、噪声"
    assert notice.title in Client().get("/petition-results/").content.decode()
    table = b"".join(Client().get("/petition-results.csv")).decode()
    assert "夜间噪声扰民,青石镇,异味、噪声,风机超标,属实,加装消声器,无" in table


def test_merged_ones_name_each_other(of):
    main, other = rows.taken_up(of), rows.reported(of, "k2")
    actions.merge(other.pk, into=main, reason="同一件", by=of.clerk, at=rows.TAKEN)
    actions.answer(main.pk, by=of.officer, at=rows.DONE, **rows.SAID)

    first, second = (dict(submitted(of, one).facts) for one in (main, other))

    assert first["与哪件重复"] == "与云环访〔2026〕2号重复，一并办理"
    assert second["与哪件重复"] == "与云环访〔2026〕1号重复，一并办理"


def test_no_result_is_handed_in_that_names_who_reported(of):
    one = actions.report(of.bureau, rows.named(), key="n", address="x", at=rows.CAME)
    actions.route(one.pk, section=of.section, holder=of.officer, by=of.clerk, at=rows.ROUTED)
    actions.accept(one.pk, by=of.officer, at=rows.TAKEN)
    actions.answer(one.pk, by=of.officer, at=rows.DONE, **rows.SAID)

    for words in (rows.NAME, rows.CONTACT, rows.ADDRESS):
        told = {**RESULT, "problem": f"住户{words}反映噪声"}
        actions.submit_result(one.pk, by=of.officer, at=moment("2026-11-23"), **told)
        assert dict(Notice.objects.latest("pk").facts)["交办问题基本情况"] == "住户■■反映噪声"


def test_a_report_of_two_kinds_counts_once_and_under_each_kind(of):
    rows.answered(of)  # odour and noise
    rows.reported(of, "k2", pollution=["water"])
    rows.reported(of, "k3", pollution=["water"], at=moment("2026-12-01"))

    found = figures(date(2026, 11, 1), date(2026, 11, 30), of.bureau, date(2026, 11, 18))

    assert (found.total, found.ticked, found.several) == (2, 3, 1)
    assert (found.pollution["water"], found.pollution["noise"], found.pollution["odour"]) == (1, 1, 1)
    assert (found.channels["web"], found.standing["done"], found.standing["waiting"]) == (2, 1, 1)
    assert found.findings == {"true": 1}
    assert found.overdue == 1  # the second was not routed by the 5th


def test_due_today_is_not_overdue(of):
    rows.reported(of, kind="petition")  # due on the 17th

    days = date(2026, 11, 1), date(2026, 11, 30)
    assert figures(*days, of.bureau, date(2026, 11, 17)).overdue == 0
    assert figures(*days, of.bureau, date(2026, 11, 18)).overdue == 1


@time_machine.travel("2026-11-23 10:00 +0800", tick=False)
def test_the_page_of_figures_explains_its_sums(of):
    rows.answered(of)
    rows.reported(of, "k2", pollution=["water"])

    page = Client().get("/report/figures/").content.decode()

    assert "收到 2 件" in page
    assert "各污染类型相加为 3，多于或者等于件数 2：有 1 件反映几种污染，每种各计一次。" in page
    assert Client().get("/report/figures/?month=2026-99").status_code == 200
