"""Printing letters: a short one beside WeasyPrint as it comes (P18), and the memory of many in one child (P19)."""

from __future__ import annotations

import io
import os
import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from pypdf import PdfReader  # noqa: E402
from weasyprint import HTML  # noqa: E402

from envportal.documents import letters, queries, rules  # noqa: E402
from envportal.documents.guards import fonts, printer  # noqa: E402
from envportal.documents.models import Letter  # noqa: E402
from tests.bench.figures import FULL, figure, side_by_side, tell  # noqa: E402

MANY = 1000 if FULL else 100
DAY = date(2026, 10, 20)
# Left out, our shortest letter is one page under its red head.
LONG = r"<p>(理由|终止办理不影响).*?</p>|<p class=.last.>.*?</p>"
VARIANT = "pdf/a-2a"
FRAME = {
    "bureau": "云溪市生态环境局", "handled_by": "", "address": "云溪市清波路 1 号", "phone": "0999-1234567",
    "organ": "云溪市人民政府", "court": "云溪市中级人民法院", "to_name": "云溪和信包装有限公司",
    "case_number": "云环收〔2026〕137号", "day": "2026-10-20",
}  # fmt: skip


def letter(project: str = "喷漆房") -> Letter:
    """A short letter that no database has seen."""
    fields = {
        "project_name": project, "document_kind": "生态环境影响报告表", "ending": "withdrawn",
        "received_on": "2026-09-14", "ended_on": "2026-10-09", "reasons": "选址调整。", "contact": "电话 0999-1234567",
    }  # fmt: skip
    return Letter(
        kind=Letter.Kind.ENDED, number="云环终〔2026〕1号", title="建设项目生态环境影响报告表撤回申请告知书",
        fields=rules.complete(Letter.Kind.ENDED, fields),
        frame=FRAME | {"basis": queries.legal_basis(Letter.Kind.ENDED, DAY)},
    )  # fmt: skip


def figures() -> Iterator[dict[str, object]]:
    """The same words on the same page; ours is all a worker waits for, the way to the child included."""
    page, css, files = re.sub(LONG, "", letters.html(letter())), letters.css(letter()), fonts.paths()
    faces = (f'@font-face {{ font-family: "{name}"; src: url("file://{path}"); }}' for name, path in files.items())
    whole = page.replace("</head>", f"<style>{''.join(faces)}{css}</style></head>")
    one = printer.Printer()
    ours = lambda: b64decode(one.print(page, css, files)["pdf"])  # noqa: E731
    against = lambda: HTML(string=whole).write_pdf(pdf_variant=VARIANT)  # noqa: E731
    assert words(ours()) == words(against())
    yield side_by_side("P18", "a one-page letter, warm ÷ WeasyPrint as it comes", ours, against, "≤ 0.30")
    one.end()
    yield from memory()


def words(pdf: bytes) -> list[str]:
    """The text of each page; one page is what this letter has."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) == 1
    return pages


def memory() -> Iterator[dict[str, object]]:
    """Different letters, as a bureau writes them: other names, other numbers of lines."""
    many = printer.Printer(letters=MANY + 1)
    css, files = letters.css(letter()), fonts.paths()
    taken = []
    for n in range(MANY):
        page = letters.html(letter(f"年产 {n * 37 % 9000} 吨{chr(0x4E00 + n * 13 % 20000)}制品项目" * (1 + n % 6)))
        many.print(page, css, files)
        taken.append(status(many, "VmRSS"))
    peak = status(many, "VmHWM")
    many.end()
    early = MANY // 5
    growth = (taken[-1] - taken[early]) / (MANY - early)
    yield figure("P19", f"MB a further letter, {MANY} letters in one child", growth, 1, "≤ 0.02")
    yield figure("P19", f"peak memory of {MANY} letters ÷ memory after the first", peak, taken[0], "≤ 1.3")


def status(of: printer.Printer, name: str) -> float:
    """A figure of the child's memory in MB, as Linux tells it."""
    assert of.child is not None
    told = Path(f"/proc/{of.child.process.pid}/status").read_text(encoding="utf-8")
    found = re.search(rf"{name}:\s+(\d+) kB", told)
    assert found is not None
    return int(found[1]) / 1024


if __name__ == "__main__":
    for told in figures():
        tell(told)
