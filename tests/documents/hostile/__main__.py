"""Every hostile file at its full size, each in a child of its own: `python -m tests.documents.hostile`.

Prints what was not refused with its own sentence, and what cost more than it may; exits with 1 if there was any.
"""

from __future__ import annotations

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from tests.documents.hostile import FAMILIES, Specimen
from tests.documents.hostile.children import Cost, inspect_one

MOST_MIB, MOST_CPU = 600, 61


def told(specimen: Specimen, cost: Cost) -> str:
    """What the portal would say: by its content, then by its name."""
    by_name = "" if specimen.name.lower().endswith(".pdf") else "wrong_ending"
    return str(cost.answer.get("unfit") or by_name or "accepted")


def main() -> int:
    tried, wrong, mib, cpu = 0, 0, 0.0, 0.0
    for family, specimens in FAMILIES.items():
        for specimen in specimens:
            cost = inspect_one(specimen.make())
            why = told(specimen, cost)
            tried, mib, cpu = tried + 1, max(mib, cost.mib), max(cpu, cost.cpu)
            if why != specimen.why or cost.mib > MOST_MIB or cost.cpu > MOST_CPU:
                wrong += 1
                sys.stdout.write(f"{family}: {specimen.label}: {why}, {cost.mib:.0f} MiB, {cost.cpu:.1f} s\n")
    line = {
        "name": "hostile_files",
        "n": tried,
        "violations": wrong,
        "most_mib": round(mib),
        "most_cpu_s": round(cpu, 1),
    }
    sys.stdout.write(json.dumps(line) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
