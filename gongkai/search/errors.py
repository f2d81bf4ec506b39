"""What can go wrong with the index itself. A query never raises any of these."""


class IndexBusy(RuntimeError):
    """Someone else is writing to the index or rebuilding it."""


class IndexDamaged(RuntimeError):
    """The index folder cannot be read; it is derived, so rebuilding it mends everything."""


class IndexNotWritten(RuntimeError):
    """A change could not be written (a full disk, missing rights); what was committed before still stands."""
