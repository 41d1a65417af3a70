"""A world of a test is written again only where working it out again would write the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from envportal.accounts.models import Bureau
from tests import builders, world
from tests.remembered import MEMORY, remembered, undone_afterwards

pytestmark = [pytest.mark.django_db, pytest.mark.engine("sqlite")]


class Builder:
    """Makes a bureau that tells how many there were, and counts how often it was worked out."""

    def __init__(self) -> None:
        self.times = 0
        self.build = remembered(self.work)

    def work(self, code: str) -> Bureau:
        self.times += 1
        there = "、".join(Bureau.objects.order_by("pk").values_list("name", flat=True))
        return Bureau.objects.create(code=code, name=f"{code}，此前：{there}", mark="云环")


@pytest.fixture
def builder() -> Iterator[Builder]:
    MEMORY.clear()
    yield Builder()
    MEMORY.clear()


@contextmanager
def a_test() -> Iterator[None]:
    """What is written inside is gone afterwards, as between two tests."""
    with undone_afterwards(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def told() -> list[tuple[Any, ...]]:
    return list(Bureau.objects.order_by("pk").values_list())


def test_the_next_test_gets_the_same_rows_without_working_them_out(builder: Builder):
    with a_test():
        first, there = builder.build("a"), told()
    with a_test():
        second = builder.build("a")

        assert (builder.times, told(), second, second.name) == (1, there, first, first.name)
        assert second is not first


def test_another_argument_is_another_world(builder: Builder):
    with a_test():
        builder.build("a")
    with a_test():
        assert builder.build("b").code == "b"
    assert builder.times == 2


@pytest.mark.parametrize("name", ["甲局", "乙局"])
def test_what_was_written_before_belongs_to_it(builder: Builder, name: str):
    with a_test():
        Bureau.objects.create(code="x", name="丙局", mark="丙环")
        builder.build("a")
    with a_test():
        Bureau.objects.create(code="x", name=name, mark="丙环")  # as many rows, numbered alike
        assert builder.build("a").name == f"a，此前：{name}"


def test_a_change_of_one_word_before_is_seen(builder: Builder):
    for name in ("甲局", "乙局"):
        with a_test():
            Bureau.objects.create(code="x", name="丙局", mark="丙环")
            Bureau.objects.filter(code="x").update(name=name)
            assert builder.build("a").name == f"a，此前：{name}"


def test_a_test_with_settings_of_its_own_builds_anew(builder: Builder, settings):
    with a_test():
        builder.build("a")
    settings.DEMO = not settings.DEMO
    with a_test():
        builder.build("a")
    assert builder.times == 2


def test_what_was_rolled_back_on_the_way_is_not_kept(builder: Builder):
    def work(code: str) -> Bureau:
        with transaction.atomic():
            Bureau.objects.create(code="y", name="没有了", mark="丙环")
            transaction.set_rollback(True)
        return builder.work(code)

    build = remembered(work)
    for _test in range(2):
        with a_test():
            build("a")
            assert [row.code for row in Bureau.objects.all()] == ["a"]
    assert builder.times == 2


def test_people_of_a_world_that_was_written_again_may_be_joined_by_others():
    for _test in range(2):
        with a_test():
            of = world.world()
            another = builders.staff("officer", at=of.bureau)
            assert another.username not in {of.officer.username, of.clerk.username}
            assert world.accepted(of).case.holder in {of.officer, another}
