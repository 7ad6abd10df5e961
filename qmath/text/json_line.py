"""One JSON document on one line, readable by any decoder.

Here: the text of a document. Not here: what is in it (``schema.py``) and where it goes.
"""

from __future__ import annotations

import json
import re
from typing import Any

_FRAGILE = re.compile(r"[\ud800-\udfff\x7f-\x9f\u2028\u2029]")


def json_line(document: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return a document as one line of JSON: lone surrogates, control characters and all line ends are escaped."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    return _FRAGILE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
