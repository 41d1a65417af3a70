"""Forms: how they look to a screen reader, and what they make of what people type."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from envportal.web.forms import ChineseDateField, PlainDecimalField, tidy
from tests.web.urls import EveryField, UploadForm


def html_of(form):
    return re.sub(r"\s+", " ", str(form))


def tag_of(html, name):
    return re.findall(rf'<(?:input|select|textarea)[^>]* ?name="{name}"[^>]*>', html)[0]


def test_a_hint_describes_its_control():
    html = html_of(EveryField())

    assert '<div class="govuk-hint" id="id_name_helptext">与立项文件一致</div>' in html
    assert 'aria-describedby="id_name_helptext"' in tag_of(html, "name")


def test_an_error_describes_its_control_after_the_hint():
    html = html_of(EveryField({}))

    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in tag_of(html, "name")
    assert 'aria-invalid="true"' in tag_of(html, "name")
    assert "govuk-input--error" in tag_of(html, "name")


def test_a_group_of_answers_has_one_legend_and_the_error_describes_the_group():
    html = html_of(EveryField({}))

    assert '<fieldset class="govuk-fieldset" id="id_metals" aria-describedby="id_metals_error">' in html
    assert '<label class="govuk-label govuk-radios__label" for="id_metals_0">不涉及</label>' in html


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("name", "govuk-input"), ("note", "govuk-textarea"), ("kind", "govuk-select"),
        ("metals", "govuk-radios__input"),
        ("parts", "govuk-checkboxes__input"), ("starts", "govuk-input govuk-input--width-10"),
        ("true", "govuk-checkboxes__input"),
    ],
)  # fmt: skip
def test_every_control_has_the_class_of_its_kind(name, css):
    tag = tag_of(html_of(EveryField()), name)

    assert f'class="{css}"' in tag


def test_every_label_belongs_to_a_control_that_is_there():
    html = html_of(EveryField())
    ids = set(re.findall(r' id="([^"]+)"', html))

    assert set(re.findall(r' for="([^"]+)"', html)) <= ids
    assert len(ids) == len(re.findall(r' id="([^"]+)"', html))


def test_a_hidden_field_has_no_label():
    assert html_of(EveryField()).count('name="step"') == 1
    assert 'for="id_step"' not in html_of(EveryField())


def test_a_file_field_says_what_it_takes():
    tag = tag_of(html_of(UploadForm()), "file")

    assert 'accept=".pdf,application/pdf"' in tag
    assert 'class="govuk-file-upload"' in tag


@pytest.mark.parametrize(
    "typed",
    [
        "2027年3月1日",
        "2027-3-1",
        "2027/3/1",
        "2027.3.1",
        "２０２７年３月１日",
        "2027年03月01号",
        " 2027 年 3 月 1 日 ",
        "２０２７．３．１",
    ],
)
def test_a_date_is_read_the_ways_people_write_it(typed):
    assert ChineseDateField().clean(typed) == date(2027, 3, 1)


@pytest.mark.parametrize("typed", ["2027年2月29日", "2026-13-1", "2026/4/31", "0000-1-1"])
def test_a_date_that_does_not_exist_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError) as caught:
        ChineseDateField().clean(typed)

    assert caught.value.messages == [f"{typed} 这一天不存在，请核对，例如 2027年3月1日"]


@pytest.mark.parametrize("typed", ["明天", "3月1日", "27-3-1", "2027-3", "20270301", "2027-3-1-1", "2027--3-1"])
def test_what_is_no_date_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError) as caught:
        ChineseDateField().clean(typed)

    assert caught.value.messages == ["日期写成年月日，例如 2027年3月1日 或 2027-3-1"]


def test_a_leap_day_exists_in_a_leap_year():
    assert ChineseDateField().clean("2028年2月29日") == date(2028, 2, 29)


def test_a_date_that_may_be_missing_is_nothing():
    assert ChineseDateField(required=False).clean("　") is None


@pytest.mark.parametrize(
    ("typed", "value"), [("1,860", "1860"), ("０．８２", "0.82"), ("1，860.5", "1860.5"), (" 3 ", "3"), ("-1", "-1")]
)
def test_a_number_is_read_with_commas_and_full_width_digits(typed, value):
    assert PlainDecimalField().clean(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["1e9", "NaN", "Infinity", "0.82 t/a", "1.", "--1", "1" * 40])
def test_what_is_no_plain_number_is_refused(typed):
    with pytest.raises(ValidationError):
        PlainDecimalField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "sentence"), [("0.12345", "小数最多写 4 位"), ("-1", "最小写 0"), ("1" * 15, "最多 14 位")]
)
def test_a_number_out_of_bounds_is_refused_in_our_own_words(typed, sentence):
    with pytest.raises(ValidationError, match=sentence):
        PlainDecimalField(min_value=0, max_digits=14, decimal_places=4).clean(typed)


def test_typed_text_loses_what_nobody_sees_and_keeps_its_lines():
    assert tidy("云\u200b溪\u202e\x00\r\n市\u00ad e\u0301") == "云溪\n市 é"


def test_a_form_sees_tidy_text_only():
    form = EveryField(QueryDict("name=云\u200b溪&parts=air&parts=water"))
    form.is_valid()

    assert form.cleaned_data["name"] == "云溪"
    assert form.cleaned_data["parts"] == ["air", "water"]
