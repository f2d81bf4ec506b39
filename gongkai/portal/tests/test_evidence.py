"""公开存证 on the site: a proof beside each item from the next night on, and roots that anyone can check."""

import json
import subprocess
import sys
from datetime import date, timedelta

import pytest

from gongkai.annualreport.report import canonical_digest
from gongkai.console import proof as command
from gongkai.disclosure import acts
from gongkai.portal import evidence
from gongkai.portal.checks import check_reports
from gongkai.portal.evidence import Evidence
from gongkai.portal.publisher import drain, publish_all
from gongkai.portal.tests.folders import changed, document, snapshot
from gongkai.reporting import acts as reporting
from gongkai.reporting.models import AnnualReport
from gongkai.trail.checking import Scope
from gongkai.trail.models import DailyRoot, Link, PublicLogEntry, Unlinked

pytestmark = pytest.mark.django_db
STEM, REPORT = "baiyang-zhen/2021/1", "baiyang-zhen/nianbao/2020"
ROOTS = {"cunzheng/index.html", "cunzheng/roots.json"}


@pytest.fixture
def night(monkeypatch, moment):
    """The worker's duty in the early morning after so many days, and the site after it."""

    def passes(days=1):
        monkeypatch.setattr(evidence, "now", lambda: moment + timedelta(days=days))
        Evidence()()
        drain()

    return passes


def proof(site, stem=STEM):
    return json.loads((site / f"{stem}.proof.json").read_bytes())


