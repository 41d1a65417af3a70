"""Read the words of one PDF page by page, as far as it has any: run as a script, in a process of its own.

Plain Python: no Django, nothing of the portal. What a stranger's file can do here ends with this process.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import warnings

from pypdf import PdfReader

MEMORY = 768 << 20
CPU_SECONDS = 60
MOST_PAGES = 1500
MOST_ON_A_PAGE = 40_000
MOST = 4_000_000


def read(path: str) -> dict[str, object]:
    """The words of each page; `cut` where there was more than anybody reads at once."""
    pages: list[str] = []
    left, cut = MOST, False
    for number, page in enumerate(PdfReader(path).pages):
        if number >= MOST_PAGES or left <= 0:
            cut = True
            break
        text = page.extract_text()
        cut = cut or len(text) > MOST_ON_A_PAGE
        pages.append(text[: min(left, MOST_ON_A_PAGE)])
        left -= len(pages[-1])
    return {"pages": pages, "cut": cut}


def answer(path: str) -> dict[str, object]:
    try:
        return read(path)
    except Exception as error:  # noqa: BLE001  whatever a stranger's file does here, its words were not read
        return {"unread": type(error).__name__}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    sys.stdout.write(json.dumps(answer(sys.argv[1])))
