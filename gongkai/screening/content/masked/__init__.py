"""去标识化 — a copy of a file in which what must not go public is masked."""

from gongkai.screening.content.masked.choice import Change, Let, is_let, known_by, may_mask
from gongkai.screening.content.masked.copy import Masked, masked_copy

__all__ = ["Change", "Let", "Masked", "is_let", "known_by", "masked_copy", "may_mask"]
