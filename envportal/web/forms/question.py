"""A sum a person does in the head, signed and with its own hour: no outside service, no cookie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import SystemRandom
from uuid import UUID, uuid4

from django.core import signing

SALT = "web.question"
LASTS = timedelta(hours=2)
_chance = SystemRandom()


@dataclass(frozen=True)
class Question:
    """Two figures, the key of the form they stand in, and when they were asked."""

    first: int
    second: int
    key: str
    at: datetime

    @property
    def answer(self) -> int:
        return self.first + self.second

    @property
    def token(self) -> str:
        return signing.dumps([self.first, self.second, self.key, int(self.at.timestamp())], salt=SALT)


def ask(at: datetime) -> Question:
    return Question(_chance.randint(2, 9), _chance.randint(2, 9), str(uuid4()), at)


def read(token: str, at: datetime) -> Question | None:
    """The question a form was made with, unless it is old or was not made here."""
    try:
        first, second, key, asked = signing.loads(token[:500], salt=SALT)
        question = Question(int(first), int(second), str(UUID(key)), datetime.fromtimestamp(asked, UTC))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return question if question.at <= at + timedelta(minutes=1) and at - question.at < LASTS else None
