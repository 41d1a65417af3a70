"""Ordinary PDFs of every kind, that the guards must let pass."""

from __future__ import annotations

import base64
import io
import zlib
from functools import partial
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.documents import corpus
from tests.documents.hostile.broken import by_hand
from tests.documents.hostile.pictures import jpeg

if TYPE_CHECKING:
    from collections.abc import Callable


def _opened(pages: int = 2) -> Pdf:
    return pikepdf.open(io.BytesIO(corpus.pdf(pages)))


def _of_version(version: str) -> bytes:
    return corpus.saved(_opened(), force_version=version)


def _with_form() -> bytes:
    pdf = _opened()
    box = pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("项目名称"), V=String("纸容器"), Rect=Array([0, 0,
        99, 20]),
    ))  # fmt: skip
    pdf.pages[0].obj.Annots = Array([box])
    pdf.Root.AcroForm = Dictionary(Fields=Array([box]), NeedAppearances=True)
    return corpus.saved(pdf)


def _with_link(**action: Any) -> bytes:
    pdf = _opened()
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(**action))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
    return corpus.saved(pdf)


def _with_bookmarks() -> bytes:
    pdf = _opened(3)
    with pdf.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(f"第 {page + 1} 章", page) for page in range(3))
    return corpus.saved(pdf)


def _opening_at_a_page() -> bytes:
    pdf = _opened()
    pdf.Root.OpenAction = Array([pdf.pages[1].obj, Name.Fit])
    pdf.Root.PageMode = Name.UseOutlines
    return corpus.saved(pdf)


def _with_names() -> bytes:
    pdf = _opened()
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("第一章"), Array([pdf.pages[0].obj, Name.Fit])])))
    pdf.docinfo["/Title"] = "云溪纸容器技改项目环境影响报告表"
    return corpus.saved(pdf)


def _with_stream(content: bytes, *filters: str, **keys: object) -> bytes:
    pdf = _opened()
    stream = Stream(pdf, content)
    stream.Filter = Array([Name(name) for name in filters])
    for key, value in keys.items():
        stream[f"/{key}"] = value
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(X=pdf.make_indirect(stream)))
    return corpus.saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def _updated() -> bytes:
    """Changed by appending, as a signing program does: two ends, two tables."""
    whole = by_hand(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                 b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")  # fmt: skip
    before = int(whole.rpartition(b"startxref\n")[2].split()[0])
    more = b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n"
    table = b"xref\n3 1\n%010d 00000 n \ntrailer\n<</Size 4/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return whole + more + table % (len(whole), before, len(whole) + len(more))


def _signed() -> bytes:
    pdf = _opened()
    value = pdf.make_indirect(Dictionary(
        Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name("/adbe.pkcs7.detached"), ByteRange=Array([0, 1,
        2, 3]),
        Contents=String("0" * 4000),
    ))  # fmt: skip
    field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("签章"), V=value))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    return corpus.saved(pdf)


def _tagged() -> bytes:
    pdf = _opened()
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("zh-CN")
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    with pdf.open_metadata() as metadata:
        metadata["pdfaid:part"] = "2"
    return corpus.saved(pdf)


def _layered() -> bytes:
    pdf = _opened()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("图层")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))
    return corpus.saved(pdf)


def _with_font() -> bytes:
    pdf = _opened()
    font = pdf.make_indirect(Stream(pdf, bytes(range(256)) * 100, Length1=25600))
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+宋体"), FontFile2=font, Flags=4)
    face = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/ABCDEF+宋体"), FontDescriptor=descriptor)
    pdf.pages[0].Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(face)))
    return corpus.saved(pdf)


def _noisy_end() -> bytes:
    """A mark of archives by chance, in a picture near the end of the file."""
    return _with_stream(b"xx PK\x05\x06" + bytes(range(40)), "/DCTDecode", Subtype=Name.Image)


def _with_filter(name: str) -> bytes:
    text = zlib.compress(b"BT ET " * 99)
    ascii85 = base64.a85encode(text) + b"~>"
    return {
        "hexadecimal": partial(_with_stream, text.hex().encode() + b">", "/ASCIIHexDecode", "/FlateDecode"),
        "Base85": partial(_with_stream, ascii85, "/ASCII85Decode", "/FlateDecode"),
        "Base85 with its mark": partial(_with_stream, b"<~" + ascii85, "/A85", "/Fl"),
        "run lengths": partial(_with_stream, b"\x02abc\x80", "/RunLengthDecode"),
        "LZW": partial(_with_stream, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", "/LZWDecode"),
        "Flate over JPEG": partial(_with_stream, zlib.compress(jpeg("<")), "/FlateDecode", "/DCTDecode"),
        "fax": partial(_with_stream, bytes(99), "/CCITTFaxDecode"),
    }[name]()


SOUND: dict[str, Callable[[], bytes]] = {
    **{f"PDF {version}": partial(_of_version, version) for version in ("1.3", "1.4", "1.5", "1.6", "1.7", "2.0")},
    "made for the web": lambda: corpus.saved(_opened(9), linearize=True),
    "objects packed": lambda: corpus.saved(_opened(), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "objects unpacked": lambda: corpus.saved(_opened(), object_stream_mode=pikepdf.ObjectStreamMode.disable),
    "a thousand pages": lambda: corpus.pdf(1000),
    "a form": _with_form,
    "a link to a page of the web": lambda: _with_link(S=Name.URI, URI=String("https://www.mee.gov.cn/")),
    "a link within": lambda: _with_link(S=Name.GoTo, D=Array([0, Name.Fit])),
    "a link to another file": lambda: _with_link(S=Name.GoToR, F=String("附图.pdf"), D=Array([0, Name.Fit])),
    "a link to the next page": lambda: _with_link(S=Name.Named, N=Name.NextPage),
    "bookmarks": _with_bookmarks,
    "opening at a page": _opening_at_a_page,
    "names in Chinese": _with_names,
    "changed by appending": _updated,
    "a signature": _signed,
    "tags": _tagged,
    "layers": _layered,
    "a font": _with_font,
    "a mark of archives by chance": _noisy_end,
    "a photo with its place": lambda: _with_stream(jpeg("<"), "/DCTDecode", Subtype=Name.Image),
    "200 MiB of white picture": lambda: _with_stream(zlib.compress(bytes(200 << 20), 1), "/FlateDecode",
    Subtype=Name.Image),
    **{
        f"a stream in {name}": partial(_with_filter, name)
        for name in ("hexadecimal", "Base85", "Base85 with its mark", "run lengths", "LZW", "Flate over JPEG", "fax")
    },
    "bytes behind its end": lambda: corpus.pdf() + b"\r\n\r\n" + b"\0" * 20,
}  # fmt: skip
