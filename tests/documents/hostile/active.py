"""PDFs that would do something: every action in every place one can hang."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.documents import corpus
from tests.documents.hostile.specimen import Specimen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def _js_stream(pdf: Pdf) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=pdf.make_indirect(Stream(pdf, b"app.alert(1)")))


ACTIONS: dict[str, tuple[Callable[[Pdf], Dictionary], str]] = {
    "JavaScript": (lambda _pdf: Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")), "script"),
    "JavaScript in a stream": (_js_stream, "script"),
    "JavaScript without its code": (lambda _pdf: Dictionary(S=Name.JavaScript), "script"),
    "code without its kind": (lambda _pdf: Dictionary(JS=String("app.alert(1)")), "script"),
    "Launch": (lambda _pdf: Dictionary(S=Name.Launch, F=String("cmd.exe")), "launch"),
    "Launch on Windows": (
        lambda _pdf: Dictionary(S=Name.Launch, Win=Dictionary(F=String("calc"), P=String("/c"))),
        "launch",
    ),
    "GoToE": (lambda _pdf: Dictionary(S=Name.GoToE, D=Array([0])), "launch"),
    "SubmitForm": (lambda _pdf: Dictionary(S=Name.SubmitForm, F=String("http://127.0.0.1/x")), "sends"),
    "ImportData": (lambda _pdf: Dictionary(S=Name.ImportData, F=String("x.fdf")), "sends"),
    "Rendition": (lambda _pdf: Dictionary(S=Name.Rendition, OP=0), "media"),
    "Sound": (lambda _pdf: Dictionary(S=Name.Sound), "media"),
    "Movie": (lambda _pdf: Dictionary(S=Name.Movie), "media"),
    "GoTo3DView": (lambda _pdf: Dictionary(S=Name.GoTo3DView), "media"),
}


def _annotation(pdf: Pdf, **keys: Any) -> None:
    box = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), **keys)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(box)])


def _chained(pdf: Pdf, action: Dictionary) -> None:
    link = Dictionary(S=Name.GoTo, Next=Array([Dictionary(S=Name.URI, URI=String("x"), Next=Array([action]))]))
    pdf.pages[0].obj.AA = Dictionary(O=link)


def _outline(pdf: Pdf, action: Dictionary) -> None:
    item = pdf.make_indirect(Dictionary(Title=String("x"), A=action))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))


def _field(pdf: Pdf, action: Dictionary) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("x"), AA=Dictionary(K=action)))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def _set_open(pdf: Pdf, action: Dictionary) -> None:
    pdf.Root.OpenAction = action


def _set_catalogue(pdf: Pdf, action: Dictionary) -> None:
    pdf.Root.AA = Dictionary(WC=action)


def _set_page(pdf: Pdf, action: Dictionary) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=action)


def _set_names(pdf: Pdf, action: Dictionary) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), action])))


def _set_orphan(pdf: Pdf, action: Dictionary) -> None:
    """Nothing leads to it but a key no reader knows."""
    pdf.Root.Zz = pdf.make_indirect(Dictionary(Kids=Array([Array([Array([action])])])))


PLACES: dict[str, Callable[[Pdf, Dictionary], None]] = {
    "when opened": _set_open,
    "when closed": _set_catalogue,
    "of a page": _set_page,
    "of a link": lambda pdf, action: _annotation(pdf, A=action),
    "of a button": lambda pdf, action: _annotation(pdf, AA=Dictionary(U=action)),
    "of a field": _field,
    "behind another": _chained,
    "of a bookmark": _outline,
    "by name": _set_names,
    "hidden": _set_orphan,
}


def acting(action: str, place: str, *, packed: bool = False) -> bytes:
    """The action at the place; `packed` into an object stream, where no search of the bytes finds it."""
    pdf = pikepdf.open(io.BytesIO(corpus.pdf()))
    PLACES[place](pdf, ACTIONS[action][0](pdf))
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    return corpus.saved(pdf, object_stream_mode=mode)


def _annotated(kind: str, **keys: object) -> bytes:
    pdf = pikepdf.open(io.BytesIO(corpus.pdf()))
    _annotation(pdf)
    pdf.pages[0].obj.Annots[0].Subtype = Name(kind)
    for key, value in keys.items():
        pdf.pages[0].obj.Annots[0][f"/{key}"] = value
    return corpus.saved(pdf)


def _with_root(**keys: object) -> bytes:
    pdf = pikepdf.open(io.BytesIO(corpus.pdf()))
    for key, value in keys.items():
        pdf.Root[f"/{key}"] = value
    return corpus.saved(pdf)


def _file_of(kind: str) -> bytes:
    pdf = pikepdf.open(io.BytesIO(corpus.pdf()))
    inside = pdf.make_indirect(Stream(pdf, b"MZ", Type=Name.EmbeddedFile))
    spec = Dictionary(Type=Name.Filespec, F=String("x.exe"), EF=Dictionary(F=inside))
    if kind == "associated":
        pdf.Root.AF = Array([spec])
    elif kind == "portfolio":
        pdf.Root.Collection = Dictionary(View=Name.D)
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("x"), spec])))
    else:
        pdf.pages[0].obj.PieceInfo = Dictionary(X=Dictionary(Private=inside))
    return corpus.saved(pdf)


def _specimens() -> Iterator[Specimen]:
    for action, (_make, why) in ACTIONS.items():
        for place in PLACES:
            yield Specimen(f"{action}, {place}", partial(acting, action, place), why)
        yield Specimen(f"{action}, packed away", partial(acting, action, "when opened", packed=True), why)
    for kind in ("associated", "portfolio", "private"):
        yield Specimen(f"embedded file, {kind}", partial(_file_of, kind), "attachment")
    yield Specimen("attached file", corpus.with_attachment, "attachment")
    yield Specimen("file pinned to a page", partial(_annotated, "/FileAttachment"), "attachment")
    for kind in ("/Movie", "/Sound", "/Screen", "/RichMedia", "/3D"):
        yield Specimen(f"annotation {kind}", partial(_annotated, kind), "media")
    yield Specimen("rich media content", partial(_annotated, "/Link", RichMediaContent=Dictionary()), "media")
    yield Specimen("XFA form", partial(_with_root, AcroForm=Dictionary(XFA=Array([String("x")]))), "xfa")
    yield Specimen("XFA form as text", partial(_with_root, AcroForm=Dictionary(XFA=String("<xdp/>"))), "xfa")


SPECIMENS = tuple(_specimens())
