"""Train as a notebook does, then log and register; prints what came of it as JSON."""

import json

import mlflow
import numpy as np
import pandas as pd

import atelier
from atelier.problem import Problem

days = 80
time = pd.date_range("2024-01-01", periods=days)
frame = pd.DataFrame({"shop": "A", "day": time, "sold": 100 + 10 * np.sin(np.arange(days) * 2 * np.pi / 7)})
columns = {"item": "shop", "time": "day", "target": "sold"}
asked = {"frequency": "D", "horizon": 3, "backtest_windows": 1, "candidates": ["seasonal-naive", "npts"]}
training = atelier.train(frame, **columns, **asked, name="shops")
done = {"forecast": len(training.forecast)}
for call in (training.log, lambda: training.register("shops")):
    try:
        call()
    except Problem as problem:
        done.setdefault("refused", []).append({"code": problem.code, "message": problem.message, "fix": problem.fix})
if training.run_id is not None:
    done["same"] = [training.log() == training.run_id, training.register("shops")]
    loaded = mlflow.pyfunc.load_model("models:/shops/1")
    done["loaded"] = len(loaded.predict(loaded.input_example))
    done["open"] = mlflow.active_run() is not None
done["runs"] = len(mlflow.search_runs(search_all_experiments=True))
print(json.dumps(done))
