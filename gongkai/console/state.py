"""The data folder: choosing it, and bringing its database and static files up to this version."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from rich.console import Console

screen = Console(stderr=True)
BASE_URL = "http://127.0.0.1:8000/zfxxgk/"


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
    """Put the chosen folder and public address into the environment, where the settings read them.

    An address once given is kept in the folder, so that every later command writes the same one.
    """
    if given.data:
        os.environ["GONGKAI_DATA"] = given.data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.base")
    folder = Path(os.environ.get("GONGKAI_DATA", "data")).resolve()
    kept = folder / "base-url"
    said = given.base_url or os.environ.get("GONGKAI_BASE_URL", "")
    if said:
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(said)
    elif kept.exists():
        said = kept.read_text().strip()
    os.environ["GONGKAI_BASE_URL"] = said or BASE_URL
    return folder


def begin(given: argparse.Namespace) -> Path:
    """Choose the folder and start Django on it."""
    folder = choose(given)
    import django

    django.setup()
    return folder


def bring_up_to_date() -> None:
    """Migrate the database; when this version or the public address is new here, collect the back office's
    static files and have every public page written anew.
    """
    from django.conf import settings
    from django.core.management import call_command

    from gongkai.portal.publisher import rewrite_everything

    call_command("migrate", interactive=False, verbosity=0)
    stamp = Path(settings.DATA) / "collected"
    fingerprint = _program_fingerprint()
    if not stamp.exists() or stamp.read_text() != fingerprint:
        call_command("collectstatic", interactive=False, verbosity=0)
        rewrite_everything()
        stamp.write_text(fingerprint)


def _program_fingerprint() -> str:
    import django
    import wagtail
    from django.conf import settings

    from gongkai import __version__

    own = Path(__file__).resolve().parent.parent
    looks = [*own.glob("*/static/**/*"), *own.glob("*/templates/**/*.html")]
    newest = max(path.stat().st_mtime_ns for path in looks if path.is_file())
    return f"{__version__} {django.__version__} {wagtail.__version__} {newest} {settings.BASE_URL}"


def fail(sentence: str) -> int:
    """Say why it could not be done; exit code 2."""
    screen.print(f"[bold red]{sentence}[/]", highlight=False)
    sys.stderr.flush()
    return 2
