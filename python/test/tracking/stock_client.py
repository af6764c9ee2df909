"""Calls of a plain client of MLflow, told its address and a token and nothing else; run as a program of its own."""

import json
import sys
import tempfile
from pathlib import Path

import mlflow
from mlflow import MlflowClient

client = MlflowClient()
done = {"version": mlflow.__version__}

mlflow.set_experiment("from a plain client")
with mlflow.start_run(run_name="first", tags={"team": "blue"}) as run:
    mlflow.log_param("depth", 3)
    mlflow.log_metric("error", 0.25, step=1)
    mlflow.log_metrics({"error": 0.125, "seconds": 2.0}, step=2)
    mlflow.log_text("hello", "notes/greeting with ü and 100%.txt")
    mlflow.log_dict({"a": [1, 2]}, "config.json")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "model.bin").write_bytes(bytes(range(256)) * 8192)
        mlflow.log_artifacts(folder, "model")
run_id = run.info.run_id

done["experiments"] = [experiment.name for experiment in client.search_experiments()]
done["params"] = client.get_run(run_id).data.params
done["history"] = [metric.value for metric in client.get_metric_history(run_id, "error")]
done["found"] = [found.info.run_name for found in client.search_runs([run.info.experiment_id], "params.depth = '3'")]
done["artifacts"] = sorted(file.path for file in client.list_artifacts(run_id))
done["text"] = mlflow.artifacts.load_text(f"runs:/{run_id}/notes/greeting with ü and 100%.txt")

client.create_registered_model("plain-model", tags={"stage": "test"})
version = client.create_model_version("plain-model", f"runs:/{run_id}/model", run_id)
client.set_registered_model_alias("plain-model", "best", version.version)
client.set_model_version_tag("plain-model", version.version, "checked", "yes")
done["models"] = [model.name for model in client.search_registered_models()]
done["alias"] = client.get_model_version_by_alias("plain-model", "best").version
with tempfile.TemporaryDirectory() as folder:
    fetched = mlflow.artifacts.download_artifacts("models:/plain-model@best", dst_path=folder)
    done["bytes"] = len(Path(fetched, "model.bin").read_bytes())

if int(mlflow.__version__.split(".")[0]) >= 3:
    import pandas as pd

    class Doubled(mlflow.pyfunc.PythonModel):
        """The smallest model that can be called."""

        def predict(self, context, model_input, params=None):
            return model_input * 2

    with mlflow.start_run() as second:
        table = mlflow.data.from_pandas(pd.DataFrame({"x": [1]}), source="/data/train.csv", name="train")
        mlflow.log_input(table, context="training")
        logged = mlflow.pyfunc.log_model(
            name="doubled", python_model=Doubled(), registered_model_name="doubled", pip_requirements=[]
        )
    done["inputs"] = [each.dataset.name for each in client.get_run(second.info.run_id).inputs.dataset_inputs]
    loaded = mlflow.pyfunc.load_model("models:/doubled/1")
    done["predicted"] = loaded.predict(pd.DataFrame({"x": [21]}))["x"].tolist()
    done["logged model"] = client.get_logged_model(logged.model_id).name

    @mlflow.trace(name="asked")
    def asked(question: str) -> str:
        """A traced function."""
        mlflow.update_current_trace(tags={"kind": "example"})
        return question.upper()

    asked("why")
    mlflow.flush_trace_async_logging()
    traces = mlflow.search_traces(return_type="list")
    trace_id = traces[0].info.trace_id
    mlflow.log_feedback(trace_id=trace_id, name="good", value=True)
    mlflow.set_trace_tag(trace_id, "seen", "yes")
    trace = mlflow.get_trace(trace_id)
    done["trace"] = [trace.data.spans[0].name, trace.info.tags["kind"], trace.info.assessments[0].name]

    mlflow.genai.register_prompt(name="greeting", template="Say hello to {{name}}.")
    done["prompt"] = mlflow.genai.load_prompt("prompts:/greeting/1").format(name="Ada")
    dataset = mlflow.genai.datasets.create_dataset(name="questions", experiment_id=[second.info.experiment_id])
    dataset.merge_records([{"inputs": {"question": "why"}, "expectations": {"answer": "because"}}])
    done["records"] = len(mlflow.genai.datasets.get_dataset(name="questions").to_df())

json.dump(done, sys.stdout)
