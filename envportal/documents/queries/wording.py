"""The words letters are made from: what is shipped, what a bureau agreed on, and which of it holds on a day."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from envportal.documents.enums import CheckPoint, LetterKind, Library, Part, Topic
from envportal.documents.models import Letter, Wording
from envportal.documents.queries import issuing_bureau

if TYPE_CHECKING:
    from datetime import date

    from envportal.accounts.models import Bureau

DATA = Path(__file__).parent.parent / "data"
CONDITION = str(Library.CONDITION)
FOR_ALL = "all"  # begins the key of what stands in letters of every kind
# Which letters end with whom to call, and which tell of no party's remedy: see `parts_of`.
WITHOUT_CONTACT = (LetterKind.APPROVAL, LetterKind.REFUSAL)
PEOPLE = ("proposed_by", "agreed_by", "declined_by", "bureau")
OPEN = Q(agreed_by=None, declined_by=None)
# What an entry of a library is about: of an approval's condition a matter, of all others a point of the check list.
ABOUT = (*Topic.values, *CheckPoint.values)


@dataclass(frozen=True)
class Block:
    """A text in force: `number` 0 is the shipped one, `version` its row; `source` says where the shipped text is from.

    `kind` is a kind of letter, "" for all kinds, or a library; `must` are the words in braces it may not leave out.
    """

    key: str
    kind: str
    name: str
    text: str
    source: str
    must: tuple[str, ...] = ()
    topic: str = ""
    title: str = ""
    industries: str = ""
    rule: str = ""
    remedy: str = ""
    number: int = 0
    version: Wording | None = None
    waiting: Wording | None = field(default=None, compare=False)

    @property
    def is_condition(self) -> bool:
        return self.kind == CONDITION

    @property
    def is_entry(self) -> bool:
        """Whether it stands in one of the bureau's libraries, not in every letter of a kind."""
        return self.kind in Library.values

    @property
    def kind_label(self) -> str:
        if self.is_entry and not self.is_condition:
            return str(Library(self.kind).label)
        return str(LetterKind(self.kind).label) if self.kind in LetterKind.values else ""

    @property
    def label(self) -> str:
        """What it is called in a list: the part of the letter, or the title of an entry."""
        return self.title if self.is_entry else str(Part(self.name).label)

    @property
    def topic_label(self) -> str:
        about = Topic if self.topic in Topic.values else CheckPoint
        return str(about(self.topic).label) if self.topic else ""

    @property
    def since(self) -> date | None:
        return self.version.valid_from if self.version else None

    @property
    def is_retired(self) -> bool:
        return self.version is not None and self.version.is_retired


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def shipped() -> dict[str, Block]:
    """Key → the text a bureau begins with, blocks of letters first, then conditions."""
    blocks = [
        Block(f"{row['kind'] or FOR_ALL}.{row['part']}", row["kind"], row["part"], row["text"], row["source"],
              must=tuple(row["must"].split()))
        for row in rows("wording")
    ]  # fmt: skip
    conditions = [
        Block(f"{CONDITION}.{row['key']}", CONDITION, row["key"], row["text"], "", topic=row["topic"],
              title=row["title"], industries=row["industries"])
        for row in rows("conditions")
    ]  # fmt: skip
    items = [
        Block(f"{Library.ITEM}.{row['key']}", Library.ITEM, row["key"], row["text"], "", topic=row["topic"],
              title=row["title"], rule=row["rule"], remedy=row["remedy"])
        for row in rows("items")
    ]  # fmt: skip
    return {block.key: block for block in (*blocks, *conditions, *items)}


def versions(bureau: Bureau) -> QuerySet[Wording]:
    """Every version a bureau ever proposed, the latest first."""
    return Wording.objects.filter(bureau=bureau).select_related(*PEOPLE).order_by("-valid_from", "-pk")


def agreed(bureau: Bureau, on: date, keys: list[str] | None = None) -> QuerySet[Wording]:
    """The versions two people agreed on that began by a day, the earliest first."""
    found = Wording.objects.filter(bureau=bureau, agreed_by__isnull=False, valid_from__lte=on)
    found = found.filter(key__in=keys) if keys is not None else found
    return found.select_related(*PEOPLE).order_by("valid_from", "pk")


def in_force(bureau: Bureau, on: date, keys: list[str] | None = None) -> dict[str, Block]:
    """Key → what stands on a day in the letters of a bureau; a condition of its own making after the shipped ones."""
    found = {key: block for key, block in shipped().items() if keys is None or key in keys}
    for version in agreed(bureau, on, keys):
        found[version.key] = block_of(version)
    return found


def block_of(version: Wording) -> Block:
    """A version as the block it is or would be."""
    kind, _, name = version.key.partition(".")
    origin = shipped().get(version.key)
    return Block(
        version.key, "" if kind == FOR_ALL else kind, name, version.text, "", must=origin.must if origin else (),
        topic=version.topic, title=version.title, industries=version.industries, rule=version.rule,
        remedy=version.remedy, number=version.number or 0, version=version,
    )  # fmt: skip


def reworded(block: Block, text: str) -> Block:
    """The same block with another text, as somebody is typing it."""
    return replace(block, text=text)


def new_condition(topic: str) -> Block:
    """A condition nobody has written yet: its key is given when it is proposed."""
    return new_entry(CONDITION, topic)


def new_entry(kind: str, topic: str = "") -> Block:
    """The same for any library."""
    return Block("", kind, "", "", "", topic=topic)


def with_waiting(bureau: Bureau, on: date) -> list[Block]:
    """All that stands on a day, each with the version that waits for a second person, and conditions proposed anew."""
    open_ones = {version.key: version for version in waiting(bureau)}
    found = [replace(block, waiting=open_ones.get(key)) for key, block in in_force(bureau, on).items()]
    known = {block.key for block in found}
    return [*found, *(replace(block_of(one), waiting=one) for key, one in open_ones.items() if key not in known)]


def waiting(bureau: Bureau) -> QuerySet[Wording]:
    """What waits for a second person, the oldest first."""
    return versions(bureau).filter(OPEN).order_by("pk")


def library(bureau: Bureau, on: date, kind: str = CONDITION) -> list[Block]:
    """The entries of a library that stand on a day, by what they are about."""
    order = {topic: n for n, topic in enumerate(ABOUT)}
    offered = [block for block in in_force(bureau, on).values() if block.kind == kind and not block.is_retired]
    return sorted(offered, key=lambda block: order.get(block.topic, len(order)))


def ever_in_library(bureau: Bureau, on: date) -> list[Block]:
    """Every version of every condition that began by a day, the newest first, then the shipped ones."""
    own = [block_of(version) for version in agreed(bureau, on) if version.key.startswith(f"{CONDITION}.")]
    return [*reversed(own), *(block for block in shipped().values() if block.is_condition)]


def letters_like(bureau: Bureau, kinds: list[str]) -> QuerySet[Letter]:
    """Letters of these kinds that a bureau and its branches sent, the latest first: to look at words with."""
    ours = Q(case__bureau=bureau) | Q(case__bureau__parent=bureau, case__bureau__is_branch=True)
    found = Letter.objects.filter(ours, kind__in=kinds).select_related("case__bureau__parent", "to")
    return found.order_by("-issued_at", "-pk")


def whose(bureau: Bureau) -> Bureau:
    """Whose words a bureau's letters carry: a branch writes in the city bureau's name."""
    return issuing_bureau(bureau)
