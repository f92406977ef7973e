"""The network: one encoder, and a head per task on the state of each word's first piece."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812 -- as everywhere
from torch import Tensor, nn

from training.encoder import WIDTH, Encoder
from training.labels import HEADS, UPOS
from training.windows import IGNORED, NO_SENTENCE

__all__ = ["NO_ARC", "Network", "Targets", "losses", "words_of"]

NO_ARC = -1e4  # the score of a head in another sentence
_ARC, _LABEL = 256, 128
_WEIGHTS = {"any": 0.4, "btc": 0.5, "source": 0.3, "content": 0.3, "time": 0.3}
_SMOOTHING = 0.03


@dataclass(frozen=True, slots=True)
class Targets:
    """What the losses compare with."""

    upos: Tensor
    heads: Tensor
    rels: Tensor
    tags: dict[str, Tensor]


class Network(nn.Module):
    """Parts of speech, arcs, labels, and spans per label set."""

    def __init__(self, encoder: Encoder, rels: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.upos = nn.Linear(WIDTH, len(UPOS))
        self.spans = nn.ModuleDict({name: nn.Linear(WIDTH, len(tags)) for name, tags in HEADS.items()})
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.5)
        self.arc_word, self.arc_head = nn.Linear(WIDTH, _ARC), nn.Linear(WIDTH, _ARC)
        self.arc = nn.Parameter(torch.randn(_ARC, _ARC) * _ARC**-0.5 * 0.5)
        self.arc_bias = nn.Linear(_ARC, 1)
        self.rel_word, self.rel_head = nn.Linear(WIDTH, _LABEL), nn.Linear(WIDTH, _LABEL)
        self.rel = nn.Parameter(torch.randn(_LABEL + 1, rels * (_LABEL + 1)) * 0.02)
        self.rels = rels

    def state(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> Tensor:
        """States of the last layer; no bias is added where no row is filled up."""
        bias = None
        if torch.onnx.is_in_onnx_export() or not bool(mask.all()):
            bias = ((1.0 - mask.to(self.root.dtype)) * NO_ARC)[:, None, None, :]
        state: Tensor = self.encoder(ids, shapes, bias)
        return state

    def arcs(self, h: Tensor, numbers: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of every head for every word (column 0 the root), and the states with the root's before them."""
        with_root = torch.cat([self.root.to(h.dtype)[None, None].expand(h.shape[0], 1, -1), h], 1)
        word, head = F.gelu(self.arc_word(h)), F.gelu(self.arc_head(with_root))
        if self.training:
            word, head = F.dropout(word, 0.25), F.dropout(head, 0.25)
        scores = torch.matmul(torch.matmul(word, self.arc.to(word.dtype)), head.transpose(1, 2))
        scores = (scores + self.arc_bias(head).transpose(1, 2)).float()
        at = torch.cumsum(torch.ones_like(numbers), 1)
        allowed = (numbers[:, :, None] == numbers[:, None, :]) & (at[:, :, None] != at[:, None, :])
        allowed = torch.cat([numbers[:, :, None] == numbers[:, :, None], allowed], 2)
        return torch.where(allowed, scores, torch.full_like(scores, NO_ARC)), with_root

    def labels(self, h: Tensor, with_root: Tensor, heads: Tensor) -> Tensor:
        """Scores of every label for the arc from each word to its head."""
        word = F.gelu(self.rel_word(h))
        head = F.gelu(self.rel_head(with_root)).gather(1, heads.unsqueeze(-1).expand(-1, -1, _LABEL))
        if self.training:
            word, head = F.dropout(word, 0.25), F.dropout(head, 0.25)
        one = torch.ones_like(word[..., :1])
        word, head = torch.cat([word, one], -1), torch.cat([head, one], -1)
        rows, wide, _ = word.shape
        turned = torch.matmul(word, self.rel.to(word.dtype)).reshape(rows, wide, self.rels, _LABEL + 1)
        return torch.matmul(turned, head.unsqueeze(-1)).squeeze(-1)


def words_of(state: Tensor, first: Tensor) -> Tensor:
    """The state of each word's first piece."""
    return state.gather(1, first.unsqueeze(-1).expand(-1, -1, WIDTH))


def losses(net: Network, state: Tensor, first: Tensor, numbers: Tensor, t: Targets) -> dict[str, Tensor]:
    """The weighted loss of every task that the batch says something of, per word of the batch.

    Per word of the batch, not of those a task knows: else the few words of a small set would weigh like all others.
    """
    h = F.dropout(words_of(state, first), 0.1, net.training)
    out: dict[str, Tensor] = {}
    words = (numbers != NO_SENTENCE).sum()
    if bool((t.upos != IGNORED).any()):
        scores, with_root = net.arcs(h, numbers)
        out["arc"] = _entropy(scores, t.heads) / words
        out["rel"] = _entropy(net.labels(h, with_root, t.heads.clamp(min=0)), t.rels, _SMOOTHING) / words
        out["upos"] = 0.5 * _entropy(net.upos(h), t.upos, _SMOOTHING) / words
    for name, tags in t.tags.items():
        if bool((tags != IGNORED).any()):
            out[name] = _WEIGHTS.get(name, 1.0) * _entropy(net.spans[name](h), tags) / words
    return out


def _entropy(scores: Tensor, target: Tensor, smoothing: float = 0.0) -> Tensor:
    flat = scores.float().reshape(-1, scores.shape[-1])
    return F.cross_entropy(flat, target.reshape(-1), ignore_index=IGNORED, label_smoothing=smoothing, reduction="sum")
