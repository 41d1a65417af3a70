"""补充材料: photographs and words that whoever reported sends later, while somebody still works on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from disclosure.board import board
from enforcement.petitions import queries, rules
from enforcement.petitions.actions.common import locked, note, tell
from enforcement.petitions.actions.intake import keep, looked_at
from enforcement.petitions.models import Addition
from enforcement.petitions.queries import sealed
from enforcement.petitions.states import State
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from enforcement.petitions.models import Petition
    from envportal.accounts.models import User
    from envportal.documents.models import Document


def add(
    petition: Petition, *, text: str = "", photos: Sequence[UploadedFile[bytes]] = (), key: str, address: str,
    at: datetime,
) -> Addition:  # fmt: skip
    """By number and code; the same form sent twice adds once. Raises TooManyPosts, BadFile."""
    done = queries.addition_by(petition, key)
    if done is not None:
        return done
    rules.takes_more(petition)
    # A file that is refused was sent, too: it counts, and is read before anything is locked.
    board.count_post(board.source_of(address), at)
    return _added(petition.pk, text, [looked_at(file, by=None, at=at) for file in photos], key, at=at)


@transaction.atomic
def _added(pk: int, text: str, photos: Sequence[Document], key: str, *, at: datetime) -> Addition:
    petition = locked(pk)
    done = queries.addition_by(petition, key)
    if done is not None:
        return done
    rules.takes_more(petition)
    made = Addition.objects.create(
        petition=petition, key=key, text=sealed.masked(petition, text)[:2000], sent_at=at
    )  # fmt: skip
    keep(petition, photos, made)
    note(petition, "added_to", by=None, at=at, photos=len(photos), addition=made.pk)
    tell(petition, "petition_added_to", _who_works_on(petition), at=at)
    return made


def _who_works_on(petition: Petition) -> Iterable[User]:
    """Who holds it; a review lies with the leaders, what nobody holds yet with the head or the window."""
    case = petition.case
    if petition.state in {State.IN_REVIEW, State.IN_RECHECK}:
        return staff_with(case.bureau, Role.LEADER)
    if case.holder is not None:
        return [case.holder]
    role = Role.SECTION_HEAD if case.section else Role.CLERK
    return staff_with(case.bureau, role, case.section)
