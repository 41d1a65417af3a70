"""What holds for every figure: more pollution never reads better, and the whole is never better than a part."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from disclosure.quality.rules import air, statistics, water
from disclosure.quality.rules.noise import energy_mean
from disclosure.quality.rules.numbers import plain

DAYS = st.sampled_from([date(2026, 2, 28), date(2026, 3, 1)])
CONCENTRATIONS = st.decimals(0, 3000, places=2)
DAY = st.fixed_dictionaries(
    {name: st.decimals(0, 150 if name == "CO" else 700, places=1) for name in air.POLLUTANTS}
)  # fmt: skip
ITEMS = st.dictionaries(
    st.sampled_from(["CODMn", "COD", "NH3-N", "TP", "Cu", "Hg", "DO"]), st.decimals(0, 50, places=3), min_size=1
)


@given(st.sampled_from(["SO2", "NO2", "PM10", "PM2.5", "CO"]), CONCENTRATIONS.filter(lambda c: c < 900), DAYS)
def test_a_higher_concentration_never_has_a_lower_index(pollutant, concentration, on):
    value = concentration / 10 if pollutant == "CO" else concentration

    lower, higher = (air.iaqi(pollutant, "24h", value + more, on).value for more in (Decimal(0), Decimal(1)))

    assert 0 <= lower <= higher <= 500


@given(DAY, DAYS)
def test_the_index_is_the_highest_of_its_parts_and_every_primary_pollutant_has_it(values, on):
    found = air.aqi(values, on)
    parts = {one.pollutant: one.iaqi or 0 for one in found.parts}

    assert found.value == max(parts.values())
    assert all(parts[name] == found.value for name in found.primary)
    assert bool(found.primary) == (found.value > 50)
    assert set(found.exceeding) == {name for name, index in parts.items() if index > 100}
    assert found.level == air.level_of(found.value or 0).number


@given(DAY)
def test_the_standard_of_2026_is_never_milder(values):
    old, new = (air.aqi(values, on).value for on in (date(2026, 2, 28), date(2026, 3, 1)))

    assert old <= new


@given(ITEMS, st.sampled_from(["CODMn", "COD", "NH3-N", "TP", "Cu", "Hg"]), st.decimals(0, 50, places=3))
def test_one_more_item_never_makes_water_better(values, code, value):
    fewer = water.water_class(values, lake=False)
    more = water.water_class(values | {code: max(value, values.get(code, Decimal(0)))}, lake=False)

    assert fewer.number <= more.number <= more.whole


@given(ITEMS, st.integers(1, 5))
def test_what_keeps_its_target_has_nothing_over_it(values, target):
    found = water.water_class(values, lake=True, target=target)

    assert found.compliant == (found.number <= target)
    assert not (found.compliant and any(one.times_over for one in found.items))


@given(st.lists(st.decimals(0, 500, places=1), min_size=1, max_size=40), st.integers(0, 100))
def test_a_percentile_lies_within_its_values(values, percent):
    assert min(values) <= statistics.percentile(values, percent) <= max(values)


@given(st.lists(st.decimals(20, 120, places=1), min_size=1, max_size=24))
def test_an_energy_mean_is_no_lower_than_the_plain_one_and_no_higher_than_the_loudest(values):
    found = energy_mean(values)

    assert sum(values) / len(values) - Decimal("0.06") <= found <= max(values) + Decimal("0.05")


@given(st.decimals(0, 10**9, places=6))
def test_a_figure_is_written_so_that_it_reads_back(value):
    assert Decimal(plain(value)) == value
    assert "E" not in plain(value)
