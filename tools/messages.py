"""The texts of the portal: ids are Chinese, in code and templates; the English stands in one catalogue.

`update` adds what is new to the catalogue and keeps every translation; `compile` writes what Django reads, without
msgfmt, which a bare machine lacks.
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog
from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace

from tools.common import ROOMS, ROOT, say, tracked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CATALOGUE = ROOT / "envportal" / "locale" / "en" / "LC_MESSAGES" / "django.po"
WIDTH = 120
# Written by hand, so that an update changes no date and names no author.
HEADER = r"""# The English texts of the portal; the ids are the Chinese ones in code and templates.
msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""

# Which arguments of which call are texts: None is the first, "c" marks a context.
_ONE, _TWO, _CONTEXT, _CONTEXT_TWO = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
CALLS: dict[str, Any] = {"_": _ONE, "_l": _ONE, "_now": _ONE, "gettext_noop": _ONE} | {
    name + lazy: shape
    for name, shape in (("gettext", _ONE), ("ngettext", _TWO), ("pgettext", _CONTEXT), ("npgettext", _CONTEXT_TWO))
    for lazy in ("", "_lazy")
}

_QUOTED = r"""(?:"([^"]*)"|'([^']*)')"""
_TRANSLATE = re.compile(rf"^(?:translate|trans)\s+{_QUOTED}")
_INLINE = re.compile(rf"(?<!\w)_\({_QUOTED}\)")
_NAMED_CONTEXT = re.compile(rf"\bcontext\s+{_QUOTED}")
_BLOCK = re.compile(r"^(?:blocktranslate|blocktrans)\b")

# One text: its id (or singular and plural) and its context.
Text = tuple["str | tuple[str, str]", "str | None"]


def in_python(source: bytes) -> Iterator[Text]:
    for _line, ids, _comments, context in extract.extract("python", BytesIO(source), CALLS, (), {"encoding": "utf-8"}):
        yield (ids if isinstance(ids, str) else (ids[0], ids[1])), context


def in_template(source: str) -> Iterator[Text]:
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type == TokenType.BLOCK and _BLOCK.match(token.contents):
            yield _block(token.contents, tokens)
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR):
            yield from _in_tag(token.contents)


def _in_tag(contents: str) -> Iterator[Text]:
    if opening := _TRANSLATE.match(contents):
        yield _first(opening).replace("%", "%%"), _context(contents)
    for inline in _INLINE.finditer(contents):
        yield _first(inline).replace("%", "%%"), None


def _block(opening: str, tokens: Iterator[Token]) -> Text:
    parts = [""]
    for token in tokens:
        if token.token_type == TokenType.BLOCK and token.contents.startswith("endblocktrans"):
            break
        if token.token_type == TokenType.BLOCK and token.contents.startswith("plural"):
            parts.append("")
        else:
            parts[-1] += _piece(token)
    if " trimmed" in opening:
        parts = [trim_whitespace(part) for part in parts]
    return (parts[0] if len(parts) == 1 else (parts[0], parts[1])), _context(opening)


def _piece(token: Token) -> str:
    return f"%({token.contents})s" if token.token_type == TokenType.VAR else token.contents.replace("%", "%%")


def _first(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None)


def _context(contents: str) -> str | None:
    named = _NAMED_CONTEXT.search(contents)
    return _first(named) if named else None


def in_file(path: Path) -> Iterator[Text]:
    return in_python(path.read_bytes()) if path.suffix == ".py" else in_template(path.read_text(encoding="utf-8"))


def sources() -> list[Path]:
    return [*tracked(*(f"{room}/*.py" for room in ROOMS)), *tracked("templates/*.html", "templates/*.txt")]


def template() -> Catalog:
    """Every text of the portal, untranslated."""
    found = Catalog(charset="utf-8")
    for path in sources():
        for ids, context in in_file(path):
            found.add(ids, locations=[(str(path.relative_to(ROOT)), 0)], context=context)
    return found


def read(path: Path = CATALOGUE) -> Catalog:
    if not path.exists():
        return Catalog(locale="en", charset="utf-8")
    with path.open("rb") as file:
        return pofile.read_po(file, locale="en")


def untranslated(catalogue: Catalog) -> list[str]:
    """The ids without English, in the order of the catalogue."""
    return [str(message.id) for message in catalogue if message.id and not all(_forms(message.string))]


def _forms(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, list | tuple) else (string or "",)


def update() -> None:
    catalogue = read()
    catalogue.update(template(), no_fuzzy_matching=True)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        file.write(HEADER.encode())
        pofile.write_po(file, catalogue, width=WIDTH, sort_by_file=True, include_lineno=False, omit_header=True)
    say(f"{CATALOGUE.relative_to(ROOT)}: {len(catalogue)} texts, {len(untranslated(catalogue))} without English")


def compile_all() -> None:
    for path in ROOT.glob("*/locale/*/LC_MESSAGES/django.po"):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime > path.stat().st_mtime:
            continue
        with target.open("wb") as file:
            mofile.write_mo(file, read(path))


if __name__ == "__main__":
    {"update": update, "compile": compile_all}[sys.argv[1]]()
