"""The door of this room: post a message in the action's own transaction; a worker sends it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from envportal.messaging.models import Message
from envportal.messaging.rules import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from envportal.accounts.models import User
    from envportal.cases.models import Case


@transaction.atomic
def post(
    case: Case | None, template: str, *, to: Iterable[User], context: Mapping[str, Any], at: datetime
) -> list[Message]:
    """One message a person, in that person's language; the first line of `messages/<template>.txt` is its subject.

    People who left get none. `context["link"]` is where the reader goes on, an address inside the portal.
    """
    people = {person.pk: person for person in to if person.is_active}
    return Message.objects.bulk_create(_message(case, template, person, context, at) for person in people.values())


def _message(case: Case | None, template: str, person: User, context: Mapping[str, Any], at: datetime) -> Message:
    subject, body = render(template, person.language, {"case": case, "person": person, **context})
    return Message(
        case=case, to_user=person, to_address=person.email, language=person.language, template=template,
        subject=subject[:200], body=body, link=str(context.get("link", "")), created_at=at, next_try_at=at,
    )  # fmt: skip
