"""The calculators of quality at their addresses answer as the commands do."""

import pytest

from disclosure.quality.rules import calculators

pytestmark = pytest.mark.django_db
AIR, WATER = "/api/v1/compute/aqi", "/api/v1/compute/water_class"
DAY = "on=2026-10-16&so2=8&no2=26&pm10=71&pm25=75&co=0.6&o3=61"


def test_the_index_of_a_day_is_the_commands(client):
    response = client.get(f"{AIR}?{DAY}&explain=1")
    question = {"on": "2026-10-16", "so2": 8, "no2": 26, "pm10": 71, "pm25": 75, "co": 0.6, "o3": 61}

    assert (response.status_code, response.json()) == (200, calculators.aqi(question, explained=True))


def test_what_is_left_empty_was_not_measured(client):
    found = client.get(f"{AIR}?on=2026-10-16&pm25=80&o3=&kind=hourly").json()

    assert (found["aqi"], found["primary"]) == (119, ["PM2.5"])


def test_a_low_index_of_few_pollutants_is_given_on_request(client):
    assert client.get(f"{AIR}?on=2026-10-16&pm25=40").json()["aqi"] is None
    assert client.get(f"{AIR}?on=2026-10-16&pm25=40&partial=true").json()["aqi"] == 60


def test_the_class_of_a_lake_is_the_commands(client):
    response = client.get(f"{WATER}?lake=true&target=3&tp=0.04&as=0.01&nh3n=0.05L&explain=1")
    question = {"lake": True, "target": 3, "tp": 0.04, "as": 0.01, "nh3n": "0.05L"}

    assert (response.status_code, response.json()) == (200, calculators.water_class(question, explained=True))


@pytest.mark.parametrize(
    "address",
    [
        AIR, f"{AIR}?on=2026-10-16", f"{AIR}?{DAY}&colour=red", f"{AIR}?{DAY}&so2=9", f"{AIR}?{DAY}&kind=weekly",
        f"{AIR}?on=2026-10-16&pm25=1e400", f"{AIR}?on=2026-10-16&pm25=-1", f"{AIR}?on=&pm25=1",
        f"{AIR}?on=2026-10-16&pm25=1%00", f"{AIR}?{DAY}&partial=maybe",
        WATER, f"{WATER}?tp=x", f"{WATER}?tp=1&lake=maybe", f"{WATER}?tp=1&target=9", f"{WATER}?tp=1&kind=river",
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_told_in_one_sentence(client, address):
    response = client.get(address)

    assert response.status_code == 400
    assert list(response.json()) == ["error"]


def test_the_fields_stand_in_the_description_of_the_interface(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    for address, fields in ((AIR, {*calculators.FIELDS_OF_AIR, "on", "kind", "partial", "explain"}),
                            (WATER, {*calculators.FIELDS_OF_WATER, "lake", "target", "explain"})):  # fmt: skip
        assert {one["name"] for one in paths[address]["get"]["parameters"]} == fields
