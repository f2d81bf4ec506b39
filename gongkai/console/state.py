"""The data folder: choosing it, and bringing its database and static files up to this version."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from rich.console import Console

screen = Console(stderr=True)


def add_data(command: argparse.ArgumentParser) -> None:
    """The option every command with state has."""
    command.add_argument(
        "--data",
        metavar="目录",
        default=None,
        help="数据文件夹（默认：环境变量 GONGKAI_DATA，再默认 ./data）",
    )
    command.add_argument(
        "--base-url", metavar="网址", default=None, help="公开网页所在的网址，例如 https://主机/zfxxgk/"
    )


def choose(given: argparse.Namespace) -> Path:
    """Put the chosen folder and address into the environment, where the settings read them."""
    if given.data:
        os.environ["GONGKAI_DATA"] = given.data
    if given.base_url:
        os.environ["GONGKAI_BASE_URL"] = given.base_url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.base")
    return Path(os.environ.get("GONGKAI_DATA", "data")).resolve()


def begin(given: argparse.Namespace) -> Path:
    """Choose the folder and start Django on it."""
    folder = choose(given)
    import django

    django.setup()
    return folder


def bring_up_to_date() -> None:
    """Migrate the database and collect the back office's static files when this version is new here."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    fingerprint = _program_fingerprint()
    if not stamp.exists() or stamp.read_text() != fingerprint:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(fingerprint)


def _program_fingerprint() -> str:
    import django
    import wagtail

    from gongkai import __version__

    own = Path(__file__).resolve().parent.parent
    newest = max(path.stat().st_mtime_ns for path in own.glob("*/static/**/*") if path.is_file())
    return f"{__version__} {django.__version__} {wagtail.__version__} {newest}"


def fail(sentence: str) -> int:
    """Say why it could not be done; exit code 2."""
    screen.print(f"[bold red]{sentence}[/]", highlight=False)
    sys.stderr.flush()
    return 2
