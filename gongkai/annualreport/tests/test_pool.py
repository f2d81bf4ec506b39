"""Files on all cores: one that hangs, crashes or eats memory costs itself and nobody else. With real processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from gongkai.annualreport.pool import AHEAD, Lost, alone, at_hand, cores, in_order
from gongkai.annualreport.poolworker import Worker
from gongkai.annualreport.read import read_bytes
from gongkai.annualreport.tests.fates import obey
from gongkai.annualreport.tests.test_read_text import as_lines, sample

pytestmark = pytest.mark.process


def lost(answer: object) -> str:
    assert isinstance(answer, Lost), answer
    return str(answer)


def test_each_fate_is_its_own_and_the_answers_keep_their_order() -> None:
    orders = [
        "say 一",
        "crash",
        "say 二",
        "hang",
        "leave",
        "say 三",
        "eat",
        "fail x",
        "nest",
        "say 四",
        "print 五",
        "ask",
    ]
    answers = list(in_order(obey, orders, jobs=2, patience=1.0))
    good = {0: "一好", 2: "二好", 5: "三好", 9: "四好", 10: "五好", 11: ("", b"")}
    assert {index: answers[index] for index in good} == good
    fates = {1: "意外终止", 3: "超过1秒", 4: "意外终止", 6: "内存不够", 7: "ValueError", 8: "嵌套太深"}
    assert {index for index, words in fates.items() if words not in lost(answers[index])} == set()
    assert len(answers) == len(orders)


def test_a_task_says_in_its_own_words_why_a_file_is_lost() -> None:
    assert list(map(lost, in_order(obey, ["lose 没有第三部分。", "unsendable"], jobs=1))) == [
        "没有第三部分。",
        "处理的结果传不回来（AttributeError）。请报告给开发者。",
    ]


def test_a_worker_serves_many_files_and_is_replaced_only_when_lost() -> None:
    before, again, _, after = in_order(obey, ["pid", "pid", "crash", "pid"], jobs=1)
    assert before == again != after
    assert os.getpid() not in (before, after)


def test_items_are_taken_as_they_are_needed_and_not_all_at_once() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield -taken

    with closing(in_order(abs, endless(), jobs=1)) as answers:
        assert [next(answers) for _ in range(3)] == [1, 2, 3]
    assert taken <= 2 * AHEAD + 3


def test_no_items_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a process was started"))
    assert list(in_order(obey, [], jobs=2)) == []


def test_closing_ends_the_processes_at_once_even_a_hanging_one() -> None:
    answers = in_order(obey, ["pid", "hang"], jobs=1, patience=60)
    pid = next(answers)
    answers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


INTERRUPTED = """
import os, sys
from gongkai.annualreport.pool import in_order
from gongkai.annualreport.tests.fates import obey
for answer in in_order(obey, ["pid", "hang", "hang", "hang"], jobs=2, patience=60):
    print(answer, flush=True)
"""


def test_an_interruption_ends_everything_and_leaves_no_process() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        assert process.stdout
        worker = int(process.stdout.readline())
        os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does: to all of them
        _, complaint = process.communicate(timeout=20)
        assert complaint.strip().endswith(b"KeyboardInterrupt")
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)
    finally:
        process.kill()


def test_a_program_that_cannot_start_its_workers_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nothing = tmp_path / "python"
    nothing.write_text("#!/bin/sh\nexit 3\n")
    nothing.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(nothing))
    assert "启动不了" in lost(next(in_order(obey, ["pid"], jobs=1)))


def test_a_worker_that_died_between_two_files_is_not_held_against_the_second() -> None:
    worker = Worker(obey, patience=20)
    pid = worker.ask("pid")
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert worker.ask("say 一") == "一好"
    worker.dismiss()
    assert "已经停止" in lost(worker.ask("say 二"))


def test_a_report_comes_back_as_it_was_read() -> None:
    content = as_lines(sample()).encode()
    assert list(in_order(read_bytes, [content], jobs=1)) == [read_bytes(content)]


def test_a_file_alone_has_the_same_fates() -> None:
    assert alone(obey, "say 一") == "一好"
    assert "ValueError" in lost(alone(obey, "fail x"))
    assert lost(alone(obey, "lose 因此。")) == "因此。"
    assert "嵌套太深" in lost(alone(obey, "nest"))


def searching_for_ever(text: str) -> bool:
    return re.fullmatch(r"(a+)+b", text) is not None


def test_a_search_without_end_in_this_process_is_given_up_too() -> None:
    assert "超过0.2秒还没有处理完" in lost(at_hand(searching_for_ever, "a" * 60, 0.2))
    assert at_hand(searching_for_ever, "aab", 5.0) is True
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_beside_the_main_thread_it_is_done_without_an_alarm() -> None:
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(at_hand, obey, "say 一", 1.0).result() == "一好"


def test_the_cores_are_those_this_process_may_use() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
