"""What anybody may ask of the access rules, and the pages in English."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from approvals.access import actions
from tests import world
from tests.access.rows import plant, rule
from tests.access.test_pages import read
from tests.accounts.conftest import signed_in
from tests.builders import moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(moment("2026-09-18", "11:00"), tick=True):
        yield


@pytest.fixture
def yunxi() -> world.World:
    return world.world()


def test_anybody_asks_and_what_nobody_can_say_is_called_so(yunxi):
    rule(yunxi)
    actions.load_rules()
    anyone = Client()

    page = read(anyone, "look", industry="C3011", place="青石镇", emits="nox")

    assert "有 1 条规则不符合" in page
    assert "没有申报占用或者邻近哪些环境敏感区，判断不了。" in page
    assert "行业代码为推定" in page
    assert "sessionid" not in anyone.cookies
    assert "没有查到不符合的规则" in read(anyone, "look", industry="C3011", place="河口镇", emits="nox")


def test_a_coordinate_alone_is_asked_for_the_other(yunxi):
    assert "经度和纬度都要写" in read(Client(), "look", longitude="118.5")


def test_the_same_answer_as_data(yunxi):
    rule(yunxi)
    answer = Client().get("/api/v1/compute/access", {"industry": "C3011", "place": "青石镇", "emits": "nox"})

    told = answer.json()
    assert (told["on"], told["bureau"]) == ("2026-09-18", "yunxi")
    one = told["rules"][0]
    assert (one["result"], one["kind"], one["evidence"], one["local"]) == ("not_met", "suspension", "T", True)
    assert Client().get("/api/v1/compute/access", {"colour": "red"}).status_code == 400
    assert Client().get("/api/v1/compute/access", {"longitude": "x", "latitude": "1"}).status_code == 400


def test_every_page_reads_in_english_too(yunxi):
    rule(yunxi)
    application = plant(yunxi)
    officer = signed_in(yunxi.officer)

    english = officer.get(f"/en/desk/cases/{application.pk}/screening/").content.decode()

    assert "In 青石镇, emits Nitrogen oxides 12 t/a." in english
    assert "1 rule is not met: it cannot be approved" in english
