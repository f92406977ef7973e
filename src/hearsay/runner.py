"""The runner: takes a case through the plan, making only what is missing or rests on something that changed.

A product is made again when the hash of its stage, version and inputs differs from the stored one; inputs are compared
by content, so a stage that gives the same product as before stops the change. Every finished product is committed:
after Ctrl-C or kill -9 the same command goes on from there.
"""

from __future__ import annotations

import gc
import itertools
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import msgspec

from hearsay.pool import Pool
from hearsay.stage import Plan, Stage
from hearsay.store import Row, Writer
from hearsay.text import digest
from hearsay.types import Dropped
from hearsay.worker import Output, Task, work

__all__ = ["Progress", "run_plan", "usable_cores"]

Progress = Callable[[str, int, int], None]  # stage, units made, units in all

_ABREAST = 64  # products committed together
_AT_HAND = 2048  # products of texts kept by their keys


def usable_cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_plan(
    store: Writer, plan: Plan, documents: Mapping[str, bytes], workers: int, progress: Progress
) -> tuple[dict[str, float], set[str]]:
    """Bring every product of the plan up to date. ``workers`` 0 runs everything in this process.

    Gives seconds per stage (summed over workers) and the ids of reports that could not be read at all.
    """
    run = _Run(store, plan, documents, workers, progress)
    try:
        run.go()
    finally:
        run.close()
    return run.seconds, run.lost


