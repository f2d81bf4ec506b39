"""What a detector says of a text, before it is told to anybody."""

from dataclasses import dataclass

from gongkai.screening.content.finding import Kind, Severity


@dataclass(frozen=True, order=True)
class Hit:
    """`text[start:end]` is of this kind and should become `mask` (empty: drop; None: a person must tell)."""

    start: int
    end: int
    kind: Kind
    severity: Severity
    mask: str | None = None
