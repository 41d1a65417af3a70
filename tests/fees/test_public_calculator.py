"""The public calculator answers as the command does; what cannot be computed is answered in place."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from enforcement.fees.rules import calculators

pytestmark = pytest.mark.django_db
PLACE = "/fees/calculator/"


@pytest.mark.parametrize(
    ("asked", "yuan"),
    [
        ("medium=water&period=2016-01&items=COD/1200/超标%0A氨氮/80", "3,500.00"),
        ("medium=air&period=2016年1月&items=SO2/950", "1,200.00"),
        ("medium=solid&period=2016-02&items=粉煤灰/10", "300.00"),
        ("medium=noise&period=2010-01&night=5&peak=8", "1,760.00"),
        ("medium=smoke&period=2010-01&grade=3&fuel=100", "500.00"),
        ("medium=late_fee&amount=1000&due_on=2016-05-10&paid_on=2016年5月20日", "20.00"),
    ],
)
def test_each_kind_is_computed_with_its_working_in_both_languages(client, asked, yuan):
    page = client.get(f"{PLACE}?{quote(asked, safe='=&%')}")

    text = page.content.decode()
    assert f"<p>{yuan} 元</p>" in text
    address = page.context["address"]
    assert client.get(address).json()["amount"] == yuan.replace(",", "")
    english = client.get(f"/en{PLACE}?{quote(asked, safe='=&%')}")
    assert (english.status_code, english.context["address"]) == (200, address)


@pytest.mark.parametrize(
    "asked",
    [
        "medium=water&period=2016-13&items=COD/1",
        "medium=water&period=2016-01&items=COD",
        "medium=water&period=2016-01&items=铀/1",
        "medium=water&period=2016-01&items=COD/x",
        "medium=water&period=2016-01",
        "medium=noise&period=2016-01",
        "medium=noise&period=2016-01&day=9e9",
        "medium=smoke&period=2018-01&grade=3&fuel=1",
        "medium=smoke&period=2016-01&grade=9&fuel=1",
        "medium=late_fee&amount=1&due_on=2016-05-10&paid_on=1900-01-01",
        "medium=nothing&period=2016-01",
    ],
)
def test_what_cannot_be_computed_is_answered_in_place(client, asked):
    page = client.get(f"{PLACE}?{quote(asked, safe='=&')}")

    assert page.status_code == 200
    assert page.context["form"].errors
    assert "found" not in page.context


@pytest.mark.parametrize(
    ("asked", "field", "says"),
    [
        ("medium=water&period=2016-01&items=COD/1%0A氨氮/1e9", "items", "氨氮/1e9"),
        ("medium=water&period=2016-01&items=COD/1/浓度=1/标准=0", "items", "标准=0"),
        ("medium=water&period=2016-01&items=COD/1/x=2", "items", "COD/1/x=2"),
        ("medium=solid&period=2016-01&items=粉煤灰/", "items", "粉煤灰/"),
        ("medium=water&period=2016-01&items=铀/1", "items", "铀"),
        ("medium=smoke&period=2018-01&grade=3&fuel=1", "fuel", "林格曼"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_in_the_language_of_the_page(client, asked, field, says):
    errors = client.get(f"{PLACE}?{quote(asked, safe='=&%')}").context["form"].errors

    assert list(errors) == [field]
    told = errors[field][0]
    assert says in told
    assert " must " not in told
    assert " has no " not in told


def test_a_month_since_2018_is_the_tax_offices(client):
    text = client.get(f"{PLACE}?medium=water&period=2018-01&items=COD/1").content.decode()

    assert "税务机关征收" in text


def test_an_empty_page_says_what_it_does_and_an_unknown_word_of_the_address_is_left_out(client):
    assert "2003 年 7 月" in client.get(PLACE).content.decode()
    assert client.get(f"{PLACE}?medium=air").status_code == 200
    assert calculators.MEDIA
