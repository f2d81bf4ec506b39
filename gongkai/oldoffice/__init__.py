"""旧版 Office — the text of old Word, Excel and PowerPoint files, and of WPS's own, from their bytes."""

from gongkai.oldoffice.doc import doc
from gongkai.oldoffice.fault import Ancient, Broken, Fault, Locked
from gongkai.oldoffice.ppt import ppt
from gongkai.oldoffice.xls import Cell, cells, xls

__all__ = ["Ancient", "Broken", "Cell", "Fault", "Locked", "cells", "doc", "ppt", "xls"]
