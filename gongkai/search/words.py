"""The words of a question: cut to size, each with its terms and with what it abbreviates."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from gongkai.search.folding import JOINT, fold
from gongkai.search.text import glyphs, is_ideograph, terms, words

LONGEST = 120
MOST_WORDS = 16


@dataclass(frozen=True)
class Word:
    """One word as compared, and other ways to say it (低保: 最低生活保障)."""

    text: str
    others: tuple[str, ...] = ()

    @property
    def terms(self) -> list[str]:
        """Its terms, as a phrase."""
        return terms(self.text)

    @property
    def single(self) -> bool:
        """Whether it is one character, too little for a pair."""
        return len(self.text) == 1 and is_ideograph(self.text)


@dataclass(frozen=True)
class Asked:
    """The words of a question and what to tell the reader about them."""

    words: tuple[Word, ...]
    notices: tuple[str, ...]


@cache
def abbreviations() -> dict[str, tuple[str, ...]]:
    """Abbreviations (简称) as compared and what they stand for."""
    table = Path(__file__).with_name("abbreviations.yaml").read_text(encoding="utf-8")
    return {fold(short): tuple(map(fold, full)) for short, full in yaml.safe_load(table).items()}


def asked(text: str) -> Asked:
    """The words of a question of any length and content."""
    notices = []
    # What is far beyond the limit is not even folded.
    text = " ".join(text[: LONGEST * 10].split()) if len(text) > LONGEST else text
    if len(text) > LONGEST:
        text = text[:LONGEST]
        notices.append(f"检索词过长，只按前 {LONGEST} 个字检索。")
    found = list(dict.fromkeys(words(text)))
    if len(found) > MOST_WORDS:
        found = found[:MOST_WORDS]
        notices.append(f"检索词过多，只按前 {MOST_WORDS} 个词检索。")
    made = tuple(Word(word, abbreviations().get(word, ())) for word in found)
    alone = all(word.single for word in made)
    means = "主要在标题中查找" if alone else "只影响排列先后"
    notices.extend(f"“{word.text}”只有一个字，{means}。" for word in made if word.single)
    return Asked(made, tuple(notices))


def written_out(word: Word) -> list[Word]:
    """A word taken apart at the abbreviations inside it: 崆峒镇低保公示 → 崆峒镇, 低保, 公示."""
    text = word.text.replace(JOINT, "")
    longest_first = sorted(abbreviations(), key=len, reverse=True)
    short = next((short for short in longest_first if short in text), None)
    if short is None or word.others:
        return [word]
    before, after = text.split(short, 1)
    rest = [written_out(Word(part)) for part in (before, after) if len(glyphs(part)) > 1]
    return [Word(short, abbreviations()[short]), *(part for parts in rest for part in parts)]
