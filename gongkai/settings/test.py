"""Settings of the test suite: a state folder of its own, and the database that `TEST_DATABASE` names.

Each process of the suite has a folder of its own inside one that the first process makes and removes,
so nothing of a developer's own installation is read or written.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for _name in [name for name in os.environ if name.startswith("GONGKAI_") and "WITHOUT" not in name]:
    del os.environ[_name]
if "TEST_STATE" not in os.environ:
    os.environ["TEST_STATE"] = tempfile.mkdtemp(prefix="gongkai-test-")
    atexit.register(shutil.rmtree, os.environ["TEST_STATE"], ignore_errors=True)
os.environ["GONGKAI_DATA"] = str(Path(os.environ["TEST_STATE"]) / str(os.getpid()))
os.environ["GONGKAI_DATABASE"] = os.environ.get("TEST_DATABASE", "")

from gongkai.settings.base import *  # noqa: E402, F403
from gongkai.settings.base import DATA, DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed; the passwords are invented

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in real use: threads and several connections then meet the locks they would meet there.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
