"""Days as real tables have them: what is certain is mended, what is not stays empty, and both say why."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.imports.rules import dates

TODAY = date(2026, 11, 20)
SPELLINGS = ("{0}年{1}月{2}日", "{0}-{1:02}-{2:02}", "{0}/{1}/{2}", "{0}.{1}.{2}", "{0} 年 {1} 月 {2} 日")
DAYS = st.dates(date(1980, 1, 1), date(2026, 12, 31))


def read(text: str, after: date | None = None) -> tuple[str, str]:
    found = dates.read(text, today=TODAY, after=after)
    return (found.day.isoformat() if found.day else "", found.why)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2018-7-3", "2018-07-03"), ("2018年7月3日", "2018-07-03"), ("2017/11/15", "2017-11-15"),
        ("2024.1.5", "2024-01-05"), ("2026年03月 02日", "2026-03-02"), ("２０２４．１．５", "2024-01-05"),
        ("2024年９月 ２８日", "2024-09-28"), ("2024-02-29", "2024-02-29"), ("2024/4/27 00:00:00", "2024-04-27"),
        ("2024年4月27号", "2024-04-27"), ("", ""), ("  ", ""), ("2024。4。27", "2024-04-27"),
    ],
)  # fmt: skip
def test_a_whole_day_is_read_in_every_spelling(printed: str, day: str):
    assert read(printed) == (day, "")


@pytest.mark.parametrize(
    ("printed", "day", "why"),
    [
        ("20241112日", "2024-11-12", "run_together"), ("20241112", "2024-11-12", "run_together"),
        ("2022年928", "2022-09-28", "run_together"), ("2022年1010日", "2022-10-10", "run_together"),
        ("202016", "2020-01-06", "run_together"), ("2009年2月11", "2009-02-11", "no_last_sign"),
        ("二〇二四年一月八日", "2024-01-08", "han_digits"), ("二○一九年十二月三十一日", "2019-12-31", "han_digits"),
    ],
)  # fmt: skip
def test_what_has_one_reading_is_mended(printed: str, day: str, why: str):
    assert read(printed) == (day, why)


@pytest.mark.parametrize(
    ("printed", "after", "day", "why"),
    [
        ("17日", "2009-02-11", "2009-02-17", "last_day_only"), ("11日", "2024-07-03", "2024-07-11", "last_day_only"),
        ("1月15日", "2026-01-07", "2026-01-15", "year_from_start"),
        ("1月5日", "2025-12-29", "2026-01-05", "year_from_start"), ("3日", "2024-01-30", "", "before_start"),
        ("31日", "2024-04-28", "", "no_such_day"), ("9月1日", "2026-01-07", "", "no_year"),
    ],
)  # fmt: skip
def test_a_last_day_follows_its_first(printed: str, after: str, day: str, why: str):
    assert read(printed, date.fromisoformat(after)) == (day, why)


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("2020121", "ambiguous"), ("2022年111", "ambiguous"), ("202011", "ambiguous"), ("2020年11", "no_day"),
        ("202年4月27日", "year_damaged"), ("24-1-5", "year_damaged"), ("2024年月28日", "no_month"),
        ("2024年4月", "no_day"), ("2024年4月日", "no_day"), ("2025-09-31", "no_such_day"), ("2023-2-29", "no_such_day"),
        ("2024年13月1日", "no_such_day"), ("20241332", "no_such_day"), ("2107-1-5", "out_of_range"),
        ("1024-1-5", "out_of_range"), ("17日", "no_year"), ("1月15日", "no_year"), ("45383", "unreadable"),
        ("见附件", "unreadable"), ("2024-1-5/2024-1-9", "unreadable"), ("十日", "unreadable"),
    ],
)  # fmt: skip
def test_what_is_not_certain_stays_empty(printed: str, why: str):
    assert read(printed) == ("", why)


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("2024年4月27日-2024年5月3日", ("2024年4月27日", "2024年5月3日")),
        ("2024-04-27-2024-05-03", ("2024-04-27", "2024-05-03")), ("2024.4.27至5.3", ("2024.4.27", "5.3")),
        ("2024年4月27日——5月3日（5个工作日）", ("2024年4月27日", "5月3日")), ("2024-04-27", ("2024-04-27", "")),
        ("2024.4.27～2024.5.3", ("2024.4.27", "2024.5.3")), ("自2024年4月27日至3日止", ("2024年4月27日", "3日")),
    ],
)  # fmt: skip
def test_a_window_in_one_cell_is_parted(printed: str, parts: tuple[str, str]):
    assert dates.window(printed) == parts


@given(
    DAYS,
    st.sampled_from(["{0}年{1}月{2}日", "{0}-{1:02}-{2:02}", "{0}/{1}/{2}", "{0}.{1}.{2}", "{0} 年 {1} 月 {2} 日"]),
)
def test_a_day_written_whole_is_that_day(day: date, spelling: str):
    assert dates.read(spelling.format(day.year, day.month, day.day), today=TODAY).day == day


@given(DAYS)
def test_run_together_it_is_that_day_or_none(day: date):
    assert dates.read(f"{day:%Y%m%d}", today=TODAY).day == day
    assert dates.read(f"{day.year}{day.month}{day.day}", today=TODAY).day in {day, None}


@given(DAYS, st.integers(0, 27))
def test_a_last_day_is_never_before_its_first(first: date, later: int):
    last = first + timedelta(days=later)

    found = dates.read(f"{last.day}日", today=TODAY, after=first).day

    assert found is None or found == last


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str):
    assert dates.read(text, today=TODAY).day is None or text.strip()
    assert len(dates.window(text)) == 2
