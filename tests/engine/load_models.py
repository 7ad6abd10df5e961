"""A child for tests: load each model named on stdin with llama.cpp, decode some text with it, say how that went.

What it prints of a file: "try PATH" before, "fine PATH" or "refused PATH" after. If it dies, the last line names the file.
"""

from __future__ import annotations

import ctypes
import sys

from llama_cpp import llama_cpp as api

TEXT = "<|im_start|>user\nWhat is 12 + é 中?<|im_end|>".encode()


def decode(path: str) -> bool:
    """Load a model and decode a text and one more token; tell whether llama.cpp took the file."""
    params = api.llama_model_default_params()
    params.n_gpu_layers = 0
    model = api.llama_model_load_from_file(path.encode(), params)
    if not model:
        return False
    sizes = api.llama_context_default_params()
    sizes.n_ctx, sizes.n_threads, sizes.n_threads_batch = 64, 1, 1
    context = api.llama_init_from_model(model, sizes)
    if context:
        tokens = (ctypes.c_int32 * 64)()
        count = api.llama_tokenize(api.llama_model_get_vocab(model), TEXT, len(TEXT), tokens, 64, False, True)
        api.llama_decode(context, api.llama_batch_get_one(tokens, count))
        api.llama_decode(context, api.llama_batch_get_one(tokens, 1))
        api.llama_free(context)
    api.llama_model_free(model)
    return bool(context)


def main() -> None:
    """Go through the files."""
    silent = api.llama_log_callback(lambda _level, _text, _data: None)
    api.llama_log_set(silent, ctypes.c_void_p(0))
    api.llama_backend_init()
    for line in sys.stdin:
        path = line.rstrip("\n")
        sys.stdout.write(f"try {path}\n")
        sys.stdout.flush()
        sys.stdout.write(f"{'fine' if decode(path) else 'refused'} {path}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
