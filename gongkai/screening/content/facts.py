"""What is known beside the text itself and lets a detector judge better: dates, people, the site's own addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Leader:
    """A leader as the organ's own list has him: title (职务) and name (姓名)."""

    title: str
    name: str


@dataclass(frozen=True)
class Facts:
    """Everything is optional: what is not known is not judged.

    `formed_on` is 成文日期, `published_on` the day of publication; `workdays_between(formed, published)` counts
    working days; `public_phones` are mobile numbers that an organ itself gives out, digits only; `link_works`
    answers whether an address can be reached (None: not asked); `own_domains` are the site's own host names.
    """

    published_on: date | None = None
    formed_on: date | None = None
    leaders: tuple[Leader, ...] = ()
    own_domains: tuple[str, ...] = ()
    public_phones: frozenset[str] = frozenset()
    workdays_between: Callable[[date, date], int] | None = None
    link_works: Callable[[str], bool] | None = None


NOTHING_KNOWN = Facts()
