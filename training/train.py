"""Trains the reader on two CPU cores: ``python -m training.train --data ../shared/data --out build/reader``.

An epoch ends with a checkpoint, and a run that finds one goes on from it. The rate falls to nothing at the end of the
planned epochs, or of ``--minutes`` where that comes first. The last part runs with rounded weights and inputs, so that
8 bits cost little; what is kept is a running mean of the weights.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.data import Part, read_parts, read_treebank
from training.encoder import LAYERS, Linear, load_base
from training.labels import UPOS
from training.network import Network, Targets, losses, words_of
from training.windows import Batch, Window, epoch_windows, group, pack, pad

__all__ = ["main"]

ROOT = Path(__file__).parents[1]
MASK, LAST_SPECIAL = 103, 103  # piece ids
_WARM = 0.05  # share of the run
_MASKED = 0.05  # of the pieces
_MEAN = 0.995  # what the running mean keeps at a step


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast."""

    epochs: float
    minutes: float
    seed: int
    pieces: int  # per worker and step
    workers: int
    rate: float
    head_rate: float
    layer_decay: float
    round_from: float


class Run:
    """The state of a training run."""

    def __init__(self, plan: Plan, parts: Sequence[Part], out: Path) -> None:
        self.plan, self.parts, self.out = plan, parts, out
        self.rels = sorted({r for p in parts for d in p.documents for s in d for r in s.rels or ()})
        self.rel_ids = {r: i for i, r in enumerate(self.rels)}
        torch.manual_seed(plan.seed)
        self.net = Network(load_base(), len(self.rels))
        self.params = [p for p in self.net.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(list(self._groups()), betas=(0.9, 0.98), fused=True)
        self.rates = [g["lr"] for g in self.optimizer.param_groups]
        self.mean = [p.detach().clone() for p in self.params]
        self.epoch, self.steps, self.pieces, self.seconds = 0, 0, 0, 0.0
        self.total = 0.0
        self.smooth: dict[str, float] = defaultdict(float)

    def _groups(self) -> Iterator[dict[str, Any]]:
        groups: dict[tuple[float, float], list[Tensor]] = defaultdict(list)
        for name, p in self.net.named_parameters():
            if not p.requires_grad:
                continue
            rate = self.plan.head_rate
            if name.startswith("encoder.layers."):
                rate = self.plan.rate * self.plan.layer_decay ** (LAYERS - 1 - int(name.split(".")[2]))
            elif name.startswith("encoder."):
                rate = self.plan.rate * self.plan.layer_decay**LAYERS
            groups[rate, 0.01 if p.ndim > 1 else 0.0].append(p)
        for (rate, decay), params in groups.items():
            yield {"params": params, "lr": rate, "weight_decay": decay}

    def done(self, extra: float = 0.0) -> float:
        """The share of the run that lies behind."""
        return max(self.pieces / self.total if self.total else 0.0, (self.seconds + extra) / 60 / self.plan.minutes)

    def train(self) -> None:
        """Runs to the end of the plan."""
        while self.done() < 1:
            dice = random.Random(self.plan.seed * 1000 + self.epoch)
            windows = epoch_windows(self.parts, dice)
            if not self.total:
                self.total = self.plan.epochs * sum(w.size for w in windows)
            self._epoch(group(windows, self.plan.pieces, dice), dice)
            self.epoch += 1
            self.save()
            print(f"epoch {self.epoch} done {self.done():.3f} dev {self.score()}", flush=True)

    def _epoch(self, batches: list[list[Window]], dice: random.Random) -> None:
        start = time.monotonic()
        self.net.train()
        with ThreadPoolExecutor(self.plan.workers) as pool:
            for at in range(0, len(batches), self.plan.workers):
                share = self.done(time.monotonic() - start)
                if share >= 1:
                    break
                Linear.rounded = share >= self.plan.round_from
                jobs = [self._tensors(pad(b, self.rel_ids), dice) for b in batches[at : at + self.plan.workers]]
                results = list(pool.map(self._gradients, jobs))
                self._step(results, share)
                self.pieces += sum(int(job[1].sum()) for job in jobs)
                self.steps += 1
                if self.steps % 50 == 0:
                    spent = self.seconds + time.monotonic() - start
                    told = " ".join(f"{k} {v:.3f}" for k, v in sorted(self.smooth.items()))
                    print(f"step {self.steps} share {share:.3f} {self.pieces / spent:.0f} pieces/s {told}", flush=True)
        Linear.rounded = False
        self.seconds += time.monotonic() - start

    def _tensors(self, batch: Batch, dice: random.Random) -> tuple[Any, ...]:
        noise = np.random.default_rng(dice.randrange(2**32)).random(batch.ids.shape) < _MASKED
        ids = np.where(noise & (batch.ids > LAST_SPECIAL), MASK, batch.ids)
        t = torch.from_numpy
        tags = {k: t(v) for k, v in batch.tags.items()}
        targets = Targets(t(batch.upos), t(batch.heads), t(batch.rels), tags)
        return t(ids), t(batch.mask), t(batch.shapes), t(batch.first), t(batch.numbers), targets

    def _gradients(self, job: tuple[Any, ...]) -> tuple[list[Tensor | None], dict[str, float]]:
        ids, mask, shapes, first, numbers, targets = job
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts = losses(self.net, self.net.state(ids, mask, shapes), first, numbers, targets)
        grads = torch.autograd.grad(sum(parts.values(), torch.zeros(())), self.params, allow_unused=True)
        return list(grads), {k: float(v.detach()) for k, v in parts.items()}

    def _step(self, results: list[tuple[list[Tensor | None], dict[str, float]]], share: float) -> None:
        for i, p in enumerate(self.params):
            found = [g for grads, _ in results if (g := grads[i]) is not None]
            p.grad = sum(found[1:], found[0]) / len(results) if found else None
        scale = share / _WARM if share < _WARM else (1 - share) / (1 - _WARM)
        for g, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            g["lr"] = rate * max(scale, 0.01)
        torch.nn.utils.clip_grad_norm_([p for p in self.params if p.grad is not None], 1.0)
        self.optimizer.step()
        with torch.no_grad():
            keep = min(_MEAN, (1 + self.steps) / (10 + self.steps))
            torch._foreach_lerp_(self.mean, [p.data for p in self.params], 1 - keep)
        for _, parts in results:
            for k, v in parts.items():
                self.smooth[k] = 0.98 * self.smooth[k] + 0.02 * v

    def averaged(self) -> Network:
        """The network with the running mean of the weights."""
        net = Network(self.net.encoder.__class__(), len(self.rels))
        net.load_state_dict(self.net.state_dict())
        for p, mean in zip((p for p in net.parameters() if p.requires_grad), self.mean, strict=True):
            p.data.copy_(mean)
        return net.eval()

    def score(self) -> dict[str, float]:
        """Parts of speech and attachment on every third document of EWT dev, gold words, without tree repair."""
        net, n = self.averaged(), defaultdict(float)
        for _, doc in read_treebank(_DATA / "syntax/ewt.dev.conllu.gz")[::3]:
            for window in pack(doc, 128):
                b = pad([window], self.rel_ids)
                t = torch.from_numpy
                with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                    h = words_of(net.state(t(b.ids), t(b.mask), t(b.shapes)), t(b.first))
                    scores, with_root = net.arcs(h, t(b.numbers))
                    heads = scores.argmax(-1)
                    rels = net.labels(h, with_root, heads).argmax(-1)[0].tolist()
                    upos = net.upos(h).argmax(-1)[0].tolist()
                place = 0
                for s in window.sentences:
                    base = place
                    for i, (gold, head, rel) in enumerate(zip(s.upos or (), s.heads or (), s.rels or (), strict=True)):
                        at = base + i
                        hit = int(heads[0, at]) == (head + base if head else 0)
                        n["words"] += 1
                        n["upos"] += UPOS[upos[at]] == gold
                        n["uas"] += hit
                        n["las"] += hit and self.rels[rels[at]].split(":")[0] == rel.split(":")[0]
                    place += len(s.words)
        return {k: round(100 * n[k] / n["words"], 2) for k in ("upos", "uas", "las")}

    def save(self) -> None:
        """Writes a checkpoint, whole or not at all."""
        self.out.mkdir(parents=True, exist_ok=True)
        state = {
            "net": self.net.state_dict(),
            "mean": self.mean,
            "averaged": self.averaged().state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "rels": self.rels,
            "counters": (self.epoch, self.steps, self.pieces, self.seconds, self.total),
            "plan": repr(self.plan),
        }
        torch.save(state, self.out / "checkpoint.new")
        (self.out / "checkpoint.new").replace(self.out / "checkpoint.pt")

    def resume(self) -> None:
        """Goes on from the last checkpoint, if there is one."""
        path = self.out / "checkpoint.pt"
        if path.is_file():
            state = torch.load(path, weights_only=False)
            self.net.load_state_dict(state["net"])
            self.mean = state["mean"]
            self.optimizer.load_state_dict(state["optimizer"])
            self.epoch, self.steps, self.pieces, self.seconds, self.total = state["counters"]
            print(f"going on after epoch {self.epoch}", flush=True)


_DATA = ROOT / ".." / "shared" / "data"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=_DATA)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--out", type=Path, default=ROOT / "build/reader")
    parser.add_argument("--epochs", type=float, default=12)
    parser.add_argument("--minutes", type=float, default=1e9, help="end earlier, with the rate at nothing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pieces", type=int, default=800)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--layer-decay", type=float, default=0.87)
    parser.add_argument("--round-from", type=float, default=0.8, help="share of the run that runs unrounded")
    a = parser.parse_args()
    torch.set_num_threads(1)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    parts = read_parts(a.data, a.corpus)
    plan = Plan(a.epochs, a.minutes, a.seed, a.pieces, a.workers, a.rate, a.head_rate, a.layer_decay, a.round_from)
    run = Run(plan, parts, a.out)
    run.resume()
    run.train()


if __name__ == "__main__":
    main()
