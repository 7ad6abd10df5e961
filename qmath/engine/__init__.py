"""Decoding: many sequences in one llama.cpp context."""
