"""Versions of a check list: proposed by one, agreed by a second, and kept by a visit that has begun."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction

from enforcement.inspections import actions, queries
from enforcement.inspections.guards import NotPossible, OutOfOrder, SamePerson
from enforcement.inspections.models import CheckList
from envportal.refusals import NotYours
from tests.accounts.conftest import signed_in
from tests.builders import moment
from tests.inspections import rows
from tests.inspections.rows import DAY, GATE, Squad

pytestmark = pytest.mark.django_db
AT = moment("2026-11-02", "10:00")
LINES = (actions.Line("自行监测方案和报告", "排污许可管理条例第19条"), actions.Line("废气治理设施运行", skill="air"))


@pytest.fixture
def of() -> Squad:
    return rows.squad()


def shipped() -> CheckList:
    return CheckList.objects.get(code="general", bureau=None)


def proposed(of: Squad, **told: Any) -> CheckList:
    said: dict[str, Any] = {
        "name": "日常现场检查清单（本局）", "valid_from": DAY, "items": LINES, "why": "增加自行监测", "at": AT, **told,
    }  # fmt: skip
    return actions.propose_list(told.pop("pk", shipped().pk), by=of.lead, **said)


def in_force(of: Squad, on: date) -> CheckList:
    return queries.lists_on(of.world.bureau, on).get(code="general")


def test_a_version_stands_once_a_second_person_agreed_and_from_its_day_on(of):
    version = proposed(of)
    assert in_force(of, DAY) == shipped()
    with pytest.raises(NotYours):
        actions.agree_list(version.pk, by=of.lead, at=AT)
    actions.agree_list(version.pk, by=of.head, at=AT)

    assert in_force(of, date(2026, 11, 9)) == shipped()
    assert in_force(of, DAY) == version
    assert [(one.number, one.text, one.skill) for one in version.items.all()] == [
        (1, "自行监测方案和报告", ""), (2, "废气治理设施运行", "air"),
    ]  # fmt: skip
    with pytest.raises(OutOfOrder):
        actions.decline_list(version.pk, by=of.head, at=AT)


def test_who_proposed_it_does_not_agree_and_the_table_says_so_too(of):
    version = actions.propose_list(shipped().pk, name="清单", valid_from=DAY, items=LINES, why="试", by=of.head, at=AT)
    with pytest.raises(SamePerson):
        actions.agree_list(version.pk, by=of.head, at=AT)
    with pytest.raises(IntegrityError, match="decided_by_a_second_person"), transaction.atomic():
        CheckList.objects.filter(pk=version.pk).update(decided_by=of.head, is_agreed=True)


def test_a_declined_version_changes_nothing_and_another_may_follow(of):
    version = proposed(of)
    with pytest.raises(NotPossible, match="等待同意"):
        proposed(of)
    actions.decline_list(version.pk, by=of.head, at=AT)

    assert in_force(of, DAY) == shipped()
    assert proposed(of).is_agreed is None


def test_no_version_begins_yesterday_nor_two_on_one_day(of):
    with pytest.raises(NotPossible):
        proposed(of, valid_from=date(2026, 11, 1))
    version = proposed(of, valid_from=date(2026, 11, 2))
    with pytest.raises(NotPossible, match="施行日已过"):
        actions.agree_list(version.pk, by=of.head, at=moment("2026-11-03"))
    actions.agree_list(version.pk, by=of.head, at=AT)
    with pytest.raises(NotPossible, match="同一天"):
        proposed(of, valid_from=date(2026, 11, 2))


def test_a_visit_begins_with_the_version_of_its_day_and_one_under_way_keeps_its_own(of):
    """Asked for under the old list, entered under the new; what comes into force after that is no matter of it."""
    visit = rows.noticed(of)
    actions.agree_list(proposed(of).pk, by=of.head, at=AT)
    visit = actions.enter(visit.pk, code=queries.entry_code(visit), by=of.lead, at=GATE)
    assert [one.text for one in queries.items_of(visit)] == [one.text for one in LINES]

    again = actions.propose_list(
        in_force(of, DAY).pk, name="清单三", valid_from=DAY.replace(day=11), items=LINES[:1], why="删一项", by=of.lead,
        at=GATE,
    )  # fmt: skip
    actions.agree_list(again.pk, by=of.head, at=GATE)
    left = rows.leave(of, visit, at=moment("2026-11-11", "09:00"), left_on=DAY)
    assert len(queries.items_of(left)) == 2
    assert left.findings.count() == 2


def test_the_list_is_edited_on_its_page_and_a_wrong_line_is_named(of):
    with time_machine.travel(AT, tick=True):
        lead, head = signed_in(of.lead), signed_in(of.head)
        page = f"/desk/check-lists/{shipped().pk}/propose/"
        first = shipped().items.first().text
        assert first in lead.get(page).content.decode()
        typed = {"name": "清单", "valid_from": "2026-11-10", "why": "更新", "_key": str(uuid4())}
        for wrong in ("废气｜条例｜化学", "｜条例", "a｜b｜c｜d", "一样\n一样"):
            answer = lead.post(page, {**typed, "items": wrong})
            assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["items"]), wrong
        assert lead.post(page, {**typed, "items": f"{first}\n危废台账|条例|"}).status_code == 302
        version = CheckList.objects.get(is_agreed=None)
        agree = f"/desk/check-lists/{version.pk}/agree/"
        assert agree in head.get("/desk/check-lists/").content.decode()
        shown = head.get(agree).content.decode()
        assert '<ins lang="zh-Hans">危废台账</ins>' in shown
        assert "<del" in shown
        assert head.post(agree, {"_key": str(uuid4())}).status_code == 302
        assert signed_in(of.world.officer).get(page).status_code == 403

    assert CheckList.objects.get(pk=version.pk).is_agreed
