"""How much is unpacked from one file at most (压缩炸弹), whatever lies in whatever within it."""

DEPTH = 3  # a zip file in a zip file in the file itself
ENTRIES = 2_000
UNPACKED = 200 * 1024 * 1024
RATIO = 200
SMALL = 10 * 1024 * 1024
SWOLLEN = 3 * SMALL  # of all together: honest files of many small parts stay far below the ratio


class Unopened(Exception):
    """Nothing (more) of the file can be read; the message is a whole Chinese sentence with the remedy."""


class Bounds:
    """Counts what has been unpacked so far, over all files within the file."""

    def __init__(self) -> None:
        self.entries = 0
        self.unpacked = 0
        self.packed = 0

    def enter(self, depth: int) -> None:
        """Raise Unopened if files lie in each other deeper than anybody packs them."""
        if depth > DEPTH:
            raise Unopened(f"文件套得太深（超过{DEPTH}层），没有检查。请解压后逐个检查。")

    def count(self, entries: int) -> None:
        """Count files in an archive. Raises Unopened if they are too many."""
        self.entries += entries
        if self.entries > ENTRIES:
            raise Unopened(f"里面的文件超过{ENTRIES}个，没有检查。请分成几个压缩包。")

    def take(self, size: int, packed: int) -> None:
        """Count what unpacks to `size` bytes from `packed`. Raises Unopened if that is too much."""
        unpacked, all_packed = self.unpacked + size, self.packed + packed
        swollen = size > max(SMALL, packed * RATIO) or unpacked > max(SWOLLEN, all_packed * RATIO)
        if unpacked > UNPACKED or swollen:
            raise Unopened("解压后异常庞大（像是压缩炸弹），其余没有检查。请核对来源，或者拆分后再检查。")
        self.unpacked, self.packed = unpacked, all_packed
