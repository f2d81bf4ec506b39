"""The one way to write the trail: acts, their sealing (封存), and the public log of first publications (公开存证)."""

from gongkai.trail.acts.linking import link_waiting
from gongkai.trail.acts.publiclog import LogBroken, Publication, log_publications, make_daily_root
from gongkai.trail.acts.recording import SYSTEM, Actor, Refused, note, record

__all__ = [
    "SYSTEM",
    "Actor",
    "LogBroken",
    "Publication",
    "Refused",
    "link_waiting",
    "log_publications",
    "make_daily_root",
    "note",
    "record",
]
