"""Print letters as PDF: run as a script, in a process of its own, since WeasyPrint is heavy and reads markup.

Plain Python: no Django, nothing of the portal. A letter is a line of JSON, {"html", "css", "fonts": {family: path}},
answered by a line: {"pdf": base64, "pages": n}, or {"error": why} for one that is refused, or {"error", "ends"} and the
end of the process for one that broke it: the next begins in a clean one. So it ends too when nobody has asked for long.

WeasyPrint reads and cuts a whole Chinese font for every letter, which takes longer than all the rest. So each font is
cut once, to the characters of ordinary writing, and the whole file stands behind it as a family of its own for the
others. (Never two files under one family, as with unicode-range: one's glyphs would be drawn by the other's numbers.)
"""

from __future__ import annotations

import base64
import gc
import html as markup
import io
import json
import os
import re
import resource
import select
import struct
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from cffi import FFI
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

MEMORY = 1 << 30
CPU_SECONDS = 50  # for one letter
IDLE_SECONDS = 300
# Tables of a font that say nothing about upright lines of text, and hb_subset_sets_t's number for "tables to drop".
NEEDLESS = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"DSIG", b"VORG", b"vhea", b"vmtx")
DROPPED_TABLES = 3
# hb_subset_flags_t: no hinting, no subroutines; WeasyPrint wants both and would do it for every letter.
PLAIN_OUTLINES = 0x1 | 0x4
HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib"), ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib")
ADDRESS = "letter-font:"
CALLS = FFI()
CALLS.cdef("""
    void *hb_blob_create_from_file(const char *);
    void *hb_face_create(void *, unsigned);
    void *hb_face_reference_blob(void *);
    const char *hb_blob_get_data(void *, unsigned *);
    void hb_set_add(void *, unsigned);
    void *hb_subset_input_create_or_fail(void);
    void *hb_subset_input_unicode_set(void *);
    void *hb_subset_input_set(void *, int);
    void hb_subset_input_set_flags(void *, unsigned);
    void *hb_subset_or_fail(void *, void *);
""")
NOTHING = CALLS.NULL


class OnlyFonts(URLFetcher):
    """Hands out the given fonts, from memory, and nothing else; anything else ends the printing."""

    def __init__(self, fonts: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)  # type: ignore[no-untyped-call]
        self.fonts = fonts

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002  its signature
        if url not in self.fonts:
            raise FatalURLFetchingError(f"a letter refers to {url[:200]}")
        return URLFetcherResponse(url, self.fonts[url])  # type: ignore[no-untyped-call]


class GlyphMissing(Exception):
    """A character none of the fonts can print: better no letter than one with an empty box in a name."""


