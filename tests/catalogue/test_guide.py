"""The guided check: only what decides is asked, what is not sure stays open, the strictest of several counts."""

from __future__ import annotations

from typing import Any

import pytest

from approvals.catalogue.enums import Ask, Tier
from approvals.catalogue.rules import answers, guide
from tests.catalogue.table import ITEMS, by_id, said


def judged(number, **told):
    return guide.judge(ITEMS[number], said(number, **told))


def about(verdict):
    return [one.asked.text for one in verdict.waiting]


@pytest.mark.parametrize(
    ("number", "told", "tier"),
    [
        (66, {"电镀": True}, "report"),
        (66, {"电镀": False, "溶剂型涂料": 10}, "report"),
        (66, {"电镀": False, "溶剂型涂料": "9.99", "仅分割": False, "VOCs": 0}, "table"),
        (66, {"电镀": False, "溶剂型涂料（": 0, "仅分割": True}, "none"),
        (66, {"电镀": False, "溶剂型涂料（": 0, "仅分割": False, "VOCs": "9.9"}, "none"),
        (66, {"电镀": False, "溶剂型涂料（": 0, "仅分割": False, "VOCs": 10}, "table"),
        # Solvent paint beside the low-VOC one: the exception is not theirs.
        (66, {"电镀": False, "溶剂型涂料（": 3, "仅分割": False, "VOCs": "9.9"}, "table"),
        (91, {"燃油": "65.01"}, "report"),
        (91, {"燃油": 65}, "table"),
        (91, {"燃油": 0, "天然气": 1, "高污染": False}, "none"),
        (91, {"燃油": 0, "天然气": "1.1"}, "table"),
        (108, {"性质": "new", "床位": 500}, "report"),
        (108, {"性质": "rebuild", "床位": 500}, "table"),
        (108, {"性质": "new", "床位": 20}, "table"),
        (108, {"性质": "new", "床位": 19}, "registration"),
        (130, {"维护": False, "救援": False, "改扩建四级": False, "性质": "new", "二级及以上": True, "里程": 30,
               "敏感区": False, "配套": False, "三级": False}, "table"),
        (97, {"敏感区": False}, "none"),
        (97, {"敏感区": True}, "table"),
        (100, {}, "registration"),
        (61, {}, "report"),
    ],
)  # fmt: skip
def test_answers_come_to_the_document_the_table_says(number, told, tier):
    verdict = judged(number, **told)

    assert verdict.waiting == ()
    assert verdict.tier == tier


def test_what_decided_is_told_in_the_words_of_the_table():
    assert judged(66, 电镀=True).criterion.text == "有电镀工艺的"
    assert judged(97, 敏感区=False).criterion is None


# ASKED ------------------------------------------------------------------------
def test_only_the_strictest_tier_that_is_still_open_is_asked_about():
    assert about(judged(66)) == ["有电镀工艺", "年用溶剂型涂料（含稀释剂）"]
    assert about(judged(66, 电镀=False, **{"溶剂型涂料（": 0})) == ["仅分割、焊接、组装"]
    assert about(judged(66, 电镀=True)) == []


def test_an_amount_is_asked_only_once_the_thing_itself_is_there():
    assert about(judged(17, 工业建筑=True)) == ["原糖生产"]
    assert about(judged(17, 工业建筑=True, 原糖=True)) == ["日加工糖料能力"]
    assert about(judged(17, 工业建筑=True, 原糖=False)) == ["单纯分装"]


def test_an_item_that_does_not_apply_asks_nothing_more():
    outside = judged(17, 工业建筑=False)

    assert (outside.tier, outside.is_outside, outside.waiting) == ("none", True, ())
    assert judged(110, 建筑面积="4999.9").is_outside
    assert not judged(110, 建筑面积=5000).is_outside


def test_every_item_ends_after_its_questions_whatever_is_answered():
    for item in ITEMS.values():
        for value in (True, False, None):
            known: dict[str, Any] = {}
            for _round in range(30):
                waiting = guide.judge(item, known).waiting
                if not waiting:
                    break
                known |= {one.id: None if one.kind in (Ask.NUMBER, Ask.NATURE) else value for one in waiting}
            assert waiting == (), item.number


# NOT SURE ---------------------------------------------------------------------
def test_what_is_not_sure_leaves_every_document_it_may_come_to_and_is_named():
    verdict = judged(66, 电镀=None, **{"溶剂型涂料（": 0, "仅分割": False, "VOCs": 0})

    assert (verdict.tier, verdict.possible) == (None, (Tier.REPORT, Tier.TABLE))
    assert [one.asked.text for one in verdict.unsure] == ["有电镀工艺"]


def test_what_is_not_sure_and_changes_nothing_is_no_doubt():
    verdict = judged(66, 电镀=True, **{"溶剂型涂料（": None})

    assert (verdict.tier, verdict.unsure) == ("report", ())


def test_an_amount_nobody_knows_leaves_both_sides_of_its_limit():
    verdict = judged(34, 年产量=None)

    assert verdict.possible == (Tier.REPORT, Tier.TABLE)


def test_a_thing_that_is_either_way_the_same_document_is_certain_though_it_is_not_sure():
    # Crushing alone or not: without a sensitive area item 11 comes to a table.
    verdict = judged(11, 河道=False, 敏感区=False)

    assert verdict.tier == "table"


# SEVERAL ----------------------------------------------------------------------
def entries(*each):
    return [{"possible": list(one)} for one in each]


@pytest.mark.parametrize(
    ("each", "possible"),
    [
        ([("table",), ("report",)], ("report",)),
        ([("registration",), ("none",)], ("registration",)),
        ([("report",), ("table", "none")], ("report",)),
        ([("table",), ("report", "none")], ("report", "table")),
        ([("registration", "none"), ("table", "registration")], ("table", "registration")),
        ([], ("none",)),
    ],
)
def test_of_several_items_the_strictest_counts_and_a_doubt_below_it_is_none(each, possible):
    assert guide.strictest_of(entries(*each)) == possible


# TYPED ------------------------------------------------------------------------
def test_numbers_are_read_as_people_type_them_and_nothing_else_is():
    number = next(one for one in guide.questions_of(ITEMS[34]) if one.kind == Ask.NUMBER)

    assert answers.written(answers.parse(number, "１，２００.５０")) == "1200.5"
    assert answers.parse(number, "不清楚") is None
    for wrong in ("", "-1", "abc", "1e999", "1e3", "NaN", "Infinity", "10吨", "9" * 40):
        with pytest.raises(answers.NoAnswer):
            answers.parse(number, wrong)


def test_what_a_check_keeps_is_enough_to_come_to_the_same_again():
    item = ITEMS[66]
    known = by_id(item, {"有电镀工艺": False})
    kept = answers.entry(item, known, guide.judge(item, known))

    again = guide.judge(item, answers.parse_all(item, kept["answers"]))

    assert [str(tier) for tier in again.possible] == kept["possible"]
