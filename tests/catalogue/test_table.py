"""The table of the catalogue: all of it is there, all of it can be reached, every limit lies on its right side."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from approvals.catalogue.enums import Ask
from approvals.catalogue.queries.finding import find
from approvals.catalogue.queries.table import COLUMNS, SCOPE, edition_on, editions
from approvals.catalogue.rules import guide
from approvals.catalogue.rules.when import BadWhen, read
from tests.catalogue import table
from tests.catalogue.table import ITEMS

EDITION = editions()["2021"]


# WHOLE ------------------------------------------------------------------------
def test_the_edition_of_2021_has_173_items_in_55_chapters_and_its_notes():
    assert list(ITEMS) == list(range(1, 174))
    assert len(EDITION.chapters) == 55
    assert sum(len(items) for _number, _name, items in EDITION.chapters) == 173
    assert len(EDITION.notes) == 6


def test_an_edition_is_in_force_from_its_day_and_not_before():
    assert edition_on(date(2021, 1, 1)) is EDITION
    assert edition_on(date(2020, 12, 31)) is None


@pytest.mark.parametrize("tier", COLUMNS)
def test_the_criteria_of_a_tier_are_the_words_of_the_table_and_nothing_else(tier):
    for item in ITEMS.values():
        assert "；".join(one.text for one in item.of(tier)) == item.tiers.get(tier, ""), item.number


def test_an_item_asks_about_sensitive_areas_only_where_the_table_names_its_kinds():
    for item in ITEMS.values():
        asks = any(one.kind == Ask.AREA for one in guide.questions_of(item))
        assert asks == bool(item.areas), item.number


def test_an_item_with_an_asterisk_asks_for_the_industrial_building_and_no_other():
    for item in ITEMS.values():
        asks = any(one.kind == Ask.BUILDING for one in guide.questions_of(item))
        assert asks == bool(item.starred), item.number


def test_a_criterion_nobody_can_read_is_an_error():
    for wrong in ("", "「甲", "「甲」 且", "(「甲」", "「甲」 「乙」", "{甲|吨}", "随便"):
        with pytest.raises(BadWhen):
            read(wrong)


# REACHED ----------------------------------------------------------------------
def test_every_item_is_found_by_two_characters_of_its_name_by_its_number_and_by_each_of_its_codes():
    for item in ITEMS.values():
        word = re.findall(r"[一-鿿]{1,2}", item.name)[0]
        assert item in find(EDITION, word), item.name
        assert item in find(EDITION, str(item.number))
        for code in item.codes:
            assert item in find(EDITION, code), code


def test_words_of_an_industry_or_a_criterion_find_the_item_too_and_every_word_must_be_there():
    def numbers(words):
        return [one.number for one in find(EDITION, words)]

    assert 68 in numbers("C3392")
    assert 3 in numbers("猪")
    assert 36 in numbers("家具 电镀")
    assert numbers("家具 锅炉") == []
    assert numbers("   ") == numbers("没有这样的项目") == []
    assert 66 in numbers("Ｃ３３１１")


def test_what_has_the_word_in_its_name_comes_first():
    assert find(EDITION, "水库")[0].number == 124


# TIERS ------------------------------------------------------------------------
def _reaches(item, tier) -> bool:
    """Some way to answer one criterion of the tier comes to just this document, all else being no.

    Where the stricter tiers hold unless something is answered with yes, their questions are tried as well.
    """
    stricter = [one for above in list(COLUMNS)[: list(COLUMNS).index(tier)] for one in item.of(above)]
    for also in ([], stricter[:2]):
        for criterion in item.of(tier):
            for known in table.ways(item, [*item.scope, criterion, *also]):
                if read(criterion.when).value(known) and guide.judge(item, table.by_id(item, known)).tier == tier:
                    return True
    return False


@pytest.mark.parametrize("tier", COLUMNS)
def test_every_tier_of_the_table_is_what_some_answers_come_to(tier):
    missing = [item.number for item in ITEMS.values() if tier in item.tiers and not _reaches(item, tier)]

    assert missing == []


# EDGES ------------------------------------------------------------------------
CRITERIA = [(item, one) for item in ITEMS.values() for one in item.criteria if one.tier != SCOPE]
SCOPES = [(item, one) for item in ITEMS.values() for one in item.scope if "建筑面积" in one.text]
# The item's name gives the floor area; the megawatts stand beside the tonnes of steam they equal.
LIMITS = [
    (item, one, edge) for item, one in (*CRITERIA, *SCOPES) for edge in sorted(table.edges(one.text))
    if not (item.number == 150 and "矿产" in one.text)
]  # fmt: skip


def test_the_limits_of_the_table_are_many_and_each_is_written_down_once():
    assert len(LIMITS) > 120
    for item, criterion in (*CRITERIA, *SCOPES):
        bounds = {
            table.plain(leaf.bound, leaf.asked.unit)
            for leaf in table.leaves(criterion)
            if leaf.asked.kind == Ask.NUMBER and leaf.bound
        }
        assert bounds == {edge.bound for edge in table.edges(criterion.text)}, (item.number, criterion.text)


def _turns(criterion, leaf, known, bound) -> tuple[bool | None, ...]:
    """The criterion just below, at and just above a limit."""
    node, step = read(criterion.when), bound / 1000
    return tuple(node.value({**known, leaf.asked.key: bound + by}) for by in (-step, Decimal(0), step))


def test_every_limit_itself_lies_on_the_side_its_words_say():
    for item, criterion, edge in LIMITS:
        seen = set()
        for leaf in table.leaves(criterion):
            if leaf.asked.kind != Ask.NUMBER or table.plain(leaf.bound, leaf.asked.unit) != edge.bound:
                continue
            for known in table.ways(item, [criterion]):
                below, there, above = _turns(criterion, leaf, known, leaf.bound)
                if below is not above:
                    seen.add(there is above)
        assert seen == {edge.is_above}, (item.number, criterion.text, edge)
