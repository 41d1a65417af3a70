"""A small hostile corpus, made when the test runs."""

from __future__ import annotations

import io
import zipfile
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile


def upload(content: bytes, name: str = "报告表.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    # The same every time, but where an encrypted file needs an identity of its own.
    pdf.save(out, deterministic_id="encryption" not in options, **options)  # type: ignore[arg-type]
    return out.getvalue()


def pdf(pages: int = 1, *, words: bytes = b"BT ET") -> bytes:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    made.pages[0].Contents = made.make_stream(words)
    return saved(made)


def encrypted(*, user: str) -> bytes:
    made = pikepdf.open(io.BytesIO(pdf()))
    return saved(made, encryption=pikepdf.Encryption(owner="owner", user=user))


def with_nested_action(kind: str) -> bytes:
    made = pikepdf.open(io.BytesIO(pdf()))
    action = pikepdf.Dictionary(S=pikepdf.Name(kind), JS=pikepdf.String("app.alert(1)"), F=pikepdf.String("cmd.exe"))
    if kind != "/JavaScript":
        del action["/JS"]
    # Direct dictionaries in an array in a dictionary: a look at the indirect objects alone would miss it.
    chain = pikepdf.Array([pikepdf.Dictionary(Next=pikepdf.Array([action]))])
    made.pages[0].obj["/AA"] = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name("/GoTo"), Next=chain))
    return saved(made)


def with_attachment() -> bytes:
    made = pikepdf.open(io.BytesIO(pdf()))
    made.attachments["payload.exe"] = b"MZ"
    return saved(made)


def bomb() -> bytes:
    """Two Flate filters, one over the other: about a kilobyte that inflates to 300 MiB."""
    inner = zlib.compressobj(9)
    once = b"".join(inner.compress(bytes(1 << 20)) for _ in range(300)) + inner.flush()
    made = pikepdf.open(io.BytesIO(pdf()))
    stream = pikepdf.Stream(made, zlib.compress(once, 9))
    stream["/Filter"] = pikepdf.Array([pikepdf.Name("/FlateDecode"), pikepdf.Name("/FlateDecode")])
    made.pages[0].Contents = made.make_indirect(stream)
    return saved(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def zipped_behind() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("evil.html", "<script>alert(1)</script>")
        packed.comment = b"%%EOF"
    return pdf() + archive.getvalue()


HTML = b"<!DOCTYPE html><script>alert(1)</script>"
LONG = "../../etc/" + "长" * 300 + ".pdf"

# (name of the file, its bytes, why it is refused)
HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.pdf", b"", "empty"),
    "HTML renamed": ("a.pdf", HTML, "web_page"),
    "a PDF behind HTML": ("a.pdf", HTML + pdf(), "pdf_behind"),
    "a ZIP behind a PDF": ("a.pdf", zipped_behind(), "pdf_and_archive"),
    "another ending": ("a.docx", pdf(), "wrong_ending"),
    "no ending": ("报告表", pdf(), "wrong_ending"),
    "a hidden second ending": ("a.pdf\u202efdp.exe", pdf(), "wrong_ending"),
    "cut in the middle": ("a.pdf", pdf(5)[:-400], "cut"),
    "cut before its end mark": ("a.pdf", pdf()[:-6], "cut"),
    "a wrong table of objects": ("a.pdf", pdf().replace(b"startxref\n", b"startxref\n9"), "damaged"),
    "only a header": ("a.pdf", b"%PDF-1.7\n%%EOF", "damaged"),
    "locked for readers": ("a.pdf", encrypted(user="secret"), "encrypted"),
    "locked for writers": ("a.pdf", encrypted(user=""), "restricted"),
    "nested script": ("a.pdf", with_nested_action("/JavaScript"), "script"),
    "nested launch": ("a.pdf", with_nested_action("/Launch"), "launch"),
    "attachment": ("a.pdf", with_attachment(), "attachment"),
    "bomb": ("a.pdf", bomb(), "bomb"),
}