class Press:
    """The fonts, read once and kept: a new configuration for each letter takes megabytes that never come back."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.fonts = FontConfiguration()  # type: ignore[no-untyped-call]
        self.known: set[int] = set()
        faces: dict[str, bytes] = {}
        for family, path in files.items():
            self.known |= TTFont(path, fontNumber=0, lazy=True).getBestCmap().keys()
            faces |= _faces(family, path)
        self.fetcher = OnlyFonts({f"{ADDRESS}{n}": content for n, content in enumerate(faces.values())})
        rules = (
            f'@font-face {{ font-family: "{family}"; src: url("{ADDRESS}{n}"); }}' for n, family in enumerate(faces)
        )
        self.faces = self._read("".join(rules))
        self.sheet = cache(self._read)

    def _read(self, css: str) -> CSS:
        return CSS(  # type: ignore[no-untyped-call]
            string=css, font_config=self.fonts, url_fetcher=self.fetcher
        )

    def print(self, page: str, css: str) -> dict[str, object]:
        self.has_glyphs(page)
        source = HTML(string=page, base_url=None, url_fetcher=self.fetcher)  # type: ignore[no-untyped-call]
        document = source.render(  # type: ignore[no-untyped-call]
            font_config=self.fonts, stylesheets=[self.faces, self.sheet(css)]
        )
        content = document.write_pdf(pdf_variant="pdf/a-2a")
        return {"pdf": base64.b64encode(content).decode(), "pages": len(document.pages)}

    def has_glyphs(self, page: str) -> None:
        text = markup.unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "", page, flags=re.DOTALL))
        wanted = {ord(character) for character in text if not character.isspace()} - self.known
        if wanted:
            raise GlyphMissing("no font has " + " ".join(f"{chr(code)} U+{code:04X}" for code in sorted(wanted)[:20]))


def _faces(family: str, path: str) -> dict[str, bytes]:
    """The font cut to ordinary writing under its own name, the whole file behind it; the whole alone if it is small."""
    whole = Path(path).read_bytes()
    common = cut(path, ordinary()) if len(whole) > 1 << 20 else b""
    found = {family: common, f"{family} all": whole} if common else {family: whole}
    return {name: numbered_by_glyph(font) for name, font in found.items()}


def numbered_by_glyph(font: bytes) -> bytes:
    """The font with its character identifiers made equal to the numbers of its glyphs.

    WeasyPrint writes the latter where a reader of PDF (ISO 32000-1, 9.7.4.2) looks for the former: in a Chinese font,
    where they differ, strict readers then show other characters or none, while the words copied from them are right.
    """
    with TTFont(io.BytesIO(font), fontNumber=0) as read:
        top = read["CFF "].cff.topDictIndex[0] if "CFF " in read else None
        if top is None or "ROS" not in top.rawDict:
            return font
        start = read.reader.tables["CFF "].offset + top.rawDict["charset"]
        # A charset of format 2, written over the old one: one range, from identifier 1 to the last glyph.
        equal = struct.pack(">BHH", 2, 1, read["maxp"].numGlyphs - 2)
    return font[:start] + equal + font[start + len(equal) :]


def ordinary() -> list[int]:
    """Latin letters, marks and symbols, and the 3,755 characters of GB 2312's first level."""
    pairs = (bytes((first, second)) for first in range(0xA1, 0xD8) for second in range(0xA1, 0xFF))
    # By GBK, which has the dash and the middle dot at the places where they are written today.
    chinese = "".join(pair.decode("gbk", errors="ignore") for pair in pairs)
    return sorted({*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2040), *map(ord, chinese)})


def cut(path: str, characters: list[int]) -> bytes:
    """The font with these characters only, by HarfBuzz: fontTools takes half a minute. Empty if it is not there."""
    hb, subset = (_loaded(names) for names in HARFBUZZ)
    wanted = subset.hb_subset_input_create_or_fail() if hb and subset else NOTHING
    if wanted == NOTHING:
        return b""
    subset.hb_subset_input_set_flags(wanted, PLAIN_OUTLINES)
    for character in characters:
        hb.hb_set_add(subset.hb_subset_input_unicode_set(wanted), character)
    for table in NEEDLESS:
        hb.hb_set_add(subset.hb_subset_input_set(wanted, DROPPED_TABLES), int.from_bytes(table, "big"))
    face = subset.hb_subset_or_fail(hb.hb_face_create(hb.hb_blob_create_from_file(path.encode()), 0), wanted)
    if face == NOTHING:
        return b""
    size = CALLS.new("unsigned *")
    content = hb.hb_blob_get_data(hb.hb_face_reference_blob(face), size)
    return bytes(CALLS.buffer(content, size[0]))


def _loaded(names: tuple[str, ...]) -> Any:
    for name in names:
        with suppress(OSError):
            return CALLS.dlopen(name)
    return None


def limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time() -> None:
    """So much of the processor's time from now on."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    most = int(spent.ru_utime + spent.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def serve(asked: BinaryIO, answers: TextIO) -> None:
    """Print what is asked for, line by line, until nobody asks any more or a letter fails."""
    press = None
    while select.select([asked], [], [], IDLE_SECONDS)[0] and (line := asked.readline()):
        limit_time()
        said = json.loads(line)
        if press is None:
            press = Press(said["fonts"])
        answer = _answer(press, said)
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
        if answer.get("ends"):
            return
        # What the first letter left stays for good; what each further one leaves is swept up after its answer.
        gc.collect()
        gc.freeze()
        gc.disable()


def _answer(press: Press, said: dict[str, Any]) -> dict[str, object]:
    try:
        return press.print(said["html"], said["css"])
    except (GlyphMissing, FatalURLFetchingError) as error:
        return {"error": str(error)}
    except Exception as error:  # noqa: BLE001  whatever it is, the letter is not printed and the reason is wanted
        return {"error": f"{type(error).__name__}: {error}"[:400], "ends": True}


if __name__ == "__main__":
    limit_memory()
    # What a library prints goes to the log; the answers have the way out for themselves.
    with os.fdopen(os.dup(1), "w") as way_out:
        os.dup2(2, 1)
        serve(sys.stdin.buffer, way_out)
