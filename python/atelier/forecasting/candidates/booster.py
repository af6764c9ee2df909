"""Trees as LightGBM's own library evaluates them, without its Python package.

That package imports pandas, scikit-learn and pyarrow where they are installed; a model server starts several times
faster without them. Functions and constants: LightGBM's C API reference.
"""

import ctypes
import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np

FLOAT32, ROW_MAJOR, NORMAL_PREDICTION, ALL_ITERATIONS = 0, 1, 0, -1
ROWS_WORTH_THREADS = 50_000


def _library() -> ctypes.CDLL:
    package = find_spec("lightgbm")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("lightgbm is not installed")
    folder = Path(package.submodule_search_locations[0])
    library = ctypes.CDLL(str(next(folder.glob("**/lib_lightgbm.*"))))
    library.LGBM_GetLastError.restype = ctypes.c_char_p
    return library


LIBRARY = _library()


class Booster:
    """A model in LightGBM's text format."""

    def __init__(self, text: str) -> None:
        self._handle = ctypes.c_void_p()
        iterations = ctypes.c_int()
        _call("BoosterLoadModelFromString", text.encode(), ctypes.byref(iterations), ctypes.byref(self._handle))

    def __del__(self) -> None:
        if self._handle:
            LIBRARY.LGBM_BoosterFree(self._handle)

    def predict(self, features: np.ndarray) -> np.ndarray:
        """(rows,) the model's values of features (rows, columns), contiguous float32; few rows use one thread."""
        rows, columns = features.shape
        threads = os.cpu_count() if rows >= ROWS_WORTH_THREADS else 1
        out, written = np.empty(rows), ctypes.c_int64()
        _call(
            "BoosterPredictForMat",
            self._handle,
            ctypes.c_void_p(features.ctypes.data),
            ctypes.c_int(FLOAT32),
            ctypes.c_int32(rows),
            ctypes.c_int32(columns),
            ctypes.c_int(ROW_MAJOR),
            ctypes.c_int(NORMAL_PREDICTION),
            ctypes.c_int(0),
            ctypes.c_int(ALL_ITERATIONS),
            f"num_threads={threads}".encode(),
            ctypes.byref(written),
            ctypes.c_void_p(out.ctypes.data),
        )
        return out


def _call(name: str, *arguments: object) -> None:
    if getattr(LIBRARY, f"LGBM_{name}")(*arguments) != 0:
        raise RuntimeError(f"LightGBM: {LIBRARY.LGBM_GetLastError().decode()}")
