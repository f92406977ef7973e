"""Trains the sentence encoder to tell claims apart: ``python -m training.clauses --out build/clauses``.

A clause is the mean state of its pieces within the text it stands in, less most of the mean of its incident's
clauses, as ``hearsay.models.sentences`` takes it. Clauses of one claim are drawn together and all others of the
incident, those of its own paragraph too, pushed away: supervised contrastive loss (Khosla et al. 2020) beside a
logistic one over the pairs. Texts read whole, which other parts of the program do, are read under case class 0 and
drawn to the base encoder's vectors; clauses in their texts under case class 1. The word table stays as it is.

Two encoders are trained, each without every second pile; the mean of their weights is what ships, and
``tools/matching.py`` fits what a likeness is worth on what each says of the piles it has not seen.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 -- as everywhere
from torch import Tensor, nn

from hearsay.models.sentences import shared
from training.encoder import LAYERS, Encoder, Linear, load_base
from training.incidents import Incident, read_excerpts, read_piles, read_wordings
from training.sentences import write_sentences

__all__ = ["main"]

ROOT = Path(__file__).parents[1]
WHOLE, INSIDE = 0, 1  # case classes: a text read whole, a text read for the clauses in it
_TOGETHER = 1500  # pieces that go through the encoder at once
_WARM = 0.06  # share of the run
_MEAN = 0.98  # what the running mean of the weights keeps at a step
_DISTILLED, _DISTIL = 16, 5.0  # clauses a step whose old vectors are kept, and what that weighs
_HELD = 8  # every eighth incident of the excerpts is kept out


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast."""

    epochs: float
    minutes: float
    rate: float
    layer_decay: float
    warmth: float
    logistic: float
    pieces: int  # per worker and step, about
    workers: int
    round_from: float
    seed: int


class Run:
    """One encoder's training."""

    def __init__(self, plan: Plan, incidents: Sequence[Incident], start: Path | None = None) -> None:
        self.plan, self.incidents = plan, incidents
        torch.manual_seed(plan.seed)
        self.dice = random.Random(plan.seed)
        self.base, self.encoder = load_base().eval(), load_base()
        if start is not None:
            self.encoder.load_state_dict(torch.load(start))
        self.scale = nn.Parameter(torch.tensor([10.0, -5.0]))
        self.params = [p for p in self.encoder.parameters() if p.requires_grad] + [self.scale]
        self.optimizer = torch.optim.AdamW(list(self._groups()), betas=(0.9, 0.98), fused=True)
        self.rates = [g["lr"] for g in self.optimizer.param_groups]
        self.mean = [p.detach().clone() for p in self.params]
        self.pairs = {id(i): Pairs(i) for i in incidents}
        self.bare = [i.texts[c.text][c.low : c.high] for i in incidents for c in i.clauses]

    def _groups(self) -> Iterator[dict[str, object]]:
        groups: dict[tuple[float, float], list[Tensor]] = defaultdict(list)
        for name, p in self.encoder.named_parameters():
            if p.requires_grad:
                depth = LAYERS - 1 - int(name.split(".")[1]) if name.startswith("layers.") else LAYERS
                groups[self.plan.rate * self.plan.layer_decay**depth, 0.01 if p.ndim > 1 else 0.0].append(p)
        for (rate, decay), params in groups.items():
            yield {"params": params, "lr": rate, "weight_decay": decay}
        yield {"params": [self.scale], "lr": 1e-2, "weight_decay": 0.0}

    def train(self) -> Encoder:
        """The encoder, with the running mean of its weights."""
        goal = self.plan.epochs * sum(i.size for i in self.incidents)
        start, done, step = time.monotonic(), 0, 0
        smooth = np.zeros(3)
        self.encoder.train()
        with ThreadPoolExecutor(self.plan.workers) as pool:
            while True:
                jobs = self._jobs()
                for at in range(0, len(jobs), self.plan.workers):
                    share = max(done / goal, (time.monotonic() - start) / 60 / self.plan.minutes)
                    if share >= 1:
                        Linear.rounded = False
                        for p, mean in zip(self.params, self.mean, strict=True):
                            p.data.copy_(mean)
                        return self.encoder.eval()
                    Linear.rounded = share >= self.plan.round_from
                    now = jobs[at : at + self.plan.workers]
                    found = list(pool.map(self._gradients, now, [random.Random(self.dice.random()) for _ in now]))
                    self._step([grads for grads, _ in found], share, step)
                    step += 1
                    done += sum(i.size for job in now for i in job)
                    smooth = 0.97 * smooth + 0.03 * np.mean([parts for _, parts in found], axis=0)
                    if step % 20 == 0:
                        pace = done / (time.monotonic() - start)
                        told = "contrast {:.3f} logistic {:.3f} kept {:.4f}".format(*smooth / (1 - 0.97**step))
                        print(f"step {step} share {share:.3f} {pace:.0f} pieces/s {told}", flush=True)

    def _jobs(self) -> list[list[Incident]]:
        order, jobs, job = list(self.incidents), list[list[Incident]](), list[Incident]()
        self.dice.shuffle(order)
        for incident in order:
            job.append(incident)
            if sum(i.size for i in job) >= self.plan.pieces:
                jobs.append(job)
                job = []
        return jobs + ([job] if job else [])

    def _gradients(self, job: list[Incident], dice: random.Random) -> tuple[list[Tensor | None], list[float]]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts = torch.zeros(3)
            for incident in job:
                near = likenesses(vectors(self.encoder, incident, dice))
                parts = parts + torch.stack(
                    [*self.pairs[id(incident)].losses(near, self.scale, self.plan.warmth), ZERO]
                )
            parts = parts / len(job) + torch.stack([ZERO, ZERO, self._kept(dice)])
        weights = torch.tensor([1.0, self.plan.logistic, _DISTIL])
        grads = torch.autograd.grad((parts * weights).sum(), self.params, allow_unused=True)
        return list(grads), parts.detach().tolist()

    def _kept(self, dice: random.Random) -> Tensor:
        """How far the vectors of some texts read whole have moved from the base encoder's."""
        texts = [[101, *pieces, 102] for pieces in dice.sample(self.bare, _DISTILLED)]
        with torch.no_grad():
            want = torch.stack([s.float().mean(0) for s in encode(self.base, texts, WHOLE)])
        have = torch.stack([s.float().mean(0) for s in encode(self.encoder, texts, WHOLE)])
        return 1 - F.cosine_similarity(want, have).mean()

    def _step(self, found: list[list[Tensor | None]], share: float, step: int) -> None:
        for i, p in enumerate(self.params):
            grads = [g for row in found if (g := row[i]) is not None]
            p.grad = sum(grads[1:], grads[0]) / len(found) if grads else None
        scale = share / _WARM if share < _WARM else (1 - share) / (1 - _WARM)
        for g, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            g["lr"] = rate * max(scale, 0.01)
        torch.nn.utils.clip_grad_norm_([p for p in self.params if p.grad is not None], 1.0)
        self.optimizer.step()
        with torch.no_grad():
            keep = min(_MEAN, (1 + step) / (10 + step))
            torch._foreach_lerp_(self.mean, [p.data for p in self.params], 1 - keep)


