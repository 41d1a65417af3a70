"""A message and its e-mail as plain text, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template import Context
from django.template.loader import select_template
from django.utils.translation import override

if TYPE_CHECKING:
    from collections.abc import Mapping

    from envportal.messaging.models import Message


def render(template: str, language: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and body of `messages/<template>.txt`: its first line, and the rest."""
    subject, _, body = _text(template, language, context).partition("\n")
    return subject.strip(), body.strip()


def mail_body(message: Message) -> str:
    """What the e-mail says: whom it is for, what about, and where to read it."""
    bureau = message.case.bureau if message.case else ""
    context = {"message": message, "person": message.to_user, "bureau": bureau, "url": address_of(message)}
    return _text("_mail", message.language, context) + "\n"


def address_of(message: Message) -> str:
    """The message in its reader's inbox."""
    language = "/en" if _is_english(message.language) else ""
    area = "desk" if message.to_user.is_staff_member else "my"
    return f"{settings.PORTAL_URL}{language}/{area}/messages/#message-{message.pk}"


def _text(template: str, language: str, context: Mapping[str, Any]) -> str:
    names = [f"messages/{template}.txt"]
    if _is_english(language):
        names.insert(0, f"messages/{template}.en.txt")
    with override(language):
        # By the template behind the backend's wrapper: only there can escaping be turned off for plain text.
        text: str = select_template(names).template.render(Context(dict(context), autoescape=False))
    return text.strip()


def _is_english(language: str) -> bool:
    return language.startswith("en")
