"""XML files that are no Office files of today: all they say; a Word or Excel file of 2003 in XML too."""

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.markup import decoded
from gongkai.screening.content.carriers.sweep import sweep


def markups(data: bytes, contents: Contents) -> None:
    """Read an XML file."""
    draft = Draft()
    sweep(decoded(data)[0], "", draft)
    contents.add(draft.reading())
