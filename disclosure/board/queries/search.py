"""Finding Chinese: a text is stored as its characters and bigrams, so that a word of two characters is found.

The words of a title are stored once more behind a mark, so that what has the word in its title can stand first.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Lookup, Q

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

    from disclosure.board.models import Notice

PART = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
# A letter to both engines, so that it stays part of its word; no text keeps one of its own.
MARK = "\u3400"
# The Code of 2026 calls 环境影响 生态环境影响; whoever types the one is looking for the other, too.
SAME = (("生态环境影响", "环境影响"),)
LONGEST = 100
ANYWHERE, TITLE, BESIDE = "anywhere", "title", "beside the title"


def normal(text: str) -> str:
    """One spelling for what looks alike: full width, upper case, old and new names."""
    plain = unicodedata.normalize("NFKC", text).lower().replace(MARK, " ")
    for new, old in SAME:
        plain = plain.replace(new, old)
    return plain


def words(text: str) -> list[str]:
    """Characters and bigrams of Han, whole runs of Latin letters and figures."""
    found: list[str] = []
    for part in PART.findall(normal(text)):
        if HAN.match(part):
            found += [*part, *(part[n : n + 2] for n in range(len(part) - 1))]
        else:
            found.append(part)
    return list(dict.fromkeys(found))


def index(notice: Notice) -> str:
    """The search column: what is public and no more, each word between blanks."""
    facts = " ".join(text for _label, text in notice.facts)
    named = (notice.title, notice.owner_name, notice.place, notice.division, notice.document_number)
    public = (*named, notice.publisher_name, facts)
    titled = (MARK + word for word in words(notice.title))
    return f" {' '.join([*words(' '.join(public)), *titled])} "


def parts(query: str) -> list[list[str]]:
    """The words of each part of a query: bigrams where there are any, a lone character only by itself."""
    found = []
    for part in PART.findall(normal(query[:LONGEST])):
        pairs = [part[n : n + 2] for n in range(len(part) - 1)] if HAN.match(part) else []
        found.append(list(dict.fromkeys(pairs or [part])))
    return found


# How an engine quotes a word, asks for both of two, for one without the other.
LANGUAGES = {"postgresql": ("'", " & ", "({0}) & !({1})"), "sqlite": ('"', " AND ", "({0}) NOT ({1})")}


@dataclass(frozen=True)
class Words:
    """The words that must all be there; `where`: anywhere, in the title, or not all of them in the title."""

    terms: tuple[str, ...]
    # Words that narrow the search and have no place in a title: of a place, of an owner.
    also: tuple[str, ...] = ()
    where: str = ANYWHERE

    @property
    def anywhere(self) -> tuple[str, ...]:
        return self.terms + self.also

    @property
    def titled(self) -> tuple[str, ...]:
        return tuple(MARK + term for term in self.terms) + self.also

    def asked(self, vendor: str) -> str:
        """The question in the language of an engine; a word is letters and figures, so nothing needs escaping."""
        quote, both, without = LANGUAGES[vendor]
        anywhere = both.join(f"{quote}{term}{quote}" for term in self.anywhere)
        titled = both.join(f"{quote}{term}{quote}" for term in self.titled)
        return {ANYWHERE: anywhere, TITLE: titled, BESIDE: without.format(anywhere, titled)}[self.where]

    def any(self) -> Words:
        """Other words, as many, for a question that is put into SQL once for all."""
        terms = tuple(f"t{n}" for n in range(len(self.terms)))
        return Words(terms, tuple(f"a{n}" for n in range(len(self.also))), self.where)

    def instead_of(self, other: Words, vendor: str) -> dict[str, str]:
        """What the engine is given for these words where it was given the other's."""
        pairs = zip(other.titled, self.titled, strict=True)
        return {other.asked(vendor): self.asked(vendor), **{f"% {old} %": f"% {new} %" for old, new in pairs}}

    def indexed(self) -> Q:
        """Asked of the index each engine has: quick for words few notices have."""
        return Q(search__words=self)

    def in_title(self) -> Q:
        return Q(*(("search__contains", f" {term} ") for term in self.titled))

    def passing(self) -> tuple[str, list[str]]:
        """Asked of each notice that passes by, as SQL over its search column: quick for words many notices have."""
        anywhere, titled = _each(self.anywhere), _each(self.titled)
        found = {ANYWHERE: anywhere, TITLE: titled, BESIDE: f"{anywhere} AND NOT ({titled})"}[self.where]
        terms = {ANYWHERE: self.anywhere, TITLE: self.titled, BESIDE: self.anywhere + self.titled}[self.where]
        return found, [f"% {term} %" for term in terms]


def _each(terms: tuple[str, ...]) -> str:
    return " AND ".join(["search LIKE %s"] * len(terms))


@models.TextField.register_lookup
class WordsLookup(Lookup):
    """The words stand in the search column of a notice."""

    lookup_name = "words"
    prepare_rhs = False
    rhs: Words

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[object]]:
        column, params = self.process_lhs(compiler, connection)
        asked = self.rhs.asked("postgresql")
        return f"to_tsvector('simple', {column}) @@ to_tsquery('simple', %s)", [*params, asked]

    def as_sqlite(self, _compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[str]]:
        key = f"{connection.ops.quote_name(self.lhs.alias)}.id"
        inside = "SELECT rowid FROM board_notice_words WHERE board_notice_words MATCH %s"
        return f"{key} IN ({inside})", [self.rhs.asked("sqlite")]
