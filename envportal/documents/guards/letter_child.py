"""Print one letter as PDF: run as a script, in a process of its own, since WeasyPrint is heavy and reads markup.

Plain Python: no Django, nothing of the portal. Reads {"html", "fonts"} from standard input, fonts being the only
addresses that are ever opened, and answers {"pdf": base64, "pages": n}.
"""

from __future__ import annotations

import base64
import html as markup
import json
import re
import resource
import sys

from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

MEMORY = 1 << 30
CPU_SECONDS = 50


class OnlyFonts(URLFetcher):
    """Opens the given font files and nothing else; anything else ends the printing."""

    def __init__(self, fonts: list[str]) -> None:
        super().__init__(  # type: ignore[no-untyped-call]
            allowed_protocols=["file"], allow_redirects=False
        )
        self.fonts = frozenset(fonts)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url not in self.fonts:
            raise FatalURLFetchingError(f"a letter refers to {url[:200]}")
        response: URLFetcherResponse = super().fetch(url, headers)  # type: ignore[no-untyped-call]
        return response


class GlyphMissing(Exception):
    """A character none of the fonts can print: better no letter than one with an empty box in a name."""


def pressed(page: str, fonts: list[str]) -> dict[str, object]:
    has_glyphs(page, fonts)
    source = HTML(string=page, base_url=None, url_fetcher=OnlyFonts(fonts))  # type: ignore[no-untyped-call]
    document = source.render()  # type: ignore[no-untyped-call]
    content = document.write_pdf(pdf_variant="pdf/a-2u")
    return {"pdf": base64.b64encode(content).decode(), "pages": len(document.pages)}


def has_glyphs(page: str, fonts: list[str]) -> None:
    text = markup.unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "", page, flags=re.DOTALL))
    wanted = {ord(character) for character in text if not character.isspace()}
    for font in fonts:
        wanted -= TTFont(font.removeprefix("file://"), fontNumber=0, lazy=True).getBestCmap().keys()
    if wanted:
        raise GlyphMissing("no font has " + " ".join(f"{chr(code)} U+{code:04X}" for code in sorted(wanted)[:20]))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.load(sys.stdin)
    sys.stdout.write(json.dumps(pressed(asked["html"], asked["fonts"])))
