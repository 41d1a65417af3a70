"""The words of a file are looked through before it goes out: numbers of people by their page, pictures by a person."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pikepdf
import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from disclosure.board import actions, board
from disclosure.board.guards import PersonalData
from disclosure.board.models import Notice, PaperCheck
from disclosure.board.rules import look_through
from envportal.audit.models import Event
from envportal.documents.actions.files import receive
from envportal.documents.guards import children
from envportal.documents.guards.store import root
from tests.board import rows
from tests.builders import moment
from tests.documents.corpus import saved

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db
ID, CARD = rows.ID_NUMBER, rows.CARD


def paper(*pages: str) -> bytes:
    """A PDF with a line of Latin text on each page; an empty one is a page like a scan's."""
    pdf = pikepdf.Pdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for words in pages:
        page = pdf.add_blank_page()
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        shown = f"BT /F1 12 Tf 20 700 Td ({words}) Tj ET" if words else ""
        page.Contents = pdf.make_stream(shown.encode())
    return saved(pdf)


def noticed(*pages: str) -> Notice:
    case = rows.case()
    file = SimpleUploadedFile("a.pdf", paper(*pages), "application/pdf")
    document = receive(file, case=case, owner=case.enterprise, kind="public", by=None, at=moment("2026-09-17"))
    document.is_public = True
    document.save()
    return board.submit(
        case, Notice.Kind.ACCEPTANCE, title=case.title, facts={"编制单位": "云溪清源"}, files=[document], by=None,
        at=moment("2026-09-17"),
    )  # fmt: skip


def publish(notice: Notice) -> Notice:
    return board.publish(notice.pk, by=rows.editor(), at=moment("2026-09-18"))


WORDY = "Environmental impact table, public version."


@pytest.mark.parametrize("number", [ID, CARD, " ".join(CARD), f"{ID[:6]} {ID[6:14]} {ID[14:]}"])
def test_a_number_of_a_person_on_a_page_shuts_the_way_out_and_names_the_page(number: str):
    notice = noticed(WORDY, f"{WORDY} {number}")

    with pytest.raises(PersonalData, match="第 2 页") as refused:
        publish(notice)

    assert number not in str(refused.value)
    assert Notice.objects.get().state == "pending"


def test_words_without_numbers_of_people_go_out():
    assert publish(noticed(WORDY, f"{WORDY} 2019 2020 2021 2022 2023 119.123456789012345")).state == "published"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (ID, ["identity"]), (CARD, ["bank"]), ("".join(chr(ord(sign) + 0xFEE0) for sign in CARD), ["bank"]),
        ("13800001234", ["phone"]), ("138 0000 1234", ["phone"]), ("0999-0000123", ["phone"]), ("家住青石镇", ["home"]),
        (f"1{ID}", []), (CARD[:-1] + "0", []), ("2019 2020 2021 2022", []), ("0.6222021234567890128", []),
        ("2026-000000-41-03-622202", []), ("91350100M000100Y43", []), ("4103 6222 5", []),
    ],
)  # fmt: skip
def test_what_is_found_in_words_and_what_is_only_a_figure(text: str, codes: list[str]):
    found, _wordless = look_through([f"本页有文字若干，{text} 。"])

    assert [code for _page, code, _shown in found] == codes
    assert all(text not in shown for _page, code, shown in found if code != "home")


def test_a_thick_file_names_a_few_telephones_and_every_number_that_blocks():
    found, _wordless = look_through([f"第 {n} 页 1380000{n:04} {ID}" for n in range(50)])

    assert sum(code == "phone" for _page, code, _shown in found) == 8
    assert sum(code == "identity" for _page, code, _shown in found) == 50


def test_a_page_without_words_is_a_picture():
    assert look_through(["本页有文字若干。", "", " \n 1 "])[1] == [2, 3]


def test_the_same_bytes_are_read_once():
    first = noticed(WORDY)
    actions.read_papers_of(first.pk, at=moment("2026-09-17"))
    second = noticed(WORDY)
    actions.read_papers(at=moment("2026-09-18"))

    assert PaperCheck.objects.get().at == moment("2026-09-17")
    assert {first.pk, second.pk} == set(Notice.objects.values_list("pk", flat=True))


def test_a_worker_reads_what_waits():
    noticed(WORDY, "")

    assert (actions.read_papers(at=moment("2026-09-17")), actions.read_papers(at=moment("2026-09-17"))) == (1, 0)
    assert PaperCheck.objects.get().wordless == [2]


def test_a_file_that_is_gone_was_not_read():
    notice = noticed(WORDY)
    link = notice.files.get()
    (root() / link.document.path).unlink()

    publish(notice)

    assert PaperCheck.objects.get().trouble


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n", b"no pdf at all", paper(WORDY)[:300]])
def test_a_broken_file_is_said_to_be_unread(tmp_path: Path, content: bytes):
    path = tmp_path / "x.pdf"
    path.write_bytes(content)

    told = children.words_of_pdf(path)

    assert "unread" in told or told["pages"] == []


def test_a_file_of_very_many_words_does_not_hold_the_reader(tmp_path: Path):
    path = tmp_path / "x.pdf"
    path.write_bytes(paper(*["word " * 20_000] * 3))
    began = time.monotonic()

    told = children.words_of_pdf(path)

    assert time.monotonic() - began < 60
    assert "unread" in told or max(len(page) for page in told["pages"]) <= 40_000


# THE DESK -------------------------------------------------------------------------
@pytest.fixture
def editor(client):
    client.force_login(rows.editor(), backend=settings.AUTHENTICATION_BACKENDS[-1])
    with time_machine.travel(moment("2026-09-18"), tick=False):
        yield client


def test_a_picture_is_ticked_by_whoever_publishes_it(editor):
    notice = noticed(WORDY, "")

    page = rows.text(editor.get(f"/desk/board/{notice.pk}/publish/"))
    without = editor.post(f"/desk/board/{notice.pk}/publish/")
    done = editor.post(f"/desk/board/{notice.pk}/publish/", {"looked": "on"})

    assert "第 2 页：图片，无法检查文字，请人工核对。" in page
    assert (without.status_code, "请先逐页看过上面列的文件" in rows.text(without)) == (422, True)
    assert done.status_code == 302
    assert Event.objects.get(name="notice_published").facts["looked_at_pictures"] is True


def test_words_need_no_tick(editor):
    notice = noticed(WORDY)

    assert 'name="looked"' not in rows.text(editor.get(f"/desk/board/{notice.pk}/publish/"))
    assert editor.post(f"/desk/board/{notice.pk}/publish/").status_code == 302


def test_the_preview_shuts_the_gate_over_a_number_in_a_file(editor):
    notice = noticed(f"{WORDY} {ID} 13800001234")
    actions.read_papers(at=moment("2026-09-18"))

    page = rows.text(editor.get(f"/desk/board/{notice.pk}/"))

    assert "第 1 页：身份证号码" in page
    assert "电话号码" in page
    assert f'href="/desk/board/{notice.pk}/publish/"' not in page
