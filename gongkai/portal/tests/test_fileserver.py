"""The public folder over HTTP: what lies in it is served as what it is, and nothing else is."""

import contextlib
import os
from pathlib import Path

import pytest

from gongkai.portal import fileserver
from gongkai.portal.fileserver import BLOCK, FILE_POLICY, PAGE_POLICY, STREAMS, WHOLE, FileServer

SECRET = "database password"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "secret.txt").write_text(SECRET)
    site = tmp_path / "site"
    for path, text in {
        "index.html": "<h1>首页</h1>",
        "404.html": "<h1>没有找到这个页面</h1>",
        "zhen/2021/1.html": "<h1>通知</h1>",
        "zhen/2021/1.json": "{}",
        "zhen/2021/1/0123456789ab.docx": "PK",
        "zhen/2021/1/name.txt": "名单",
        "zhen/lan/index.html": "<h1>栏目</h1>",
        "zhen/lan/feed.atom": "<feed/>",
        "zhen/lan/qianru.html": "<h1>嵌入</h1>",
        "zhen/lan/pianduan.html": "<ul></ul>",
        "assets/site.css": "body{}",
        ".git/config": SECRET,
        "zhen/.hidden": SECRET,
    }.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)
    return site


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = int(status.split()[0]), dict(headers), body
        assert len(self.headers) == len(headers), "没有重复的标头"


def asker(root, prefix="/zfxxgk/"):
    """Asks a file server before an application that says which path reached it."""

    def application(environ, start):
        start("200 OK", [("X-Reached", environ["PATH_INFO"])])
        return [b"dynamic"]

    server = FileServer(application, root=str(root), prefix=prefix, doors="fuwu/")

    def ask(path, method="GET", **headers):
        said = {}
        environ = {"PATH_INFO": path.encode().decode("latin-1"), "REQUEST_METHOD": method, **headers}
        body = b"".join(server(environ, lambda status, found: said.update(status=status, headers=found)))
        return Answer(body=body, **said)

    return ask


