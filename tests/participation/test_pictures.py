"""Pictures inside a file that is given away tell nothing of who took them, where, and with what."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pikepdf
import pytest

from envportal.documents.guards import children
from tests.documents import corpus


def box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content


def jpeg2000() -> bytes:
    """Boxes beside and inside the head of a picture, and remarks in its code and in the head of a tile."""
    remark = b"\xff\x64" + (14).to_bytes(2, "big") + b"\0\x01Wang Xiaom"
    tile = b"\xff\x90\0\x0a\0\0" + (12 + len(remark) + 2 + 4).to_bytes(4, "big") + b"\0\x01" + remark + b"\xff\x93rest"
    code = b"\xff\x4f\xff\x51\0\x04\0\0" + remark + tile + b"\xff\xd9"
    head = box(b"jp2h", box(b"ihdr", b"size") + box(b"uuid", b"GPS inside"))
    return box(b"jP  ", b"\r\n\x87\n") + box(b"xml ", b"GPS aside") + head + box(b"jp2c", code)


@pytest.mark.parametrize("form", ["array", "packed", "in hex", "boxes", "code"])
def test_no_picture_tells_its_place_however_it_is_packed(tmp_path: Path, form: str):
    pdf, name = pikepdf.open(io.BytesIO(corpus.pdf())), pikepdf.Name
    exif = b"Exif\0\0GPS 30.1 103.2 by Wang"
    photo = b"\xff\xd8\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + b"\xff\xda\x00\x02rest\xff\xd9"
    data, filters = {
        "array": (photo, [name.DCTDecode]),
        "packed": (zlib.compress(photo), [name.FlateDecode, name.DCTDecode]),
        "in hex": (photo.hex().encode() + b">", [name.ASCIIHexDecode, name.DCTDecode]),
        "boxes": (jpeg2000(), [name.JPXDecode]),
        "code": (jpeg2000()[jpeg2000().index(b"\xff\x4f") :], [name.JPXDecode]),
    }[form]
    pdf.pages[0].obj["/Photo"] = pikepdf.Stream(pdf, data, Subtype=name.Image, Filter=pikepdf.Array(filters))
    source, target = tmp_path / "a.pdf", tmp_path / "b.pdf"
    source.write_bytes(corpus.saved(pdf, compress_streams=False))

    assert children.strip_pdf(source, target) == {"pages": 1}

    with pikepdf.open(target) as copy:
        kept = copy.pages[0].obj["/Photo"]
        content = kept.read_raw_bytes()
        assert kept["/Filter"] == filters[-1]
    assert [word in content for word in (b"GPS", b"Wang", b"rest")] == [False, False, True]
    assert form not in {"boxes", "code"} or len(content) == len(data)


def test_a_picture_packed_in_a_way_nobody_knows_is_not_given_away(tmp_path: Path):
    pdf = pikepdf.open(io.BytesIO(corpus.pdf()))
    chain = pikepdf.Array([pikepdf.Name.LZWDecode, pikepdf.Name.DCTDecode])
    pdf.pages[0].obj["/Photo"] = pikepdf.Stream(pdf, b"GPS", Subtype=pikepdf.Name.Image, Filter=chain)
    source = tmp_path / "a.pdf"
    source.write_bytes(corpus.saved(pdf, compress_streams=False))

    assert children.strip_pdf(source, tmp_path / "b.pdf") == {"unfit": "damaged"}
