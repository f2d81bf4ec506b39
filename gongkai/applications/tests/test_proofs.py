"""身份材料: what may be kept, sealed on the disk, looked at with a trail, and gone when its time is over."""

import os
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gongkai.applications import acts, proofs
from gongkai.applications.models import Application, Proof, Remedy
from gongkai.applications.proofs import KEPT, LIMIT, NewProof, accepted, opened, path_of
from gongkai.applications.tests.making import CHINA, FRIDAY, NOON, do
from gongkai.applications.tests.test_screens import desk, page_of, text
from gongkai.screening import signatures
from gongkai.screening.tests.samples import compound, word
from gongkai.trail.acts import Refused
from gongkai.trail.models import Act

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SIXTY = KEPT["身份证明"]


def refused(sentence: str) -> Any:
    return pytest.raises(Refused, match=sentence)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path / "proofs"


@pytest.fixture
def proof(case: Application) -> Proof:
    return acts.keep_proof(organ=case.organ, application=case, proof=accepted(PNG, "身份证明"), at=NOON)


def later(days: int) -> datetime:
    return NOON + timedelta(days=days)


@pytest.mark.parametrize(("data", "media"), [(PNG, "image/png"), (PDF, "application/pdf")])
def test_a_file_is_what_its_bytes_say(data: bytes, media: str) -> None:
    assert accepted(data, "身份证明") == NewProof("身份证明", media, data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "是空文件"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * LIMIT, "有5.0 MB，每个文件最多5 MB"),
        (b"MZ" + b"x" * 100, "是可执行程序，不能上传。请上传 JPG"),
        (b"GIF89a" + b"x" * 100, "是GIF 图片，不能上传"),
        (b"PK\x03\x04" + b"x" * 100, "是办公文档或者压缩包，不能上传。请上传 JPG"),
        (b"\x00\x01\x02", "是无法识别的数据"),
        (b"<html><script>alert(1)</script></html>", "不能上传"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
    ],
)
def test_what_is_no_picture_and_no_pdf_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with refused(sentence):
        accepted(data, "身份证明", which="（第2个文件）")


@pytest.mark.parametrize("data", [compound("WordDocument"), word(), b"PK\x05\x06" + b"x" * 100])
def test_no_container_of_a_stranger_is_looked_into(data: bytes, monkeypatch: Any) -> None:
    """It can only be refused; so it says what it looks like, and no more whether it is whole."""

    def looked(*_: Any) -> Any:
        raise AssertionError("看了容器")

    for parser in ("compound_kind", "opened", "package_kind"):
        monkeypatch.setattr(signatures, parser, looked)
    with refused("是办公文档或者压缩包"):
        accepted(data, "身份证明")


def test_a_file_is_unreadable_on_the_disk_and_for_the_owner_alone(proof: Proof, folder: Path) -> None:
    path = path_of(proof.name)
    stored = path.read_bytes()
    assert PNG not in stored and b"PNG" not in stored and path.parent.parent == folder
    assert path.stat().st_mode & 0o077 == 0 and path.parent.stat().st_mode & 0o077 == 0
    assert opened(proof) == PNG


def test_files_cannot_be_swapped(proof: Proof, case: Application, officer: Any) -> None:
    other = acts.keep_proof(organ=case.organ, application=case, proof=accepted(PDF, "身份证明"), at=NOON)
    path_of(proof.name).write_bytes(path_of(other.name).read_bytes())
    with refused("打不开"):
        acts.look_at_proof(proof=proof, by=officer, at=NOON)


def test_whoever_looks_is_in_the_trail(proof: Proof, officer: Any, approver: Any) -> None:
    for person in (officer, approver):
        assert acts.look_at_proof(proof=proof, by=person, at=NOON) == PNG
    looked = Act.objects.filter(verb="查看身份材料")
    assert {act.actor_name for act in looked} == {"龚开办", "沈核准"}
    assert all(act.detail == {"材料": "身份证明"} for act in looked)


@pytest.mark.parametrize("who", ["editor", "stranger"])
def test_nobody_else_looks(request: pytest.FixtureRequest, proof: Proof, who: str) -> None:
    with refused("只有本机关的公开办和审核人可以查看"):
        acts.look_at_proof(proof=proof, by=request.getfixturevalue(who), at=NOON)
    assert not Act.objects.filter(verb="查看身份材料").exists()


def test_a_photo_without_a_case_is_its_organs(town: Any, officer: Any, stranger: Any) -> None:
    photo = acts.keep_proof(organ=town, proof=accepted(PNG, "信封照片"), at=NOON)
    assert acts.look_at_proof(proof=photo, by=officer, at=NOON) == PNG
    with refused("只有本机关"):
        acts.look_at_proof(proof=photo, by=stranger, at=NOON)


def test_a_lost_file_is_said_with_the_remedy(proof: Proof, officer: Any) -> None:
    path_of(proof.name).unlink()
    with refused("请从备份恢复"):
        acts.look_at_proof(proof=proof, by=officer, at=NOON)


def test_it_stays_while_the_case_is_open(proof: Proof) -> None:
    assert acts.forget_proofs(at=later(300)) == 0
    proof.refresh_from_db()
    assert proof.deleted_at is None and proof.keep_until == FRIDAY + timedelta(days=300) + SIXTY
    assert opened(proof) == PNG


