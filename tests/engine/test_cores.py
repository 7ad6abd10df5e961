"""Threads are few."""

from __future__ import annotations

import os

from qmath.engine.cores import physical_cores, threads_for


def test_a_tiny_model_gets_one_thread_and_a_large_one_all_cores() -> None:
    assert threads_for(8_000_000) == 1
    assert threads_for(935_000_000) == physical_cores()


def test_there_are_no_more_cores_than_processors() -> None:
    assert 1 <= physical_cores() <= (os.cpu_count() or 1)
