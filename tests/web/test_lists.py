"""Lists: found, sorted, paged, taken away; and files no spreadsheet will run."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from envportal.web.views.export import cell
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.urls")]


@pytest.fixture
def bureaus():
    for n, name in enumerate(("丙局", "甲局", "乙局")):
        builders.bureau(f"b{n}", name, "=1+1")


@pytest.mark.parametrize("start", list("=+-@\t\r\n|＝＋－＠"))
def test_a_cell_a_spreadsheet_would_run_is_text(start):
    assert cell(f"{start}cmd") == f"'{start}cmd"
    assert cell(f" 　{start}cmd") == f"' 　{start}cmd"


def test_a_number_stays_a_number_even_below_zero():
    assert (cell(-3), cell(0.82), cell(None), cell("云溪")) == (-3, 0.82, "", "云溪")


@pytest.mark.usefixtures("bureaus")
def test_a_list_says_how_many_and_shows_a_page_of_them(client):
    html = client.get("/bureaus/").content.decode()

    assert "共 3 条" in html
    assert ("丙局" in html, "甲局" in html, 'rel="next"' in html) == (True, True, True)
    assert 'scope="row" class="govuk-table__header">乙局' not in html


@pytest.mark.usefixtures("bureaus")
def test_a_list_is_sorted_by_its_own_columns_only(client):
    sorted_names = [row.name for row in client.get("/bureaus/?sort=-name").context["rows"]]
    attempted = [row.name for row in client.get("/bureaus/?sort=parent__users__password").context["rows"]]

    assert sorted_names == ["甲局", "乙局"] or sorted_names == sorted(("丙局", "甲局", "乙局"), reverse=True)[:2]
    assert attempted == ["丙局", "甲局"]


@pytest.mark.usefixtures("bureaus")
def test_a_list_with_nothing_says_so(client):
    html = client.get("/bureaus/?q=没有这个").content.decode()

    assert "共 0 条" in html
    assert "ep-empty" in html


@pytest.mark.usefixtures("bureaus")
def test_the_table_taken_away_has_all_pages_of_the_filter_and_runs_nothing(client):
    response = client.get("/bureaus/?format=csv&q=局")

    text = response.content.decode("utf-8-sig")
    assert text.splitlines() == ["名称,代字", "丙局,'=1+1", "甲局,'=1+1", "乙局,'=1+1"]
    assert response["Content-Disposition"] == 'attachment; filename="list.csv"'


@pytest.mark.usefixtures("bureaus")
def test_the_spreadsheet_holds_strings_not_formulas(client):
    sheet = load_workbook(BytesIO(client.get("/bureaus/?format=xlsx").content)).active

    assert [[one.value for one in row] for row in sheet.rows][1] == ["丙局", "'=1+1"]
    assert sheet["B2"].data_type == "s"


@pytest.mark.usefixtures("bureaus")
def test_the_same_filter_gives_json_and_on_a_public_list_a_feed(client):
    told = client.get("/bureaus/?format=json&q=乙").json()
    feed = client.get("/bureaus/?format=atom&q=乙")
    entries = re.findall(r"<entry>.*?</entry>", feed.content.decode(), re.DOTALL)

    assert told == {"items": [{"名称": "乙局", "代字": "=1+1"}]}
    assert feed["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert len(entries) == 1
    assert "<title>乙局</title>" in entries[0]
    assert "<id>urn:envportal:list:" in entries[0]
    page = client.get("/bureaus/?q=乙").content.decode()
    assert ("?format=json&amp;q=" in page, "?format=atom&amp;q=" in page) == (True, True)
