"""去标识化 — a copy of a file in which what must not go public is masked."""

from gongkai.screening.content.masked.copy import Masked, masked_copy

__all__ = ["Masked", "masked_copy"]
