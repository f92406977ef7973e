"""Makes the files that ship: ``python -m training.export build/reader/checkpoint.pt OUT``.

OUT receives ``reader.int8.onnx`` and ``reader.json``, and the word table as files of its own (``table.npy`` with a row
of 8 bits per piece, ``scales.npy``): training leaves it as it is, and the sentence graph (training/clauses.py) is fed
the same. Matrices have 8-bit weights with a scale per column and take their inputs at 8 bits over the range of the
window at hand; places have 8 bits with a scale per row. A graph reads one window at a time.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 -- as everywhere
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder import Encoder
from training.labels import HEADS, UPOS
from training.network import NO_ARC, Network, words_of

__all__ = [
    "INPUTS",
    "OUTPUTS",
    "READ",
    "TABLE",
    "Body",
    "load_network",
    "rows_of",
    "shrink",
    "write_graph",
    "write_reader",
]

INPUTS = ("ids", "shape", "first", "sd")
TABLE = ("table", "scales")
READ = ("uner", "any", "wiki", "cue")  # the span heads that reading uses; the others only help to train
OUTPUTS = ("upos", "arc", "rel", *READ, "spare_heads", "spare_rels")


class Rows(nn.Module):
    """A table of vectors, 8 bits each with a scale per row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        kept, scale = rows_of(table)
        self.register_buffer("kept", kept)
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """The vectors of these rows."""
        return self.get_buffer("kept")[ids].float() * self.get_buffer("scale")[ids]


class Body(nn.Module):
    """The encoder, its places at 8 bits and its word table fed with every run."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.places = Rows(encoder.places.weight.detach())

    def forward(self, ids: Tensor, shapes: Tensor, table: Tensor, scales: Tensor) -> Tensor:
        """States of the last layer."""
        encoder = self.encoder
        places = torch.cumsum(torch.ones_like(ids), 1) - 1
        x = encoder.norm(table[ids].float() * scales[ids] + self.places(places) + encoder.cases(shapes))
        for layer in encoder.layers:
            x = layer(x, None)
        return x


class Graph(nn.Module):
    """What the graph computes of a window."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net, self.body = net, Body(net.encoder)

    def forward(
        self, ids: Tensor, shapes: Tensor, first: Tensor, numbers: Tensor, table: Tensor, scales: Tensor
    ) -> tuple[Tensor, ...]:
        """The outputs in their order."""
        net = self.net
        h = words_of(self.body(ids, shapes, table, scales), first)
        scores, with_root = net.arcs(h, numbers)
        best = scores.argmax(-1)
        second = self._without(scores, best).argmax(-1)
        third = self._without(self._without(scores, best), second).argmax(-1)
        heads = torch.stack([best, second, third], -1)
        labels = self._labels(h, with_root, heads).argmax(2)
        spans = (net.spans[name](h) for name in READ)
        return (net.upos(h).argmax(-1), scores, labels[..., 0], *spans, heads[..., 1:], labels[..., 1:])

    @staticmethod
    def _without(scores: Tensor, heads: Tensor) -> Tensor:
        """The scores with those of some heads below all others."""
        return torch.where(torch.arange(scores.shape[2]) == heads.unsqueeze(-1), 3 * NO_ARC, scores)

    def _labels(self, h: Tensor, with_root: Tensor, heads: Tensor) -> Tensor:
        """Scores (rows × words × labels × heads) of every label for the arcs to several heads of each word."""
        word, head = F.gelu(self.net.rel_word(h)), F.gelu(self.net.rel_head(with_root))
        rows, wide, width = word.shape
        chosen = head.gather(1, heads.reshape(rows, -1, 1).expand(-1, -1, width)).reshape(rows, wide, -1, width)
        word, chosen = (torch.cat([x, torch.ones_like(x[..., :1])], -1) for x in (word, chosen))
        turned = torch.matmul(word, self.net.rel).reshape(rows, wide, self.net.rels, width + 1)
        return torch.matmul(turned, chosen.transpose(2, 3))


def load_network(path: Path) -> tuple[Network, list[str]]:
    """The network of a checkpoint, with the running mean of its weights, and its relations."""
    state: dict[str, Any] = torch.load(path, weights_only=False)
    net = Network(Encoder(), len(state["rels"]))
    net.load_state_dict(state["averaged"])
    return net.eval(), state["rels"]


def write_reader(net: Network, path: Path) -> None:
    """The reader's float graph."""
    ids = torch.randint(1000, 2000, (1, 16))
    first = torch.arange(1, 13)[None]
    numbers = torch.zeros_like(first)
    numbers[:, 6:] = 1
    axes = {name: {1: "pieces"} for name in ("ids", "shape")}
    axes |= {name: {1: "words"} for name in ("first", "sd", "upos", "rel", "spare_heads", "spare_rels", *READ)}
    axes |= {"arc": {1: "words", 2: "heads"}}
    inputs = (ids, torch.zeros_like(ids), first, numbers, *rows_of(net.encoder.words.weight.detach()))
    write_graph(Graph(net), inputs, (*INPUTS, *TABLE), OUTPUTS, axes, path)


def rows_of(table: Tensor) -> tuple[Tensor, Tensor]:
    """A table of vectors as 8-bit rows and their scales."""
    scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
    return torch.round(table / scale).to(torch.int8), scale


def write_graph(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    names: Sequence[str],
    outputs: Sequence[str],
    axes: dict[str, dict[int, str]],
    path: Path,
) -> None:
    """A module's float graph, traced with these inputs."""
    with torch.no_grad():
        torch.onnx.export(
            module.eval(),
            inputs,
            str(path),
            input_names=list(names),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def shrink(plain: Path, small: Path) -> None:
    """The graph with 8-bit matrices, in place of the float one."""
    quantize_dynamic(
        plain,
        small,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
    )
    plain.unlink()
    print(small, small.stat().st_size)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    a = parser.parse_args()
    net, rels = load_network(a.checkpoint)
    a.out.mkdir(parents=True, exist_ok=True)
    plain = a.out / "plain.onnx"
    write_reader(net, plain)
    shrink(plain, a.out / "reader.int8.onnx")
    for name, values in zip(TABLE, rows_of(net.encoder.words.weight.detach()), strict=True):
        np.save(a.out / f"{name}.npy", values.numpy())
    lists = {"rels": rels, "upos": list(UPOS), **{name: list(HEADS[name]) for name in READ}}
    rows = [f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in lists.items()]
    (a.out / "reader.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
