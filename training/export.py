"""Makes the graph that ships: ``python -m training.export build/reader/checkpoint.pt OUT [--apart]``.

OUT receives ``reader.int8.onnx`` and ``reader.json``. Matrices have 8-bit weights with a scale per column and take
their inputs at 8 bits over the range of the window at hand; the tables of words and places have 8 bits with a scale per
row. With ``--apart`` the word table, which training leaves as it is, stands in files of its own (``table.npy`` with a
row per piece, ``scales.npy``) and is fed with every run, so that ``sentences.int8.onnx``, the unchanged encoder, which
is then written too, reads the same one.
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

from training.encoder import Encoder, load_base
from training.labels import HEADS, UPOS
from training.network import NO_ARC, Network, words_of

__all__ = ["INPUTS", "OUTPUTS", "TABLE", "load_network", "write_reader", "write_sentences"]

INPUTS = ("ids", "mask", "shape", "mark", "first", "sd")
TABLE = ("table", "scales")
OUTPUTS = ("upos", "arc", "rel", *HEADS, "sent", "spare_heads", "spare_rels")


class Rows(nn.Module):
    """A table of vectors, 8 bits each with a scale per row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("kept", torch.round(table / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """The vectors of these rows."""
        kept, scale = self.get_buffer("kept"), self.get_buffer("scale")
        return kept[ids].float() * scale[ids]


class Fed(nn.Module):
    """The same, fed with every run."""

    def __init__(self) -> None:
        super().__init__()
        self.kept = self.scale = torch.zeros(0)

    def forward(self, ids: Tensor) -> Tensor:
        """The vectors of these rows."""
        return self.kept[ids].float() * self.scale[ids]


class Body(nn.Module):
    """The encoder with its tables at 8 bits, or its word table fed."""

    def __init__(self, encoder: Encoder, *, fed: bool) -> None:
        super().__init__()
        self.encoder = encoder
        self.words: Fed | Rows = Fed() if fed else Rows(encoder.words.weight.detach())
        self.places = Rows(encoder.places.weight.detach())

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None, table: Sequence[Tensor]) -> list[Tensor]:
        """States of every layer; ``table`` is empty, or the rows and scales of the word table."""
        if isinstance(self.words, Fed):
            self.words.kept, self.words.scale = table
        encoder = self.encoder
        places = torch.cumsum(torch.ones_like(ids), 1) - 1
        states = [encoder.norm(self.words(ids) + self.places(places) + encoder.cases(shapes))]
        bias = None if mask is None else ((1.0 - mask.float()) * NO_ARC)[:, None, None, :]
        for layer in encoder.layers:
            states.append(layer(states[-1], bias))
        return states


class Sentences(nn.Module):
    """What the graph of the unchanged encoder computes: the mean state of one text, of unit length."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.body = Body(encoder, fed=True)

    def forward(self, ids: Tensor, *table: Tensor) -> Tensor:
        """The vector."""
        state = self.body(ids, torch.zeros_like(ids), None, table)[-1].mean(1)[0]
        return state / state.norm()


class Graph(nn.Module):
    """What the graph computes of windows."""

    def __init__(self, net: Network, *, fed: bool) -> None:
        super().__init__()
        self.net, self.body = net, Body(net.encoder, fed=fed)

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """The outputs in their order; ``mark`` is kept for readers of the first graph and changes nothing."""
        ids, mask, shapes, mark, first, numbers, *table = inputs
        net = self.net
        states = self.body(ids, shapes, mask + mark * 0, table)
        h = words_of(states[-1], first)
        scores, with_root = net.arcs(h, numbers)
        best = scores.argmax(-1)
        second = self._without(scores, best).argmax(-1)
        third = self._without(self._without(scores, best), second).argmax(-1)
        heads = torch.stack([best, second, third], -1)
        labels = self._labels(h, with_root, heads).argmax(2)
        vector = net.vector(states, mask)
        vector = vector / vector.norm(dim=-1, keepdim=True)
        spans = (net.spans[name](h) for name in HEADS)
        return (net.upos(h).argmax(-1), scores, labels[..., 0], *spans, vector, heads[..., 1:], labels[..., 1:])

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


def write_reader(net: Network, path: Path, *, fed: bool = False) -> None:
    """The reader's float graph; ``fed`` leaves the word table out."""
    ids = torch.randint(1000, 2000, (2, 16))
    ones, none = torch.ones_like(ids), torch.zeros_like(ids)
    first = torch.arange(1, 13)[None].repeat(2, 1)
    numbers = torch.zeros_like(first)
    numbers[:, 6:] = 1
    axes: dict[str, dict[int, str]] = {n: {0: "rows", 1: "pieces"} for n in ("ids", "mask", "shape", "mark")}
    axes |= {n: {0: "rows", 1: "words"} for n in ("first", "sd", "upos", "rel", "spare_heads", "spare_rels", *HEADS)}
    axes |= {"arc": {0: "rows", 1: "words", 2: "heads"}, "sent": {0: "rows"}}
    inputs, names = (ids, ones, none, none, first, numbers), INPUTS
    if fed:
        inputs, names = (*inputs, *table_of(net.encoder)), (*names, *TABLE)
    _export(Graph(net, fed=fed), inputs, names, OUTPUTS, axes, path)


def write_sentences(path: Path) -> None:
    """The float graph of the unchanged encoder, without its word table."""
    base = load_base()
    inputs = (torch.arange(1000, 1016)[None], *table_of(base))
    _export(Sentences(base), inputs, ("ids", *TABLE), ("vector",), {"ids": {1: "pieces"}}, path)


def table_of(encoder: Encoder) -> tuple[Tensor, Tensor]:
    """The word table: 8-bit rows and their scales."""
    rows = Rows(encoder.words.weight.detach())
    return rows.get_buffer("kept"), rows.get_buffer("scale")


def _export(
    module: nn.Module,
    inputs: tuple[Tensor, ...],
    names: Sequence[str],
    outputs: Sequence[str],
    axes: dict[str, dict[int, str]],
    path: Path,
) -> None:
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
    parser.add_argument(
        "--apart", action="store_true", help="the word table in files of its own, and the sentence graph"
    )
    a = parser.parse_args()
    net, rels = load_network(a.checkpoint)
    a.out.mkdir(parents=True, exist_ok=True)
    plain = a.out / "plain.onnx"
    write_reader(net, plain, fed=a.apart)
    shrink(plain, a.out / "reader.int8.onnx")
    if a.apart:
        write_sentences(plain)
        shrink(plain, a.out / "sentences.int8.onnx")
        for name, values in zip(("table", "scales"), table_of(net.encoder), strict=True):
            np.save(a.out / f"{name}.npy", values.numpy())
    lists = {"rels": rels, "upos": list(UPOS), **{name: list(tags) for name, tags in HEADS.items()}}
    rows = [f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in lists.items()]
    (a.out / "reader.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
