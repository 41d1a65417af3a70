"""What starting the portal costs: P20 of the speed figures."""

import statistics
import subprocess
import sys
import time

from tests.bench.figures import figure, tell
from tools.common import ROOT

ROUNDS = 9
DJANGO = "import django.core.handlers.wsgi, django.db.models, django.forms, django.template, django.urls"
# Drawing letters takes seconds to import: the web process leaves it to the worker.
PORTAL = "import envportal.wsgi, sys; assert 'weasyprint' not in sys.modules"


def seconds(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    pairs = [(seconds(PORTAL), seconds(DJANGO)) for _n in range(ROUNDS)]
    ours, theirs = statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)
    tell(figure("P20", "import of the portal ÷ bare Django", ours, theirs, "≤ 5"))


if __name__ == "__main__":
    main()
