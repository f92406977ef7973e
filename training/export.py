"""Makes the graph that ships: ``python -m training.export build/reader/checkpoint.pt OUT``.

OUT receives ``reader.int8.onnx`` and ``reader.json``. Matrices have 8-bit weights with a scale per column and take
their inputs at 8 bits over the range of the window at hand; the tables of words and places have 8 bits with a scale per
row.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 -- as everywhere
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder import Encoder
from training.labels import HEADS, UPOS
from training.network import NO_ARC, Network, words_of

__all__ = ["INPUTS", "OUTPUTS", "load_network", "write_graph"]

INPUTS = ("ids", "mask", "shape", "mark", "first", "sd")
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


class Graph(nn.Module):
    """What the graph computes of windows."""

    def __init__(self, net: Network, *, rows: bool) -> None:
        super().__init__()
        self.net = net
        encoder = net.encoder
        self.words = Rows(encoder.words.weight.detach()) if rows else encoder.words
        self.places = Rows(encoder.places.weight.detach()) if rows else encoder.places

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        """The outputs in their order; ``mark`` is kept for readers of the first graph and changes nothing."""
        ids, mask, shapes, mark, first, numbers = inputs
        net, encoder = self.net, self.net.encoder
        places = torch.cumsum(torch.ones_like(ids), 1) - 1
        x = encoder.norm(
            self.words(ids) + self.places(places) + encoder.cases(shapes) + (mark * 0).unsqueeze(-1).float()
        )
        bias = ((1.0 - mask.float()) * -1e4)[:, None, None, :]
        states = [x]
        for layer in encoder.layers:
            states.append(layer(states[-1], bias))
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


def write_graph(net: Network, path: Path, *, rows: bool = True) -> None:
    """The float graph; ``rows`` keeps the tables of words and places at 8 bits."""
    ids = torch.randint(1000, 2000, (2, 16))
    ones, none = torch.ones_like(ids), torch.zeros_like(ids)
    first = torch.arange(1, 13)[None].repeat(2, 1)
    numbers = torch.zeros_like(first)
    numbers[:, 6:] = 1
    axes: dict[str, dict[int, str]] = {n: {0: "rows", 1: "pieces"} for n in ("ids", "mask", "shape", "mark")}
    axes |= {n: {0: "rows", 1: "words"} for n in ("first", "sd", "upos", "rel", "spare_heads", "spare_rels", *HEADS)}
    axes |= {"arc": {0: "rows", 1: "words", 2: "heads"}, "sent": {0: "rows"}}
    with torch.no_grad():
        torch.onnx.export(
            Graph(net, rows=rows).eval(),
            (ids, ones, none, none, first, numbers),
            str(path),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    a = parser.parse_args()
    net, rels = load_network(a.checkpoint)
    a.out.mkdir(parents=True, exist_ok=True)
    plain, small = a.out / "reader.fp32.onnx", a.out / "reader.int8.onnx"
    write_graph(net, plain)
    quantize_dynamic(
        plain,
        small,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
    )
    plain.unlink()
    lists = {"rels": rels, "upos": list(UPOS), **{name: list(tags) for name, tags in HEADS.items()}}
    rows = [f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in lists.items()]
    (a.out / "reader.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    print(small, small.stat().st_size)


if __name__ == "__main__":
    main()
