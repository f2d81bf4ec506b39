"""A process that indexes until it is killed: `python -m … follow FOLDER` or `… rebuild FOLDER`.

It says at `FOLDER/began` that it is at work; its settings come from the environment.
"""

import sys
from pathlib import Path

import django


def main() -> None:
    """Follow in very small lots, or rebuild again and again, for as long as there is something to do."""
    deed, folder = sys.argv[1:]
    from gongkai.portal.indexing import Follower, following, rebuild

    following.LOT = 2
    (Path(folder) / "began").touch()
    if deed == "rebuild":
        while True:
            rebuild()
    follower = Follower()
    while follower():
        pass


if __name__ == "__main__":
    django.setup()
    main()
