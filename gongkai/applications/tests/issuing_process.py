"""A web process that issues letters beside others: `python -m … prepare` once, then `… issue FOLDER NAME`.

It waits for the others at `FOLDER/go`, so that all begin together; its settings come from the environment.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import django

from tests.startline import wait_for_the_others

AT = datetime(2021, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
LETTERS, THREADS = 12, 3


def prepare() -> None:
    """A town with an officer, and receipts that wait to be issued."""
    from gongkai.applications import acts
    from gongkai.applications.models import Application
    from gongkai.applications.personal import Applicant
    from gongkai.organs import acts as organ_acts
    from gongkai.organs.models import Role

    top = organ_acts.establish(
        slug="qu", name="清水区", short_name="清水区", level="district", parent=None, by=None, at=AT
    )
    town = organ_acts.establish(
        slug="zhen", name="白杨镇", short_name="白杨镇", level="town", parent=top, by=None, at=AT
    )
    officer = organ_acts.enrol(username="gkb", name="龚开办", password="gkb-2021-密码", by=None, at=AT)
    organ_acts.appoint(person=officer, organ=town, role=Role.OFFICER, since=date(2019, 1, 1), by=None, at=AT)
    for number in range(LETTERS):
        case = Application(
            organ=town, number=f"白镇申〔2021〕{number + 1}号", channel="counter", applicant_kind="person",
            received_on=date(2021, 3, 1),
        )  # fmt: skip
        who = Applicant(name="申某某甲")
        case = acts.register(application=case, applicant=who, request="某事", by=officer, at=AT)
        letter = acts.draft_letter(application=case, kind="receipt", facts={}, by=officer, at=AT)
        acts.rewrite_letter(letter=letter, ready=True, by=officer, at=AT)


def issue() -> list[list[object]]:
    """Every thread goes for every letter; what each became by its hand, or the sentence it got."""
    from gongkai.applications.models import Letter

    letters = list(Letter.objects.order_by("pk").values_list("pk", flat=True))
    with ThreadPoolExecutor(THREADS) as threads:
        turned = [
            letters[place:] + letters[:place] for place in range(THREADS)
        ]  # so that they ask for one number
        return [row for rows in threads.map(_issue, turned) for row in rows]


def _issue(letters: list[int]) -> list[list[object]]:
    from django.db import connections

    from gongkai.applications import acts
    from gongkai.applications.models import Letter
    from gongkai.organs.models import Person
    from gongkai.trail.acts import Refused

    officer, rows = Person.objects.get(username="gkb"), list[list[object]]()
    try:
        for pk in letters:
            try:
                made = acts.issue_letter(letter=Letter.objects.get(pk=pk), by=officer, at=AT)
            except Refused as refusal:
                rows.append([pk, None, str(refusal)])
            else:
                rows.append([pk, made.serial, ""])
        return rows
    finally:
        connections.close_all()


if __name__ == "__main__":
    django.setup()
    deed, *rest = sys.argv[1:]
    if deed == "prepare":
        prepare()
    else:
        folder, name = Path(rest[0]), rest[1]
        wait_for_the_others(folder, name)
        (folder / f"done-{name}").write_text(json.dumps(issue()))
