"""A real mail server on loopback that can be up, away, or refuse."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from envportal.messaging import outbox
from envportal.messaging.models import Message
from tests import builders
from tests.builders import moment

POSTED = moment("2026-09-17", "10:42")


class Gateway:
    """The mail server; `received` is what it took."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.received: list[EmailMessage] = []
        self.refuses: set[str] = set()
        self.server: Controller | None = None

    async def handle_RCPT(  # noqa: N802  the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def up(self) -> None:
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)
        self.server.start()

    def down(self) -> None:
        if self.server is not None:
            self.server.stop()
            self.server = None

    def addresses(self) -> list[str]:
        return sorted(str(mail["To"]) for mail in self.received)


@pytest.fixture
def gateway(settings) -> Iterator[Gateway]:
    """Away at first; settings lead to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 2
    gateway = Gateway(port)
    yield gateway
    gateway.down()


@pytest.fixture(autouse=True)
def _templates(tmp_path: Path, settings) -> None:
    """Three texts to post, beside the portal's own."""
    folder = tmp_path / "messages"
    folder.mkdir()
    (folder / "told.txt").write_text("您的申请已受理：{{ case.title }}\n\n{{ person.name }}：\n承诺 {{ due }} 前。\n")
    (folder / "told.en.txt").write_text("Accepted: {{ case.title }}\n\nDue on {{ due }}.\n")
    (folder / "plain.txt").write_text("只有一行 {{ case.title }}")
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]


def posted(count: int = 1) -> list[Message]:
    """As many messages, each to a person of its own."""
    return outbox.post(None, "told", to=[builders.applicant() for _ in range(count)], context={}, at=POSTED)
