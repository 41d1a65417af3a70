"""All papers of all items of a meeting, as far as one person may read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from approvals.meetings.models import AgendaItem
from approvals.meetings.queries import items_of, open_to, papers_of
from approvals.meetings.states import ItemState
from envportal.documents.guards.zips import made_here, of_document

if TYPE_CHECKING:
    from approvals.meetings.models import Meeting
    from envportal.accounts.models import User
    from envportal.documents.guards.zips import Entry
    from envportal.documents.models import Document

UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
LONGEST = 60


@dataclass(frozen=True)
class Item:
    """One item with what is read beforehand."""

    n: int
    item: AgendaItem
    papers: list[Document]

    @property
    def folder(self) -> str:
        return f"{self.n:02d} {_fit(self.item.case.title)}"


@dataclass(frozen=True)
class Package:
    """What one person may read, and how many items are kept from them."""

    meeting: Meeting
    items: list[Item]
    withheld: int

    @property
    def files(self) -> list[tuple[str, Document]]:
        """Each paper with its name in the package; two of one name are told apart by their place."""
        return [
            (f"{one.folder}/{n:02d} {_fit(paper.name)}", paper)
            for one in self.items for n, paper in enumerate(one.papers, 1)
        ]  # fmt: skip

    @property
    def size(self) -> int:
        return sum(paper.size for _name, paper in self.files)

    @property
    def pages(self) -> int:
        return sum(paper.pages for _name, paper in self.files)

    @property
    def name(self) -> str:
        return f"{_fit(self.meeting.case.title)} 会前材料.zip"

    @property
    def entries(self) -> list[Entry]:
        return [made_here("目录.txt", self._contents()), *(of_document(name, paper) for name, paper in self.files)]

    def _contents(self) -> bytes:
        """What is in it, in Chinese as all papers are: path, pages and digest of each."""
        lines = [f"{self.meeting.case.title} {self.meeting.case.number or ''} 会前材料", ""]
        lines += [f"{one.n}. {one.item.case.title} {one.item.case.number or ''}" for one in self.items]
        lines += ["", *(f"{name}\t{paper.pages} 页\tSHA-256 {paper.sha256}" for name, paper in self.files), ""]
        return "\n".join(lines).encode()


def package(meeting: Meeting, user: User) -> Package:
    """The papers of what stands on the agenda; who is recused from an item finds none of it."""
    standing = [one for one in items_of(meeting) if one.state != ItemState.TAKEN_OFF]
    mine = set(open_to(user, AgendaItem.objects.filter(meeting=meeting)).values_list("pk", flat=True))
    papers = papers_of([one.case for one in standing if one.pk in mine])
    items = [Item(n, one, papers.get(one.case_id, [])) for n, one in enumerate(standing, 1) if one.pk in mine]
    return Package(meeting, items, len(standing) - len(items))


def _fit(name: str) -> str:
    """A name every file system takes, with its ending."""
    stem, dot, ending = UNFIT.sub("_", name).rpartition(".")
    return f"{stem[:LONGEST]}{dot}{ending}" if dot else ending[:LONGEST]
