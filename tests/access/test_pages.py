"""The pages of the access rules, read as their readers do, with good and bad input."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from approvals.access import actions, queries
from approvals.access.models import Answer, Facts, Rule, Sheet
from approvals.applications.models import Application
from tests import world
from tests.access.rows import ORDER, plant, propose, rule
from tests.accounts.conftest import queries_of, signed_in
from tests.builders import moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(moment("2026-09-18", "11:00"), tick=True):
        yield


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def read(client: Client, name: str, *args: object, status: int = 200, **asked: Any) -> str:
    answer = client.get(reverse(f"access:{name}", args=args), asked)
    assert answer.status_code == status
    return answer.content.decode()


def post(client: Client, name: str, *args: object, **typed: Any) -> Any:
    return client.post(reverse(f"access:{name}", args=args), {"_key": str(uuid4()), **typed})


def asks(yunxi: world.World) -> Rule:
    told: dict[str, Any] = {
        "kind": "policy",
        "title": "限制类",
        "ordered_by": "",
        "pollutants": "",
        "area": "",
        "industries": "3011",
    }
    return rule(yunxi, **told, outcome="person")


# THE SHEET --------------------------------------------------------------------
def test_the_officer_sees_what_stands_against_it_by_which_document_and_begins_a_refusal(yunxi):
    hit = rule(yunxi)
    application = plant(yunxi)
    officer = signed_in(yunxi.officer)

    page = read(officer, "sheet", application.pk)

    assert "有 1 条规则不符合，不能批准" in page
    assert "位于青石镇，排放氮氧化物12吨/年。" in page
    assert "江环函〔2026〕77号" in page
    assert f'href="/desk/cases/{application.pk}/opinion/?hit={hit.pk}"' in page
    opinion = officer.get(f"/desk/cases/{application.pk}/opinion/?hit={hit.pk}").content.decode()
    assert "项目与此不符，不予批准。" in opinion
    assert '<option value="1" selected>' in opinion
    assert "同意批准" in officer.get(f"/desk/cases/{application.pk}/opinion/?hit=x").content.decode()


def test_the_gate_says_why_and_leads_to_the_sheet(yunxi):
    rule(yunxi)
    application = plant(yunxi)

    page = signed_in(yunxi.leader).get(f"/desk/cases/{application.pk}/").content.decode()

    assert "不符合准入规则：青石镇大气污染物区域限批。" in page
    assert f'href="/desk/cases/{application.pk}/screening/"' in page


def test_the_applicant_reads_it_in_plain_words_and_others_do_not_find_it(yunxi):
    rule(yunxi)
    application = plant(yunxi)

    mine = read(signed_in(yunxi.applicant), "my_sheet", application.pk)

    assert "本局还没有作出决定，时限照常计算" in mine
    assert "按这一条提出不予批准" not in mine
    assert "更正或者补充</a>" not in mine
    read(signed_in(world.other_applicant(yunxi)), "my_sheet", application.pk, status=404)
    read(Client(), "my_sheet", application.pk, status=302)


def test_a_kept_sheet_is_shown_as_it_was(yunxi):
    application = plant(yunxi)
    rule(yunxi, moment("2026-09-18"), since=date(2026, 9, 18))
    officer = signed_in(yunxi.officer)

    old = read(officer, "kept_sheet", application.pk, 1)

    assert "这是第 1 版" in old
    assert "青石镇大气污染物区域限批" not in old
    assert "青石镇大气污染物区域限批" in read(officer, "kept_sheet", application.pk, 2)
    read(officer, "kept_sheet", application.pk, 3, status=404)


def test_an_answer_is_given_once_with_its_reason(yunxi):
    asked = asks(yunxi)
    application = plant(yunxi)
    officer, key = signed_in(yunxi.officer), str(uuid4())

    empty = post(officer, "answer", application.pk, asked.pk, result="met", reason="")
    assert (empty.status_code, "写明理由" in empty.content.decode()) == (422, True)
    assert empty.context["form"]["result"].value() == "met"
    for _twice in range(2):
        assert (
            post(officer, "answer", application.pk, asked.pk, _key=key, result="met", reason="日产 5000 吨").status_code
            == 302
        )

    assert Answer.objects.count() == 1
    assert "经人工判断符合" in read(officer, "sheet", application.pk)


def test_a_hard_hit_has_no_question_and_its_address_refuses(yunxi):
    hit = rule(yunxi)
    application = plant(yunxi)
    officer = signed_in(yunxi.officer)

    assert "任何人不能改判" in read(officer, "answer", application.pk, hit.pk)
    refused = post(officer, "answer", application.pk, hit.pk, result="met", reason="无妨")
    assert (refused.status_code, Answer.objects.count()) == (409, 0)
    assert post(signed_in(yunxi.leader), "answer", application.pk, hit.pk, result="met", reason="x").status_code == 403
    read(officer, "answer", application.pk, 10**9, status=404)


def test_facts_are_corrected_and_a_wrong_one_says_what_to_do(yunxi):
    application = plant(yunxi)
    officer = signed_in(yunxi.officer)
    site = {"site_known": "point", "site_longitude": "118.5", "site_latitude": "", "site_no_areas": "on"}

    bad = post(officer, "correct", application.pk, reason="查图", **site)
    assert (bad.status_code, "经度和纬度都要写" in bad.content.decode()) == (422, True)
    assert 'value="118.5"' in bad.content.decode()
    good = {**site, "site_latitude": "２６.５", "replaced_nox": "24", "replaced_from": "东渡电厂关停，24 吨"}
    assert post(officer, "correct", application.pk, reason="查图", **good).status_code == 302

    facts = Facts.objects.get(case=application.case)
    assert (str(facts.longitude), str(facts.latitude)) == ("118.5000000", "26.5000000")
    assert facts.replaced_from == "东渡电厂关停，24 吨"
    assert Sheet.objects.filter(case=application.case).count() == 2


# THE SITE, TYPED BY THE APPLICANT ----------------------------------------------
def site(yunxi: world.World, **typed: Any) -> tuple[Application, Any]:
    draft = world.draft(yunxi, moment("2026-09-18", "09:00"))
    answer = signed_in(yunxi.applicant).post(
        reverse("applications:step_site", args=[draft.pk]), {"_key": str(uuid4()), **typed}
    )
    return draft, answer


def test_the_applicant_declares_its_site(yunxi):
    draft, answer = site(yunxi, site_known="unit", site_unit="YX-ZD-001", site_near=["天然林", "文物保护单位"])

    facts = Facts.objects.get(case=draft.case)
    assert answer.status_code == 302
    assert (facts.unit, facts.inside, facts.near, facts.is_declared) == (
        "YX-ZD-001", [], ["天然林", "文物保护单位"], True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "选择一项；都不知道的，由经办人查"),
        ({"site_known": "unit"}, "写明单元编码"),
        ({"site_known": "point", "site_longitude": "181", "site_latitude": "26"}, "180"),
        ({"site_known": "point", "site_longitude": "东经", "site_latitude": "26"}, "只写数字"),
        ({"site_known": "unknown"}, "没有环境敏感区的，勾选“都没有”"),
        ({"site_known": "unknown", "site_near": ["天然林"], "site_no_areas": "on"}, "勾了敏感区的，不能再勾"),
        ({"site_known": "unknown", "site_near": ["月球"]}, "site_near"),
    ],
)
def test_a_wrong_site_says_what_to_do_and_keeps_what_was_typed(yunxi, typed: dict[str, Any], sentence: str):
    draft, answer = site(yunxi, **typed)

    assert (answer.status_code, Facts.objects.filter(case=draft.case).exists()) == (422, False)
    assert sentence in answer.content.decode()


# THE RULES --------------------------------------------------------------------
TYPED = {
    **{name: value for name, value in ORDER.items() if value not in (None, False)}, "dated_on": "2026年9月1日",
    "pollutants": ["nox"], "sensitive": [], "valid_from": "2026-9-2", "why": "省厅来函",
}  # fmt: skip


def test_a_suspension_is_proposed_shown_with_whom_it_touches_and_agreed_to(yunxi):
    application = plant(yunxi)
    head, leader = signed_in(yunxi.head), signed_in(yunxi.leader)

    assert post(head, "propose_new", **TYPED).status_code == 302
    version = Rule.objects.get()
    assert "等另一人决定的新版本" in read(leader, "rules")
    assert "由您提出，须由另一人决定" in read(head, "rule", version.key)
    page = read(leader, "agree", version.pk)
    assert "影响 1 件在办案件" in page
    assert application.case.number in page
    assert post(leader, "agree", version.pk).status_code == 302

    assert "没有解除" in read(leader, "regions")
    assert "2026年9月2日（周三）" in read(leader, "regions")
    assert read(leader, "regions", format="csv").count("青石镇") > 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"ordered_by": ""}, "区域限批须写明决定机关"),
        ({"pollutants": []}, "勾选对哪些污染物"),
        ({"evidence": "M"}, "不能直接判为不符合"),
        ({"kind": "unit"}, "写明是哪个管控单元的清单"),
        ({"kind": "policy", "stops": "acceptance"}, "只有区域限批可以停在受理"),
        ({"kind": "capacity", "limit": "3", "pollutants": []}, "勾选对哪些污染物"),
        ({"industries": "水泥"}, "写行业代码，空格分开"),
        ({"valid_from": "2026-02-30"}, "这一天不存在"),
        ({"title": ""}, "写明名称"),
    ],
)
def test_a_rule_that_cannot_be_is_said_at_its_field(yunxi, typed: dict[str, Any], sentence: str):
    answer = post(signed_in(yunxi.head), "propose_new", **{**TYPED, **typed})

    assert (answer.status_code, Rule.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


def test_a_new_version_begins_with_the_old_one_and_a_declined_one_says_why(yunxi):
    first = rule(yunxi)
    head, leader = signed_in(yunxi.head), signed_in(yunxi.leader)

    assert "暂停审批青石镇新增氮氧化物" in read(head, "propose", first.key)
    same = post(head, "propose", first.key, **{**TYPED, "valid_from": "2026-9-20"})
    assert (same.status_code, "没有要改的内容" in same.content.decode()) == (409, True)
    post(head, "propose", first.key, **{**TYPED, "valid_from": "2026-9-20", "is_retired": "on"})
    version = queries.waiting(yunxi.bureau).get()
    post(leader, "decline", version.pk, answer="尚未收到解除决定")

    assert "尚未收到解除决定" in read(leader, "rule", first.key)
    read(leader, "rule", "no.such", status=404)


def test_what_is_known_of_replacement_is_told_with_how_well(yunxi):
    page = read(signed_in(yunxi.officer), "replacement")

    assert "环发〔2014〕197号" in page
    assert "文件见于摘录，比例未核对、存疑" in page


def test_who_may_do_what_with_rules(yunxi):
    version = propose(yunxi, moment("2026-09-18"))

    assert [post(signed_in(one), "propose_new", **TYPED).status_code for one in (yunxi.clerk, yunxi.leader)] == [
        403,
        403,
    ]
    assert [post(signed_in(one), "agree", version.pk).status_code for one in (yunxi.officer, yunxi.head)] == [403, 403]
    assert signed_in(yunxi.applicant).get("/desk/access/").status_code == 404


def test_the_list_is_narrowed_sorted_and_read_in_as_many_questions_for_many_rules(yunxi):
    rule(yunxi)
    officer = signed_in(yunxi.officer)
    few = queries_of(officer, "/desk/access/")
    actions.load_rules()

    assert queries_of(officer, "/desk/access/") == few
    assert "共 1 条现行规则" in read(officer, "rules", kind="suspension")
    assert "青石镇" not in read(officer, "rules", industry="C3011", sort="-since")
    assert "建材（生态环境部）" in read(officer, "rules", industry="C3011", sort="-since")
