"""Stores the large matrices of an OpenVINO model in 8 bits: a quarter of the size, computed as before."""

from typing import Any

import numpy as np

from index.runtime import openvino

_LARGE = 50_000
"""Values from which on a matrix is worth it; vectors and small tables stay exact."""


def store_in_eight_bits(model: Any) -> int:
    """Replace each large float matrix of `model` by whole numbers from -127 to 127 with one scale a row.

    Returns how many. The graph turns them back before use, so that inputs and intermediate values keep their
    precision. (Weight-only symmetric quantisation by row, as in Dettmers et al., "LLM.int8()", 2022, section 2.1.)
    """
    ops: Any = openvino().opset13
    changed = 0
    for node in model.get_ordered_ops():
        if node.get_type_name() != "Constant" or len(node.output(0).shape) != 2:
            continue
        if not str(node.output(0).element_type).count("float") or np.prod(node.output(0).shape) < _LARGE:
            continue
        values = np.asarray(node.data, dtype=np.float32)
        scales = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-12) / 127
        whole = ops.constant(np.round(values / scales).astype(np.int8))
        restored = ops.multiply(ops.convert(whole, "f32"), ops.constant(scales.astype(np.float32)))
        readers = node.output(0).get_target_inputs()
        for reader in readers:
            reader.replace_source_output(restored.output(0))
        changed += 1
    return changed
