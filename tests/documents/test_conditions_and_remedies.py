"""Conditions say where their words are from; letters name the remedies of their day, in the order of the law."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from envportal.accounts.enums import Role
from envportal.documents import actions, letters
from envportal.documents.enums import LetterKind, RemedyAct
from envportal.documents.models import Wording
from envportal.documents.queries import remedies
from envportal.documents.queries import wording as words
from envportal.documents.rules import versions
from envportal.documents.rules import wording as fit
from tests import builders
from tests.builders import moment
from tests.documents import specimens
from tests.documents.specimens import Kind

pytestmark = pytest.mark.django_db
NOW = moment("2026-10-19")


@pytest.fixture
def officer():
    return builders.staff(Role.OFFICER, "周明远")


@pytest.fixture
def leader():
    return builders.staff(Role.LEADER, "韩松年")


def agreed(officer, leader, key: str, **told: Any) -> Wording:
    block = words.in_force(builders.bureau(), date(2026, 10, 19))[key]
    proposal = actions.propose_wording(block, by=officer, why="改写", at=NOW, **told)
    return actions.agree_wording(proposal.pk, by=leader, at=NOW)


# Conditions

DUST = (
    "粉尘治理。破碎、筛分、投料和包装工序的产尘点设集气罩，经袋式除尘器处理后达标排放；厂区道路硬化并定期清扫、洒水。"
)


def test_a_letter_says_of_each_condition_where_its_words_come_from():
    noise = words.shipped()["condition.noise.boundary"].text
    outlet = noise.replace("【排放标准名称】", "《工业企业厂界环境噪声排放标准》").replace("【功能区类别】", " 3 类")
    lines = [DUST, outlet, DUST.replace("洒水", "保洁，每周检查一次"), "厂门口种树。"]

    letter = specimens.letter(Kind.APPROVAL, conditions=lines)

    assert letter.frame["conditions"] == [
        {"origin": "library", "key": "condition.air.dust", "version": 0},
        {"origin": "library", "key": "condition.noise.boundary", "version": 0},
        {"origin": "altered", "key": "condition.air.dust", "version": 0},
        {"origin": "own"},
    ]


def test_a_condition_written_by_the_version_before_is_still_that_versions(officer, leader):
    agreed(
        officer, leader, "condition.air.dust", text="粉尘一律密闭收集。", topic="air", title="粉尘治理",
        valid_from=date(2026, 10, 20),
    )  # fmt: skip

    letter = specimens.letter(Kind.APPROVAL, conditions=[DUST, "粉尘一律密闭收集。"], on="2026-10-20")

    assert [one["version"] for one in letter.frame["conditions"]] == [0, 1]


def test_a_retired_condition_is_offered_to_nobody_from_its_day_on(officer, leader):
    told = {"topic": "air", "title": "粉尘治理", "is_retired": True, "text": DUST}
    agreed(officer, leader, "condition.air.dust", valid_from=date(2026, 10, 20), **told)

    def offered(on: date) -> set[str]:
        return {one.key for one in words.library(builders.bureau(), on)}

    assert offered(date(2026, 10, 19)) - offered(date(2026, 10, 20)) == {"condition.air.dust"}


def test_a_condition_of_an_industry_is_offered_to_that_industry():
    paper = words.shipped()["condition.air.voc"]

    assert [fit.suits(paper, code) for code in ("C2231", "C3011")] == [True, False]


# Remedies

OTHER_COURT: dict[str, Any] = {
    "organ": "云溪市人民政府", "court": "江原铁路运输法院", "valid_from": date(2026, 11, 1), "why": "集中管辖",
}  # fmt: skip


def test_a_letter_names_the_court_of_its_day(officer, leader):
    case = specimens.case()
    proposal = actions.propose_remedy(case.bureau.pk, by=officer, at=NOW, **OTHER_COURT)
    actions.agree_remedy(proposal.pk, by=leader, at=NOW)

    courts = [specimens.letter(Kind.REFUSAL, of=case, on=day).frame["court"] for day in ("2026-10-31", "2026-11-01")]

    assert courts == ["云溪市中级人民法院", "江原铁路运输法院"]


def test_nobody_agrees_to_their_own_remedies(leader):
    proposal = actions.propose_remedy(leader.bureau.pk, by=leader, at=NOW, **OTHER_COURT)

    with pytest.raises(versions.NeedsSecondPerson):
        actions.agree_remedy(proposal.pk, by=leader, at=NOW)


def test_a_branch_offers_the_citys_government_or_the_one_where_it_sits():
    city = builders.bureau()
    branch = builders.bureau("qingshi", "云溪市生态环境局青石分局", "云环青", parent=city, is_branch=True)
    case = builders.case(bureau=branch, number="云环收〔2026〕1号", opened_on="2026-09-14")
    builders.remedy(branch, local_organ="青石县人民政府")

    letter = specimens.letter(Kind.APPROVAL, of=case)

    assert "依法向云溪市人民政府或者青石县人民政府申请行政复议" in letters.html(letter)


@pytest.mark.parametrize("kind", [Kind.APPROVAL, Kind.REFUSAL, Kind.DECLINED])
def test_a_lawsuit_is_open_for_six_months_never_three(kind):
    read = letters.html(specimens.letter(kind))

    assert "六个月内" in read
    assert "三个月" not in read


@pytest.mark.parametrize(
    ("act", "on", "is_first"),
    [
        (RemedyAct.DECISION, date(2026, 9, 1), False),
        (RemedyAct.INACTION, date(2023, 12, 31), False),
        (RemedyAct.INACTION, date(2024, 1, 1), True),
        (RemedyAct.DISCLOSURE_REFUSED, date(2026, 9, 1), True),
        (RemedyAct.ON_THE_SPOT_PENALTY, date(2026, 9, 1), True),
    ],
)
def test_reconsideration_comes_first_where_the_law_says_so_since_2024(act, on, is_first):
    assert remedies.course(act, on).is_first is is_first


def test_a_letter_of_such_an_act_says_that_reconsideration_comes_first(monkeypatch):
    monkeypatch.setitem(fit.ACTS, LetterKind.DECLINED, RemedyAct.INACTION)

    read = letters.html(specimens.letter(Kind.DECLINED))

    assert "应当自收到本决定书之日起六十日内依法先向云溪市人民政府申请行政复议" in read
    assert "自收到行政复议决定书之日起十五日内" in read