def checked(*files, cwd):
    """What the small program on the site says, run as a reader runs it."""
    done = subprocess.run(
        [sys.executable, "-I", "yanzheng.py", *files], cwd=cwd, capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def downloads(tmp_path, site):
    """A reader's folder with the program, the roots and the proof of the first item."""
    folder = tmp_path / "downloads"
    folder.mkdir()

    def fetch():
        for name in ("cunzheng/yanzheng.py", "cunzheng/roots.json", f"{STEM}.proof.json"):
            (folder / name.rpartition("/")[2]).write_bytes((site / name).read_bytes())
        return folder

    return fetch


def test_an_item_has_no_proof_on_its_first_day_and_one_from_the_next_night_on(published, site, night):
    published()
    drain()
    night(0)
    assert not (site / f"{STEM}.proof.json").exists()
    assert "公开存证：" not in (site / f"{STEM}.html").read_text()
    night(1)
    facts = json.loads(proof(site)["存证内容"])
    assert (facts["序号"], facts["网址"]) == (1, f"{STEM}.html")
    assert facts["首次公开时间"] == "2021-03-05T09:30:00+08:00"
    assert proof(site)["存证日期"] == "2021-03-05"
    links = [one.get("href") for one in document(site, f"{STEM}.html").iter("a")]
    assert "../../baiyang-zhen/2021/1.proof.json" in links and "../../cunzheng/" in links


def test_a_proof_holds_neither_title_nor_text(published, site, night):
    published("关于某某的通知", body="<p>正文里的话</p>")
    night()
    said = (site / f"{STEM}.proof.json").read_text()
    assert "某某" not in said and "正文" not in said


def test_a_night_writes_two_files_for_each_item_new_to_the_log_and_the_roots(published, site, night):
    for number in range(1, 4):
        published(f"第{number}号")
    publish_all()
    night(1)
    published("第四号")
    drain()
    before = snapshot(site)
    night(2)
    new = {f"baiyang-zhen/2021/4.{ending}" for ending in ("html", "proof.json")}
    assert changed(before, snapshot(site)) == new | ROOTS
    before = snapshot(site)
    night(3)
    assert changed(before, snapshot(site)) == ROOTS, "没有新公开的，只多一个根"


def test_a_proof_once_made_never_changes_and_writing_everything_anew_keeps_it(published, site, night):
    published()
    night(1)
    first = proof(site)
    for number in range(5):
        published(f"第{number}号")
        night(number + 2)
    publish_all()
    assert proof(site) == first


def test_an_annual_report_is_proved_beside_items_and_by_the_same_program(
    published, signed, officer, moment, site, night, tmp_path
):
    published()
    reporting.publish(report=signed(), by=officer, at=moment)
    drain()
    assert not (site / f"{REPORT}/report.proof.json").exists()
    night(1)
    told = proof(site, f"{REPORT}/report")
    facts = json.loads(told["存证内容"])
    assert (facts["序号"], facts["索引号"], facts["网址"]) == (2, "", f"{REPORT}/index.html")
    assert facts["内容指纹"] == canonical_digest(AnnualReport.objects.get().snapshot)
    links = [one.get("href") for one in document(site, f"{REPORT}/index.html").iter("a")]
    assert "report.proof.json" in links and "../../../cunzheng/" in links
    for name in ("cunzheng/yanzheng.py", "cunzheng/roots.json", f"{REPORT}/report.proof.json"):
        (tmp_path / name.rpartition("/")[2]).write_bytes((site / name).read_bytes())
    assert checked("report.proof.json", "roots.json", cwd=tmp_path)[0] == 0
    before = snapshot(site)
    publish_all()
    assert changed(before, snapshot(site)) == set(), "重写全部网页，存证不变"


def test_a_reports_page_or_proof_that_was_changed_on_the_site_is_named(signed, officer, moment, site, night):
    reporting.publish(report=signed(), by=officer, at=moment)
    night(1)
    assert list(check_reports(Scope(now=moment))) == []
    (site / f"{REPORT}/report.proof.json").write_text("{}")
    (site / f"{REPORT}/index.html").unlink()
    assert [fault.where for fault in check_reports(Scope(now=moment))] == [
        f"网站的 {REPORT}/index.html",
        f"网站的 {REPORT}/report.proof.json",
    ]


def test_a_withdrawn_item_takes_its_proof_with_it_and_the_others_stay_provable(
    published, approver, moment, site, night, downloads
):
    published("留下的通知")
    gone = published("撤下的通知")
    night(1)
    acts.withdraw(item=gone, by=approver, at=moment, reason="内容有误。")
    drain()
    assert not (site / "baiyang-zhen/2021/2.proof.json").exists()
    night(2)
    assert checked("1.proof.json", "roots.json", cwd=downloads())[0] == 0


def test_a_change_of_an_item_changes_neither_its_entry_nor_its_proof(published, edited, site, night):
    item = published()
    night(1)
    before, entries = proof(site), list(PublicLogEntry.objects.values())
    edited(item, title="改了的标题")
    night(2)
    assert (proof(site), list(PublicLogEntry.objects.values())) == (before, entries)


def test_the_little_program_confirms_a_proof_offline(published, site, night, downloads):
    for number in range(1, 8):
        published(f"第{number}号")
    night()
    code, said = checked("1.proof.json", "roots.json", cwd=downloads())
    assert code == 0 and said.startswith("相符：这条信息在 2021-03-05 结束以前已经公开。")


CHANGES = {
    "时间": lambda facts: facts.update({"存证内容": facts["存证内容"].replace("2021-03-05", "2020-03-05")}),
    "序号": lambda facts: facts.update({"存证内容": facts["存证内容"].replace('"序号": 1', '"序号": 2')}),
    "路径": lambda facts: facts["路径"].reverse(),
    "少一步": lambda facts: facts["路径"].pop(),
    "多一步": lambda facts: facts["路径"].append("00" * 32),
    "没有这一天": lambda facts: facts.update({"存证日期": "2021-03-04"}),
    "空的": lambda facts: facts.clear(),
}


@pytest.mark.pages
@pytest.mark.parametrize("change", CHANGES)
def test_a_forged_proof_is_refused_by_the_little_program_and_by_the_command(
    published, site, night, downloads, change, capsys
):
    for number in range(1, 8):
        published(f"第{number}号")
    night()
    folder = downloads()
    place = folder / "1.proof.json"
    facts = json.loads(place.read_text())
    CHANGES[change](facts)
    place.write_text(json.dumps(facts))
    code, said = checked("1.proof.json", "roots.json", cwd=folder)
    assert code == (2 if change == "空的" else 1) and "Traceback" not in said and said.strip()
    assert run_proof(str(place), "--roots", str(folder / "roots.json")) == code
    assert capsys.readouterr()


@pytest.mark.pages
@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff\xfe", b'{"\xe5\xad\x98": 1}', b"null"])
def test_a_file_that_is_no_proof_is_said_in_chinese(tmp_path, site, content, capsys):
    publish_all()
    for name in ("yanzheng.py", "roots.json"):
        (tmp_path / name).write_bytes((site / f"cunzheng/{name}").read_bytes())
    (tmp_path / "x.json").write_bytes(content)
    for words in (("x.json", "roots.json"), ("x.json",), ("没有.json", "roots.json")):
        code, said = checked(*words, cwd=tmp_path)
        assert code == 2 and "用法" in said and "Traceback" not in said
    assert run_proof(str(tmp_path / "x.json")) == 2
    assert "重新下载。" in capsys.readouterr().err


def run_proof(*words):
    """`gongkai proof …` in this process."""
    from gongkai.cli import parser

    return command.run(parser().parse_args(["proof", *words]))


def test_the_command_confirms_a_proof_and_says_what_it_could_not_compare(
    published, site, night, downloads, capsys
):
    published()
    night()
    folder = downloads()
    assert run_proof(str(folder / "1.proof.json")) == 0
    assert "请加上 --roots" in capsys.readouterr().out
    assert run_proof(str(folder / "1.proof.json"), "--roots", str(folder / "roots.json")) == 0
    said = capsys.readouterr().out
    assert (
        "这条信息在2021-03-05结束以前已经公开" in said and "首次公开时间：2021-03-05T09:30:00+08:00" in said
    )


def test_an_old_list_of_roots_is_kept_by_every_newer_one(published, site, night, tmp_path, capsys):
    for number in range(1, 6):
        published(f"第{number}号")
        night(number)
        (tmp_path / f"{number}.json").write_bytes((site / "cunzheng/roots.json").read_bytes())
    for number in range(1, 6):
        assert run_proof("--old", str(tmp_path / f"{number}.json"), "--new", str(tmp_path / "5.json")) == 0
    assert "每一天都接得上前一天" in capsys.readouterr().out
    assert run_proof("--old", str(tmp_path / "5.json"), "--new", str(tmp_path / "4.json")) == 1
    assert "2021-03-09的根在新文件里没有了" in capsys.readouterr().out


@pytest.mark.pages
@pytest.mark.parametrize("name", ["根", "总数", "链尾", "接续"])
def test_a_root_that_changed_later_is_seen_by_whoever_kept_the_old_list(
    published, site, night, tmp_path, name, capsys
):
    for number in range(1, 4):
        published(f"第{number}号")
        night(number)
    old = tmp_path / "old.json"
    old.write_bytes((site / "cunzheng/roots.json").read_bytes())
    told = json.loads(old.read_text())
    changed_day = told["每日存证"][1]
    changed_day[name] = {"根": "00" * 32, "总数": 1, "链尾": "00" * 32, "接续": ["00" * 32]}[name]
    new = tmp_path / "new.json"
    new.write_text(json.dumps(told))
    assert run_proof("--old", str(old), "--new", str(new)) == 1
    assert "2021-03-06" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["--old", "x"], ["x", "--old", "x", "--new", "x"]])
