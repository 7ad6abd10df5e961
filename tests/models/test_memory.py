"""Claims about the memory and disk that the system tells."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qmath.models.memory import Ram, free_disk, linux_ram, mac_available, ram

MEMINFO = "MemTotal:       16000000 kB\nMemFree:         1000000 kB\nMemAvailable:    8000000 kB\n"
TOTAL, AVAILABLE = 16_000_000 * 1024, 8_000_000 * 1024


def _write(root: Path, files: dict[str, str]) -> Path:
    for name, text in {"proc/meminfo": MEMINFO, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="ascii")
    return root


def test_without_a_container_it_is_what_proc_says(tmp_path: Path) -> None:
    assert linux_ram(_write(tmp_path, {})) == Ram(TOTAL, AVAILABLE)


def test_the_limit_of_a_container_counts_less_what_is_used_and_cannot_go(tmp_path: Path) -> None:
    group = {"memory.max": "4000000000", "memory.current": "3000000000", "memory.stat": "anon 5\ninactive_file 1000000000\n"}
    files = {f"sys/fs/cgroup/{name}": text for name, text in group.items()}
    assert linux_ram(_write(tmp_path, {"proc/self/cgroup": "0::/\n", **files})) == Ram(4_000_000_000, 2_000_000_000)


def test_the_narrowest_group_around_counts(tmp_path: Path) -> None:
    files = {
        "proc/self/cgroup": "0::/a/b\n",
        "sys/fs/cgroup/a/b/memory.max": "max",
        "sys/fs/cgroup/a/b/memory.current": "100",
        "sys/fs/cgroup/a/memory.max": "3000000000",
        "sys/fs/cgroup/a/memory.current": "1000000000",
    }
    assert linux_ram(_write(tmp_path, files)) == Ram(3_000_000_000, 2_000_000_000)


def test_control_groups_of_the_first_version_count_too(tmp_path: Path) -> None:
    files = {
        "proc/self/cgroup": "7:cpu:/\n5:memory:/job\n0::/\n",
        "sys/fs/cgroup/memory/job/memory.limit_in_bytes": "2000000000",
        "sys/fs/cgroup/memory/job/memory.usage_in_bytes": "500000000",
        "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712",
        "sys/fs/cgroup/memory/memory.usage_in_bytes": "1",
    }
    assert linux_ram(_write(tmp_path, files)) == Ram(2_000_000_000, 1_500_000_000)


def test_more_used_than_allowed_leaves_nothing(tmp_path: Path) -> None:
    group = {"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/memory.max": "5", "sys/fs/cgroup/memory.current": "9"}
    assert linux_ram(_write(tmp_path, group)) == Ram(5, 0)


@pytest.mark.skipif(sys.platform not in {"linux", "darwin", "win32"}, reason="an unknown system may not tell")
def test_this_machine_tells() -> None:
    found = ram()
    assert found is not None
    assert 0 < found.available_bytes <= found.total_bytes


def test_what_a_mac_can_give_is_free_or_easily_freed() -> None:
    said = (
        "Mach Virtual Memory Statistics: (page size of 16384 bytes)\n"
        "Pages free:                               10.\nPages active:                            999.\n"
        "Pages inactive:                           20.\nPages speculative:                         3.\n"
        "Pages purgeable:                           4.\n"
    )
    assert mac_available(said) == 37 * 16384
    with pytest.raises(ValueError, match="nothing"):
        mac_available("nothing")


def test_the_disk_is_that_of_a_folder_that_may_not_exist_yet(tmp_path: Path) -> None:
    assert free_disk(tmp_path / "not" / "there") == pytest.approx(free_disk(tmp_path), rel=0.1)


def test_the_disk_of_a_folder_that_cannot_be_is_that_of_the_one_around_it(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    for folder in (tmp_path / "circle" / "in", tmp_path / ("x" * 300)):
        assert free_disk(folder) == pytest.approx(free_disk(tmp_path), rel=0.1)
