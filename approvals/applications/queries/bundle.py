"""A case as one bundle: every file and letter, its part of the log with proofs, and why its dates are what they are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation

from approvals.applications.queries.conditions import conditions_of
from approvals.applications.queries.service import letter_rows
from approvals.applications.states import State
from disclosure.board.queries.why import why
from disclosure.participation import participation
from envportal.audit.log import chain_name
from envportal.audit.rules import slices, verify_bundle
from envportal.documents.guards.zips import UNFIT, Entry, made_here, of_document, safe_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from approvals.applications.models import Application
    from approvals.applications.queries.service import LetterRow
    from envportal.audit.models import Event
    from envportal.documents.models import Document, Letter, Service

FORMAT = "envportal-case-bundle/1"
STYLE = Path(__file__).parent.parent / "data" / "bundle.css"
# What the applicant reads of the log in full, as on its own page; of the rest it gets the links that prove them.
OPEN_TO_APPLICANT = frozenset(
    {
        "submitted", "supplemented", "correction_asked", "declined", "accepted", "accepted_by_silence",
        "acceptance_completed", "notice_published", "notice_withdrawn", "extended", "approved", "refused", "withdrawn",
        "returned", "terminated", "transferred", "handed_over", "filed",
        "correction_judged", "revision_asked", "revision_answered", "revision_judged", "revision_called_off",
        "filing_mended", "filing_checked",
    }
)  # fmt: skip
# Of these, the ones about a file or letter that is the applicant's own.
ABOUT_A_FILE = frozenset({"document_received", "document_replaced"})
ABOUT_A_LETTER = frozenset({"letter_issued", "letter_rendered", "letter_served", "letter_not_served", "letter_read"})
OWN_PROOF = ("way", "happened_on", "served_on", "receiver", "tracking")
WHOLE_PROOF = (*OWN_PROOF, "failed_why", "capacity", "identity", "witness", "place", "note", "corrected_why")


@dataclass(frozen=True)
class Bundle:
    """What the zip file will hold, in order."""

    name: str
    entries: list[Entry]
    manifest: bytes

    @property
    def size(self) -> int:
        return sum(entry.size for entry in self.entries)

    @property
    def gone(self) -> list[Entry]:
        """What is registered and not on the disk; the check will call it missing."""
        return [entry for entry in self.entries if not entry.is_there]


def bundle(application: Application, today: date, *, inside: bool) -> Bundle:
    """The bundle of the case as it stands today; not `inside`, the applicant's own copy, without what names others.

    The same state on the same day gives the same bytes.
    """
    case = application.case
    files = list(case.documents.order_by("uploaded_at", "pk"))
    kept = [file for file in files if inside or not file.is_inside]
    rows = sorted(letter_rows(case, inside=inside), key=lambda row: (row.letter.issued_at, row.letter.pk))
    with translation.override("zh-hans"):
        papers = [(_of_document(n, file), file) for n, file in enumerate(kept, 1)]
        prints = [(_of_letter(n, row.letter), row) for n, row in enumerate(rows, 1)]
        made = dict(_made(application, rows, today, is_open=_open_to(kept, rows, inside=inside), inside=inside))
        context = {"files": papers, "letters": prints, "today": today, "inside": inside}
        made["index.html"] = _index(application, context)
    kept_here = [*(entry for entry, _file in papers), *(entry for entry, row in prints if row.letter.path)]
    entries = sorted([*kept_here, *(made_here(name, text) for name, text in made.items())], key=_order)
    manifest = _json(_manifest(application, entries, today, inside=inside))
    name = f"{UNFIT.sub('-', case.number or str(case.pk))}.zip"
    return Bundle(name, [made_here(verify_bundle.MANIFEST, manifest), *entries], manifest)


def _order(entry: Entry) -> tuple[bool, str]:
    return entry.name != "index.html", entry.name


def _of_document(n: int, file: Document) -> Entry:
    folder = "documents/replaced" if file.replaced_by_id else "documents"
    return of_document(f"{folder}/{n:03d} {safe_name(file.name)}", file)


def _of_letter(n: int, letter: Letter) -> Entry:
    name = safe_name(f"{letter.get_kind_display()} {letter.number}")
    return Entry(f"letters/{n:03d} {name}.pdf", letter.size, letter.sha256, letter.sm3, path=letter.path)


def _made(
    application: Application, rows: list[LetterRow], today: date, *, is_open: Callable[[Event], bool], inside: bool
) -> Iterator[tuple[str, bytes]]:
    chain = chain_name(application.case, None)
    yield "case.json", _json(_case(application, today, inside=inside))
    yield "letters/letters.json", _json([_letter(row, inside=inside) for row in rows])
    yield "comments/comments.json", _json(participation.filed(application.case, inside=inside))
    yield "clocks/why.json", _json(why(application.case, today))
    yield verify_bundle.EVENTS, b"".join(_line(event) for event in slices.events_of(chain, is_open=is_open))
    yield verify_bundle.CHAIN, _json(slices.proof_of(chain))
    yield "verify.py", Path(verify_bundle.__file__).read_bytes()
    yield "style.css", STYLE.read_bytes()


def _open_to(files: list[Document], rows: list[LetterRow], *, inside: bool) -> Callable[[Event], bool]:
    own_files, own_letters = {file.pk for file in files}, {row.letter.pk for row in rows}

    def is_open(event: Event) -> bool:
        about_file = event.name in ABOUT_A_FILE and event.facts.get("document") in own_files
        about_letter = event.name in ABOUT_A_LETTER and event.facts.get("letter") in own_letters
        return inside or event.name in OPEN_TO_APPLICANT or about_file or about_letter

    return is_open


def _case(application: Application, today: date, *, inside: bool) -> dict[str, Any]:
    case = application.case
    return {
        "number": case.number, "title": case.title, "bureau": case.bureau.name,
        "enterprise": application.owner.name, "document": application.document_name,
        "state": application.state, "state_name": application.get_state_display(),
        "received_on": application.received_on, "accepted_on": application.accepted_on,
        "decided_on": application.decided_on, "closed_on": case.closed_on, "as_of": today,
        "copy_for": "bureau" if inside else "applicant",
        **({"conditions": _conditions(application)} if application.state == State.APPROVED else {}),
    }  # fmt: skip


def _conditions(application: Application) -> list[dict[str, Any]]:
    """What was approved on which conditions; what duties are made of."""
    opinion = application.opinions.order_by("-version").first()
    return [
        {"number": one.number, "topic": one.topic, "topic_name": one.get_topic_display(), "text": one.text}
        for one in (conditions_of(opinion) if opinion else [])
    ]


def _letter(row: LetterRow, *, inside: bool) -> dict[str, Any]:
    """What a letter says and how it was served; a letter whose PDF is not printed is read here."""
    letter = row.letter
    services = row.services if inside else [service for service in row.services if service.stands]
    return {
        "number": letter.number, "kind": letter.kind, "title": letter.title, "issued_at": letter.issued_at,
        "served_on": letter.served_on, "sealed_at": letter.sealed_at, "printed": bool(letter.path),
        "fields": letter.fields, "frame": letter.frame, "read_at": row.reading.at if row.reading else None,
        "services": [_service(service, inside=inside) for service in services],
    }  # fmt: skip


def _service(service: Service, *, inside: bool) -> dict[str, Any]:
    told = {name: getattr(service, name) for name in (WHOLE_PROOF if inside else OWN_PROOF)}
    return {**told, "recorded_at": service.recorded_at, "holds": service.stands}


def _index(application: Application, context: dict[str, Any]) -> bytes:
    case = application.case
    return render_to_string("bundle/index.html", {"application": application, "case": case, **context}).encode()


def _manifest(application: Application, entries: list[Entry], today: date, *, inside: bool) -> dict[str, Any]:
    return {
        "format": FORMAT, "case": application.case.number, "as_of": today,
        "copy_for": "bureau" if inside else "applicant",
        "files": [
            {"path": entry.name, "size": entry.size, "sha256": entry.sha256, "sm3": entry.sm3} for entry in entries
        ],
    }  # fmt: skip


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, cls=_Encoder).encode() + b"\n"


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode() + b"\n"


class _Encoder(DjangoJSONEncoder):
    """Moments to the second in the bureau's own time, so that they read as its letters do; texts in words."""

    def default(self, o: Any) -> Any:
        if hasattr(o, "tzinfo"):
            return timezone.localtime(o).isoformat(timespec="seconds") if o.tzinfo else o.isoformat()
        return super().default(o)
