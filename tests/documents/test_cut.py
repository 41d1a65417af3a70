"""A real server and a line that breaks: the upload goes on where it was, and ends with the same bytes."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest
from django.conf import LazySettings
from pytest_django.live_server_helper import LiveServer

from envportal.documents.guards import parts
from envportal.documents.models import Upload
from tests import builders
from tests.accounts.conftest import signed_in
from tests.documents.pieces import report, ticket
from tests.documents.wire import Wire

pytestmark = pytest.mark.django_db(transaction=True)
SEED = 20260914


def test_a_line_cut_in_the_middle_of_a_piece_ten_times_ends_with_the_same_sha256(
    settings: LazySettings, tmp_path: Path, live_server: LiveServer
) -> None:
    settings.MEDIA_ROOT, settings.UPLOAD_PIECE_KB = tmp_path / "files", 128
    applicant, content, chance = builders.applicant(), report(1300), random.Random(SEED)
    wire, length = Wire(live_server.url, signed_in(applicant).cookies["sessionid"].value), 128 << 10

    url = wire.begin(ticket(applicant), "报告书.pdf", len(content))["url"]
    while (offset := wire.received(url)) < len(content):
        piece = content[offset : offset + length]
        if wire.cuts < 10:
            wire.cut(url, offset, piece, chance.randrange(len(piece)))
            assert wire.received(url) == offset
        assert wire.piece(url, offset, piece) == (200, {"received": offset + len(piece)})
    status, answer = wire.ask("POST", f"{url}check/")

    upload = Upload.objects.get()
    assert (wire.cuts, status, answer["ready"]) == (10, 200, True)
    assert upload.sha256 == hashlib.sha256(content).hexdigest()
    assert parts.place(upload.pk).read_bytes() == content
