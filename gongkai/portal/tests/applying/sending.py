"""An application as a browser sends it: the steps in order, and the form filled in."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from gongkai.applications.models import Application
from gongkai.office.clock import now
from gongkai.portal.doors.applying import keys, work
from gongkai.portal.doors.applying.tickets import Ticket, issued

PERSON = {
    "applicant_kind": "person",
    "name": "申某某甲",
    "id_kind": "居民身份证",
    "id_number": "110101190001010009",
    "phone": "0900-8123456",
}
WANTED = "某村补贴发放的秘密小纸条"
LATER = timedelta(minutes=10, seconds=1)
SECRETS = (PERSON["name"], PERSON["id_number"], PERSON["phone"], WANTED)


def door(path: str = "") -> str:
    return f"{settings.PUBLIC_PATH}fuwu/shenqing/{path}"


def form_of(page: str, name: str) -> dict[str, str]:
    """The fields of the form that holds a field of this name, as they stand in the page."""
    for form in html.fromstring(page).forms:
        if name in form.fields:
            return values(form)
    raise AssertionError(f"没有带“{name}”的表单")


def values(form: Any) -> dict[str, str]:
    """What a browser would send of a form, but for its files; it leaves out the first line end of a text."""
    sent = {key: form.fields[key] or "" for key in form.fields if form.inputs[key] is not None}
    return {key: str(value).removeprefix("\n") for key, value in sent.items() if key != "proofs"}


def opened(client: Client, organ: Any, wanted: str = WANTED) -> dict[str, str]:
    """The form, by the steps that lead to it when nothing is published."""
    page = client.get(door(f"{organ.slug}/")).content.decode()
    answer = client.post(door(f"{organ.slug}/"), form_of(page, "request") | {"request": wanted})
    return form_of(answer.content.decode(), "ticket")


def ticket_of(fields: dict[str, str], organ: Any) -> Ticket:
    """The slip of a form."""
    from gongkai.portal.doors.applying.tickets import read

    found = read(fields["ticket"], organ, datetime.now().astimezone())
    assert found is not None
    return found


def send(client: Client, organ: Any, fields: dict[str, Any], *, solved: bool = True, **more: Any) -> Any:
    """The form is sent; with the sums solved, unless it is sent without scripts."""
    given = fields | PERSON | more
    if solved:
        given["work"] = work.solve(ticket_of(fields, organ))
    return client.post(door(f"{organ.slug}/"), given)


def old_ticket(organ: Any, age: timedelta) -> str:
    """The slip of a form that was opened so long ago."""
    return issued(organ, datetime.now().astimezone() - age).token


def apply(organ: Any, client: Client | None = None, **more: Any) -> Application:
    """A whole application; the case that it has become."""
    client = client or Client()
    answer = send(client, organ, opened(client, organ), **more)
    assert answer.status_code == 302, text(answer)
    return Application.objects.latest("pk")


def text(answer: Any) -> str:
    """What the page says, without its tags."""
    page = answer.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.find("<main") :]))


def path_of(url: str) -> str:
    return urlsplit(url).path


def png(size: int = 0) -> SimpleUploadedFile:
    """A picture with the name that a person might give it."""
    from gongkai.applications.tests.test_proofs import PNG

    return SimpleUploadedFile("申某某甲的身份证.png", PNG + b"\0" * size, "image/png")


def page(case: Application, path: str = "") -> str:
    return door(f"jian/{keys.key_of(case, now())}/{path}")
