"""What everybody may read: counts, masked texts that were released, and what became of them. No author, no original."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosure.board.enums import State as NoticeState
from disclosure.participation.enums import Disposition, HiddenWhy, Kind, State
from disclosure.participation.models import Submission

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from disclosure.board.models import Notice
    from disclosure.participation.models import GoingOn, Topic
    from envportal.cases.models import Case
    from envportal.documents.models import Document

# The columns a public query may fetch; the rest stays in the database.
PUBLIC = (
    "kind", "state", "case", "notice", "received_at", "is_late", "public_text", "hidden_why", "topic", "going_on",
    "subject", "due_on", "longer_why", "bureau", "is_private", "is_attachment_public",
)  # fmt: skip


@dataclass
class Group:
    """Comments considered together, with what became of them; several texts may stay unpublished."""

    topic: Topic
    count: int = 0
    texts: list[Submission] = field(default_factory=list)


@dataclass
class Heard:
    """The public's comments on one case, in figures and in words."""

    total: int = 0
    late: int = 0
    waiting: int = 0  # nobody has looked at them yet
    hidden: list[tuple[str, int]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    loose: list[Submission] = field(default_factory=list)  # public, and not considered yet
    outcomes: list[tuple[str, int]] = field(default_factory=list)
    undecided: int = 0
    went_on: list[GoingOn] = field(default_factory=list)


def heard(case: Case) -> Heard:
    """Everything the page of a notice says of comments, from one query."""
    rows = list(_comments(case))
    found = Heard(total=len(rows), late=sum(row.is_late for row in rows))
    found.waiting = sum(row.state == State.RECEIVED for row in rows)
    why = Counter(row.hidden_why for row in rows if row.state == State.HIDDEN)
    found.hidden = [(str(HiddenWhy(key).label), n) for key, n in sorted(why.items())]
    found.groups = _groups(rows)
    decided = {group.topic.pk for group in found.groups}
    found.loose = [row for row in rows if row.state == State.SHOWN and row.topic_id not in decided]
    said = Counter(dict.fromkeys(Disposition.values, 0))
    for group in found.groups:
        said[group.topic.disposition] += group.count
    found.outcomes = [(str(Disposition(key).label), said[key]) for key in Disposition.values]
    found.went_on = list({row.going_on_id: row.going_on for row in rows if row.going_on}.values())
    found.undecided = found.total - sum(said.values()) - sum(row.going_on_id is not None for row in rows)
    return found


def _comments(case: Case) -> QuerySet[Submission]:
    rows = Submission.objects.filter(case=case, kind=Kind.COMMENT).select_related("topic", "going_on")
    return rows.order_by("received_at", "pk").only(
        *PUBLIC, "topic__summary", "topic__disposition", "topic__reason", "topic__changed", "going_on__why",
        "going_on__reason", "going_on__at",
    )  # fmt: skip


def _groups(rows: Iterable[Submission]) -> list[Group]:
    groups: dict[int, Group] = {}
    for row in rows:
        if row.topic is None or not row.topic.disposition:
            continue
        group = groups.setdefault(row.topic.pk, Group(row.topic))
        group.count += 1
        if row.state == State.SHOWN:
            group.texts.append(row)
    return list(groups.values())


def rows_of(case: Case) -> list[dict[str, object]]:
    """The same as a table for open data: one line a comment, its text only where it was released."""
    return [_row(n, row) for n, row in enumerate(_comments(case), 1)]


def _row(n: int, row: Submission) -> dict[str, object]:
    topic = row.topic if row.topic and row.topic.disposition else None
    return {
        "n": n,
        "received_at": row.received_at,
        "late": row.is_late,
        "state": row.state,
        "hidden_why": row.hidden_why,
        "text": row.public_text,
        "attachment": row.pk if row.is_attachment_public else None,
        "topic": topic.summary if topic else "",
        "disposition": topic.disposition if topic else "",
        "reason": topic.reason if topic else "",
        "changed": topic.changed if topic else "",
    }


def attachment(notice: Notice, pk: int) -> Document | None:
    """The file of a comment of the case of a notice, where it was released."""
    found = Submission.objects.filter(
        pk=pk, case=notice.case_id, kind=Kind.COMMENT, state=State.SHOWN, is_attachment_public=True
    )
    if notice.state not in {NoticeState.PUBLISHED, NoticeState.SUPERSEDED}:
        return None
    row = found.select_related("public_attachment").first()
    return row.public_attachment if row else None


def answered() -> QuerySet[Submission]:
    """公开栏: messages whose answer is out and which are public, newest answer first."""
    shown = Submission.objects.filter(kind=Kind.MESSAGE, state=State.SHOWN, reply__released_at__isnull=False)
    return (
        shown.select_related("reply", "bureau")
        .only(
            *PUBLIC, "reply__heading", "reply__text", "reply__cannot_why", "reply__released_at", "bureau__name",
        )
        .order_by("-reply__released_at", "-pk")
    )  # fmt: skip


@dataclass(frozen=True)
class Box:
    """The opinion box in figures."""

    received: int
    answered: int
    waiting: int
    late: int
    private: int


def box(today: date) -> Box:
    """How many came, how many were answered, how many wait, and how many wait too long."""
    rows = Submission.objects.filter(kind=Kind.MESSAGE)
    open_ones = rows.filter(reply__released_at=None)
    done = rows.filter(reply__released_at__isnull=False)
    return Box(
        received=rows.count(), answered=done.count(), waiting=open_ones.count(),
        late=open_ones.filter(due_on__lt=today).count(), private=done.filter(state=State.HIDDEN).count(),
    )  # fmt: skip
