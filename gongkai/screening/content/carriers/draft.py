"""A passage while it is being read: texts are said one after another, each with its place."""

from gongkai.screening.content.carriers.node import SEEN, Node, Owner, Reading
from gongkai.screening.content.passage import Passage

# Between texts that do not belong together: no number runs on across it, no sentence, and each stands alone in its
# line, as a mark does (绝密).
APART = "\n。\n"


class Draft:
    """Gathers texts into one passage. `place` names where what is said next stands; `parted` tells whether
    nothing was said since the last sign that parts."""

    def __init__(self, place: str = "正文") -> None:
        self.size = 0
        self.place = place
        self._texts: list[str] = []
        self._starts: list[int] = []
        self._places: list[str] = []
        self._nodes: list[Node] = []
        self._said_at: str | None = None
        self.parted = True

    def say(self, text: str) -> None:
        """A text that stands nowhere in particular, such as a line end between two paragraphs."""
        self._texts.append(text)
        self.size += len(text)

    def quote(
        self, text: str, part: str, low: int, high: int, exact: bool = True, owner: Owner = SEEN
    ) -> None:
        """A text as it stands in `part[low:high]`, at the present place."""
        if not text:
            return
        start = self.size
        if self.place is not self._said_at:
            self._starts.append(start)
            self._places.append(self.place)
            self._said_at = self.place
        self.size = end = start + len(text)
        self._nodes.append(Node(start, end, part, low, high, exact, owner))
        self._texts.append(text)
        self.parted = False

    def part(self, sign: str = APART) -> None:
        """Part what was said from what comes; once is enough unless the sign is a tab."""
        if not self.parted or sign == "\t":
            self.say(sign)
            self.parted = sign != "\t"

    def reading(self) -> Reading:
        """All that was said."""
        starts, places = tuple(self._starts) or (0,), tuple(self._places) or (self.place,)
        return Reading(Passage("".join(self._texts), starts, places), tuple(self._nodes))
