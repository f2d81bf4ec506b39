"""One part of a Word document written in paragraphs: what is seen, what is hidden, what was before (修订)."""

import re
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from gongkai.screening.content.carriers.docx_place import Level
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.markup import Token, attribute, tokens
from gongkai.screening.content.carriers.node import Owner
from gongkai.screening.content.carriers.sweep import ORDERED, TELLING, quote_attributes, quote_pieces

_TEXTS = frozenset({"t", "delText"})
_CODES = frozenset({"instrText", "delInstrText", "rt", "tabs"})
_GONE, _COME = frozenset({"del", "moveFrom"}), frozenset({"ins", "moveTo"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_MARK, _LONGEST_MARK = re.compile("密|内部"), 40
_OFF = ("0", "false", "off")


class Said(NamedTuple):
    """A text within a paragraph: where it stands, or the sign it is; way is gone, come, hidden or ""."""

    low: int
    high: int
    sign: str
    plain: bool
    way: str
    owner: Owner


class Flow:
    """Reads one part. `label` is what people call it, "" for the body; `hidden` are styles that hide."""

    def __init__(self, text: str, part: str, label: str, hidden: frozenset[str]) -> None:
        self._text, self._part, self._label, self._hidden = text, part, label, hidden
        self._levels = [Level(label)]
        self._finished: list[Draft] = []
        self._unseen, self._before, self._aside = Draft(), Draft(), Draft()
        self._said: list[list[Said]] = [[]]
        self._within: list[str] = []  # texts and codes that are open
        self._gone = self._come = self._notes = 0
        self._run_hides = self._paragraph_hides = False
        self._unit = ""

    def drafts(self) -> list[Draft]:
        """What is seen, text boxes (文本框), hidden texts, what was before revision, and what stands aside."""
        for token in tokens(self._text):
            if token.kind in ("text", "data"):
                self._words(token)
            elif token.kind == "comment" or (
                token.kind == "order" and ORDERED.search(self._text, token.low, token.high)
            ):
                quote_pieces(self._aside, self._text, self._part, token.low, token.high, plain=True)
                self._aside.part()
            elif token.kind != "order":
                self._tag(token)
        while self._levels:
            self._end_level()
        return [*self._finished, self._unseen, self._before, self._aside]

    def _words(self, token: Token) -> None:
        if self._within and self._within[-1] in _TEXTS:
            self._say(token.low, token.high, plain=token.kind == "data")
        elif self._within or TELLING.search(self._text, token.low, token.high):
            self._aside.place = self._levels[-1].place("域代码或者设置")
            quote_pieces(self._aside, self._text, self._part, token.low, token.high)

    def _say(self, low: int, high: int, sign: str = "", *, plain: bool = False) -> None:
        hides = self._run_hides or self._paragraph_hides
        way = "gone" if self._gone else "hidden" if hides else "come" if self._come else ""
        unit = self._unit
        if way in ("gone", "hidden"):
            unit = unit or f"{self._part}#{way}{self._notes}"
        self._said[-1].append(Said(low, high, sign, plain, way, Owner(unit)))

    def _tag(self, token: Token) -> None:
        name, kind = token.name, token.kind
        if name in _SIGNS and kind != "end" and self._within[-1:] == []:
            self._say(token.low, token.low, _SIGNS[name])
        elif name in _TEXTS or name in _CODES:
            self._text_tag(token)
        elif name in _GONE or name in _COME:
            self._revision(name in _GONE, kind)
        elif name == "txbxContent":
            self._text_box(kind)
        elif name in ("vanish", "webHidden", "rStyle", "pStyle", "r", "p"):
            self._formatting(token)
        elif name in ("comment", "footnote", "endnote"):
            self._note(token)
        elif name == "fldChar":
            self._aside.part()
        else:
            self._levels[-1].table_tag(name, kind)
        if kind != "end":
            self._aside.place = self._levels[-1].place("替代文字、作者等属性")
            quote_attributes(self._aside, self._text, self._part, token)

    def _text_tag(self, token: Token) -> None:
        if token.kind == "start":
            self._within.append(token.name)
        elif token.kind == "end" and self._within:
            self._within.pop()

    def _revision(self, gone: bool, kind: str) -> None:
        step = {"start": 1, "end": -1}.get(kind, 0)
        self._notes += 1
        if gone:
            self._gone = max(self._gone + step, 0)
        else:
            self._come = max(self._come + step, 0)

    def _formatting(self, token: Token) -> None:
        name, kind = token.name, token.kind
        if name == "r":
            self._run_hides = False
            self._notes += 1
        elif name == "p":
            if kind == "start":
                self._levels[-1].paragraph()
                self._paragraph_hides = False
            elif kind == "end":
                self._end_paragraph()
        elif kind != "end":
            value = attribute(self._text, token.low, token.high, "val")
            if name in ("vanish", "webHidden"):
                self._run_hides = (name == "vanish" and value not in _OFF) or self._run_hides
            elif value in self._hidden:
                self._run_hides = self._run_hides or name == "rStyle"
                self._paragraph_hides = self._paragraph_hides or name == "pStyle"

    def _note(self, token: Token) -> None:
        number = attribute(self._text, token.low, token.high, "id")
        if token.kind == "start":
            self._levels[-1].number = number
            self._unit = f"{self._part}#{number}" if token.name == "comment" else ""
        elif token.kind == "end":
            self._unit, self._levels[-1].number = "", ""

    def _end_paragraph(self) -> None:
        level, said = self._levels[-1], self._said[-1]
        place = level.place()
        self._view(level.draft, place, said, ("", "come"))
        level.draft.part(level.after_paragraph)
        ways = {one.way for one in said}
        if "hidden" in ways:
            self._view(self._unseen, level.place("隐藏文字"), said, ("", "come", "hidden"))
            self._unseen.part()
        if "gone" in ways:
            self._view(self._before, level.place("修订中删除的文字"), said, ("", "hidden", "gone"))
            self._before.part()
        for way, draft, what in (
            ("hidden", self._unseen, "隐藏文字"),
            ("gone", self._before, "修订中删除的文字"),
        ):
            if way in ways and len(ways) > 1:
                self._alone(draft, level.place(what), said, way)
        self._said[-1] = []

    def _alone(self, draft: Draft, place: str, said: list[Said], way: str) -> None:
        """What was hidden or deleted in one go, by itself: it may be a mark (机密)."""
        for one_way, together in groupby(said, attrgetter("way")):
            stretch = list(together)
            text = "".join(self._text[one.low : one.high] for one in stretch)
            if one_way == way and len(text) < _LONGEST_MARK and _MARK.search(text):
                draft.part()
                self._view(draft, place, stretch, (way,))
                draft.part()

    def _view(self, draft: Draft, place: str, said: list[Said], ways: tuple[str, ...]) -> None:
        draft.place = place
        for one in said:
            if one.way in ways:
                if one.sign:
                    draft.say(one.sign)
                else:
                    quote_pieces(
                        draft, self._text, self._part, one.low, one.high, owner=one.owner, plain=one.plain
                    )

    def _text_box(self, kind: str) -> None:
        if kind == "start":
            self._levels.append(Level(self._levels[0].place("文本框")))
            self._said.append([])
        elif kind == "end" and len(self._levels) > 1:
            self._end_level()

    def _end_level(self) -> None:
        self._end_paragraph()
        self._finished.append(self._levels.pop().draft)
        self._said.pop()
