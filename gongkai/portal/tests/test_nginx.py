"""The nginx configuration that comes with the program serves the folder as the program itself does."""

import re
from pathlib import Path

import pytest
from django.conf import settings

import gongkai
from gongkai.portal import fileserver
from gongkai.portal.doors.applying.filling import LARGEST
from gongkai.portal.pages.errors import TROUBLES
from gongkai.screening.filekinds import BY_EXTENSION, MEDIA_TYPES

CONF = (Path(gongkai.__file__).parent.parent / "docs/nginx.conf").read_text()


def _mapped(name):
    """The values of one `map`, in order: pattern → value."""
    block = re.search(rf"map \$uri \${name} {{\n(.*?)\n}}", CONF, re.DOTALL)[1]
    rows = re.findall(r'^\s*(\S+)\s+(?:"([^"]*)"|(\S+));$', block, re.MULTILINE)
    return {pattern: quoted or bare for pattern, quoted, bare in rows}


def _value(name, path):
    """What nginx would take for `path`: the first pattern that fits, otherwise the default."""
    values = _mapped(name)
    for pattern, value in values.items():
        if pattern.startswith("~") and re.search(pattern[1:], path):
            return value
    return values["default"]


TYPES = {
    ending: kind
    for kind, endings in re.findall(
        r"^\s+([a-z]+/\S+) ([a-z0-9 ]+);$", re.search(r"types {(.*?)}", CONF, re.DOTALL)[1], re.M
    )
    for ending in endings.split()
}


def test_every_kind_of_public_file_has_the_same_type():
    known = {*fileserver.OWN_TYPES, *BY_EXTENSION, *MEDIA_TYPES}
    assert set(TYPES) == known
    for ending, kind in TYPES.items():
        assert fileserver.media_type(f"x.{ending}").partition(";")[0] == kind, ending


@pytest.mark.parametrize(
    "path",
    [
        "a/",
        "a/index.html",
        "a/2021/1.html",
        "a/qianru.html",
        "a/pianduan.html",
        "a/feed.atom",
        "index.json",
        "a/1/x.pdf",
    ],
)
def test_every_file_has_the_same_headers(path):
    name = f"{path}index.html" if path.endswith("/") else path
    headers = dict(fileserver._guard(f"/site/{name}", fileserver.media_type(name)))
    uri = settings.PUBLIC_PATH + path
    assert _value("gongkai_policy", uri) == headers["Content-Security-Policy"]
    assert _value("gongkai_frame", uri) == headers.get("X-Frame-Options", "")
    assert _value("gongkai_shared", uri) == headers.get("Access-Control-Allow-Origin", "")
    kept = "no-cache" if name.endswith(".html") else f"public, max-age={fileserver.AGE}"
    assert _value("gongkai_keep", uri) == kept
    for name in ("X-Content-Type-Options", "Referrer-Policy"):
        assert f"add_header {name} {headers[name]} always;" in CONF


def test_what_is_no_file_goes_to_the_program_and_a_fault_is_a_page():
    for door in (settings.PUBLIC_PATH + settings.DOORS, "/admin/", "/static/"):
        assert f"location {door} {{\n        proxy_pass http://gongkai;" in CONF
    named = set(map(int, re.findall(r"error_page[^;]* /zfxxgk/(\d+)\.html;", CONF)))
    assert named == {404, 413, 500} and named <= set(TROUBLES)
    assert all(_value("gongkai_keep", f"/zfxxgk/{status}.html") == "no-store" for status in named)


@pytest.mark.parametrize("door", ["shenqing", "dingyue", "rili"])
def test_an_address_that_is_a_key_is_not_written_into_the_log(door):
    block = next(
        body
        for pattern, body in re.findall(r"location ~ (\S+) \{\n(.*?)\n    \}", CONF, re.DOTALL)
        if re.search(pattern, f"/zfxxgk/fuwu/{door}/x")
    )
    assert "access_log off;" in block and "proxy_pass http://gongkai;" in block


def test_an_application_with_all_its_files_passes_the_door():
    sizes = [int(size) for size in re.findall(r"client_max_body_size (\d+)m;", CONF)]
    assert any(size * 1024 * 1024 >= LARGEST for size in sizes)
