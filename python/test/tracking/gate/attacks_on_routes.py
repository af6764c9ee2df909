"""Attempts at parts of MLflow that nobody needs and that run, call out or administer."""

from typing import Any

from project_things import Project

Request = tuple[str, str, dict[str, Any]]
ASSISTANT = "/ajax-api/3.0/mlflow/assistant"
GATEWAY = "/api/3.0/mlflow/gateway"
HOOK = {"name": "h", "url": "https://127.0.0.1:9/", "events": [{"entity": "REGISTERED_MODEL", "action": "CREATED"}]}
RIGHTS = {"allow_edit_files": True, "allow_read_docs": True, "full_access": True}
OLLAMA = {"model": "m", "base_url": "http://127.0.0.1:9", "selected": True, "permissions": RIGHTS}

# Name: method, path, options of the request. The first of each pair of braces is the attacker's project.
LISTED: dict[str, Request] = {
    "configures the assistant": ("PUT", f"{ASSISTANT}/config", {"json": {"providers": {"ollama": OLLAMA}}}),
    "talks to the assistant": ("POST", f"{ASSISTANT}/message", {"json": {"message": "hi", "context": {}}}),
    "reads the assistant's settings": ("GET", f"{ASSISTANT}/config", {}),
    "lists the assistant's providers": ("GET", f"{ASSISTANT}/providers", {}),
    "has a provider called": ("GET", f"{ASSISTANT}/providers/ollama/health", {}),
    "lists a provider's models": ("GET", f"{ASSISTANT}/providers/ollama/models", {}),
    "installs the assistant's skills": ("POST", f"{ASSISTANT}/skills/install", {"json": {"type": "global"}}),
    "follows a session": ("GET", f"{ASSISTANT}/sessions/1/stream", {}),
    "allows a session a command": ("POST", f"{ASSISTANT}/sessions/1/permission", {"json": {"allow": True}}),
    "hands a session a result": ("POST", f"{ASSISTANT}/sessions/1/tool-result", {"json": {}}),
    "changes a session": ("PATCH", f"{ASSISTANT}/sessions/1", {"json": {"status": "cancelled"}}),
    "keeps a secret": ("POST", f"{GATEWAY}/secrets/create", {"json": {"secret_name": "s", "secret_value": {"a": "b"}}}),
    "lists secrets": ("GET", f"{GATEWAY}/secrets/list", {}),
    "reads the secrets' settings": ("GET", "/ajax-api/3.0/mlflow/gateway/secrets/config", {}),
    "lists providers": ("GET", "/ajax-api/3.0/mlflow/gateway/supported-providers", {}),
    "makes an AI endpoint": ("POST", f"{GATEWAY}/endpoints/create", {"json": {"name": "e"}}),
    "lists AI endpoints": ("GET", f"{GATEWAY}/endpoints/list", {}),
    "sets a budget": ("POST", f"{GATEWAY}/budgets/create", {"json": {}}),
    "makes a guardrail": ("POST", f"{GATEWAY}/guardrails/create", {"json": {}}),
    "asks through the gateway": (
        "POST",
        "/gateway/mlflow/v1/chat/completions",
        {"json": {"model": "m", "messages": []}},
    ),
    "proxies anything": ("POST", "/gateway/proxy/e/http://127.0.0.1:9/", {"json": {}}),
    "passes through to a provider": ("POST", "/gateway/openai/v1/responses", {"json": {}}),
    "generates by the gateway": ("POST", "/gateway/gemini/v1beta/models/e:generateContent", {"json": {}}),
    "uses the page's proxy": (
        "GET",
        "/ajax-api/2.0/mlflow/gateway-proxy",
        {"params": {"gateway_path": "api/2.0/endpoints"}},
    ),
    "posts by the page's proxy": (
        "POST",
        "/ajax-api/2.0/mlflow/gateway-proxy",
        {"json": {"gateway_path": "gateway/a/invocations"}},
    ),
    "makes a webhook": ("POST", "/api/2.0/mlflow/webhooks", {"json": HOOK}),
    "lists webhooks": ("GET", "/api/2.0/mlflow/webhooks", {}),
    "tests a webhook": ("POST", "/api/2.0/mlflow/webhooks/1/test", {"json": {}}),
    "deletes a webhook": ("DELETE", "/ajax-api/2.0/mlflow/webhooks/1", {}),
    "submits a job": ("POST", "/ajax-api/3.0/jobs/", {"json": {"job_name": "invoke_scorer", "params": {}}}),
    "searches jobs": ("POST", "/ajax-api/3.0/jobs/search", {"json": {}}),
    "reads a job": ("GET", "/ajax-api/3.0/jobs/1", {}),
    "cancels a job": ("PATCH", "/ajax-api/3.0/mlflow/jobs/cancel/1", {}),
    "optimises a prompt": ("POST", "/api/3.0/mlflow/prompt-optimization/jobs", {"json": {}}),
    "searches optimisations": (
        "GET",
        "/api/3.0/mlflow/prompt-optimization/jobs/search",
        {"params": {"experiment_id": "1"}},
    ),
    "runs a scorer": ("POST", "/ajax-api/3.0/mlflow/scorer/invoke", {"json": {"experiment_id": "1"}}),
    "registers a scorer": (
        "POST",
        "/api/3.0/mlflow/scorers/register",
        {"json": {"experiment_id": "1", "name": "s", "serialized_scorer": "{}"}},
    ),
    "scores online": (
        "PUT",
        "/api/3.0/mlflow/scorers/online-config",
        {"json": {"experiment_id": "1", "name": "s", "sample_rate": 1}},
    ),
    "lists scorers": ("GET", "/api/3.0/mlflow/scorers/list", {}),
    "has issues looked for": ("POST", "/ajax-api/3.0/mlflow/issues/invoke", {"json": {}}),
    "evaluates on the server": ("POST", "/ajax-api/3.0/mlflow/genai/evaluate/invoke", {"json": {}}),
    "makes demo data": ("POST", "/ajax-api/3.0/mlflow/demo/generate", {"json": {}}),
    "deletes demo data": ("POST", "/ajax-api/3.0/mlflow/demo/delete", {"json": {}}),
    "names a tool server": ("POST", "/api/3.0/mlflow/mcp-servers", {"json": {"name": "a/b"}}),
    "lists tool servers": ("GET", "/ajax-api/3.0/mlflow/mcp-servers", {}),
    "makes a workspace": ("POST", "/api/3.0/mlflow/workspaces", {"json": {"name": "intruder"}}),
    "makes a workspace for the page": ("POST", "/ajax-api/3.0/mlflow/workspaces", {"json": {"name": "intruder"}}),
    "makes a workspace the supervisor's way": ("PUT", "/workspaces/intruder", {}),
    "writes a run by the prompt lab": ("POST", "/ajax-api/2.0/mlflow/runs/create-promptlab-run", {"json": {}}),
    "sends what people do": ("POST", "/ajax-api/3.0/mlflow/ui-telemetry", {"json": {"records": []}}),
    "makes a review queue": ("POST", "/api/3.0/mlflow/review-queues/create", {"json": {}}),
    "makes a label schema": ("POST", "/api/3.0/mlflow/label-schemas/create", {"json": {}}),
    "reads metrics of the server": ("GET", "/metrics", {}),
    "lists users": ("GET", "/api/2.0/mlflow/users/list", {}),
    "makes a user": ("POST", "/api/2.0/mlflow/users/create", {"json": {"username": "a", "password": "b"}}),
    "reads the API's description": ("GET", "/openapi.json", {}),
    "begins a multipart upload": (
        "POST",
        "/api/2.0/mlflow-artifacts/mpu/create/1/a.bin",
        {"json": {"path": "a.bin", "num_parts": 1}},
    ),
    "asks for a signed address": ("GET", "/api/2.0/mlflow-artifacts/presigned/1/a.bin", {}),
    "asks GraphQL by GET": ("GET", "/graphql", {"params": {"query": "{__schema{types{name}}}"}}),
    "asks GraphQL for its schema": ("POST", "/graphql", {"json": {"query": "{__schema{types{name}}}"}}),
    "asks GraphQL for a test": ("POST", "/graphql", {"json": {"query": '{test(inputString:"a"){output}}'}}),
    "sends two GraphQL operations": (
        "POST",
        "/graphql",
        {"json": {"query": "query A{mlflowGetRun{run{info{runId}}}} query B{test{output}}", "operationName": "B"}},
    ),
}


def attacks_on_routes(_own: Project, victim: Project) -> dict[str, Request]:
    """Those that need no project, and those on workspaces."""
    workspace = f"/api/3.0/mlflow/workspaces/{victim.name}"
    return {
        **LISTED,
        "takes a workspace's files elsewhere": (
            "PATCH",
            workspace,
            {"json": {"default_artifact_root": "file:///tmp/x"}},
        ),
        "deletes a workspace": ("DELETE", workspace, {"params": {"mode": "CASCADE"}}),
        "reads another's workspace": ("GET", workspace, {}),
        "reads MLflow's own workspace": ("GET", "/api/3.0/mlflow/workspaces/default", {}),
    }
