"""Unpack govuk-frontend into static/vendor: python tools/vendor_govuk.py govuk-frontend-6.6.0.tgz

Takes the package's precompiled style sheet and makes three edits, so that nothing of the brand of GOV.UK
is served: the font faces, the font family, and the crest with the rules that load it.
"""

import re
import sys
import tarfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor" / "govuk-frontend-6.6"
SHEET = "package/dist/govuk/govuk-frontend.min.css"
FONT_FACE = re.compile(r"(?:/\*![^*]*GDS Transport.*?\*/\s*)?@font-face\{[^}]*\}", re.DOTALL)
FONT_LICENCE = re.compile(r"/\*!(?:(?!\*/).)*font(?:(?!\*/).)*\*/\s*", re.DOTALL | re.IGNORECASE)
CREST = re.compile(r"[^{}]*(?:copyright-logo|__crown)[^{}]*\{[^{}]*\}")
SOURCE_MAP = re.compile(r"\n?/\*# sourceMappingURL=[^*]*\*/\s*")


def without_brand(css: str) -> str:
    """The sheet without fonts, family and pictures of GOV.UK."""
    for pattern in (FONT_FACE, FONT_LICENCE, CREST, SOURCE_MAP):
        css = pattern.sub("", css)
    return css.replace("GDS Transport,arial,sans-serif", "inherit").replace("GDS Transport", "inherit") + "\n"


def main(archive: str) -> None:
    with tarfile.open(archive) as package:
        member = package.extractfile(SHEET)
        if member is None:
            raise SystemExit(f"{archive} has no {SHEET}: take the archive `npm pack govuk-frontend` makes.")
        css = without_brand(member.read().decode())
    for trace in ("@font-face", "GDS", "url(/assets"):
        if trace in css:
            raise SystemExit(f"The sheet still contains {trace!r}: its form has changed, mend the patterns above.")
    VENDOR.mkdir(parents=True, exist_ok=True)
    (VENDOR / "govuk-frontend.css").write_text(css, encoding="utf-8")
    print(f"{VENDOR / 'govuk-frontend.css'}: {len(css):,} characters")


if __name__ == "__main__":
    main(sys.argv[1])
