"""A tokenizer by syllable, number and sign, with exact offsets: ``doc.text`` is the text that came in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Doc
from spacy.util import registry

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\s|.", re.S)


class SyllableTokenizer:
    """Words and digits in runs, every other character a token of its own, so that any span of words, numbers or
    signs has token borders. A single space behind a token is its trailing white space, as spaCy has it."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for token in _TOKEN.findall(text):
            if token == " " and words and not spaces[-1] and words[-1] != " ":
                spaces[-1] = True
            else:
                words.append(token)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to store; spaCy asks."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> SyllableTokenizer:
        """Nothing to load; spaCy asks."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Nothing to store; spaCy asks."""

    def from_disk(self, _path: object, **_: object) -> SyllableTokenizer:
        """Nothing to load; spaCy asks."""
        return self


@registry.tokenizers("rasoat_syllables")  # type: ignore[untyped-decorator]
def create_tokenizer() -> object:
    """The tokenizer for a spaCy configuration (``{"@tokenizers": "rasoat_syllables"}``)."""

    def make(nlp: Language) -> SyllableTokenizer:
        return SyllableTokenizer(nlp.vocab)

    return make