ZERO = torch.zeros(())


class Pairs:
    """Which clauses of an incident are of one claim, which of two; overlapping and unknown ones are neither."""

    def __init__(self, incident: Incident) -> None:
        clauses = incident.clauses
        claim = torch.tensor([c.claim for c in clauses])
        text = torch.tensor([c.text for c in clauses])
        low, high = torch.tensor([c.low for c in clauses]), torch.tensor([c.high for c in clauses])
        reports = {name: i for i, name in enumerate(sorted({c.report for c in clauses}))}
        report = torch.tensor([reports[c.report] for c in clauses])
        overlap = (text[:, None] == text) & (torch.maximum(low[:, None], low) < torch.minimum(high[:, None], high))
        known = (claim[:, None] >= 0) | (claim >= 0)
        one = (claim[:, None] == claim) & (claim >= 0)
        self.one, self.two = one & ~overlap, ~one & ~overlap & known
        self.apart = report[:, None] != report
        self.weight = self.one * torch.where(self.apart, 1.0, 0.5)

    def losses(self, near: Tensor, scale: Tensor, warmth: float) -> list[Tensor]:
        """The contrastive loss of each clause that has a partner, and the logistic loss of the pairs."""
        scores = near / warmth
        others = torch.logsumexp(scores.masked_fill(~self.two, -1e4), 1, keepdim=True)
        total = self.weight.sum(1)
        paired = total > 0
        contrast = ((F.softplus(others - scores) * self.weight).sum(1)[paired] / total[paired]).mean()
        each = F.binary_cross_entropy_with_logits(scale[0] * near + scale[1], self.one.float(), reduction="none")
        return [contrast, (each * (self.one | self.two)).sum() / (4 * self.one.sum())]


def vectors(encoder: Encoder, incident: Incident, dice: random.Random | None = None) -> Tensor:
    """A row per clause; with dice, ends are moved by a piece or two now and then, as those of drafted clauses are."""
    states = encode(encoder, incident.texts, INSIDE)
    rows = []
    for c in incident.clauses:
        low, high = c.low, c.high
        if dice is not None and high - low > 4:
            low = max(1, low + dice.choice((0, 0, 0, -2, -1, 1)))
            high = min(len(incident.texts[c.text]) - 1, high + dice.choice((0, 0, 0, 2, 1, -1)))
        rows.append(states[c.text][low:high].float().mean(0))
    return torch.stack(rows)


def likenesses(rows: Tensor) -> Tensor:
    """Cosines of the clauses of an incident, less what they share."""
    unit = F.normalize(rows, dim=1)
    unit = F.normalize(unit - shared(len(rows)) * unit.mean(0), dim=1)
    return unit @ unit.T


