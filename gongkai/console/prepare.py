"""Bring the data folder up to this version, in a process of its own (see serve)."""

import sys

import django

from gongkai.console.state import bring_up_to_date

if __name__ == "__main__":
    django.setup()
    bring_up_to_date()
    sys.exit(0)
