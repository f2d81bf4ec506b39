"""`gongkai report read`: the whole report in each file, as tables for people or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from gongkai.annualreport.commands.batch import done, report_with_origins
from gongkai.annualreport.commands.screen import print_report, say, write_json, write_json_list
from gongkai.annualreport.pool import Lost
from gongkai.annualreport.report import digest, report_from_json, report_json
from gongkai.annualreport.sources import Source, is_one_file, sources


def run(given: argparse.Namespace) -> int:
    """0 when every file was read, 2 when one was not."""
    files = sources(given.files)
    found = _Reading(files, given.jobs, bar=not sys.stdout.isatty())
    if given.json and is_one_file(given.files, files):
        write_json(next(iter(found)))
    elif given.json:
        write_json_list(found)
    else:
        for facts in found:
            _print(facts)
    return 2 if found.lost else 0


def read_source(source: Source) -> str:
    """The whole report as a JSON text: what report_json gives, with the file and the digest. Raises Lost."""
    report = report_with_origins(source)
    facts = {"file": source.name, **report_json(report), "digest": digest(report)}
    return json.dumps(facts, ensure_ascii=False)


class _Reading:
    """The facts of each file, as they come; how many files could not be read."""

    def __init__(self, files: list[Source], jobs: int | None, *, bar: bool) -> None:
        self.files, self.jobs, self.bar = files, jobs, bar
        self.lost = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for source, text in done(read_source, self.files, self.jobs, "读报告", bar=self.bar):
            if isinstance(text, Lost):
                self.lost += 1
                nothing = dict.fromkeys(("organ", "year", "format", "cells"))
                yield {"file": source.name, **nothing, "unread": [str(text)]}
            else:
                yield json.loads(text)


def _print(facts: dict[str, Any]) -> None:
    if facts["cells"] is None:
        say(f"{facts['file']}：读不出。{facts['unread'][0]}", style="bold red")
    else:
        say(f"{facts['file']}：")
        print_report(report_from_json(facts))
