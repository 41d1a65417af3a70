"""Finding Chinese: a text is stored as its characters and bigrams, so that a word of two characters is found."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Lookup

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import QuerySet
    from django.db.models.sql.compiler import SQLCompiler

    from disclosure.board.models import Notice

PART = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[a-z0-9]+")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
# The Code of 2026 calls 环境影响 生态环境影响; whoever types the one is looking for the other, too.
SAME = (("生态环境影响", "环境影响"),)


def normal(text: str) -> str:
    """One spelling for what looks alike: full width, upper case, old and new names."""
    plain = unicodedata.normalize("NFKC", text).lower()
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
    return f" {' '.join(words(' '.join(public)))} "


def wanted(query: str) -> list[str]:
    """The words that must all be there: bigrams where there are any, a lone character only by itself."""
    found: list[str] = []
    for part in PART.findall(normal(query[:100])):
        pairs = [part[n : n + 2] for n in range(len(part) - 1)] if HAN.match(part) else []
        found += pairs or [part]
    return list(dict.fromkeys(found))


def matching(notices: QuerySet[Notice], query: str) -> QuerySet[Notice]:
    """Notices in which every word of the query stands; a query without any word finds nothing."""
    terms = wanted(query)
    return notices.filter(search__words=terms) if terms else notices.none()


@models.TextField.register_lookup
class Words(Lookup):
    """Every word stands in the search column of a notice; asked of the index each engine has."""

    lookup_name = "words"
    prepare_rhs = False

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[object]]:
        column, params = self.process_lhs(compiler, connection)
        wanted_all = " & ".join(f"'{word}'" for word in self.rhs)
        return f"to_tsvector('simple', {column}) @@ to_tsquery('simple', %s)", [*params, wanted_all]

    def as_sqlite(self, _compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[str]]:
        key = f"{connection.ops.quote_name(self.lhs.alias)}.id"
        inside = "SELECT rowid FROM board_notice_words WHERE board_notice_words MATCH %s"
        return f"{key} IN ({inside})", [" AND ".join(f'"{word}"' for word in self.rhs)]
