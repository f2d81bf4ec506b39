"""`gongkai import`: old records (旧信息) from an Excel sheet, with attachments from a folder or a zip."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gongkai.console.naming import find_organ
from gongkai.console.state import add_data, begin, bring_up_to_date, fail, screen


def add(commands: Any) -> None:
    command = commands.add_parser(
        "import",
        help="导入旧信息",
        description="把旧信息从 Excel 表（后台“旧信息导入”里下载模板）导入为草稿；中断以后再运行一次，接着导入。",
        epilog="退出码：0 全部导入；1 有的行有差错，没有导入；2 不能导入。",
    )
    command.add_argument("sheet", type=Path, metavar="表格.xlsx")
    command.add_argument("--organ", required=True, metavar="机关", help="机关的全称、简称或者网址代号")
    command.add_argument("--by", required=True, metavar="登录名", help="以谁的名义导入：这个机关的信息员")
    command.add_argument("--attachments", type=Path, metavar="文件夹或zip", help="表里所写的附件在哪里")
    command.add_argument("--dry-run", action="store_true", help="只检查，不导入")
    add_data(command)
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    begin(given)
    from gongkai.documents.members import CannotList
    from gongkai.spreadsheets.results import CannotRead
    from gongkai.trail.acts import Refused

    bring_up_to_date()
    try:
        return _bring_in(given)
    except (CannotRead, CannotList) as refusal:
        return fail(refusal.message)
    except Refused as refusal:
        return fail(str(refusal))
    except OSError as fault:
        return fail(f"读不到“{fault.filename or given.sheet}”（{fault.strerror}）。请核对路径。")


def _bring_in(given: argparse.Namespace) -> int:
    from gongkai.disclosure.acts.files import digest_of, lay_down
    from gongkai.disclosure.acts.intake.standing import allow
    from gongkai.disclosure.oldrecords import prepare
    from gongkai.organs.models import Person
    from gongkai.organs.permissions import today
    from gongkai.trail.acts import Refused

    organ = find_organ(given.organ)
    by = Person.objects.filter(username=given.by).first()
    if by is None:
        raise Refused(f"没有登录名是“{given.by}”的人员。请核对登录名。")
    allow(by, organ)
    sheet = given.sheet.read_bytes()
    with _attachments(given.attachments) as attachments, _bar("检查") as told:
        prepared = prepare(
            organ,
            sheet,
            attachments,
            day=today(),
            name=given.sheet.name,
            keep=digest_of if given.dry_run else lay_down,
            progress=told,
        )
    for fault in prepared.plan.faults:
        print(fault.message)  # noqa: T201
    for notice in prepared.plan.notices:
        screen.print(notice.message, highlight=False, markup=False)
    bad = len({fault.row for fault in prepared.plan.faults})
    if given.dry_run:
        screen.print(f"可以导入{len(prepared.facts)}行，有差错{bad}行。没有导入。", highlight=False)
        return 1 if bad else 0
    return _import(prepared, by, bad)


@contextlib.contextmanager
def _attachments(place: Path | None) -> Iterator[Mapping[str, Any]]:
    from gongkai.documents.members import attachments_in, attachments_under

    if place is None:
        yield {}
    elif place.suffix.lower() == ".zip" and not place.is_dir():
        with place.open("rb") as stream:
            yield attachments_in(stream)
    else:
        yield attachments_under(place)


@contextlib.contextmanager
def _bar(label: str) -> Iterator[Any]:
    """A progress bar, told how much of how much is done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _import(prepared: Any, by: Any, bad: int) -> int:
    """Import what is ready, or go on with a run of the same sheet that was broken off; the exit code."""
    from gongkai.disclosure.acts import intake as intakes
    from gongkai.disclosure.models import RowState
    from gongkai.office.clock import now

    intake = _under_way(prepared, by) or _begun(prepared, by)
    if intake is None:
        screen.print(f"没有新的行可以导入，有差错{bad}行。", highlight=False)
        return 1 if bad else 0
    with _bar("导入") as told:
        while intakes.carry_on(intake=intake, at=now()):
            told(intake.rows.exclude(state=RowState.READY).count(), intake.total)
    intake.refresh_from_db()
    failed = list(intake.rows.filter(state=RowState.FAILED))
    for row in failed:
        print(f"第{row.number}行：{row.remark}")  # noqa: T201
    counts = {
        state: intake.rows.filter(state=state).count() for state in (RowState.DRAFTED, RowState.REPEATED)
    }
    screen.print(
        f"{intake.get_state_display()}：导入{counts[RowState.DRAFTED]}行，"
        f"以前导入过{counts[RowState.REPEATED]}行，有差错{bad + len(failed)}行。{intake.remark}",
        highlight=False,
    )
    return 1 if bad or failed or intake.remark else 0


def _under_way(prepared: Any, by: Any) -> Any:
    """The run of the same sheet that was broken off or stopped, if there is one."""
    from django.utils.timezone import localtime

    from gongkai.disclosure.acts import intake as intakes
    from gongkai.disclosure.acts.files import digest_of
    from gongkai.disclosure.models import Intake, IntakeState
    from gongkai.office.clock import now

    same = Intake.objects.filter(organ=prepared.organ, sheet_sha256=digest_of(prepared.sheet))
    intake = same.filter(state__in=[IntakeState.RUNNING, IntakeState.STOPPED]).first()
    if intake is None:
        return None
    screen.print(f"接着导入 {localtime(intake.at):%Y-%m-%d %H:%M} 开始的这张表。", highlight=False)
    if intake.state == IntakeState.STOPPED:
        intakes.start(intake=intake, by=by, at=now())
    return intake


def _begun(prepared: Any, by: Any) -> Any:
    """A new run, begun; None if every row is bad or came in before."""
    from django.db import transaction

    from gongkai.disclosure.acts import intake as intakes
    from gongkai.disclosure.models import RowState
    from gongkai.office.clock import now

    with transaction.atomic():
        intake = intakes.receive(prepared=prepared, by=by, at=now())
        if not intake.rows.filter(state=RowState.READY).exists():
            transaction.set_rollback(True)
            return None
        return intakes.start(intake=intake, by=by, at=now())
