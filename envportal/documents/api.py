"""A letter's standing for machines: what the public page of its code says."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Path, Router, Schema, Status

from envportal.documents import letters
from envportal.refusals import Refused
from envportal.web.views.address import address_of
from envportal.web.views.pages import not_kept

router = Router(tags=["letters"])


class Trouble(Schema):
    """What is wrong, as one sentence; 429 after too many wrong codes from one address."""

    error: str = Field(examples=["没有这个核验码的文书。"])


Code = Annotated[str, Path(description="The code printed beside the square", examples=["K7Q2M9XW4D3F"])]


class Print(Schema):
    """A PDF the letter has or had, newest first, and what it said of its seal."""

    edition: int
    standing: str
    sha256: str
    sm3: str
    size: int
    pages: int
    printed_at: datetime


class Reference(Schema):
    number: str
    code: str


class Proven(Schema):
    """Nothing a letter says and nobody it names: whether it is good, and by which hashes its PDF is known."""

    code: str
    number: str
    kind: str
    kind_name: str
    bureau: str
    dated: date
    standing: str
    standing_name: str
    sealed_at: datetime | None
    seal: str
    voided_at: datetime | None
    void_ground: str
    replaced_by: Reference | None
    replaces: Reference | None
    ended_by: Reference | None
    prints: list[Print]


@router.get(
    "/letters/{code}", response={200: Proven, 404: Trouble, 429: Trouble}, url_name="letter",
    summary="Whether a letter is sealed, void or replaced, by the code printed on it, with the hashes of its PDFs",
)  # fmt: skip
def letter(request: HttpRequest, code: Code, response: HttpResponse) -> Status[Any]:
    not_kept(response)
    try:
        proof = letters.ask(code[:40], address=address_of(request))
    except Refused as refused:
        return Status(429, {"error": str(refused)})
    if proof is None:
        return Status(404, {"error": str(_("没有这个核验码的文书。"))})
    return Status(200, _said(proof))


def _said(proof: Any) -> dict[str, Any]:
    row = proof.letter
    sealing = getattr(row, "sealing", None)
    return {
        "code": row.code, "number": row.number, "kind": row.kind, "kind_name": str(row.get_kind_display()),
        "bureau": proof.bureau, "dated": row.decided_on, "standing": proof.standing.value,
        "standing_name": str(proof.standing.label), "sealed_at": row.sealed_at,
        "seal": sealing.seal.name if sealing else "", "voided_at": row.voided_at, "void_ground": proof.void_ground,
        "replaced_by": getattr(row, "replacement", None), "replaces": row.replaces,
        "ended_by": row.ended_by, "prints": proof.prints,
    }  # fmt: skip
