"""What real bureaus printed: every row comes in, or says why not."""

from __future__ import annotations

from collections import Counter

import pytest

from disclosure.quality.actions.demo import load_real
from disclosure.quality.models import Line, PeriodResult, Run
from tests.builders import moment

pytestmark = pytest.mark.django_db
AT = moment("2026-11-20")


@pytest.fixture
def rows() -> None:
    load_real(at=AT)


@pytest.mark.usefixtures("rows")
def test_what_becomes_of_every_row():
    told = {run.medium: (run.taken, run.mended, run.repeated, run.refused) for run in Run.objects.all()}

    assert told == {"air": (29, 16, 0, 2), "water": (0, 37, 0, 0), "drinking": (12, 8, 0, 0)}
    refused = Line.objects.filter(result="refused").order_by("number").values_list("number", "remarks")
    assert list(refused) == [(32, [["no_place", "", "", ""]]), (33, [["no_place", "", "", ""]])]
    codes = Counter(remark[0] for line in Line.objects.all() for remark in line.remarks)
    assert codes == {
        "unnamed": 102, "roman": 37, "old_index": 15, "no_class": 5, "no_place": 2, "period_no_year": 3, "unclear": 1,
    }  # fmt: skip


@pytest.mark.usefixtures("rows")
def test_a_second_time_nothing_is_added():
    before = PeriodResult.objects.count()

    load_real(at=AT)

    assert (before, PeriodResult.objects.count()) == (102, 102)


@pytest.mark.usefixtures("rows")
def test_the_index_of_2008_is_no_aqi():
    found = PeriodResult.objects.get(station__name="北京")

    assert found.figures == [["api", "17"]]


@pytest.mark.usefixtures("rows")
def test_a_bad_month_is_kept_as_it_was_printed():
    found = PeriodResult.objects.get(station__name="上河坝")

    assert (found.water_class, str(found.first), found.station.target) == (5, "2015-10-01", 3)
    assert dict(found.figures)["class_last_year"] == "Ⅴ"
    assert dict(found.wording)["exceedance"].startswith("总磷(V,超标 0.7 倍)")


@pytest.mark.usefixtures("rows")
def test_a_quarter_without_a_year_has_no_days():
    found = PeriodResult.objects.get(station__name="大镇")

    assert (found.first, found.last, found.printed_period) == (None, None, "第一季度(1-3)")


@pytest.mark.usefixtures("rows")
def test_antimony_over_its_limit_is_not_compliant():
    found = PeriodResult.objects.get(station__name="益阳龙山港断面")

    assert (found.is_compliant, found.figures) == (False, [["exceedance", "锑超标"]])
