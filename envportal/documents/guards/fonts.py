"""The fonts of letters, and whether this machine can print at all.

Whole files, one a family: faces cut by unicode-range print wrong characters that still read right when copied.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pylopdf_fonts_zh_cn
from django.conf import settings
from django.core import checks
from django.utils.html import format_html_join

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

# What the loader is asked for, on Linux and on macOS, and the package that has it.
LIBRARIES = (("libpango-1.0.so.0", "libpango-1.0.0.dylib"), ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib"))
MENDED_BY = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0（macOS: brew install pango）"


def files() -> dict[str, Path]:
    """Family → file: body 仿宋, title 小标宋, heading 黑体, and extra for characters the body lacks."""
    serif, sans = pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()
    own = {family: Path(path).resolve() for family, path in settings.LETTER_FONTS.items()}
    return {"body": serif, "title": serif, "heading": sans} | own


def paths() -> dict[str, str]:
    """Family as it is embedded → its one file."""
    return {path.stem: str(path) for path in files().values()}


def stacks() -> dict[str, SafeString]:
    """Role → font-family as CSS writes it: the role's own font, then those that may have a rare character.

    A family is its ordinary characters, then its whole file (see letter_child), before any other family.
    """
    known = files()
    return {
        role: format_html_join(
            ", ",
            '"{0}", "{0} all"',
            ((path.stem,) for path in dict.fromkeys((known[role], known["body"], *known.values()))),
        )
        for role in known
    }


def can_print(**_: Any) -> list[checks.CheckMessage]:
    """Warn, with the command that mends it; the portal runs and letters are read as pages meanwhile."""
    found: list[checks.CheckMessage] = []
    if not all(any(_loads(name) for name in names) for names in LIBRARIES):
        found.append(
            checks.Warning("Letters cannot be printed: Pango is missing.", hint=MENDED_BY, id="documents.W001")
        )
    for family, path in files().items():
        if not path.is_file():
            hint = f"Mend LETTER_FONTS: {family}={path}"
            found.append(checks.Warning("A font of letters is missing.", hint=hint, id="documents.W002"))
    return found


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
