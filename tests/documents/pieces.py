"""Sending a file in pieces, for the tests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from envportal.documents import rules
from envportal.documents.models import Upload
from tests.documents import corpus

if TYPE_CHECKING:
    from django.test import Client

    from envportal.accounts.models import User
    from envportal.cases.models import Case

PIECE = 64 << 10
MODIFIED = 1_700_000_000_000
KEY = "5b0c4f0e-0c1c-4c53-9a3f-3f5f6f7e8a9b"


def report(kib: int = 200) -> bytes:
    """A sound PDF of about so many KiB that nothing makes smaller."""
    return corpus.pdf(2, words=os.urandom(kib << 10))


def ticket(user: User, case: Case | None = None, permission: str = "application.edit_draft") -> str:
    return rules.Ticket(user.pk, "/my/somewhere/", permission, case.pk if case else None).signed()


def begin(sender: Client, signed: str, content: bytes, **changed: object) -> Any:
    told = {"ticket": signed, "name": "报告书.pdf", "size": len(content), "modified": MODIFIED, **changed}
    return sender.post(reverse("documents:begin_upload"), told)


def send(sender: Client, url: str, content: bytes, offset: int, length: int = PIECE) -> Any:
    piece, headers = content[offset : offset + length], {"upload-offset": str(offset)}
    return sender.patch(url, piece, content_type="application/offset+octet-stream", headers=headers)


def send_all(sender: Client, url: str, content: bytes, since: int = 0) -> None:
    for offset in range(since, len(content), PIECE):
        assert send(sender, url, content, offset).status_code == 200


def sent(sender: Client, user: User, content: bytes, case: Case | None = None, **changed: object) -> Upload:
    """All bytes of a file are here, not checked yet."""
    answer = begin(sender, ticket(user, case), content, **changed).json()
    send_all(sender, answer["url"], content)
    return Upload.objects.get(pk=answer["token"])


def attribute(page: str, name: str) -> str:
    return page.partition(f'{name}="')[2].partition('"')[0]
