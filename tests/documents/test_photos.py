"""A photograph loses what the telephone wrote into it and becomes a page."""

import base64
import io
import struct

import pytest
from pypdf import PdfReader

from envportal.documents.rules import photos

# One grey pixel, as an encoder writes it.
PLAIN = base64.b64decode(
    "/9j/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA"
    "/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k="
)


def app1(body: bytes) -> bytes:
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def exif(orientation: int) -> bytes:
    """One tag, as a telephone held sideways writes it, and a place that must not be told."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    return app1(b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + b"\0\0\0\0GPS 30.12N 118.30E")


JPEG = PLAIN[:2] + exif(6) + PLAIN[2:]


def test_place_and_owner_are_gone_and_the_way_it_was_held_is_kept():
    page = photos.as_pdf(JPEG)

    assert b"GPS" in JPEG
    assert b"GPS" not in page
    assert b"Exif" not in page
    read = PdfReader(io.BytesIO(page)).pages[0]
    assert (read.rotation, float(read.mediabox.width)) == (90, 842)


@pytest.mark.parametrize(("orientation", "turn"), [(1, 0), (3, 180), (6, 90), (8, 270), (9, 0)])
def test_the_page_is_turned_as_the_telephone_was(orientation: int, turn: int):
    page = photos.as_pdf(PLAIN[:2] + exif(orientation) + PLAIN[2:])

    assert PdfReader(io.BytesIO(page)).pages[0].rotation == turn


SHORT = PLAIN[:2] + b"\xff\xe1\x00\x00" + PLAIN[2:]


@pytest.mark.parametrize("broken", [b"", b"\xff\xd8", PLAIN[:40], b"GIF89a" + PLAIN, SHORT, PLAIN[:-2]])
def test_what_is_no_jpeg_is_refused(broken: bytes):
    with pytest.raises(photos.NoPicture):
        photos.as_pdf(broken)


@pytest.mark.parametrize(
    "bytes_of_exif", [b"Exif\0\0", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0II*\0\x08\0\0\0\xff\xff"]
)
def test_an_exif_that_makes_no_sense_turns_nothing(bytes_of_exif: bytes):
    page = photos.as_pdf(PLAIN[:2] + app1(bytes_of_exif) + PLAIN[2:])

    assert PdfReader(io.BytesIO(page)).pages[0].rotation == 0


def test_a_second_picture_behind_the_first_is_gone_with_what_it_tells():
    motion = JPEG + PLAIN[:2] + exif(1) + PLAIN[2:]

    page = photos.as_pdf(motion)

    assert b"GPS" not in page
    assert page == photos.as_pdf(JPEG)


def test_scans_of_a_progressive_picture_stay_and_what_stands_between_them_goes():
    table = b"\xff\xc4\x00\x03\x00"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\xff\x00\x34\xff\xd0\x56"
    twice = PLAIN[:-2] + table + app1(b"Exif\0\0GPS") + scan + PLAIN[-2:]

    page = photos.as_pdf(twice)

    assert table + scan + PLAIN[-2:] in page
    assert b"GPS" not in page
