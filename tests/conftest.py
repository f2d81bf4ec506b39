"""The people and towns of gongkai/conftest.py, and a town with everything in it, for what crosses the rooms."""

from gongkai.conftest import *  # noqa: F403
from tests.town import full_town as full_town
