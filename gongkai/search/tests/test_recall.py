"""Every true hit is found: against plain substring search over thousands of documents."""

import random
import re
from pathlib import Path

from gongkai.search.index import Index
from gongkai.search.query import Match, Query
from gongkai.search.tests.texts import generated
from gongkai.search.words import asked

COUNT = 2000
PHRASES = 200
_STRETCH = re.compile(r"[\w〔〕“”《》（）—、，：；-]+")
_EDGE = re.compile(r"\d\d|[A-Za-z]{2}")


def cuts(text: str, place: int) -> bool:
    """Whether a place is inside a number or a Latin word, which are found whole only."""
    return 0 < place < len(text) and _EDGE.fullmatch(text[place - 1 : place + 1]) is not None


def holds(text: str, phrase: str) -> bool:
    """Plain substring search, numbers whole."""
    start = text.find(phrase)
    while start >= 0:
        if not cuts(text, start) and not cuts(text, start + len(phrase)):
            return True
        start = text.find(phrase, start + 1)
    return False


def phrases(texts: list[str], count: int, seed: int = 11) -> list[str]:
    """Random words and phrases of two to twelve characters, taken anywhere within a sentence."""
    draw = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        text = draw.choice(texts)
        stretch = draw.choice([match.group() for match in _STRETCH.finditer(text)])
        length = draw.choice([2, 2, 2, 3, 4, 4, 5, 6, 8, 12])
        start = draw.randrange(max(1, len(stretch) - length + 1))
        phrase = stretch[start : start + length]
        if (
            any(not word.single for word in asked(phrase).words)
            and not cuts(stretch, start)
            and not cuts(stretch, start + len(phrase))
        ):
            found[phrase] = None
    return list(found)


def test_every_document_that_holds_a_phrase_is_found(tmp_path: Path) -> None:
    documents = {document.key: document for document in generated(COUNT)}
    texts = {
        key: "\n".join((one.title, one.document_number, one.index_number, one.body, one.attachments))
        for key, one in documents.items()
    }
    index = Index(tmp_path)
    index.rebuild(documents.values())
    for phrase in phrases(list(texts.values()), PHRASES):
        truth = {key for key, text in texts.items() if holds(text, phrase)}
        assert truth
        found = index.search(Query(phrase, size=100))
        assert found.match is Match.ALL
        keys = {hit.key for hit in found.hits}
        for page in range(2, found.pages + 1):
            keys |= {hit.key for hit in index.search(Query(phrase, size=100, page=page)).hits}
        assert len(keys) == found.total
        assert truth <= keys, (phrase, [texts[key][:200] for key in truth - keys][:2])