@pytest.mark.parametrize(("days", "gone"), [(60, 0), (61, 1)])
def test_sixty_days_after_the_answer_it_goes_and_its_record_stays(
    proof: Proof, case: Application, officer: Any, days: int, gone: int
) -> None:
    do("answer", case, officer)
    assert acts.forget_proofs(at=later(days)) == gone
    proof.refresh_from_db()
    assert path_of(proof.name).exists() is not bool(gone)
    assert (proof.deleted_at == later(days)) is bool(gone)
    assert acts.forget_proofs(at=later(days)) == 0, "once"
    assert Act.objects.filter(verb="按期删除身份材料", actor_name="系统").count() == gone
    if gone:
        with refused("已经按期删除"):
            acts.look_at_proof(proof=proof, by=officer, at=later(days))


def test_an_answer_brings_the_day_forward_although_a_later_one_was_noted(
    proof: Proof, case: Application, officer: Any
) -> None:
    acts.forget_proofs(at=later(65))
    Proof.objects.update(keep_until=date(2022, 1, 1))
    do("answer", case, officer)
    assert acts.forget_proofs(at=later(61)) == 1


def test_a_dispute_keeps_it_until_it_is_decided(proof: Proof, case: Application, officer: Any) -> None:
    do("answer", case, officer)
    remedy = Remedy(organ=case.organ, application=case, number="复1号", route="review", filed_on=FRIDAY)
    remedy.save()
    assert acts.forget_proofs(at=later(200)) == 0
    Remedy.objects.update(result="upheld", decided_on=FRIDAY + timedelta(days=190))
    Proof.objects.update(keep_until=FRIDAY)
    assert acts.forget_proofs(at=later(190 + 60)) == 0
    assert acts.forget_proofs(at=later(190 + 61)) == 1


def test_answered_anew_in_a_later_year_it_stays_sixty_days_after_the_new_answer(
    proof: Proof, case: Application, officer: Any
) -> None:
    do("answer", case, officer)
    again = date(2022, 2, 28)
    noon = datetime(2022, 2, 28, 12, tzinfo=CHINA)
    do("reopen", case, officer, day=date(2022, 2, 25), at=noon)
    case.refresh_from_db()
    do("answer", case, officer, day=again, posted=again, at=noon)
    case.refresh_from_db()
    assert case.answered_on == FRIDAY, "the report counts the first"
    assert acts.forget_proofs(at=noon + timedelta(days=60)) == 0
    assert acts.forget_proofs(at=noon + timedelta(days=61)) == 1


def test_files_stay_while_any_part_of_what_was_asked_is_open(
    proof: Proof, case: Application, officer: Any
) -> None:
    [second] = acts.split(application=case, parts=["甲事", "乙事"], day=FRIDAY, by=officer, at=NOON)
    [third] = acts.split(application=second, parts=["乙事", "丙事"], day=FRIDAY, by=officer, at=NOON)
    own = acts.keep_proof(organ=case.organ, application=third, proof=accepted(PNG, "身份证明"), at=NOON)
    for one in (case, second):
        one.refresh_from_db()
        do("answer", one, officer)
    assert acts.forget_proofs(at=later(300)) == 0
    third.refresh_from_db()
    last = FRIDAY + timedelta(days=10)
    do("answer", third, officer, day=last, posted=last, at=later(10))
    Proof.objects.update(keep_until=FRIDAY)
    assert acts.forget_proofs(at=later(70)) == 0
    assert acts.forget_proofs(at=later(71)) == 2
    own.refresh_from_db()
    assert own.deleted_at == later(71)


def test_the_page_of_a_part_says_where_the_files_are(proof: Proof, case: Application, officer: Any) -> None:
    [second] = acts.split(application=case, parts=["甲事", "乙事"], day=FRIDAY, by=officer, at=NOON)
    [third] = acts.split(application=second, parts=["乙事", "丙事"], day=FRIDAY, by=officer, at=NOON)
    for part in (second, third):
        shown = text(desk(officer).get(page_of(part)))
        assert f"分出以前随申请交来的材料，在 {case.number} 的“提交和材料”里，共1份" in shown
    assert "分出以前随申请交来的材料" not in text(desk(officer).get(page_of(case)))


def test_a_supplements_files_stay_a_year(case: Application, officer: Any) -> None:
    acts.keep_proof(organ=case.organ, application=case, proof=accepted(PDF, "补正材料"), at=NOON)
    do("answer", case, officer)
    assert [acts.forget_proofs(at=later(days)) for days in (365, 366)] == [0, 1]


def test_files_of_acts_that_failed_go_after_a_day(proof: Proof, folder: Path) -> None:
    lost, half = proofs.put(PNG), folder / "aa" / f"{'a' * 32}.half"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"x")
    moment = datetime.now(CHINA)
    assert acts.forget_proofs(at=moment) == 0
    for path in (path_of(lost), half, path_of(proof.name)):
        os.utime(path, (time.time() - 90_000,) * 2)
    Proof.objects.update(keep_until=moment.date())
    assert acts.forget_proofs(at=moment) == 2
    assert not path_of(lost).exists() and not half.exists() and path_of(proof.name).exists()


def test_a_refused_submission_leaves_no_file(town: Any, folder: Path, monkeypatch: Any) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise Refused("不行。")

    monkeypatch.setattr("gongkai.applications.acts.submitting.noted", fails)
    with refused("不行"):
        acts.submit(
            organ=town, submission="a" * 32, applicant_kind="person", request="某事",
            applicant=_who(), proofs=[accepted(PNG, "身份证明")], at=NOON,
        )  # fmt: skip
    assert not [path for path in folder.rglob("*") if path.is_file()] and not Proof.objects.exists()


def _who() -> Any:
    from gongkai.applications.personal import Applicant

    return Applicant(name="申某某甲", phone="0900-8123456")