def encode(encoder: Encoder, texts: Sequence[list[int]], case: int) -> list[Tensor]:
    """The states of each text, texts of like length together."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    out: dict[int, Tensor] = {}
    while order:
        n = 1
        while n < len(order) and (n + 1) * len(texts[order[n]]) <= _TOGETHER:
            n += 1
        some, order = order[:n], order[n:]
        ids = torch.zeros(n, len(texts[some[-1]]), dtype=torch.long)
        for row, i in enumerate(some):
            ids[row, : len(texts[i])] = torch.tensor(texts[i])
        filled = (ids == 0)[:, None, None, :]
        bias = torch.where(filled, -1e4, 0.0) if bool(filled.any()) else None
        states = encoder(ids, torch.full_like(ids, case), bias)
        out |= {i: states[row, : len(texts[i])] for row, i in enumerate(some)}
    return [out[i] for i in range(len(texts))]


@torch.no_grad()
def score(encoder: Encoder, incidents: Sequence[Incident]) -> str:
    """Average precision and best F1 of the pairs of one claim, in two reports and in all."""
    near, one, apart = [], [], []
    for incident in incidents:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            rows = vectors(encoder, incident)
        pairs = Pairs(incident)
        labelled = torch.tensor([c.claim >= 0 for c in incident.clauses])
        kept = torch.triu((pairs.one | pairs.two) & labelled[:, None] & labelled, 1)
        near.append(likenesses(rows.float())[kept].numpy())
        one.append(pairs.one[kept].numpy())
        apart.append(pairs.apart[kept].numpy())
    s, y, a = np.concatenate(near), np.concatenate(one), np.concatenate(apart)
    return f"two reports: {_precision(s[a], y[a])}; all: {_precision(s, y)}"


def _precision(scores: np.ndarray, one: np.ndarray) -> str:
    right = one[np.argsort(-scores, kind="stable")]
    found = np.cumsum(right)
    precision, recall = found / np.arange(1, len(right) + 1), found / right.sum()
    f1 = 2 * precision * recall / np.maximum(1e-9, precision + recall)
    return f"average precision {(precision * right).sum() / right.sum():.3f}, F1 {f1.max():.3f} of {right.sum()}"


def mean_of(encoders: Sequence[Encoder]) -> Encoder:
    """An encoder with the mean of their weights."""
    states = [e.state_dict() for e in encoders]
    mean = Encoder()
    mean.load_state_dict({name: sum(s[name] for s in states) / len(states) for name in states[0]})
    return mean.eval()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labelled", type=Path, default=ROOT / "build/clauses/labelled.jsonl")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    parser.add_argument("--out", type=Path, default=ROOT / "build/clauses")
    parser.add_argument("--start", type=Path, help="go on from the halves in this folder")
    parser.add_argument("--epochs", type=float, default=5)
    parser.add_argument(
        "--minutes", type=float, default=1e9, help="of each half; end earlier, with the rate at nothing"
    )
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--warmth", type=float, default=0.08)
    parser.add_argument("--logistic", type=float, default=0.5)
    parser.add_argument("--pieces", type=int, default=1800)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--round-from", type=float, default=0.8, help="share of the run that runs unrounded")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--score", type=Path, nargs="*", default=[], help="more labelled piles, only scored")
    a = parser.parse_args()
    torch.set_num_threads(1)
    plan = Plan(
        a.epochs, a.minutes, a.rate, a.layer_decay, a.warmth, a.logistic, a.pieces, a.workers, a.round_from, a.seed
    )
    piles, excerpts = read_piles(a.labelled), read_excerpts(a.corpus / "excerpts")
    wordings = read_wordings(a.corpus / "wordings")
    held, excerpts = excerpts[::_HELD], [x for i, x in enumerate(excerpts) if i % _HELD]
    watched = {"excerpts": held, **{path.stem: read_piles(path) for path in a.score}}
    a.out.mkdir(parents=True, exist_ok=True)
    halves = []
    for half in range(2):
        seen = [p for i, p in enumerate(piles) if i % 2 != half]
        start = a.start / f"half{half}.pt" if a.start else None
        halves.append(Run(plan, [*seen, *seen, *excerpts, *wordings], start).train())
        torch.save(halves[-1].state_dict(), a.out / f"half{half}.pt")
        write_sentences(halves[-1], a.out / f"half{half}.int8.onnx")
        for name, some in {**watched, "unseen piles": piles[half::2]}.items():
            print(f"half {half}, {name}: {score(halves[-1], some)}", flush=True)
    encoder = mean_of(halves)
    torch.save(encoder.state_dict(), a.out / "mean.pt")
    write_sentences(encoder, a.out / "sentences.int8.onnx")
    for name, some in watched.items():
        print(f"mean, {name}: {score(encoder, some)}", flush=True)


if __name__ == "__main__":
    main()
