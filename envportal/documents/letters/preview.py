"""A letter that was sent, as it would read today with other words: looked at, never kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from envportal.documents.letters import wording
from envportal.documents.letters.issuing import frame_of
from envportal.documents.letters.paper import said_of
from envportal.documents.models import Letter

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.documents.queries.wording import Block

MARK = "预览，不是文书"


def preview(letter: Letter, block: Block, *, at: datetime) -> Letter:
    """A row of no table: the real case's letter with a block or one more condition, of today and without a number."""
    day = timezone.localdate(at)
    frame = frame_of(letter.case, letter.kind, letter.to, day)
    fields = dict(letter.fields)
    if block.is_condition:
        fields["conditions"] = [*fields["conditions"], block.text]
    said = said_of(letter.kind, fields)
    frame["wording"] = wording.with_block(letter.kind, block, letter.case.bureau, said=said, frame=frame, on=day)
    return Letter(
        case=letter.case, kind=letter.kind, number=MARK, title=letter.title, to=letter.to, fields=fields, frame=frame,
        issued_at=at,
    )  # fmt: skip
