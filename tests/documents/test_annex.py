"""The annex of a letter: every day of its limits, on a page of its own and on the letter's page."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string

from envportal.documents import letters, rules
from tests.documents import specimens
from tests.documents.specimens import Kind
from tests.documents.test_printing import pressed, words

pytestmark = pytest.mark.django_db


def test_the_annex_begins_a_page_and_is_named_under_the_text() -> None:
    pdf = pressed(specimens.letter(Kind.EXTENSION, sheet=specimens.SHEET))
    pages = ["".join(page.extract_text().split()) for page in pdf.pages]

    assert "附件：办理期限逐日计算表" in pages[-2]
    assert pages[-1].replace("样张·未用印", "").startswith("附件办理期限逐日计算表一二三四五六日9/14法起15法1")
    assert "9月21日—10月18日，4周都不计入" in pages[-1]
    assert "诺3满" in pages[-1]
    assert "法：法定时限；诺：承诺时限。" in pages[-1]


def test_beside_other_attachments_the_annex_is_numbered() -> None:
    text = words(pressed(specimens.letter(Kind.EXTENSION, sheet=specimens.SHEET, attachments=["监测方案"])))

    assert "附件：1.监测方案2.办理期限逐日计算表" in text
    assert "附件2办理期限逐日计算表" in text


@pytest.mark.parametrize("weeks", [[[["9/14"]] * 6], [[["长" * 61]]], [[[7]]]])
def test_a_table_that_is_none_is_refused(weeks: list[Any]) -> None:
    with pytest.raises(rules.BadField, match="逐日计算表"):
        specimens.letter(Kind.EXTENSION, sheet={"weeks": weeks, "notes": []})


def test_the_page_of_a_letter_shows_the_table_too() -> None:
    page = render_to_string(
        "letters/extension.html", letters.paper(specimens.letter(Kind.EXTENSION, sheet=specimens.SHEET))
    )

    assert '<td colspan="7"><b>9月21日—10月18日，4 周都不计入</b></td>' in page
    assert "<b>20</b><br>法 7满<br>诺 3满" in page
