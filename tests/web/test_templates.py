"""What every template of the portal keeps to."""

import re
from pathlib import Path

import pytest
from django.conf import settings

PAGES = [path for path in Path(settings.BASE_DIR, "templates").rglob("*.html") if "letters" not in path.parts]
SHEETS = [
    Path(settings.BASE_DIR, "static", name) for name in ("portal.css", "vendor/govuk-frontend-6.6/govuk-frontend.css")
]


def name_of(path):
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_template_has_no_inline_style_or_script_and_loads_nothing_from_elsewhere(path):
    text = re.sub(r"\{%.*?%\}", "", path.read_text(), flags=re.DOTALL)

    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"""(?:src|<link[^>]*href)=["']https?:""", text)


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_a_style_sheet_loads_nothing_and_bears_no_foreign_brand(path):
    text = path.read_text()

    assert not re.findall(r"url\(|@import|@font-face|GDS|crest|crown", text)


def test_the_frame_has_a_skip_link_to_the_main_part():
    text = (Path(settings.BASE_DIR) / "templates" / "base.html").read_text()

    assert '<a href="#main" class="govuk-skip-link">' in text
    assert 'id="main"' in text
