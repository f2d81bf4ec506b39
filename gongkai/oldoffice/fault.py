"""Why an old file cannot be read. Facts only: whoever reads words the sentence for his readers."""


class Fault(Exception):
    """Nothing more of the file can be read."""


class Broken(Fault):
    """The file is damaged, or none of its kind."""


class Locked(Fault):
    """The file has a password (打开密码)."""


class Ancient(Fault):
    """The file is of a program older than can be read: `what` it is, in Chinese, and what to save it as."""

    def __init__(self, what: str, target: str) -> None:
        super().__init__(what)
        self.what = what
        self.target = target
