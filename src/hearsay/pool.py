"""Worker processes under a clock: a task that hangs or dies costs its own report, never the pile."""

from __future__ import annotations

import itertools
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from hearsay.worker import Begun, Output, Task, read_frame, write_frame

__all__ = ["Pool"]

_DECODE = msgspec.msgpack.Decoder(Begun | Output).decode
_DEFAULT_LIMIT_S = 300.0


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
        self._closing = False
        self._threads = [threading.Thread(target=self._feed, args=(i,), daemon=True) for i in range(size)]
        for thread in self._threads:
            thread.start()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Output]]:
        """Outputs as they come, one for each stage of each task (fewer after an error)."""
        source = iter(tasks)
        waiting = 0
        for task in itertools.islice(source, 3 * len(self._threads)):  # a few ahead, never the whole pile in memory
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
        self._closing = True
        for _ in self._threads:
            self._tasks.put(None)
        for worker in self._workers:
            if worker is not None:
                worker.kill()
        for thread in self._threads:
            thread.join(5)
        for worker in self._workers:
            if worker is not None:
                worker.wait()
                for pipe in (worker.stdin, worker.stdout):
                    if pipe:
                        pipe.close()

    def _feed(self, place: int) -> None:
        try:
            while (task := self._tasks.get()) is not None and not self._closing:
                self._attend(place, task)
        except BaseException as error:  # noqa: BLE001 - handed to the caller of run
            if not self._closing:
                self._results.put(error)

    def _attend(self, place: int, task: Task) -> None:
        worker = self._workers[place]
        if worker is None or worker.poll() is not None:
            worker = self._workers[place] = _start(self._command)
        assert worker.stdin is not None and worker.stdout is not None  # noqa: PT018 (both are pipes by construction)
        clock = _Clock(worker.kill)
        stage = task.stages[0]
        try:
            write_frame(worker.stdin, msgspec.msgpack.encode(task))
            clock.set(30 + (self._limits.get(stage) or _DEFAULT_LIMIT_S))  # a fresh worker is still importing
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
        if self._closing:
            return
        worker.kill()
        worker.wait()
        reason = (
            f"gave up after {self._limits.get(stage) or _DEFAULT_LIMIT_S:.0f} s" if clock.rang else "the worker died"
        )
        self._results.put((task, Output(stage, error=reason, last=True)))


class _Clock:
    """Calls ``ring`` when a set time runs out."""

    def __init__(self, ring: Callable[[], Any]) -> None:
        self._ring = ring
        self._timer: threading.Timer | None = None
        self.rang = False

    def set(self, seconds: float) -> None:
        self.stop()
        self._timer = threading.Timer(seconds, self._out)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        if self._timer:
            self._timer.cancel()

    def _out(self) -> None:
        self.rang = True
        self._ring()


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
