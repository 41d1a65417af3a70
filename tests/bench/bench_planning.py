"""A year of inspections of 500 enterprises and 6 sections: visits saved, bound and seconds."""

from __future__ import annotations

import argparse
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.bench.figures import tell  # noqa: E402  models need the settings first
from tests.planning.year import measured  # noqa: E402

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--enterprises", type=int, default=500)
    parser.add_argument("--sections", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--townships", type=int, default=0)
    told, _rest = parser.parse_known_args()
    tell(measured(told.enterprises, told.sections, told.seed, told.townships))
