"""Figures of starting: what an import costs."""

import subprocess
import sys
from collections.abc import Callable, Iterator

from tests.bench.figures import Figure, side_by_side
from tools.common import ROOT

DJANGO = "import django.core.handlers.wsgi, django.db.models, django.forms, django.template, django.urls"
PORTAL = "import envportal.wsgi; import sys; assert 'weasyprint' not in sys.modules"


def figures() -> Iterator[Figure]:
    yield side_by_side(
        "P5", "import of the engine ÷ bare Python", running("import envportal.workdays"), running(""), ""
    )
    yield side_by_side("P20", "import of the portal ÷ bare Django", running(PORTAL), running(DJANGO), "≤ 5")


def running(code: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