@pytest.fixture
def ask(root):
    return asker(root)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("zhen/2021/1.html", "text/html; charset=utf-8"),
        ("zhen/2021/1.json", "application/json; charset=utf-8"),
        ("zhen/lan/", "text/html; charset=utf-8"),
        ("zhen/lan/feed.atom", "application/atom+xml; charset=utf-8"),
        ("assets/site.css", "text/css; charset=utf-8"),
        ("zhen/2021/1/name.txt", "text/plain; charset=utf-8"),
        (
            "zhen/2021/1/0123456789ab.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_a_file_is_served_as_what_it_is(ask, root, path, kind):
    answer = ask("/zfxxgk/" + path)
    place = root / (path + "index.html" if path.endswith("/") or not path else path)
    assert (answer.status, answer.body) == (200, place.read_bytes())
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Length"] == str(len(answer.body))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    policy = PAGE_POLICY if kind.startswith("text/html") else FILE_POLICY
    assert answer.headers["Content-Security-Policy"] == policy


HOSTILE = [
    "../secret.txt",
    "zhen/../../secret.txt",
    "zhen/..",
    "./index.html",
    "zhen/./2021/1.html",
    "..\\secret.txt",
    "zhen\\2021\\1.html",
    "/etc/passwd",
    "//etc/passwd",
    "zhen//2021/1.html",
    "{secret}",
    "/{secret}",
    ".git/config",
    ".git/",
    ".git",
    "zhen/.hidden",
    "index.html\0",
    "secret.txt\0.html",
    "文件.html",
    "\xff\xfe",
    "index.html/",
    "zhen/2021/1.html/2",
    "zhen/2021/",
    "x" * 5000,
    "nothing.html",
    "%2e%2e/secret.txt",
]


@pytest.mark.parametrize("prefix", ["/zfxxgk/", "/"])
@pytest.mark.parametrize("path", HOSTILE)
def test_no_address_leads_out_of_the_folder_or_to_what_is_hidden(root, prefix, path):
    path = path.format(secret=root.parent / "secret.txt")
    answer = asker(root, prefix)(prefix + path)
    assert answer.status == 404
    assert answer.body == (root / "404.html").read_bytes()
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"] == PAGE_POLICY


def test_a_link_on_the_disk_is_no_way_out(root, ask):
    (root / "file.txt").symlink_to(root.parent / "secret.txt")
    (root / "folder").symlink_to(root.parent)
    (root / "loop").symlink_to(root / "loop")
    for path in ("file.txt", "folder/secret.txt", "folder/", "folder", "loop"):
        assert ask("/zfxxgk/" + path).status == 404, path


def test_a_site_folder_that_is_itself_a_link_is_served(root, tmp_path):
    (tmp_path / "current").symlink_to(root)
    assert asker(tmp_path / "current")("/zfxxgk/zhen/2021/1.html").status == 200


def test_what_is_no_file_is_not_waited_for(root, ask):
    os.mkfifo(root / "pipe.html")
    assert ask("/zfxxgk/pipe.html").status == 404


def test_a_page_without_a_page_for_lost_readers_still_says_it_in_chinese(root, ask):
    (root / "404.html").unlink()
    answer = ask("/zfxxgk/x.html")
    assert answer.status == 404 and "没有这个页面" in answer.body.decode()


@pytest.mark.parametrize(("path", "to"), [("/zfxxgk", "/zfxxgk/"), ("/zfxxgk/zhen/lan", "/zfxxgk/zhen/lan/")])
def test_a_missing_slash_is_put_right(ask, path, to):
    answer = ask(path)
    assert (answer.status, answer.headers["Location"], answer.body) == (301, to, b"")


def test_a_path_that_only_begins_like_the_folder_is_not_the_folder(ask):
    assert ask("/zfxxgkx/index.html").headers == {"X-Reached": "/zfxxgkx/index.html"}


@pytest.mark.parametrize(
    ("prefix", "path"),
    [
        ("/zfxxgk/", "/zfxxgk/fuwu/sousuo/"),
        ("/zfxxgk/", "/admin/login/"),
        ("/zfxxgk/", "/"),
        ("/", "/fuwu/sousuo/"),
        ("/", "/admin/"),
        ("/", "/static/office.css"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_doors_and_back_office_go_on_to_the_application(root, prefix, path, method):
    answer = asker(root, prefix)(path, method)
    assert (answer.headers["X-Reached"], answer.body) == (path, b"dynamic")


def test_at_the_root_of_a_host_the_files_are_served_too(root):
    ask = asker(root, "/")
    assert ask("/").body == (root / "index.html").read_bytes()
    assert ask("/zhen/lan").headers["Location"] == "/zhen/lan/"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_files_are_only_read(ask, root, method):
    answer = ask("/zfxxgk/zhen/2021/1.html", method)
    assert (answer.status, answer.headers["Allow"], answer.body) == (405, "GET, HEAD", b"")
    assert (root / "zhen/2021/1.html").exists()


def test_head_says_all_but_the_content(ask):
    for path in ("zhen/2021/1.html", "nothing.html"):
        whole, head = ask("/zfxxgk/" + path), ask("/zfxxgk/" + path, "HEAD")
        assert (head.status, head.headers, head.body) == (whole.status, whole.headers, b"")


def test_what_the_reader_has_is_not_sent_again_until_it_changes(ask, root):
    first = ask("/zfxxgk/zhen/2021/1.html")
    mark = first.headers["ETag"]
    for said in (mark, f'"old", W/{mark}'):
        again = ask("/zfxxgk/zhen/2021/1.html", HTTP_IF_NONE_MATCH=said)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", mark)
    (root / "zhen/2021/1.html").write_text("<h1>通知（更正）</h1>")
    changed = ask("/zfxxgk/zhen/2021/1.html", HTTP_IF_NONE_MATCH=mark)
    assert changed.status == 200 and "更正".encode() in changed.body and changed.headers["ETag"] != mark


def test_only_the_frame_may_be_framed_and_only_data_read_by_other_sites(ask):
    framed = {"zhen/lan/qianru.html"}
    shared = {"zhen/lan/pianduan.html", "zhen/lan/feed.atom", "zhen/2021/1.json"}
    for path in ("index.html", "zhen/2021/1.html", "nothing.html", *framed, *shared):
        headers = ask("/zfxxgk/" + path).headers
        if path.endswith(".html"):
            assert ("X-Frame-Options" in headers) == (path not in framed), path
        assert ("Access-Control-Allow-Origin" in headers) == (path in shared), path


@pytest.fixture
def large(root):
    """Opens a large file as the server does for a reader who takes his time; blocks come as they are asked for."""
    (root / "zhen/2021/1/video.mp4").write_bytes(os.urandom(WHOLE + 17))
    server = FileServer(None, root=str(root), prefix="/zfxxgk/", doors="fuwu/")

    def begin():
        said = []
        environ = {"PATH_INFO": "/zfxxgk/zhen/2021/1/video.mp4", "REQUEST_METHOD": "GET"}
        return said, server(environ, lambda status, headers: said.append((status, dict(headers))))

    return begin


def test_a_large_file_comes_in_blocks(ask, root, large):
    answer = ask("/zfxxgk/zhen/2021/1/video.mp4")
    assert answer.body == (root / "zhen/2021/1/video.mp4").read_bytes()
    assert answer.headers["Content-Type"] == "video/mp4"
    assert [len(block) for block in large()[1]] == [*[BLOCK] * (WHOLE // BLOCK), 17]


def test_slow_readers_of_large_files_do_not_take_every_thread(large):
    slow = [large()[1] for _ in range(STREAMS)]
    assert all(next(blocks) for blocks in slow)
    [(status, headers)], sentence = large()
    assert (status, headers["Retry-After"]) == ("503 Service Unavailable", "10")
    assert "".join(part.decode() for part in sentence).endswith("请过一会儿再下载。")
    slow[0].close()
    slow[0].close()  # whoever closes twice frees one place only
    assert large()[0][0][0] == "200 OK"
    assert len(b"".join(slow[1])) == WHOLE + 17 - BLOCK
    assert large()[0][0][0] == "200 OK"


def test_a_reader_gone_before_the_first_block_holds_neither_file_nor_place(large):
    open_handles = Path("/proc/self/fd")
    before = len(list(open_handles.iterdir()))
    for _ in range(STREAMS + 5):
        [(status, _)], blocks = large()
        assert status == "200 OK"
        del blocks
    assert len(list(open_handles.iterdir())) == before


def test_an_unknown_ending_is_only_for_saving():
    assert fileserver.media_type("x.bin") == fileserver.media_type("x") == "application/octet-stream"


def open_within(folder):
    """The files of a folder that this process holds open; a handle may close while it is looked at."""
    held = []
    for handle in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            held.append(handle.readlink())
    return [path for path in held if path.is_relative_to(folder)]


def test_no_handle_is_left_open(ask, root):
    with (root / "index.html").open():
        assert open_within(root) == [root / "index.html"]
    for path in ("zhen/2021/1.html", "nothing.html", "zhen/2021/", "zhen/lan"):
        for method in ("GET", "HEAD"):
            ask("/zfxxgk/" + path, method)
            ask("/zfxxgk/" + path, method, HTTP_IF_NONE_MATCH=ask("/zfxxgk/").headers["ETag"])
    assert open_within(root) == []
