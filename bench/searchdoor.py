"""The public search as a whole for bench/search.py: a WSGI request in, the page out, Django and all in between."""

import io
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import on_records

from gongkai.search.tests.texts import ORGANS

AT = datetime(2021, 3, 5, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def door(data: Path) -> Callable[[str], bytes]:
    """Ask for words at the door of a site whose public index lies in `data`/index/public; the page's bytes.

    Every question comes from another address, so that nobody is refused for asking too often.
    """
    on_records.begin(data)
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    from gongkai.portal.doors import limits, sought

    call_command("migrate", verbosity=0)
    _district()
    sought.EVERY = 3600.0  # nothing runs beside the measuring
    application = get_wsgi_application()
    numbers = count()

    def ask(words: str) -> bytes:
        number = next(numbers)
        if number % 500 == 0:
            limits.forget_everyone()
        status: list[str] = []
        answer = application(
            _environ(urlencode({"q": words}), f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"),
            lambda line, _headers, _fault=None: status.append(line),
        )
        page = b"".join(answer)
        answer.close()
        assert status == ["200 OK"], status
        return page

    return ask


def _environ(query: str, address: str) -> dict[str, Any]:
    from django.conf import settings

    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": f"{settings.PUBLIC_PATH}{settings.DOORS}sousuo/",
        "QUERY_STRING": query,
        "REMOTE_ADDR": address,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_ACCEPT": "text/html",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _district() -> None:
    """The organs of the made documents with their catalogues: what the page calls things by."""
    from gongkai.disclosure.acts import lay_out_catalogue
    from gongkai.organs.acts import establish

    district = None
    for slug in ORGANS:
        level = "district" if district is None else "town" if slug.endswith("-zhen") else "department"
        organ = establish(slug=slug, name=slug, short_name=slug, level=level, parent=district, by=None, at=AT)
        lay_out_catalogue(organ=organ, by=None, at=AT)
        district = district or organ
