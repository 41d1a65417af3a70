"""What anybody opens of it: the way out on every page, the letters by code, figures that say what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from envportal.cases.queries import query_code
from envportal.documents.models import Letter
from tests.accounts.conftest import just_confirmed
from tests.petitions import rows

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db


@pytest.fixture(name="of")
def _of() -> rows.Office:
    return rows.office()


def test_the_way_out_stands_on_every_public_page_of_it(of: rows.Office) -> None:
    one, way = rows.answered(of), 'href="https://www.weather.com.cn/"'
    told = {"no": one.case.number or "", "code": query_code(one.case)}
    pages: list[Callable[[], Any]] = [
        lambda: Client().get("/report/"), lambda: Client().get("/report/progress/"),
        lambda: Client().get("/report/figures/"), lambda: rows.send_report(Client(), of.bureau),
        lambda: rows.send_report(Client(), of.bureau, place=""), lambda: Client().post("/report/progress/", told),
        lambda: Client().post("/report/rate/", told),
    ]  # fmt: skip
    for page in pages:
        assert way in page().content.decode()


def test_a_letter_is_read_by_number_and_code_and_no_other(of: rows.Office) -> None:
    one, other = rows.answered(of), rows.answered(of, "k2")
    told = {"no": one.case.number or "", "code": query_code(one.case)}
    letter = Letter.objects.get(case=one.pk, kind="petition_answer")

    page = Client().post("/report/letter/", {**told, "letter": str(letter.pk)})
    assert (page.status_code, "由另一位经办人核查" in page.content.decode()) == (200, True)
    assert page["Cache-Control"] == "no-store, private"
    foreign = Letter.objects.get(case=other.pk, kind="petition_answer")
    for wrong in (str(foreign.pk), "", "x", "99999999999999999999"):
        assert Client().post("/report/letter/", {**told, "letter": wrong}).status_code == 404
    assert Client().post("/report/letter/", {**told, "code": "x", "letter": str(letter.pk)}).status_code == 404


def test_staff_read_the_figures_too_and_they_say_what_they_count(of: rows.Office) -> None:
    page = just_confirmed(of.officer).get("/report/figures/")

    assert page.status_code == 200
    assert "按收到的月份统计" in page.content.decode()
