"""Settings of a test run: the portal's own, with its data in a folder that is gone afterwards."""

import atexit
import os
import shutil
import tempfile
from urllib.parse import urlsplit, urlunsplit

_var = tempfile.mkdtemp(prefix="envportal-tests-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ["VAR_DIR"] = _var
# `make` turns the demo on for `make run`; a test that wants it says so.
os.environ["DEMO"] = "0"
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)

from envportal.settings import *  # noqa: E402, F403
from envportal.settings import CACHES, DATABASES, EMBEDDED, REDIS_URL, VAR_DIR  # noqa: E402

# A file, not memory: write-ahead logging and IMMEDIATE transactions are then the ones of the running portal.
_name = str(VAR_DIR / "test.sqlite3") if EMBEDDED else os.environ.get("TEST_DATABASE_NAME", "test_envportal")
DATABASES["default"]["TEST"] = {"NAME": _name}

# Tests empty the cache; on Redis each worker has a numbered database of its own, or it would empty the others' too.
if REDIS_URL:
    _number = 1 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["hints"]["LOCATION"] = urlunsplit(urlsplit(REDIS_URL)._replace(path=f"/{_number}"))

# Slow hashes protect real passwords; the ones of a test are written in it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
QUERY_CODE_HASHER = "md5"
