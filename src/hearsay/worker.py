"""A worker process: runs stages on what it is sent, one task at a time, and never writes to the case.

Frames on stdin and stdout are a 4-byte length and msgpack. Run as ``python -m hearsay.worker``: no start method of
multiprocessing is involved, so a caller's script needs no guard and nothing of the caller is copied.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Mapping
from typing import IO, Any

import msgspec

from hearsay.errors import HearsayError
from hearsay.stage import Made, Plan, Stage
from hearsay.types import Dropped

__all__ = ["Begun", "Output", "Task", "read_frame", "serve", "work", "write_frame"]


class Task(msgspec.Struct, array_like=True):
    """Run stages in order on one key. ``inputs`` are encoded products by name; ``texts`` serve a text stage."""

    stages: list[str]
    key: str
    inputs: dict[str, bytes] = {}
    maps: dict[str, dict[str, bytes]] = {}
    texts: list[str] = []
    failed: str = ""  # why the first stage failed before: use its fallback


class Begun(msgspec.Struct, array_like=True, tag="begun"):
    """A stage is starting."""

    stage: str


class Output(msgspec.Struct, array_like=True, tag="output"):
    """A stage is done with a key: its product, or what went wrong."""

    stage: str
    body: bytes = b""
    bodies: list[bytes] = []
    dropped: list[Dropped] = []
    seconds: float = 0.0
    error: str = ""
    last: bool = False


def serve() -> None:
    """Read tasks until stdin closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not reach the frames
    plan = _plan()
    stages = {stage.name: stage for stage in plan.stages}
    decode = msgspec.msgpack.Decoder(Task).decode
    gc.freeze()
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        task = decode(frame)
        names = task.stages
        made: dict[str, Any] = {}
        for i, name in enumerate(names):
            write_frame(out, msgspec.msgpack.encode(Begun(name)))
            output = work(stages[name], task, made, plan.types)
            output.last = bool(output.error) or i == len(names) - 1
            write_frame(out, msgspec.msgpack.encode(output))
            if output.error:
                break


def work(stage: Stage, task: Task, made: dict[str, Any], types: Mapping[str, Any]) -> Output:
    """Run one stage of a task; ``made`` holds what earlier stages of it made, ``types`` what products decode to."""
    begin = time.perf_counter()
    try:
        if stage.scope == "text":
            assert stage.run_batch is not None
            values = stage.run_batch(task.texts)
            return Output(
                stage.name, bodies=[msgspec.msgpack.encode(v) for v in values], seconds=time.perf_counter() - begin
            )
        needs = {need: made[need] if need in made else _decode(need, task, types) for need in stage.needs}
        if task.failed and stage.name == task.stages[0]:
            value = _fall_back(stage, needs, task)
        else:
            assert stage.run is not None
            value = stage.run(**needs)
        made[stage.makes] = value.value
        body = msgspec.msgpack.encode(value.value)
        return Output(stage.name, body=body, dropped=list(value.dropped), seconds=time.perf_counter() - begin)
    except Exception as error:
        if stage.here and isinstance(error, HearsayError):
            raise  # whom it asks is gone: nothing is gained by asking for the rest
        return Output(stage.name, seconds=time.perf_counter() - begin, error=f"{type(error).__name__}: {error}"[:300])


def _fall_back(stage: Stage, needs: dict[str, Any], task: Task) -> Made[Any]:
    what = f"stage {stage.name} failed ({task.failed})"
    if stage.fallback is not None:
        made: Made[Any] = stage.fallback(needs[stage.needs[0]], task.failed)
        return Made(made.value, (*made.dropped, Dropped(task.key, what, stage.name, "the simpler reading was used")))
    if getattr(stage.type, "__origin__", None) is tuple:
        return Made((), (Dropped(task.key, what, stage.name, "nothing was read here"),))
    raise RuntimeError(task.failed)


def _decode(need: str, task: Task, kinds: Mapping[str, Any]) -> Any:
    if need in task.maps:
        return {text: msgspec.msgpack.decode(body, type=kinds[need]) for text, body in task.maps[need].items()}
    return msgspec.msgpack.decode(task.inputs[need], type=kinds[need])


def _plan() -> Plan:
    from hearsay.plan import build_plan
    from hearsay.plugs import Choice

    return build_plan(Choice.decode(sys.argv[1]) if len(sys.argv) > 1 else Choice())


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame, None at the end."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    return stream.read(int.from_bytes(head, "big"))


def write_frame(stream: IO[bytes], frame: bytes) -> None:
    """Send a frame."""
    stream.write(len(frame).to_bytes(4, "big"))
    stream.write(frame)
    stream.flush()


if __name__ == "__main__":
    serve()