class _Run:
    def __init__(
        self, store: Writer, plan: Plan, documents: Mapping[str, bytes], workers: int, progress: Progress
    ) -> None:
        self.store = store
        self.plan = plan
        self.documents = documents
        self.progress = progress
        self.seconds: dict[str, float] = {}
        self.lost: set[str] = set()
        self._workers = workers
        self._pool: Pool | None = None
        self._digests: dict[str, dict[str, str]] = {
            "document": {k: digest(k, hash_bytes(b)) for k, b in documents.items()}
        }
        self._types = plan.types
        self._stages = {s.makes: s for s in plan.stages}
        self._texts: dict[str, dict[str, list[tuple[str, str]]]] = {}  # product → report → [(key, text)]
        self._text_body = lru_cache(maxsize=_AT_HAND)(store.body)  # a reprint asks for the same

    def go(self) -> None:
        # What a text stage set aside is tried again; what a stage of no use here set aside has no say.
        self.store.keep_dropped(["collect", *(s.name for s in self.plan.stages if s.scope != "text")])
        legs = _legs(self.plan)
        for i, leg in enumerate(legs):
            scope = leg[0].scope
            if all(later[0].scope == "pile" for later in legs[i:]):
                self.close()  # nothing is left for the workers: give their memory back
            if scope == "report":
                self._reports(leg)
            elif scope == "text":
                self._text(leg[0])
            else:
                self._pile(leg[0])

    def close(self) -> None:
        if self._pool:
            self._pool.close()
            self._pool = None

    # reports ---------------------------------------------------------------------------------------------------------

    def _reports(self, leg: list[Stage]) -> None:
        stamps = {stage.name: self.store.stamps(stage.name) for stage in leg}
        keys = [key for key in self.documents if key not in self.lost]
        todo: dict[str, list[Stage]] = {}
        for key in keys:
            for stage in leg:
                if key in stamps[stage.name]:
                    self._digests.setdefault(stage.makes, {})[key] = stamps[stage.name][key][1]
            stale = [s for s in leg if key not in stamps[s.name] or stamps[s.name][key][0] != self._inputs(s, key)]
            if stale:
                first = leg.index(stale[0])
                todo[key] = leg[first:]
        for stage in leg:
            self._digests.setdefault(stage.makes, {})
        label = leg[-1].name
        pending: dict[str, list[tuple[Row, list[Dropped]]]] = {stage.name: [] for stage in leg}
        again: list[tuple[str, list[Stage], str]] = [(key, stages, "") for key, stages in todo.items()]
        done = 0
        while again:
            batch, again = again, []
            plans = {key: stages for key, stages, _ in batch}
            for task, output in self._work(self._task(key, stages, failed) for key, stages, failed in batch):
                stage = next(s for s in leg if s.name == output.stage)
                self._spent(stage, output)
                if output.error:
                    rest = plans[task.key][plans[task.key].index(stage) :]
                    if task.failed and stage.name == task.stages[0]:
                        self._lose(task.key, stage, output.error)
                    else:
                        again.append((task.key, rest, output.error))
                    continue
                row = Row(task.key, self._inputs(stage, task.key), hash_bytes(output.body), output.body)
                self._digests[stage.makes][task.key] = row.digest
                pending[stage.name].append((row, output.dropped))
                if sum(map(len, pending.values())) >= _ABREAST:
                    self._flush(pending)
                if output.last:
                    done += 1
                    self.progress(label, done, len(todo))
            self._flush(pending)

    def _inputs(self, stage: Stage, key: str) -> str:
        parts = [stage.name, stage.version]
        for need in stage.needs:
            maker = self._stages.get(need)
            if maker is not None and maker.scope == "text":
                table = self._digests[need]
                parts += [table[k] for k, _ in self._texts[need].get(key, [])]
            elif maker is not None and maker.level == "pile":
                parts.append(self._digests[need][""])
            else:
                parts.append(self._digests[need].get(key, ""))
        return digest(*parts)

    def _task(self, key: str, stages: list[Stage], failed: str) -> Task:
        within = {stage.makes for stage in stages}
        inputs: dict[str, bytes] = {}
        maps: dict[str, dict[str, bytes]] = {}
        for need in dict.fromkeys(n for stage in stages for n in stage.needs):
            if need in within:
                continue
            maker = self._stages.get(need)
            if maker is None:
                inputs[need] = self.documents[key]
            elif maker.scope == "text":
                made = self._digests[need]  # without those that failed now, though an older product may be there
                rows = [(k, text) for k, text in self._texts[need].get(key, []) if made.get(k)]
                bodies = ((text, self._text_body(maker.name, k)) for k, text in rows)
                maps[need] = {text: body for text, body in bodies if body is not None}
            else:
                inputs[need] = self._body(maker, "" if maker.level == "pile" else key)
        return Task([stage.name for stage in stages], key, inputs, maps, failed=failed)

    def _lose(self, key: str, stage: Stage, error: str) -> None:
        self.lost.add(key)
        for table in self._digests.values():
            table.pop(key, None)
        for other in self.plan.stages:
            if other.level == "report":
                self.store.forget(other.name, [key])
        self.store.set_dropped(
            stage.name, key, [Dropped(key, "the whole report", stage.name, f"could not be read: {error}")]
        )

    # texts -----------------------------------------------------------------------------------------------------------

    def _text(self, stage: Stage) -> None:
        assert stage.texts is not None
        (need,) = stage.needs
        of_report: dict[str, list[tuple[str, str]]] = {}
        texts: dict[str, str] = {}
        for key, value in self._values(need).items():
            rows = [(digest(text, size=16), text) for text in dict.fromkeys(stage.texts(value))]
            of_report[key] = rows
            texts.update(rows)
        self._texts[stage.makes] = of_report
        stamps = self.store.stamps(stage.name)
        inputs = digest(stage.name, stage.version)
        self._digests[stage.makes] = {k: stamps[k][1] for k in texts if k in stamps and stamps[k][0] == inputs}
        todo = [(k, t) for k, t in texts.items() if k not in self._digests[stage.makes]]
        self.store.forget(stage.name, [k for k in stamps if k not in texts])
        done = 0
        keys_of = {batch[0][0]: ([k for k, _ in batch], [t for _, t in batch]) for batch in _batches(todo, stage.batch)}
        while keys_of:
            retry: dict[str, tuple[list[str], list[str]]] = {}
            tasks = [Task([stage.name], first, texts=ts) for first, (_, ts) in keys_of.items()]
            for task, output in self._work(iter(tasks), stage.here):
                self._spent(stage, output)
                keys, ts = keys_of[task.key]
                if output.error and len(keys) > 1:
                    retry.update({k: ([k], [t]) for k, t in zip(keys, ts, strict=True)})
                    continue
                if output.error:
                    self.store.set_dropped(
                        stage.name,
                        keys[0],
                        [Dropped(None, ts[0][:200], stage.name, f"could not be read: {output.error}")],
                    )
                    self._digests[stage.makes][keys[0]] = ""
                else:
                    made = [Row(k, inputs, hash_bytes(b), b) for k, b in zip(keys, output.bodies, strict=True)]
                    self.store.put(stage.name, [(row, ()) for row in made])
                    self._digests[stage.makes].update({row.key: row.digest for row in made})
                done += len(keys)
                self.progress(stage.name, done, len(todo))
            keys_of = retry

    # pile ------------------------------------------------------------------------------------------------------------

    def _pile(self, stage: Stage) -> None:
        parts = [stage.name, stage.version]
        for need in stage.needs:
            table = self._digests[need]
            parts += [part for key in sorted(table) if key not in self.lost for part in (key, table[key])]
            parts.append(need)
        inputs = digest(*parts)
        stamps = self.store.stamps(stage.name)
        live = [k for k in self.documents if k not in self.lost] if stage.per_report else [""]
        if all(k in stamps and stamps[k][0] == inputs for k in live):
            self._digests[stage.makes] = {k: stamps[k][1] for k in live}
            return
        self.progress(stage.name, 0, 1)
        begin = time.perf_counter()
        assert stage.run is not None
        with _uncollected():
            made = stage.run(**{need: self._need(need) for need in stage.needs})
        values: dict[str, Any] = made.value if stage.per_report else {"": made.value}
        rows = []
        for key in sorted(values):
            body = msgspec.msgpack.encode(values[key])
            rows.append(
                (
                    Row(key, inputs, hash_bytes(body), body),
                    [d for d in made.dropped if stage.per_report and d.report == key],
                )
            )
        self.store.put(stage.name, rows)
        loose = [d for d in made.dropped if not stage.per_report or d.report not in values]
        self.store.set_dropped(stage.name, "", loose)
        self._digests[stage.makes] = {row.key: row.digest for row, _ in rows}
        self.seconds[stage.name] = self.seconds.get(stage.name, 0.0) + time.perf_counter() - begin
        self.progress(stage.name, 1, 1)

    # shared ----------------------------------------------------------------------------------------------------------

    def _need(self, need: str) -> Any:
        maker = self._stages.get(need)
        if maker is not None and maker.level == "pile":
            return msgspec.msgpack.decode(self._body(maker, ""), type=maker.type)
        return self._values(need)

    def _values(self, need: str) -> dict[str, Any]:
        decode = msgspec.msgpack.Decoder(self._types[need]).decode
        maker = self._stages.get(need)
        if maker is None:
            return {k: decode(b) for k, b in sorted(self.documents.items()) if k not in self.lost}
        live = self._digests[need]
        return {k: decode(b) for k, b in self.store.bodies(maker.name) if k in live}

    def _body(self, maker: Stage, key: str) -> bytes:
        body = self.store.body(maker.name, key)
        assert body is not None, f"{maker.name} made nothing for {key}"
        return body

    def _work(self, tasks: Iterator[Task], here: bool = False) -> Iterator[tuple[Task, Output]]:
        if self._workers and not here:
            first = next(tasks, None)
            if first is None:
                return
            if self._pool is None:
                limits = {s.name: s.limit_s for s in self.plan.stages}
                self._pool = Pool(self._workers, limits, self.plan.choice)
            yield from self._pool.run(itertools.chain([first], tasks))
            return
        named = {s.name: s for s in self.plan.stages}
        for task in tasks:
            made: dict[str, Any] = {}
            for i, name in enumerate(task.stages):
                output = work(named[name], task, made, self._types)
                output.last = bool(output.error) or i == len(task.stages) - 1
                yield task, output
                if output.error:
                    break

    def _spent(self, stage: Stage, output: Output) -> None:
        self.seconds[stage.name] = self.seconds.get(stage.name, 0.0) + output.seconds

    def _flush(self, pending: dict[str, list[tuple[Row, list[Dropped]]]]) -> None:
        for name, rows in pending.items():
            if rows:
                self.store.put(name, rows)
                rows.clear()


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: records have none, and it would go through the millions a pile stage holds."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def hash_bytes(body: bytes) -> str:
    """A content hash of a product."""
    import hashlib

    return hashlib.blake2b(body, digest_size=12).hexdigest()


def _legs(plan: Plan) -> list[list[Stage]]:
    """Neighbouring report stages run in one task, so that a report crosses to a worker once."""
    legs: list[list[Stage]] = []
    for stage in plan.stages:
        if legs and stage.scope == "report" and legs[-1][0].scope == "report":
            legs[-1].append(stage)
        else:
            legs.append([stage])
    return legs


def _batches(todo: list[tuple[str, str]], characters: int) -> Iterator[list[tuple[str, str]]]:
    batch: list[tuple[str, str]] = []
    size = 0
    for row in todo:
        batch.append(row)
        size += len(row[1])
        if size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
