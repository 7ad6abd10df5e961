"""A model's tokens, as llama.cpp knows them.

Here: text to tokens and back. Not here: pieces of text while they stream (``detokenize.py``), what prompts are made of
(``text/prompts.py``).
"""

from __future__ import annotations

import ctypes
import unicodedata

from qmath.engine.bindings import load_api
from qmath.errors import DecodeError
from qmath.text.prompts import END_OF_TEXT, IM_END

api = load_api()


class LlamaVocabulary:
    """The tokens of a model."""

    def __init__(self, model: int) -> None:
        self._vocab = api.llama_model_get_vocab(model)
        self._num_tokens = int(api.llama_vocab_n_tokens(self._vocab))
        self._pieces: list[bytes | None] = [None] * self._num_tokens
        self._buffer = ctypes.create_string_buffer(256)
        named = (self.tokenize(name, is_control=True) for name in (IM_END, END_OF_TEXT))
        self._ends = frozenset(tokens[0] for tokens in named if len(tokens) == 1)

    @property
    def num_tokens(self) -> int:
        """Return the number of tokens there are."""
        return self._num_tokens

    def tokenize(self, text: str, *, is_control: bool) -> list[int]:
        """Return the tokens of a text; control tokens are recognised only with ``is_control``.

        Text is brought to NFC first, as the model's own tokenizer does and llama.cpp does not.
        Source: tokenizer.json of Qwen/Qwen2.5-Math-1.5B-Instruct, ``normalizer``.
        """
        data = unicodedata.normalize("NFC", text).encode("utf-8", "replace")
        room = len(data) + 1  # no token is shorter than a byte
        tokens = (api.llama_token * room)()
        count = api.llama_tokenize(self._vocab, data, len(data), tokens, room, False, is_control)
        if count < 0:
            raise DecodeError(f"llama.cpp cannot tokenise a text of {len(data)} bytes")
        return list(tokens[:count])

    def piece(self, token: int) -> bytes:
        """Return the bytes of a token; nothing for control tokens."""
        piece = self._pieces[token]
        if piece is None:
            piece = self._pieces[token] = self._read_piece(token)
        return piece

    def _read_piece(self, token: int) -> bytes:
        length = api.llama_token_to_piece(self._vocab, token, self._buffer, len(self._buffer), 0, False)
        if length < 0:
            self._buffer = ctypes.create_string_buffer(-length)
            length = api.llama_token_to_piece(self._vocab, token, self._buffer, -length, 0, False)
        return self._buffer.raw[: int(length)]

    def is_end(self, token: int) -> bool:
        """Tell whether a token ends an answer."""
        return token in self._ends or bool(api.llama_vocab_is_eog(self._vocab, token))
