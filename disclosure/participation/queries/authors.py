"""The sealed table: who sent something. Nothing that shows a page to the public imports this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.participation.models import Author

if TYPE_CHECKING:
    from disclosure.participation.models import Submission


def author_of(submission: Submission) -> Author | None:
    return Author.objects.filter(pk=submission.pk).first()
