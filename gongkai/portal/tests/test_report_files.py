"""A published annual report lies on the site as page, Word, PDF, Excel and JSON, all of the same figures."""

import io
import json

import docx
import openpyxl
import pypdfium2
import pytest

from gongkai.portal.publisher import drain
from gongkai.portal.tests.folders import document, snapshot
from gongkai.reporting import acts as reporting

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
FOLDER = "baiyang-zhen/nianbao/2020"


@pytest.fixture
def report(signed, officer, moment, site):
    record = reporting.publish(report=signed(2020), by=officer, at=moment)
    drain()
    return record


def test_the_page_offers_each_form_for_download(report, site):
    found = document(site, f"{FOLDER}/index.html").xpath("//p[@class='downloads']/a")
    assert [(link.text, link.get("href")) for link in found] == [
        ("下载Word", "report.docx"),
        ("下载PDF", "report.pdf"),
        ("下载Excel", "report.xlsx"),
        ("下载JSON", "report.json"),
    ]
    assert all((site / FOLDER / link.get("href")).stat().st_size > 1000 for link in found)


def test_every_form_bears_the_digest_that_was_signed(report, site):
    folder = site / FOLDER
    page = document(site, f"{FOLDER}/index.html")
    assert page.xpath("//article/@data-digest") == [report.digest]
    assert json.loads((folder / "report.json").read_bytes())["digest"] == report.digest
    assert report.digest in docx.Document(str(folder / "report.docx")).core_properties.comments
    workbook = openpyxl.load_workbook(io.BytesIO((folder / "report.xlsx").read_bytes()))
    assert report.digest in workbook.properties.description
    about = pypdfium2.PdfDocument(folder / "report.pdf").get_metadata_dict()
    assert report.digest in "".join(about.values())


def test_records_changed_after_the_signature_leave_the_published_files_alone(report, published, site):
    before = {path: mark for path, mark in snapshot(site).items() if path.startswith(FOLDER)}
    published()
    drain()
    assert {path: mark for path, mark in snapshot(site).items() if path.startswith(FOLDER)} == before


def test_a_report_signed_but_not_published_is_on_no_page(signed, town, site):
    signed(2020)
    drain()
    assert not (site / FOLDER).exists()
    text = document(site, "baiyang-zhen/nianbao/index.html").text_content()
    assert "还没有公开的年度报告。" in text


@pytest.mark.parametrize("organ", ["baiyang-zhen", "qingshui-qu"])
def test_a_report_is_listed_by_its_organ_and_by_the_government_above(organ, report, site):
    page = document(site, f"{organ}/nianbao/index.html")
    assert page.xpath("//ul[@class='items']//a/@href") == ["../../baiyang-zhen/nianbao/2020/"]


def test_another_towns_list_does_not_hold_it(report, other_town, site):
    drain()
    assert document(site, "liushu-zhen/nianbao/index.html").xpath("//ul[@class='items']//a") == []
