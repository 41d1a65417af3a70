"""What is lacking comes out of a verified reduction, once or twice by the quality of the year before."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.quotas import actions
from approvals.quotas.actions.posting import Where
from approvals.quotas.guards import NotEnough, NothingToDo
from approvals.quotas.models import Entry, Reduction
from tests import world
from tests.builders import moment
from tests.quotas import rows
from tests.quotas.rows import D

pytestmark = pytest.mark.django_db
AT = moment("2026-09-18")


@pytest.fixture
def of() -> world.World:
    found = world.world()
    rows.controlled(found, "cod", "nox")
    return found


def reduction(of: world.World, amount: str | int, where=None) -> Reduction:
    place = Where(where or rows.area(of), "cod", 2026)
    return actions.verify_reduction(
        place, amount=D(amount), source="云溪造纸厂", measure="关停制浆线", evidence="云市环核〔2026〕3号",
        verified_on=date(2026, 9, 1), by=of.head, at=AT,
    )  # fmt: skip


def missed_in_2025(of: world.World, medium: str = "water") -> None:
    actions.tell_standing(
        rows.area(of), year=2025, medium=medium, met=False, source="2025 年环境质量公报", by=of.head, at=AT
    )


def test_a_lack_is_replaced_out_of_a_reduction_one_to_one(of):
    case = rows.reserved(of, 12)
    found = reduction(of, 15)

    actions.replace(case.pk, supply=found.account, by=of.officer, at=AT)

    assert rows.stands(found.book) == {"reduction": D(-15), "supply": D(3), "reserved": D(12)}
    entry = Entry.objects.get(kind="reserve")
    assert (entry.ratio, entry.rule) == (D(1), "环发〔2014〕197号 等量替代 1:1（未核对原文）")


def test_where_the_water_missed_its_standard_the_year_before_it_takes_twice_as_much(of):
    missed_in_2025(of)
    case = rows.reserved(of, 12)
    found = reduction(of, 30)

    actions.replace(case.pk, supply=found.account, by=of.officer, at=AT)

    assert rows.stands(found.book) == {"reduction": D(-30), "supply": D(6), "reserved": D(12), "retired": D(12)}
    assert Entry.objects.get(kind="reserve").rule == "环发〔2014〕197号 2倍替代(水)（未核对原文）"
    assert rows.proven()


def test_twice_holds_for_what_is_available_too_and_half_of_it_is_all_there_is(of):
    missed_in_2025(of)
    book = rows.granted(of, "20.0001")
    case = rows.reserved(of, 12)

    assert rows.stands(book) == {
        "grant": D("-20.0001"), "available": D("0.0001"), "reserved": D(10), "retired": D(10),
    }  # fmt: skip
    actions.release(case, reason="撤回", by=of.applicant, at=AT)
    assert rows.stands(book) == {"grant": D("-20.0001"), "available": D("20.0001")}


def test_bad_air_doubles_nothing_in_the_water(of):
    missed_in_2025(of, "air")
    book = rows.granted(of, 20)
    rows.reserved(of, 12)

    assert rows.stands(book)["available"] == D(8)


def test_a_reduction_of_another_area_replaces_and_each_book_balances(of):
    other = rows.area(of, "beishan", "北山区")
    found = reduction(of, 15, other)
    case = rows.reserved(of, 12)

    actions.replace(case.pk, supply=found.account, by=of.officer, at=AT)

    assert rows.stands(found.book) == {"reduction": D(-15), "supply": D(3), "moved": D(12)}
    assert rows.proven()
    actions.release(case, reason="撤回", by=of.applicant, at=AT)
    assert rows.stands(found.book) == {"reduction": D(-15), "supply": D(15)}
    assert rows.proven()


def test_a_used_up_reduction_and_one_of_another_pollutant_replace_nothing(of):
    rows.granted(of, 20, "nox")
    case = rows.reserved(of, 12)
    found = reduction(of, 12)
    actions.use_reduction(found.pk, amount=D(12), reason="纳入", by=of.leader, at=AT)

    with pytest.raises(NotEnough):
        actions.replace(case.pk, supply=found.account, by=of.officer, at=AT)
    with pytest.raises(NothingToDo):
        actions.replace(rows.reserved(of, 1, "nox").pk, supply=found.account, by=of.officer, at=AT)