def test_a_command_that_asks_for_nothing_or_too_much_says_how_to_ask(words, capsys):
    assert run_proof(*words) == 2
    assert "--old 和 --new" in capsys.readouterr().err


def test_the_page_lists_the_days_and_the_site_links_to_it(published, site, night):
    publish_all()
    assert "还没有根" in (site / "cunzheng/index.html").read_text()
    published()
    night()
    said = (site / "cunzheng/index.html").read_text()
    assert DailyRoot.objects.get().root in said and "2021-03-05" in said
    for path in ("ditu/index.html", "opendata/index.html"):
        assert "cunzheng/" in [
            one.get("href", "").removeprefix("../") for one in document(site, path).iter("a")
        ]


def test_a_crash_before_linking_or_before_the_log_loses_nothing(published, night, monkeypatch, moment):
    published()
    assert Unlinked.objects.exists() and not Link.objects.exists(), "提交以后、封存以前断电"
    night(0)
    assert PublicLogEntry.objects.count() == 1
    published("第二号")
    evidence.link_waiting()  # linked, and then the process ends before its entry is made
    assert PublicLogEntry.objects.count() == 1
    night(0)
    assert PublicLogEntry.objects.count() == 2


def test_an_idle_round_asks_little(published, night, django_assert_max_num_queries, monkeypatch, moment):
    published()
    monkeypatch.setattr(evidence, "now", lambda: moment + timedelta(days=1))
    duty = Evidence()
    duty()
    evidence.link_waiting()
    duty()
    with django_assert_max_num_queries(2):
        duty()


def test_days_without_a_worker_are_caught_up_with_one_root(published, night):
    published()
    night(1)
    published("第二号")
    night(20)
    assert list(DailyRoot.objects.values_list("day", "size")) == [
        (date(2021, 3, 5), 1),
        (date(2021, 3, 24), 2),
    ]
