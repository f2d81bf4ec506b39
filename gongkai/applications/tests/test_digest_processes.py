"""Workers of several processes at once send each person one letter: on a real database file and a real PostgreSQL."""

from pathlib import Path
from typing import Any

import pytest

from gongkai.portal.tests import mailserver
from tests.processes import done, together
from tests.serving import environment

pytestmark = pytest.mark.process
MODULE, NAMES = "gongkai.applications.tests.digest_process", ("a", "b")


def test_each_person_gets_one_letter_from_all_workers_together(
    database_env: dict[str, str], migrated: Any, tmp_path: Path
) -> None:
    migrated.lay(tmp_path / "data")
    with mailserver.running() as server:
        env = environment(
            DJANGO_SETTINGS_MODULE="gongkai.settings.base",
            GONGKAI_DATA=str(tmp_path / "data"),
            GONGKAI_MAIL=f"smtp://127.0.0.1:{server.port}?from=gongkai@example.gov.cn",
            **database_env,
        )
        done(env, "gongkai.applications.tests.acting_process", "prepare", tmp_path)
        done(env, MODULE, tmp_path, "want")
        said = "".join(together(env, MODULE, [], tmp_path, NAMES))
        taken = sorted(recipients[0] for recipients, _ in server.taken)
    assert taken == ["jingban@example.com", "shenhe@example.com"]
    assert "@example.com" not in said
