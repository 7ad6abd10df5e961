"""Pulls one file from an address in a process of its own, to be killed: ``puller.py ADDRESS FOLDER SHA256 NUM_BYTES [MAX_FILE_BYTES]``.

With the last argument the system refuses to let a file grow beyond it, as a full disk does.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from qmath.errors import QmathError
from qmath.models.catalog import Entry, ModelFile, Part, Source, SourceKind
from qmath.models.download import tls_context
from qmath.models.pull import pull
from qmath.models.ranges import Limits
from qmath.models.sources import Network
from qmath.models.store import Places

LIMITS = Limits(num_connections=3, span_bytes=4 << 20, stall_s=60.0, patience_s=120.0, min_wait_s=0.05, max_wait_s=0.5)


def main() -> int:
    address, folder, sha256, num_bytes, *limit = sys.argv[1:]
    if limit:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit[0]), int(limit[0])))
    source = Source(SourceKind.URL, address)
    entry = Entry("tiny", "Tiny", (ModelFile("Q8_0", (Part("tiny.gguf", int(num_bytes), sha256),)),), sources=(source,))
    places = Places(Path(folder) / "models", Path(folder) / "hub")
    try:
        pull(entry, entry.files[0], places, Network(tls_context, ""), lambda _progress: None, LIMITS)
    except QmathError as error:
        sys.stderr.write(f"{error.message}\n{error.hint}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
