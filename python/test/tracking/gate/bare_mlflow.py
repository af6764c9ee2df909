"""MLflow as it is without its gate, on a listening loopback socket: the server that the attempts were found on."""

import json
import os
import socket
import sys

task = json.loads(sys.argv[1])
store = f"sqlite:///{task['folder']}/mlflow.sqlite"
os.environ.update(
    {
        "_MLFLOW_SERVER_FILE_STORE": store,
        "_MLFLOW_SERVER_REGISTRY_STORE": store,
        "_MLFLOW_SERVER_ARTIFACT_ROOT": "mlflow-artifacts:/",
        "_MLFLOW_SERVER_ARTIFACT_DESTINATION": f"{task['folder']}/artifacts",
        "_MLFLOW_SERVER_SERVE_ARTIFACTS": "true",
        "MLFLOW_ENABLE_WORKSPACES": "true",
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "DO_NOT_TRACK": "true",
    }
)
import uvicorn  # noqa: E402 - MLflow reads its settings when it is imported

config = uvicorn.Config("mlflow.server.fastapi_app:app", log_level="warning", lifespan="off")
uvicorn.Server(config).run([socket.socket(fileno=task["descriptor"])])
