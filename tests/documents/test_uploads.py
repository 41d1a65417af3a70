"""Files in: sound PDFs are kept whole under our own names, everything else is one clear sentence."""

from __future__ import annotations

import hashlib
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction

from envportal.audit import log
from envportal.cases.models import Case
from envportal.documents import actions, rules
from envportal.documents.guards import children
from envportal.documents.models import Document
from tests import builders
from tests.documents import corpus, specimens

AT = builders.moment("2026-09-14")


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def receive(content: bytes, name: str = "报告表.pdf", *, case: Case | None = None, kind: str = "eia") -> Document:
    return actions.receive(corpus.upload(content, name), case=case, owner=None, kind=kind, by=None, at=AT)


def files(store: Path) -> list[Path]:
    return [path for path in store.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_sound_pdf_is_kept_under_its_hash_with_pages_and_both_hashes(store: Path) -> None:
    content = corpus.pdf(3)

    document = receive(content, "云溪 报告表.PDF")

    sha256 = hashlib.sha256(content).hexdigest()
    assert (document.name, document.pages, document.size) == ("云溪 报告表.PDF", 3, len(content))
    assert (document.sha256, document.sm3) == (sha256, hashlib.new("sm3", content).hexdigest())
    assert files(store) == [store / document.path]
    assert document.path == f"documents/{sha256[:2]}/{sha256}.pdf"


@pytest.mark.django_db
@pytest.mark.parametrize("what", corpus.HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence_and_leaves_nothing(what: str, store: Path) -> None:
    name, content, why = corpus.HOSTILE[what]

    with pytest.raises(rules.BadFile) as refusal:
        receive(content, name)

    assert refusal.value.why == why
    assert rules.shown_name(name) in str(refusal.value)
    assert (Document.objects.count(), files(store)) == (0, [])


@pytest.mark.django_db
def test_a_file_over_the_limit_is_refused_while_it_is_written(settings: LazySettings, store: Path) -> None:
    settings.UPLOAD_MAX_MB = 1

    with pytest.raises(rules.BadFile, match="超过 1 MB"):
        receive(corpus.pdf(words=os.urandom(2 << 20)))

    assert files(store) == []


@pytest.fixture
def _short_of_disk() -> Iterator[None]:
    """No file of this process may grow beyond a mebibyte: a disk that fills while a file is written."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.django_db
@pytest.mark.usefixtures("_short_of_disk")
def test_a_disk_that_fills_is_told_and_leaves_no_partial_file(store: Path) -> None:
    with pytest.raises(rules.BadFile, match="存储空间不足"):
        receive(b"%PDF-" + bytes(3 << 20))

    assert files(store) == []


@pytest.mark.django_db
def test_a_disk_nearly_full_is_told_before_anything_is_written(settings: LazySettings, store: Path) -> None:
    settings.UPLOAD_RESERVE_MB = 10**9

    with pytest.raises(rules.BadFile, match="存储空间不足"):
        receive(corpus.pdf())

    assert files(store) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (r"C:\Users\shen\报告表.pdf", "报告表.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\u202efdp.\x00exe.pdf", "afdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        (corpus.LONG, "长" * 116 + ".pdf"),
        ("..", "未命名"),
        (" .pdf ", "未命名.pdf"),
        ("", "未命名"),
    ],
)
def test_a_name_is_shown_without_folders_or_hidden_marks_and_not_longer_than_120(name: str, shown: str) -> None:
    assert rules.shown_name(name) == shown


@pytest.mark.django_db
def test_a_long_name_with_folders_is_taken_and_shortened() -> None:
    document = receive(corpus.pdf(), corpus.LONG)

    assert len(document.name) == 120


@pytest.mark.django_db
def test_the_same_file_of_the_same_case_and_kind_is_the_row_that_is_there() -> None:
    case = specimens.case()
    first = receive(corpus.pdf(), case=case)

    again = receive(corpus.pdf(), "another name.pdf", case=case)
    other_kind = receive(corpus.pdf(), case=case, kind="public_version")

    assert (again, other_kind == first) == (first, False)
    assert [event.name for event in log.history(case)] == ["document_received", "document_received"]


@pytest.mark.django_db
def test_a_replaced_file_stays_and_may_come_again() -> None:
    case = specimens.case()
    old, new = receive(corpus.pdf(1), case=case), receive(corpus.pdf(2), case=case)

    actions.replace(old, new, by=None, at=AT)
    actions.replace(old, new, by=None, at=AT)
    again = receive(corpus.pdf(1), case=case)

    old.refresh_from_db()
    assert (old.replaced_by, again.pk == old.pk) == (new, False)


@pytest.mark.django_db
def test_only_the_file_of_a_draft_may_be_discarded() -> None:
    draft, submitted = builders.case(), specimens.case()

    actions.discard(receive(corpus.pdf(), case=draft), by=None, at=AT)
    kept = receive(corpus.pdf(), case=submitted)
    with pytest.raises(rules.NotADraft):
        actions.discard(kept, by=None, at=AT)

    assert Document.objects.get() == kept


@pytest.mark.django_db
def test_what_a_drafts_file_replaced_goes_with_it() -> None:
    draft = builders.case()
    rows = [receive(corpus.pdf(pages), case=draft) for pages in (1, 2, 3)]
    actions.replace(rows[0], rows[1], by=None, at=AT)
    actions.replace(rows[1], rows[2], by=None, at=AT)

    actions.discard(rows[2], by=None, at=AT)

    assert Document.objects.count() == 0


@pytest.mark.django_db
def test_a_changed_byte_is_found_and_logged_once(store: Path) -> None:
    case = specimens.case()
    document = receive(corpus.pdf(), case=case)
    whole = actions.scrub(document, at=AT)
    content = bytearray((store / document.path).read_bytes())

    content[100] ^= 1
    (store / document.path).write_bytes(content)
    found = [actions.scrub(document, at=AT), actions.scrub(document, at=AT)]

    assert (whole, found) == (True, [False, False])
    assert [event.name for event in log.history(case)] == ["document_received", "file_damaged"]


@pytest.mark.django_db
def test_a_missing_file_is_damaged(store: Path) -> None:
    document = receive(corpus.pdf())

    (store / document.path).unlink()

    assert actions.scrub(document, at=AT) is False


@pytest.mark.django_db
def test_a_file_whose_row_was_rolled_back_is_swept_after_a_day(store: Path) -> None:
    kept = receive(corpus.pdf(1))
    with transaction.atomic():
        receive(corpus.pdf(2))
        transaction.set_rollback(True)
    for path in files(store):
        _age(path, 25)
    young = store / "tmp" / "young.part"
    young.touch()

    swept = actions.sweep()

    assert swept == 1
    assert sorted(files(store)) == sorted([store / kept.path, young])


def _age(path: Path, hours: int) -> None:
    moment = time.time() - hours * 3600
    os.utime(path, (moment, moment))


@pytest.mark.django_db
def test_the_same_bytes_are_read_by_one_child_and_other_or_unfit_bytes_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, run = [], children.run

    def counted(script: str, *words: str, seconds: int) -> dict[str, Any]:
        asked.append(script)
        return run(script, *words, seconds=seconds)

    monkeypatch.setattr(children, "run", counted)
    once, other = (corpus.pdf(words=b"% " + os.urandom(8).hex().encode()) for _ in range(2))

    pages = [receive(content, name).pages for content, name in ((once, "甲.pdf"), (once, "乙.pdf"), (other, "丙.pdf"))]
    for _ in range(2):
        with pytest.raises(rules.BadFile):
            receive(once[:-6])

    assert pages == [1, 1, 1]
    assert len(asked) == 4
