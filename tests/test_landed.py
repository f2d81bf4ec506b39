"""Migrations keep data: the demonstration as earlier versions left it comes up to this one, whole and guarded.

Each file in `tests/landed` is the database of one landed state, its log-ins made unusable.
"""

import json
import lzma
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import environment, gongkai

LANDED = sorted((Path(__file__).parent / "landed").glob("*.xz"))
KEPT = {  # what a table must still say afterwards, column by column
    "disclosure_item": "id, title, body, index_number, address_year, address_serial, first_published_at, validity, live",
    "disclosure_attachment": "id, item_id, title, stored_file_id, sort_order",
    "disclosure_placement": "id, node_id, item_id, position",
    "disclosure_normativedocument": "id, title, document_number, issued_on, repealed_on",
    "applications_application": "id, organ_id, number, channel, applicant_kind, received_on, outcome, answered_on",
    "applications_remedy": "id, organ_id, number, route, filed_on, result, decided_on",
    "reporting_annualreport": "id, year, snapshot, published_at",
    "trail_act": "id, at, verb, actor_name, subject_label, detail",
    "organs_organ": "id, name, slug, credit_code",
    "portal_site": "id, name, id_code",
    "wagtailcore_revision": "id, object_id, content",
}


def _rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(database) as connection:
        return {
            table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall()
            for table, columns in KEPT.items()
        }


@pytest.mark.process
@pytest.mark.parametrize("landed", LANDED, ids=lambda path: path.name.partition(".")[0])
def test_the_records_of_an_earlier_version_come_up_whole(landed: Path, tmp_path: Path) -> None:
    database = tmp_path / "gongkai.sqlite3"
    database.write_bytes(lzma.decompress(landed.read_bytes()))
    before = _rows(database)
    assert len(before["disclosure_item"]) > 1000
    come_up = subprocess.run(
        [sys.executable, "-m", "gongkai.console.prepare"],
        env=environment(GONGKAI_DATA=str(tmp_path), DJANGO_SETTINGS_MODULE="gongkai.settings.base"),
        capture_output=True,
        text=True,
    )
    assert come_up.returncode == 0, come_up.stderr
    assert _rows(database) == before
    compiled = gongkai(
        "report", "compile", "--organ", "kongtong-zhen", "--year", "2020", "--json", "--data", str(tmp_path)
    )
    assert json.loads(compiled.stdout)["cells"], compiled.stderr
    with sqlite3.connect(database) as connection:
        unanswered = connection.execute(
            "SELECT count(*) FROM applications_application a WHERE (a.outcome != '') + 1 !="
            " (SELECT count(*) FROM applications_caseevent WHERE application_id = a.id)"
        ).fetchone()
        assert unanswered == (0,)
        for attack in (
            "UPDATE disclosure_item SET index_number = 'X' WHERE index_number IS NOT NULL",
            "UPDATE trail_act SET verb = 'X'",
            "DELETE FROM trail_act",
            "UPDATE applications_caseevent SET day = '2020-01-01'",
            "DELETE FROM applications_answer",
            "DELETE FROM applications_application",
        ):
            with pytest.raises(sqlite3.DatabaseError, match="不能"):
                connection.execute(attack)
