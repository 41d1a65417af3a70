"""Settings of the server a bench asks: those of a test, on the database the bench has filled, with the hello page."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
ROOT_URLCONF = "tests.bench.hello"
