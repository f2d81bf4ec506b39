"""What a reader is: it yields pieces of text, and tells what it could not read in Chinese sentences."""

from collections.abc import Callable, Iterator

Tell = Callable[[str], None]
Reader = Callable[[bytes, Tell], Iterator[str]]


class Unreadable(Exception):
    """Nothing more can be read; the message is a whole Chinese sentence with the remedy."""


DAMAGED = "文件已损坏或者不完整，里面的文字不能检索。请用原来的软件打开核对，另存后重新上传。"
LOCKED = "文件设有密码，里面的文字不能检索。请取消密码，另存后重新上传。"
EMPTY = "文件里没有取到文字，只能按标题和文件名检索。"
