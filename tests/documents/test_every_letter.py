"""What is drawn is what is said: each character of every letter beside the same character of the font it is meant in.

Words copied out of a PDF prove nothing about its page: fonts cut into slices, or numbered otherwise than a reader
looks them up, draw other characters, or none, over the right words. MuPDF draws both sides here; it keeps to the
standard's way of looking a character up, where some readers are lenient.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from django.conf import LazySettings
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from envportal.documents import letters
from envportal.documents.guards import fonts, printer
from envportal.documents.models import Letter
from tests.documents import specimens
from tests.documents.specimens import Kind

pytestmark = pytest.mark.django_db
CHOICES = ("limb", "ground", "ending", "finding", "way", "may_be_heard", "answer")
RARE = "镕喆垚䶮"
ZOOM = 3
# The code beside the square is set in 8 pt: so few pixels tell no character from another.
SMALL = 9
# Ink becomes 255, paper 0.
INK = [255] * 160 + [0] * 96


def printed(letter: Letter, by: printer.Printer | None = None) -> Any:
    page, css = letters.html(letter), letters.css(letter)
    answer = by.print(page, css, fonts.paths()) if by else printer.print_letter(page, css)
    return pymupdf.open(stream=base64.b64decode(answer["pdf"]))


@pytest.fixture(scope="module")
def pairs(kept_for_the_module: None) -> dict[str, tuple[Letter, Any]]:
    """A letter of each kind and its PDF, and one with rare names."""
    case = specimens.case()
    found = {kind: specimens.letter(kind, of=case) for kind in Kind.values}
    found["rare"] = specimens.letter(Kind.EXTENSION, of=case, approver=RARE)
    return {name: (letter, printed(letter)) for name, letter in found.items()}


def embedded(document: Any) -> set[str]:
    """The fonts of all pages by name; each of them is in the file."""
    found = [font for n in range(len(document)) for font in document.get_page_fonts(n)]
    assert {font[1] for font in found} == {"otf"}
    return {font[3].rpartition("+")[2] for font in found}


@pytest.mark.parametrize("kind", Kind.values)
def test_a_letter_says_its_number_title_date_and_fields(kind: str, pairs: dict[str, tuple[Letter, Any]]) -> None:
    letter, document = pairs[kind]

    text = "".join("".join(page.get_text() for page in document).split())
    said = [letter.number, letter.title, "2026年10月20日", "样张·未用印", *_plain_words(letter)]
    assert [words for words in said if "".join(words.replace("₂", "2").split()) not in text] == []


def _plain_words(letter: Letter) -> list[str]:
    """Fields that are printed as they are; choices are printed in other words."""
    flat = _flat([value for name, value in letter.fields.items() if name not in CHOICES])
    if letter.kind in (Kind.APPROVAL, Kind.REFUSAL):
        flat.remove(specimens.CONTACT["contact"])
    return [_as_day(text).rstrip("。") for text in flat]


def _flat(value: Any) -> list[str]:
    if isinstance(value, dict):
        return _flat(list(value.values()))
    return [part for item in value for part in _flat(item)] if isinstance(value, list) else [value]


def _as_day(text: str) -> str:
    year, dash, rest = text.partition("-")
    return f"{year}年{int(rest[:2])}月{int(rest[3:])}日" if dash and len(text) == 10 else text


def test_the_fonts_in_a_letter_are_the_two_intended_and_the_whole_one_where_a_name_is_rare(
    pairs: dict[str, tuple[Letter, Any]],
) -> None:
    found = {name: embedded(document) for name, (_letter, document) in pairs.items()}

    two = {"NotoSerifSC-Regular", "NotoSansSC-Regular"}
    assert found == dict.fromkeys(Kind.values, two) | {"rare": two | {"NotoSerifSC-Regular-all"}}


def test_each_character_of_every_letter_is_drawn_as_its_font_has_it(pairs: dict[str, tuple[Letter, Any]]) -> None:
    seen: set[tuple[str, str]] = set()
    found = [pair for _letter, document in pairs.values() for pair in unlike(document, seen)]

    assert [(character, font) for character, font, likeness in found if likeness < 0.95] == []
    assert len(found) > 600
    assert {(character, "NotoSerifSC-Regular-all") for character in RARE} <= seen


def test_the_bureaus_own_fonts_are_printed_with(
    pairs: dict[str, tuple[Letter, Any]], settings: LazySettings, tmp_path: Path
) -> None:
    own = tmp_path / "FangSong.otf"
    own.write_bytes(fonts.files()["heading"].read_bytes())
    settings.LETTER_FONTS = {"body": str(own)}
    one = printer.Printer()

    document = printed(specimens.letter(Kind.ENDED, of=pairs["rare"][0].case, reasons=f"收件人{RARE[0]}。"), one)
    found = list(unlike(document, set()))
    one.end()

    assert embedded(document) == {"FangSong", "FangSong-all", "NotoSerifSC-Regular", "NotoSansSC-Regular"}
    assert [(character, font) for character, font, likeness in found if likeness < 0.95] == []


def unlike(document: Any, seen: set[tuple[str, str]]) -> Iterator[tuple[str, str, float]]:
    """(Character, font, likeness) of each character not seen before: what both pictures have ÷ what one of them has."""
    files = {path.stem: path for path in fonts.files().values()}
    for page in document:
        chars = [
            (char["c"], span["font"], char["origin"], span["size"])
            for block in page.get_text("rawdict")["blocks"]
            for span in (span for line in block["lines"] for span in line["spans"])
            for char in span["chars"]
            if not char["c"].isspace()
        ]
        ours = page.get_pixmap(matrix=pymupdf.Matrix(ZOOM, ZOOM), colorspace="gray")
        page_of_ours = Image.frombytes("L", (ours.width, ours.height), ours.samples)
        for character, font, (x, y), size in chars:
            if size < SMALL or (character, font) in seen:
                continue
            seen.add((character, font))
            left, top, side = int((x - 0.3 * size) * ZOOM), int((y - 1.2 * size) * ZOOM), int(1.7 * size * ZOOM)
            meant = Image.new("L", (side, side), 255)
            face = _font(str(files[font.removesuffix("-all")]), size * ZOOM)
            ImageDraw.Draw(meant).text((x * ZOOM - left, y * ZOOM - top), character, fill=0, font=face, anchor="ls")
            is_drawn = page_of_ours.crop((left, top, left + side, top + side))
            yield character, font, _likeness(is_drawn, meant)


@cache
def _font(path: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _likeness(is_drawn: Image.Image, meant: Image.Image) -> float:
    """Of the ink of one picture, the part that lies within a pixel of the other's; the smaller of both ways."""
    box = meant.point(INK).getbbox()
    assert box is not None, "the font draws nothing there"
    around = (box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2)
    one, other = (image.crop(around).point(INK) for image in (is_drawn, meant))
    return min(_within(one, other), _within(other, one))


def _within(ink: Image.Image, other: Image.Image) -> float:
    shared = ImageChops.darker(ink, other.filter(ImageFilter.MaxFilter(3)))
    return shared.histogram()[255] / max(ink.histogram()[255], 1)
