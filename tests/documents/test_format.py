"""The printed page as GB/T 9704-2012 has it, measured in the PDF, in millimetres from the upper left."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pymupdf
import pytest

from envportal.documents import letters
from envportal.documents.guards import printer
from tests.documents import specimens
from tests.documents.specimens import Kind

pytestmark = pytest.mark.django_db
MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
ZOOM = 6
RED = 0xD7000F
FULL = "境" * 28 * 60


@pytest.fixture(scope="module")
def printed(kept_for_the_module: None) -> Callable[..., Any]:
    """Prints a letter of this kind with these changes, all of one case, and opens its PDF."""
    case = specimens.case()

    def printed(kind: str, **changes: Any) -> Any:
        letter = specimens.letter(kind, of=case, **changes)
        answer = printer.print_letter(letters.html(letter), letters.css(letter))
        return pymupdf.open(stream=base64.b64decode(answer["pdf"]))

    return printed


@pytest.fixture(scope="module")
def approval(printed: Callable[..., Any]) -> Any:
    """Four pages: one full of text in their middle, two annexes named, copies at the end."""
    names = ["危险废物贮存设施平面布置图和贮存周期、转移去向以及应急处置设施情况一览表（一式三份）", "总量来源表"]
    return printed(Kind.APPROVAL, conclusion=FULL, attachments=names)


def lines(page: Any, first: float = TOP, last: float = BOTTOM) -> list[tuple[float, float, str, dict[str, Any]]]:
    """Baseline, left edge, words and first span of each line between two heights, from top to bottom."""
    rows: dict[int, list[dict[str, Any]]] = {}
    for block in page.get_text("dict")["blocks"]:
        for line in block["lines"]:
            for span in line["spans"]:
                if first < span["origin"][1] / MM < last:
                    rows.setdefault(round(span["origin"][1]), []).append(span)
    found = []
    for spans in (sorted(rows[y], key=lambda span: span["bbox"][0]) for y in sorted(rows)):
        words = "".join(span["text"] for span in spans)
        found.append((spans[0]["origin"][1] / MM, spans[0]["bbox"][0] / MM, words, spans[0]))
    return found


def inked(page: Any, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    """The left, upper, right and lower edge of what is drawn within a rectangle."""
    clip = pymupdf.Rect(left * MM, top * MM, right * MM, bottom * MM)
    pixels = page.get_pixmap(matrix=pymupdf.Matrix(ZOOM, ZOOM), colorspace="gray", clip=clip)
    content, width = bytes(pixels.samples), pixels.stride
    rows = [n for n in range(pixels.height) if min(content[n * width : n * width + pixels.width]) < 200]
    columns = [n for n in range(pixels.width) if min(content[n::width]) < 200]
    across, down = (lambda n: (pixels.x + n) / ZOOM / MM), (lambda n: (pixels.y + n) / ZOOM / MM)
    return across(columns[0]), down(rows[0]), across(columns[-1] + 1), down(rows[-1] + 1)


def test_a_full_page_has_22_lines_of_28_characters_within_the_margins(approval: Any) -> None:
    page = approval[2]

    assert [words for _y, _x, words, _span in lines(page)] == ["境" * 28] * 22
    left, top, right, bottom = inked(page, 10, 32, 200, 265)
    assert [left, right] == pytest.approx([LEFT, RIGHT], abs=0.5)
    # A line is higher than its characters by 7/8 of one, half of it above.
    assert [top, bottom] == pytest.approx([TOP + 2.3, BOTTOM - 2.3], abs=0.8)


def test_the_sheet_is_a4(approval: Any) -> None:
    assert {tuple(round(side / MM) for side in page.rect) for page in approval} == {(0, 0, 210, 297)}


def test_the_head_is_red_its_name_35_mm_below_the_type_area_the_line_as_wide_as_it(approval: Any) -> None:
    page = approval[0]
    name = lines(page, TOP, 95)[0]

    assert (name[2], name[3]["color"]) == ("云溪市生态环境局", RED)
    assert inked(page, LEFT, 60, RIGHT, 98)[1] == pytest.approx(TOP + 35, abs=1)
    (drawn,) = [drawing for drawing in page.get_drawings() if drawing["fill"] and drawing["fill"][0] > 0.8]
    assert [drawn["rect"].x0 / MM, drawn["rect"].x1 / MM] == pytest.approx([LEFT, RIGHT], abs=0.1)


def test_the_number_stands_between_hexagonal_brackets_without_leading_zero(approval: Any) -> None:
    assert lines(approval[0], 95, 125)[0][2].startswith("云环审〔2026〕")


def test_page_numbers_stand_on_the_outer_side_7_mm_below_the_type_area(approval: Any) -> None:
    for n, page in enumerate(approval, 1):
        left, top, right, _bottom = inked(page, LEFT, BOTTOM + 0.5, RIGHT, 296)
        (words,) = [line[2] for line in lines(page, BOTTOM, 297)]
        dash = inked(page, left, BOTTOM + 0.5, left + 2, 296)

        assert words == f"— {n} —"
        assert dash[1] == pytest.approx(BOTTOM + 7, abs=0.5)
        assert top > BOTTOM
        # One character of 4号 from the edge.
        outer = RIGHT - right if n % 2 else left - LEFT
        assert outer == pytest.approx(14 / MM, abs=0.6)


def test_annexes_are_named_below_the_text_and_long_names_go_on_under_their_first_character(approval: Any) -> None:
    found = [line for page in approval for line in lines(page)]
    first = next(n for n, line in enumerate(found) if line[2].startswith("附件："))

    assert [line[2] for line in found[first : first + 3]] == [
        "附件：1. 危险废物贮存设施平面布置图和贮存周期、转移",
        "去向以及应急处置设施情况一览表（一式三份）",
        "2. 总量来源表",
    ]
    assert found[first][1] == pytest.approx(LEFT + 2 * 15.79 / MM, abs=0.3)
    assert found[first + 1][1] == pytest.approx(found[first + 2][1] + 22 / MM, abs=0.3)


def test_copies_and_printing_day_end_with_the_type_area_of_the_last_page(approval: Any) -> None:
    page = approval[-1]
    imprint = lines(page, 200, BOTTOM)[-3:]

    assert [line[2][:6] for line in imprint] == ["抄送：云溪市", "限公司。", "云溪市生态环"]
    assert imprint[-1][2].endswith("2026年10月20日印发")
    assert {round(line[3]["size"]) for line in imprint} == {14}
    assert inked(page, 100, 200, 110, BOTTOM + 3)[3] == pytest.approx(BOTTOM, abs=0.2)
    assert imprint[0][1] == pytest.approx(LEFT + 14 / MM, abs=0.2)


def test_many_copies_push_the_text_up_and_never_cover_it(printed: Callable[..., Any]) -> None:
    names = "，".join(f"云溪市第{n}生态环境监测站" for n in "一二三四五六七八九十") * 2

    page = printed(Kind.APPROVAL, copies=names)[-1]

    found = [y for y, _x, _words, _span in lines(page)]
    assert min(after - before for before, after in pairwise(found)) > 8


def test_an_annex_begins_a_page_with_its_mark_on_the_first_and_its_title_on_the_third_line(
    printed: Callable[..., Any],
) -> None:
    page = printed(Kind.ACCEPTANCE, sheet=specimens.SHEET)[-1]

    mark, title = lines(page)[:2]
    assert (mark[2], mark[3]["font"]) == ("附件", "NotoSansSC-Regular")
    assert mark[1] == pytest.approx(LEFT, abs=0.1)
    assert title[2] == "办理期限逐日计算表"
    # Two lines of text further down; the title's own characters are larger.
    assert title[0] - mark[0] == pytest.approx(2 * 28.98 / MM, abs=2)


def lengths() -> Iterator[int]:
    """Lines added one by one, so that text, headings and signature meet the end of a page in every way."""
    yield from range(0, 22, 2)


def test_no_page_ends_with_a_heading_and_the_last_carries_two_lines_of_text_with_the_signature(
    printed: Callable[..., Any],
) -> None:
    for extra in lengths():
        document = printed(Kind.ACCEPTANCE, materials=["境" * 28] * (1 + extra))

        for page in document:
            assert lines(page)[-1][3]["font"] != "NotoSansSC-Regular", extra
        last = [line[2] for line in lines(document[-1])]
        assert last[-2:] == ["云溪市生态环境局", "2026年10月20日"]
        assert len(last) >= 4, extra
        assert "此页无正文" not in "".join(last)


def test_the_pdf_says_its_title_language_author_and_kind_and_is_tagged(approval: Any) -> None:
    catalog = approval.pdf_catalog()
    metadata = approval.get_xml_metadata()

    assert approval.metadata["title"].startswith("云溪市生态环境局关于年产 6000 万只食品纸容器技改项目")
    assert approval.metadata["author"] == "云溪市生态环境局"
    assert approval.xref_get_key(catalog, "Lang")[1] == "zh-Hans"
    assert approval.xref_get_key(catalog, "MarkInfo/Marked")[1] == "true"
    assert ('part="2"' in metadata, 'conformance="A"' in metadata) == (True, True)
