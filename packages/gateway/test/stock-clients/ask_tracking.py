"""Work of a person with the stock MLflow client, through the address and token in the environment."""

import json
import tempfile
from pathlib import Path

import mlflow

FILES = {"plain.txt": b"plain", "two words.txt": b"words", "a/b/ümlaut 100%.bin": bytes(range(256)) * 4096}


class Doubling(mlflow.pyfunc.PythonModel):
    """The smallest model that can be seen to answer."""

    def predict(self, context, model_input: list[float]) -> list[float]:
        """Twice what came."""
        return [2 * value for value in model_input]


def main() -> None:
    """Log, register, load, trace and delete; prints what came back as one JSON document."""
    mlflow.set_experiment("through the door")
    with mlflow.start_run() as run, tempfile.TemporaryDirectory() as folder:
        mlflow.log_params({"depth": 3})
        mlflow.log_metric("loss", 0.5, step=1)
        mlflow.log_dict({"answer": 42}, "answer.json")
        for name, content in FILES.items():
            (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / name).write_bytes(content)
        mlflow.log_artifacts(folder, "files")
        logged = mlflow.pyfunc.log_model(name="doubling", python_model=Doubling(), registered_model_name="doubling")
    client = mlflow.MlflowClient()
    client.set_registered_model_alias("doubling", "best", "1")
    fetched = Path(client.download_artifacts(run.info.run_id, "files"))
    with mlflow.start_span("step") as span:
        span.set_inputs({"x": 1})
    mlflow.flush_trace_async_logging()
    answer = {
        "params": client.get_run(run.info.run_id).data.params,
        "history": [point.value for point in client.get_metric_history(run.info.run_id, "loss")],
        "listed": sorted(file.path for file in client.list_artifacts(run.info.run_id, "files")),
        "same": all((fetched / name).read_bytes() == content for name, content in FILES.items()),
        "by uri": mlflow.pyfunc.load_model(logged.model_uri).predict([1.0]),
        "by version": mlflow.pyfunc.load_model("models:/doubling/1").predict([2.0]),
        "by alias": mlflow.pyfunc.load_model("models:/doubling@best").predict([3.0]),
        "traces": len(mlflow.search_traces(return_type="list")),
        "found": len(mlflow.search_runs(search_all_experiments=True)),
    }
    client.delete_model_version("doubling", "1")
    client.delete_registered_model("doubling")
    client.delete_run(run.info.run_id)
    print(json.dumps({**answer, "left": len(mlflow.search_runs(search_all_experiments=True))}))


main()
