"""Who decides and what to bring: two people make each version, on a day each project falls under one rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from approvals.catalogue import actions
from approvals.catalogue.actions.books import load_materials
from approvals.catalogue.actions.notices import NothingToTell
from approvals.catalogue.enums import Book
from approvals.catalogue.models import Material, Told
from approvals.catalogue.queries import books
from approvals.catalogue.rules import told as rules
from approvals.catalogue.rules.books import BeginsTooEarly, IsDecided, IsProposed, NeedsSecondPerson, NothingChanges
from envportal.audit import log
from envportal.audit.models import Event
from envportal.refusals import NotYours
from tests import world
from tests.builders import moment
from tests.catalogue.rows import AT, DAY, agreed, proposed

pytestmark = pytest.mark.django_db
SINCE = date(2026, 8, 15)


@pytest.fixture(name="of")
def _of() -> world.World:
    return world.world()


def titles(rows):
    return [one.title for one in rows]


# TWO PEOPLE -------------------------------------------------------------------
def test_a_version_binds_nobody_until_a_second_person_agrees(of):
    version = proposed(of, Book.LEVELS)
    assert books.level_rules(of.bureau, DAY) == []

    with pytest.raises(NeedsSecondPerson):
        actions.agree(version.pk, book=Book.LEVELS, by=of.head, at=AT)
    actions.agree(version.pk, book=Book.LEVELS, by=of.leader, at=AT)

    assert titles(books.level_rules(of.bureau, DAY)) == ["省厅审批的火电、石化项目"]
    assert books.level_rules(of.bureau, DAY - timedelta(days=1)) == []
    assert Event.objects.filter(name="window_rule_agreed").count() == 1


def test_a_proposal_is_decided_once_and_there_is_one_at_a_time(of):
    version = proposed(of, Book.MATERIALS)
    with pytest.raises(IsProposed):
        proposed(of, Book.MATERIALS, key=version.key)

    actions.decline(version.pk, book=Book.MATERIALS, answer="重复", by=of.leader, at=AT)

    with pytest.raises(IsDecided):
        actions.agree(version.pk, book=Book.MATERIALS, by=of.leader, at=AT)
    assert proposed(of, Book.MATERIALS, key=version.key).number is None


def test_the_same_form_proposes_once(of):
    one = actions.propose(
        book=Book.LEVELS, key="", valid_from=DAY, why="会议", by=of.head, at=AT, form="k1", title="全部", level="own",
        act="通知", evidence="T",
    )  # fmt: skip
    two = actions.propose(
        book=Book.LEVELS, key="", valid_from=DAY, why="会议", by=of.head, at=AT, form="k1", title="全部", level="own",
        act="通知", evidence="T",
    )  # fmt: skip

    assert one == two


def test_a_version_changes_something_and_reaches_back_over_nothing(of):
    first = agreed(of, Book.LEVELS)

    with pytest.raises(NothingChanges):
        proposed(of, Book.LEVELS, key=first.key, since=DAY + timedelta(days=1))
    with pytest.raises(BeginsTooEarly):
        proposed(of, Book.LEVELS, key=first.key, since=DAY, article="第三条")
    with pytest.raises(BeginsTooEarly):
        proposed(of, Book.LEVELS, since=DAY - timedelta(days=1))


def test_another_bureaus_people_decide_nothing_here(of):
    version = proposed(of, Book.LEVELS)

    with pytest.raises(NotYours):
        actions.agree(version.pk, book=Book.LEVELS, by=world.world(code="dongling").leader, at=AT)


# LEVELS -----------------------------------------------------------------------
def test_a_rule_that_names_the_item_comes_before_one_for_all_and_a_delegation_before_both(of):
    agreed(of, Book.LEVELS, title="其余项目", items="", documents="", level="own", authority="")
    agreed(of, Book.LEVELS)
    agreed(of, Book.LEVELS, title="委托审批燃气发电", level="delegated", scope="燃气发电", valid_to=date(2027, 9, 13))

    def who(document, item, on=DAY):
        return books.who_decides(of.bureau, document, item, on).title

    assert who("report", 87) == "委托审批燃气发电"
    assert who("report", 88) == "其余项目"
    assert who("table", 87) == "其余项目"
    assert who("report", 87, date(2027, 9, 13)) == "委托审批燃气发电"
    assert who("report", 87, date(2027, 9, 14)) == "省厅审批的火电、石化项目"


def test_where_a_bureau_set_nothing_nobody_is_named(of):
    assert books.who_decides(of.bureau, "table", 66, DAY) is None


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (
            {"level": "delegated", "scope": "", "valid_to": date(2027, 1, 1)},
            "a_delegation_to_decide_has_scope_and_term",
        ),
        ({"level": "delegated", "scope": "全部", "valid_to": None}, "a_delegation_to_decide_has_scope_and_term"),
        ({"authority": ""}, "who_decides_instead_is_named"),
        ({"valid_to": DAY - timedelta(days=1)}, "a_delegation_to_decide_ends_after_it_begins"),
        ({"act": ""}, "levelrule_names_its_act"),
    ],
)
def test_the_table_keeps_what_a_level_rule_must_say(of, told, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        proposed(of, Book.LEVELS, **told)


# MATERIALS --------------------------------------------------------------------
def test_what_the_bureau_fetches_is_no_main_material(of):
    with pytest.raises(IntegrityError, match="what_the_bureau_fetches_is_not_asked_for"), transaction.atomic():
        proposed(of, Book.MATERIALS, fetched_from="登记机关", is_main=True)


def test_the_list_is_by_document_and_by_trade(of):
    load_materials(SINCE)

    def bring(document, industry=""):
        return {one.key for one in books.to_bring(of.bureau, document, industry, DAY)}

    assert bring("registration") == {"registration", "commitment"}
    assert "participation" in bring("report")
    assert "participation" not in bring("table")
    assert "risk" not in bring("table")
    assert "risk" in bring("table", "C2614")
    assert "risk" not in bring("table", "C2231")
    assert {one.key for one in books.of_some_trades(of.bureau, "table", DAY)} == {"quota", "risk"}
    assert load_materials(SINCE) == 0


def test_nothing_shipped_is_asked_that_the_bureau_fetches():
    load_materials(SINCE)

    assert not Material.objects.exclude(fetched_from="").filter(copies__gt=0).exists()
    assert not Material.objects.filter(act="").exists()


def test_what_is_cut_leaves_the_list_on_its_day_and_is_published_with_its_reason(of):
    load_materials(SINCE)
    shipped = books.standing(Book.MATERIALS, of.bureau, "monitoring", DAY)
    said = {name: getattr(shipped, name) for name in ("title", "documents", "act", "article", "evidence", "place")}
    later = DAY + timedelta(days=3)

    agreed(of, Book.MATERIALS, key="monitoring", since=later, **said, is_retired=True)

    assert "monitoring" in {one.key for one in books.to_bring(of.bureau, "table", "", later - timedelta(days=1))}
    assert "monitoring" not in {one.key for one in books.to_bring(of.bureau, "table", "", later)}
    assert [(one.key, one.why) for one in books.cut(of.bureau, later)] == [("monitoring", "市局会议决定")]
    assert books.cut(world.world(code="dongling").bureau, later) == []


# TOLD -------------------------------------------------------------------------
def tell(of, at=AT, key="", **told):
    said = {"document": "table", "industry": "C2231", "to": "沈雁", "project": "纸容器技改", "channel": "counter"}
    return actions.tell(by=of.clerk, at=at, key=key, **{**said, **told})


def test_what_was_told_stands_though_the_list_changes(of):
    load_materials(SINCE)
    first = tell(of)
    agreed(of, Book.MATERIALS, title="选址意见")

    second = tell(of)

    assert "选址意见" not in {one["title"] for one in Told.objects.get(pk=first.pk).lines}
    assert "选址意见" in {one["title"] for one in second.lines}
    assert first.list_version != second.list_version
    assert rules.is_whole(Told.objects.get(pk=first.pk))


def test_a_notice_somebody_changed_is_not_whole_any_more(of):
    load_materials(SINCE)
    told = tell(of)
    event = Event.objects.get(name="materials_told")

    Told.objects.filter(pk=told.pk).update(to="别人")

    assert not rules.is_whole(Told.objects.get(pk=told.pk))
    assert event.facts["sha256"] == told.sha256


def test_the_same_form_tells_once(of):
    load_materials(SINCE)

    assert tell(of, key="once") == tell(of, key="once", at=moment("2026-09-15"))
    assert log.already("once") is not None


def test_an_empty_list_tells_nothing(of):
    with pytest.raises(NothingToTell):
        tell(of)
