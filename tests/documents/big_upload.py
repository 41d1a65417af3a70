"""A gigabyte through a real nginx and gunicorn over a line that breaks: `python -m tests.documents.big_upload [MB]`.

A portal of its own in a temporary folder; the file is sent in pieces of 4 MB, one in ten cut in its middle, then
checked, handed in with its form and fetched again. Prints one line: whether the SHA-256 is the same, sent and fetched,
and the memory it took.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
MIB = 1 << 20
PIECE = 4 * MIB
SEED = 20260914
PREPARE = """
import json, sys
from tests import world
from tests.accounts.conftest import signed_in
yunxi = world.world()
draft = world.draft(yunxi)
print(json.dumps({"session": signed_in(yunxi.applicant).cookies["sessionid"].value, "draft": draft.pk}))
"""
ASK = """
from envportal.documents.models import Document
row = Document.objects.get()
print(row.sha256, row.path, row.pk)
"""


def pictures(size: int) -> Iterator[bytes]:
    """A sound PDF of about so many bytes, one page with large pictures of noise, piece by piece."""
    chance, offsets, at = random.Random(SEED), list[int](), 0

    def counted(piece: bytes) -> bytes:
        nonlocal at
        at += len(piece)
        return piece

    yield counted(b"%PDF-1.7\n")
    count = max(1, size // PIECE)
    kids = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    for number, content in enumerate(
        (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", kids), 1
    ):
        offsets.append(at)
        yield counted(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    for number in range(4, 4 + count):
        offsets.append(at)
        head = b"%d 0 obj\n<</Type/XObject/Subtype/Image/Filter/DCTDecode/Length %d>>stream\n" % (number, PIECE)
        yield counted(head + chance.randbytes(PIECE) + b"\nendstream\nendobj\n")
    start, rows = at, b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    total = len(offsets) + 1
    yield b"xref\n0 %d\n0000000000 65535 f \n%s" % (total, rows)
    yield b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (total, start)


def python(environment: dict[str, str], code: str) -> str:
    setup = "import os, envportal.celery, django; django.setup()\n"
    command = [sys.executable, "-c", setup + code]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


def peak(pid: int) -> int:
    """The most memory the process had, in MiB; 0 if it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def workers(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in found.split()]


def main() -> int:
    size = int(sys.argv[1]) * MIB if len(sys.argv) > 1 else 1000 * MIB
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {
            **os.environ, "DJANGO_SETTINGS_MODULE": "envportal.settings", "VAR_DIR": str(folder), "DEMO": "0",
            "PYTHONPATH": str(ROOT), "UPLOAD_MAX_MB": "1024", "STATIC_ROOT": str(folder / "static"),
            "X_ACCEL": "/stored/", "TRUSTED_PROXIES": "1", "HTTPS": "0",
        }  # fmt: skip
        manage = [sys.executable, "manage.py", "migrate", "-v", "0"]
        subprocess.run(manage, cwd=ROOT, env=environment, check=True)
        prepared = json.loads(python(environment, PREPARE).splitlines()[-1])
        file = folder / "报告书.pdf"
        with file.open("wb") as out:
            out.writelines(pictures(size))
        return tried(file, folder, environment, prepared)


def tried(file: Path, folder: Path, environment: dict[str, str], prepared: dict[str, object]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    from tests.documents.wire import TOKEN, Wire  # noqa: PLC0415  its settings are named first
    from tests.stories import fronts  # noqa: PLC0415  as above
    from tools.servers import free_port  # noqa: PLC0415  as above

    web, port = free_port(), free_port()
    fronts.write(folder, web=web, front=port)
    front = subprocess.Popen(fronts.command(folder))
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "envportal.wsgi:application", "--bind", f"127.0.0.1:{web}",
         "--worker-class", "gthread", "--workers", "1", "--threads", "4", "--log-level", "warning"],
        cwd=ROOT, env=environment,
    )  # fmt: skip
    wire = Wire(f"http://127.0.0.1:{port}", str(prepared["session"]))
    address = f"/my/applications/{prepared['draft']}/document/"
    try:
        page = shown(wire, address)
        before = max(peak(pid) for pid in workers(server.pid))
        began = time.monotonic()
        upload = wire.begin(page.partition('data-ticket="')[2].partition('"')[0], file.name, file.stat().st_size)
        send(wire, upload["url"], file)
        sent = time.monotonic()
        status, answer = wire.ask("POST", f"{upload['url']}check/")
        checked = time.monotonic()
        typed = {"file_upload": upload["token"], "_key": str(uuid4()), "csrfmiddlewaretoken": TOKEN}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        done, _page = wire.ask("POST", address, urlencode(typed).encode(), **kind)
        kept, path, pk = python(environment, ASK).split()
        fetched = wire.fetched(f"/files/{pk}/")
        after = max(peak(pid) for pid in workers(server.pid))
    finally:
        for process in (front, server):
            process.terminate()
            process.wait()
    with file.open("rb") as whole:
        sha256 = hashlib.file_digest(whole, "sha256").hexdigest()
    with (folder / "files" / path).open("rb") as stored:
        same = kept == sha256 == fetched == hashlib.file_digest(stored, "sha256").hexdigest()
    line = {
        "name": "big_upload", "mib": file.stat().st_size // MIB, "cuts": wire.cuts, "check": status, "form": done,
        "same_sha256": same, "web_mib_before": before, "web_mib_at_most": after, "send_s": round(sent - began, 1),
        "check_s": round(checked - sent, 1), **({} if status == 200 else {"answer": answer}),
    }  # fmt: skip
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0 if same and after - before < 64 and done == 302 else 1


def shown(wire: object, address: str) -> str:
    """The page, once there is somebody behind nginx."""
    deadline = time.monotonic() + 120
    while True:
        try:
            status, answer = wire.ask("GET", address)  # type: ignore[attr-defined]
        except OSError:
            status, answer = 503, {}
        if status == 200:
            return str(answer["page"])
        assert status == 503 and time.monotonic() < deadline, (status, answer)  # noqa: PT018  both end it
        time.sleep(0.5)


def send(wire: object, url: str, file: Path) -> None:
    """Piece by piece, one in ten cut in its middle and sent again."""
    chance, size = random.Random(SEED), file.stat().st_size
    with file.open("rb") as content:
        offset = 0
        while offset < size:
            content.seek(offset)
            piece = content.read(PIECE)
            if chance.random() < 0.1:
                wire.cut(url, offset, piece, chance.randrange(len(piece)))  # type: ignore[attr-defined]
                offset = wire.received(url)  # type: ignore[attr-defined]
                continue
            status, answer = wire.piece(url, offset, piece)  # type: ignore[attr-defined]
            offset = int(answer["received"])
            assert status in (200, 409, 423), (status, answer)


if __name__ == "__main__":
    sys.exit(main())
