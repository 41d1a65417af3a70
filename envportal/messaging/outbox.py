"""The door of this room: post a message in the action's own transaction; a worker sends it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from envportal.messaging.models import Message
from envportal.messaging.rules import LEASE, MOST_TRIES, render, wait_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.cases.models import Case


__all__ = ["LEASE", "MOST_TRIES", "Post", "post", "post_all", "wait_after"]


def post(
    case: Case | None, template: str, *, to: Iterable[User], context: Mapping[str, Any], at: datetime
) -> list[Message]:
    """One message a person, in that person's language; the first line of `messages/<template>.txt` is its subject.

    People who left get none. `context["link"]` is where the reader goes on, an address inside the portal.
    """
    return post_all([Post(case, template, to, context)], at=at)


@dataclass(frozen=True)
class Post:
    """What a message says, and to whom."""

    case: Case | None
    template: str
    to: Iterable[User]
    context: Mapping[str, Any]


@transaction.atomic(savepoint=False)
def post_all(posts: Iterable[Post], *, at: datetime) -> list[Message]:
    """The messages of many steps at once."""
    return Message.objects.bulk_create(message for each in posts for message in _messages(each, at))


def _messages(each: Post, at: datetime) -> Iterator[Message]:
    people = {person.pk: person for person in each.to if person.is_active}
    return (_message(each, person, at) for person in people.values())


def _message(each: Post, person: User, at: datetime) -> Message:
    subject, body = render(each.template, person.language, {"case": each.case, "person": person, **each.context})
    return Message(
        case=each.case, to_user=person, to_address=person.email, language=person.language, template=each.template,
        subject=subject[:200], body=body, link=str(each.context.get("link", "")), created_at=at, next_try_at=at,
    )  # fmt: skip
