"""Answers that the gate gives in MLflow's place."""

from starlette.responses import JSONResponse, Response
from starlette.types import Scope

WORKSPACES = ("/api/3.0/mlflow/workspaces", "/ajax-api/3.0/mlflow/workspaces")
PAGE_INFO = "/ajax-api/3.0/mlflow/server-info"
GATEWAY_PROXY = "/ajax-api/2.0/mlflow/gateway-proxy"
# With workspaces the page would have people choose one, and offer to make another; here the address has chosen.
WHAT_THE_PAGE_MAY_SHOW = {
    "store_type": "SqlStore",
    "workspaces_enabled": False,
    "trace_archival_enabled": False,
    "multipart_uploads_enabled": False,
    "multipart_downloads_enabled": False,
    "presigned_upload_run_id_supported": False,
    "presigned_upload_model_id_supported": False,
    "features_enabled": {"gateway": False},
}


def own_answer(scope: Scope) -> Response | None:
    """A project is told of its own workspace alone, the page of none and of no gateway; None where MLflow answers."""
    if scope["method"] != "GET":
        return None
    if scope["path"] == PAGE_INFO:
        return JSONResponse(WHAT_THE_PAGE_MAY_SHOW)
    if scope["path"] == GATEWAY_PROXY:
        return JSONResponse({"endpoints": []})
    if scope["path"] in WORKSPACES:
        name = dict(scope["headers"])[b"x-mlflow-workspace"].decode("ascii")
        return JSONResponse({"workspaces": [{"name": name}]})
    return None
