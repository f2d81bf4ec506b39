"""A worker that sends the daily letters beside others: `python -m … FOLDER NAME`, on an office that lies prepared.

It waits for the others at `FOLDER/go`; settings come from the environment. With the name `want` it makes both
people of the office want a letter instead.
"""

import sys
import threading
from datetime import datetime

import django

from tests.startline import wait_for_the_others

THREADS = 3


def want() -> None:
    """Both people of the office want a letter at eight."""
    from gongkai.applications import acts
    from gongkai.applications.models import Application
    from gongkai.applications.tests.making import NOON
    from gongkai.organs.models import Person

    Application.objects.update(handler=None)
    for person in Person.objects.all():
        address = f"{person.username}@example.com"
        acts.set_reminder(person=person, by_mail=True, hour=8, address=address, by=person, at=NOON)


def send() -> None:
    """Several workers in one process, all at once."""
    from django.db import connections

    from gongkai.applications.digest import send_digests
    from gongkai.applications.tests.making import CHINA

    def work() -> None:
        send_digests(at=datetime(2021, 4, 6, 9, tzinfo=CHINA), failed=print)
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(THREADS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    django.setup()
    folder, name = sys.argv[1:]
    if name == "want":
        want()
    else:
        wait_for_the_others(folder, name)
        send()
