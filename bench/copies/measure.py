"""One tool on one workload in a process of its own: CPU seconds, children included, and peak memory.

``python -m bench.copies.measure TOOL ROWS OUT [--cold]`` prints a line of JSON. The rows are in memory before the clock
starts. A tool is warmed on 40 rows first, so that what it loads or compiles once is not counted; ``--cold`` leaves that
out: with an empty ``NUMBA_CACHE_DIR`` this is the first run after installation.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

__all__ = ["measure"]


def measure(tool: str, rows: Path, out: Path, *, cold: bool = False) -> dict[str, float]:
    """Run a tool on rows in a fresh process; its answer goes into ``out`` (.npz)."""
    command = [sys.executable, "-m", "bench.copies.measure", tool, str(rows), str(out)]
    with tempfile.TemporaryDirectory() as scratch:
        env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        if cold:
            command.append("--cold")
            env["NUMBA_CACHE_DIR"] = scratch
        done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=env)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _measure(tool: str, path: Path, out: Path, cold: bool) -> dict[str, float]:
    import numpy as np

    from bench.copies.tools import TOOLS, Row

    with path.open(encoding="utf-8") as lines:
        rows = [Row(**json.loads(line)) for line in lines]
    run = TOOLS[tool].run
    warmed = _cpu()
    if not cold:
        _warm(tool)
    warmed = _cpu() - warmed
    before = _reset_peak()
    begun, wall = _cpu(), time.perf_counter()
    answer = run(rows)
    spent, wall = _cpu() - begun, time.perf_counter() - wall
    np.savez(out, **answer._asdict())
    return {
        "documents": len(rows),
        "cpu": spent,
        "wall": wall,
        "warm-up cpu": warmed,
        "peak MB": _peak() / 1e6,
        "rows MB": before / 1e6,
        "passages": len(answer.pairs),
    }


def _warm(tool: str) -> None:
    """Let a tool load and compile: first on a few rows, then, where it has another engine for many, on made-up words."""
    import random

    from bench.copies.tools import TOOLS, Row

    rnd = random.Random(0)
    words = [f"w{i}" for i in range(20_000)]
    texts = [" ".join(rnd.choices(words, k=400)) for _ in range(40)]
    rows = [Row(str(i), t + " " + texts[i // 2][:600], "o", "") for i, t in enumerate(texts)]
    TOOLS[tool].run(rows)
    if tool == "hearsay":
        from hearsay.copies.jit import LARGE

        long = [" ".join(rnd.choices(words, k=LARGE // 40 + 1000)) for _ in range(40)]
        TOOLS[tool].run([Row(str(i), t + " " + long[i // 2][:600], f"o{i}", "") for i, t in enumerate(long)])


def _cpu() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def _reset_peak() -> float:
    """Forget what the warm-up held; gives what is held now, in bytes."""
    with suppress(OSError):  # where a system has no such thing, the warm-up stays in the peak: too high, never too low
        Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> float:
    """The most memory this process has held, in bytes."""
    try:
        status = Path("/proc/self/status").read_text()
        return 1024.0 * int(status.partition("VmHWM:")[2].split()[0])
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1.0 if sys.platform == "darwin" else 1024.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tool")
    parser.add_argument("rows", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cold", action="store_true")
    args = parser.parse_args()
    print(json.dumps(_measure(args.tool, args.rows, args.out, args.cold)))


if __name__ == "__main__":
    main()
