"""Worker processes under a clock: a task that hangs or dies costs its own report, never the pile."""

from __future__ import annotations

import itertools
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress

import msgspec

from hearsay.worker import Begun, Output, Task, read_frame, write_frame

__all__ = ["Pool"]

_DECODE = msgspec.msgpack.Decoder(Begun | Output).decode
_DEFAULT_LIMIT_S = 300.0
_LOOK_S = 0.25  # between looks at the clocks


class Pool:
    """``size`` workers, each a process of its own with a thread here that feeds it.

    ``limits`` gives the wall seconds a stage may take on one task; past it the worker is killed and another started.
    ``choice``: the reader and attributor its workers use (``Plan.choice``).
    """

    def __init__(self, size: int, limits: dict[str, float | None], choice: str = "") -> None:
        self._command = [sys.executable, "-m", "hearsay.worker", *([choice] if choice else [])]
        self._limits = limits
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[tuple[Task, Output] | BaseException] = queue.SimpleQueue()
        self._workers: list[subprocess.Popen[bytes] | None] = [None] * size
        self._clocks = [_Clock() for _ in range(size)]
        self._closing = threading.Event()
        self._threads = [threading.Thread(target=self._feed, args=(i,), daemon=True) for i in range(size)]
        self._threads.append(threading.Thread(target=self._watch, daemon=True))
        for thread in self._threads:
            thread.start()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Output]]:
        """Outputs as they come, one for each stage of each task (fewer after an error)."""
        source = iter(tasks)
        waiting = 0
        for task in itertools.islice(source, 3 * len(self._workers)):  # a few ahead, never the whole pile in memory
            self._tasks.put(task)
            waiting += 1
        while waiting:
            result = self._results.get()
            if isinstance(result, BaseException):
                raise result
            task, output = result
            if output.last:
                waiting -= 1
                for following in itertools.islice(source, 1):
                    self._tasks.put(following)
                    waiting += 1
            yield task, output

    def close(self) -> None:
        """End the workers at once; what they had not handed over is lost, and made again by the next run."""
        self._closing.set()
        for _ in self._workers:
            self._tasks.put(None)
        for worker in self._workers:
            if worker is not None:
                worker.kill()
        for thread in self._threads:
            thread.join(5)
        for worker in self._workers:
            if worker is not None:
                _bury(worker)

    def _feed(self, place: int) -> None:
        try:
            while (task := self._tasks.get()) is not None and not self._closing.is_set():
                self._attend(place, task)
        except BaseException as error:  # noqa: BLE001 - handed to the caller of run
            if not self._closing.is_set():
                self._results.put(error)

    def _watch(self) -> None:
        """Kill the workers whose time has run out: one look at all clocks, for a timer a stage costs a thread each."""
        while not self._closing.wait(_LOOK_S):
            for clock, worker in zip(self._clocks, self._workers, strict=True):
                if worker is not None and clock.runs_out():
                    worker.kill()

    def _attend(self, place: int, task: Task) -> None:
        worker = self._workers[place]
        if worker is not None and worker.poll() is not None:
            _bury(worker)
            worker = None
        if worker is None:
            worker = self._workers[place] = _start(self._command)
        assert worker.stdin is not None and worker.stdout is not None  # noqa: PT018 (both are pipes by construction)
        clock = self._clocks[place]
        stage = task.stages[0]
        try:
            clock.set(30 + (self._limits.get(stage) or _DEFAULT_LIMIT_S))  # a fresh worker is still importing
            write_frame(worker.stdin, msgspec.msgpack.encode(task))
            while (frame := read_frame(worker.stdout)) is not None:
                message = _DECODE(frame)
                if isinstance(message, Begun):
                    stage = message.stage
                    clock.set(self._limits.get(stage) or _DEFAULT_LIMIT_S)
                    continue
                self._results.put((task, message))
                if message.last:
                    return
        except OSError:
            pass
        finally:
            clock.stop()
        if self._closing.is_set():
            return
        worker.kill()
        _bury(worker)
        self._workers[place] = None
        reason = (
            f"gave up after {self._limits.get(stage) or _DEFAULT_LIMIT_S:.0f} s" if clock.rang else "the worker died"
        )
        self._results.put((task, Output(stage, error=reason, last=True)))


class _Clock:
    """Until when a worker may go on. ``rang``: the time set last has run out."""

    def __init__(self) -> None:
        self._until: float | None = None
        self.rang = False

    def set(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self.rang = False

    def stop(self) -> None:
        self._until = None

    def runs_out(self) -> bool:
        """Whether the time is over; true once."""
        until = self._until
        if until is None or time.monotonic() < until:
            return False
        self._until, self.rang = None, True
        return True


def _bury(worker: subprocess.Popen[bytes]) -> None:
    worker.wait()
    for pipe in (worker.stdin, worker.stdout):
        with suppress(OSError):  # what was not sent stays so
            if pipe:
                pipe.close()


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    env = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    return subprocess.Popen(  # noqa: S603 (this interpreter, our module, one argument of JSON)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=env,
        start_new_session=True,  # Ctrl-C reaches the parent alone; when it goes, stdin closes and the worker ends
    )
