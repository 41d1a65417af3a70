"""The desk and the applicant: an application begun with a check, rulings, the two books, notices that were told."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from approvals.applications.models import Application
from approvals.catalogue import actions
from approvals.catalogue.actions.books import load_materials
from approvals.catalogue.enums import Book
from approvals.catalogue.models import LevelRule, Ruling, Told
from tests import world
from tests.accounts.conftest import just_confirmed, signed_in
from tests.applications.test_later import published
from tests.builders import moment
from tests.catalogue.rows import AT, DAY, agreed, kept, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture(name="of")
def _of() -> world.World:
    load_materials(DAY)
    return world.world()


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# APPLICATION ------------------------------------------------------------------
def begun(of, check: str, kind: str = "table") -> Any:
    typed = {
        "enterprise": of.owner.pk, "bureau": of.bureau.pk, "document_kind": kind, "project_name": "纸容器技改",
        "check": check, "_key": str(uuid4()),
    }  # fmt: skip
    return signed_in(of.applicant).post("/my/applications/new/", typed)


def test_an_application_begins_with_the_check_and_its_kind(of):
    snapshot = kept()
    form = signed_in(of.applicant).get(f"/my/applications/new/?check={snapshot.code}").content.decode()
    assert re.search(r'value="report"[^>]*checked', form)

    begun(of, snapshot.code, "report")

    assert Application.objects.get().case.catalogue_bases.get().snapshot == snapshot


def test_a_wrong_code_is_told_at_its_field_and_begins_nothing(of):
    answer = begun(of, "abc")

    assert answer.status_code == 422
    assert "没有这个编号的检查" in answer.content.decode()
    assert not Application.objects.exists()


def test_the_clerk_overrules_with_a_reason_and_both_stay_for_everybody_on_the_case(of):
    submitted = world.submitted(of)
    address, clerk = f"/desk/cases/{submitted.pk}/catalogue/", just_confirmed(of.clerk)

    bare = clerk.post(address, {"tier": "report", "reason": "", "_key": str(uuid4())})
    assert bare.status_code == 422
    clerk.post(address, {"tier": "report", "reason": "第66项，用溶剂型涂料 12 吨", "_key": str(uuid4())})

    assert Ruling.objects.get().tier == "report"
    for who, where in ((of.clerk, "desk/cases"), (of.applicant, "my/applications")):
        assert "第66项，用溶剂型涂料 12 吨" in just_confirmed(who).get(f"/{where}/{submitted.pk}/").content.decode()
    assert just_confirmed(of.editor).get(address).status_code in (403, 404)
    assert signed_in(of.applicant).get(address).status_code in (403, 404)


# BOOKS ------------------------------------------------------------------------
LEVEL = {
    "title": "其余项目", "documents": ["table"], "items": "66、68", "level": "own", "act": "云溪市通知",
    "evidence": "E", "valid_from": "2026年10月1日", "why": "本级权限",
}  # fmt: skip


def propose(of, **told: Any) -> Any:
    return just_confirmed(of.head).post("/desk/window/levels/new/", {**LEVEL, "_key": str(uuid4()), **told})


def test_two_people_make_a_level_rule_at_the_desk_and_the_public_reads_it(of):
    propose(of)
    version = LevelRule.objects.get()
    assert version.items == "66 68"
    address = f"/desk/window/levels/versions/{version.pk}/agree/"
    assert just_confirmed(of.head).post(address, {"_key": str(uuid4())}).status_code in (403, 409)

    just_confirmed(of.leader).post(address, {"_key": str(uuid4())})

    with time_machine.travel(moment("2026-10-01"), tick=False):
        assert "其余项目" in page("/who-decides/")
        assert Client().get("/who-decides.json").json()["levels"][0]["items"] == ["66", "68"]
    assert "其余项目" not in page("/who-decides/")


def test_a_line_shows_its_versions_and_who_may_propose_the_next(of):
    first = agreed(of, Book.LEVELS)
    address = f"/desk/window/levels/lines/{first.key}/"

    found = just_confirmed(of.head).get(address).content.decode()
    assert "第 1 版" in found
    assert f'href="{address}propose/"' in found
    assert 'value="省厅审批的火电、石化项目"' in just_confirmed(of.head).get(f"{address}propose/").content.decode()
    assert f'href="{address}propose/"' not in just_confirmed(of.editor).get(address).content.decode()
    proposed(of, Book.LEVELS, key=first.key, since=date(2026, 10, 1), article="第三条")
    assert "已有人提出新版本" in just_confirmed(of.head).get(address).content.decode()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"items": "66 900"}, "名录里没有第 900 项"),
        ({"level": "superior"}, "写明由哪个机关审批或者委托"),
        ({"level": "delegated", "authority": "省厅"}, "写明委托到哪一天为止"),
        ({"valid_to": "2026年9月1日"}, "期满日不能早于施行日"),
        ({"act": ""}, "写明依据文件"),
    ],
)
def test_a_level_rule_that_says_too_little_gets_a_sentence_at_its_field(of, told, sentence):
    answer = propose(of, **told)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not LevelRule.objects.exists()


def test_who_may_look_may_not_change(of):
    version = proposed(of, Book.MATERIALS)

    for who, may in ((of.editor, 200), (of.applicant, 404)):
        assert just_confirmed(who).get("/desk/window/materials/").status_code in (may, 403)
        assert just_confirmed(who).get("/desk/window/materials/new/").status_code in (403, 404)
        decide = just_confirmed(who).post(f"/desk/window/materials/versions/{version.pk}/agree/")
        assert decide.status_code in (403, 404)
    assert just_confirmed(of.editor).get("/desk/window/others/").status_code == 404


# MATERIALS --------------------------------------------------------------------
def test_what_may_follow_is_what_the_bureau_published_and_stands_in_its_notice(of):
    address = "/materials/?kind=table&bureau=yunxi"
    assert "0 项可以后补" in page(address)
    published(of, since=DAY, title="用地意见")

    found = page(address)
    told = actions.tell(document="table", industry="", by=of.clerk, at=AT, to="某厂", project="技改", channel="counter")

    assert "1 项可以后补" in found
    assert "补交盖章的用地意见" in found
    assert [(one["title"], one["follows"]) for one in told.lines][-1] == ("用地意见", True)
    assert "可以后补，申请时书面承诺" in page(f"/materials/told/{told.code}/")


def test_the_list_counts_what_to_bring_what_may_follow_and_what_was_cut(of):
    found = page("/materials/?kind=table&bureau=yunxi&industry=C2614")

    assert "不用交，本局调取" in found
    assert "已精简 0 项" in found
    assert "未核对" in found
    assert Client().get("/materials/?kind=table&format=csv").status_code == 200
    for odd in ("kind=x&bureau=x&industry=%00", "industry=" + "9" * 50, "page=-1&sort=x"):
        page(f"/materials/?{odd}")


def test_what_was_cut_is_published_with_day_and_reason(of):
    agreed(of, Book.MATERIALS, key="monitoring", title="监测报告", is_retired=True)

    found = page("/materials/cut/")

    assert "共精简 1 项" in found
    assert "市局会议决定" in found
    assert "2026-09-14" in found


def test_a_notice_is_told_printed_with_the_full_name_and_proved_by_its_code_without_it(of):
    clerk = just_confirmed(of.clerk)
    typed = {"to": "欧阳沈雁", "project": "纸容器技改", "document": "table", "industry": "c2231", "channel": "counter"}

    answer = clerk.post("/desk/window/told/new/", {**typed, "_key": str(uuid4())}, follow=True)

    told = Told.objects.get()
    assert told.industry == "C2231"
    assert "欧阳沈雁" in answer.content.decode()
    public = page(f"/materials/told/{told.code}/")
    assert "欧阳沈雁" not in public
    assert "内容与出具时一致" in public
    wrong = clerk.post("/desk/window/told/new/", {**typed, "industry": "猪", "_key": str(uuid4())})
    assert (wrong.status_code, "行业分类中没有这个代码" in wrong.content.decode()) == (422, True)
