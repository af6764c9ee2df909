import type { Action } from '@atelier/core';

/** What somebody has to be allowed to do to ask tracking for something. */
export type TrackingAction = Extract<Action, `tracking.${string}` | `model.${string}`>;

/** Below /api/2.0/mlflow/ for clients and below /ajax-api/2.0/mlflow/ for the page. */
export const version2: Readonly<Record<TrackingAction, string>> = {
  'tracking.read': `
    GET experiments/get
    GET experiments/get-by-name
    GET experiments/search
    POST experiments/search
    GET runs/get
    POST runs/search
    GET metrics/get-history
    GET metrics/get-history-bulk-interval
    GET artifacts/list
    POST logged-models/search
    GET logged-models/{model_id}
    GET logged-models/{model_id}/artifacts/directories
    GET traces
    GET traces/{trace_id}/info`,
  'tracking.write': `
    POST experiments/create
    POST experiments/update
    POST experiments/delete
    POST experiments/restore
    POST experiments/set-experiment-tag
    POST experiments/delete-experiment-tag
    POST runs/create
    POST runs/update
    POST runs/delete
    POST runs/restore
    POST runs/set-tag
    POST runs/delete-tag
    POST runs/log-metric
    POST runs/log-parameter
    POST runs/log-batch
    POST runs/log-inputs
    POST runs/log-model
    POST runs/outputs
    POST logged-models
    PATCH logged-models/{model_id}
    DELETE logged-models/{model_id}
    POST logged-models/{model_id}/params
    PATCH logged-models/{model_id}/tags
    DELETE logged-models/{model_id}/tags/{key}
    POST traces
    PATCH traces/{trace_id}
    PATCH traces/{trace_id}/tags
    DELETE traces/{trace_id}/tags
    POST traces/delete-traces
    POST traces/link-to-run
    POST traces/link-prompts`,
  'model.read': `
    GET registered-models/get
    GET registered-models/search
    POST registered-models/get-latest-versions
    GET registered-models/get-latest-versions
    GET registered-models/alias
    GET model-versions/get
    GET model-versions/get-download-uri
    GET model-versions/search`,
  'model.register': `
    POST registered-models/create
    PATCH registered-models/update
    POST registered-models/set-tag
    DELETE registered-models/delete-tag
    POST model-versions/create
    PATCH model-versions/update
    POST model-versions/set-tag
    DELETE model-versions/delete-tag`,
  // An alias says which version is used; so does a stage.
  'model.approve': `
    POST registered-models/alias
    DELETE registered-models/alias
    POST model-versions/transition-stage`,
  'model.replace': `
    POST registered-models/rename
    DELETE registered-models/delete
    DELETE model-versions/delete`,
};

/** Below /api/3.0/mlflow/ and /ajax-api/3.0/mlflow/. */
export const version3: Readonly<Partial<Record<TrackingAction, string>>> = {
  'tracking.read': `
    GET server-info
    GET workspaces
    GET workspaces/{workspace}
    GET traces/get
    GET traces/batchGet
    POST traces/batchGetInfos
    POST traces/search
    POST traces/metrics
    POST traces/calculate-filter-correlation
    GET traces/{trace_id}
    GET traces/{trace_id}/assessments/{assessment_id}
    GET datasets/search
    POST datasets/search
    GET datasets/{dataset_id}
    GET datasets/{dataset_id}/records
    GET datasets/{dataset_id}/experiment-ids`,
  'tracking.write': `
    POST traces
    POST traces/delete-traces
    PATCH traces/{trace_id}/tags
    DELETE traces/{trace_id}/tags
    POST traces/{trace_id}/assessments
    PATCH traces/{trace_id}/assessments/{assessment_id}
    DELETE traces/{trace_id}/assessments/{assessment_id}
    POST datasets/create
    DELETE datasets/{dataset_id}
    PATCH datasets/{dataset_id}/tags
    DELETE datasets/{dataset_id}/tags/{key}
    POST datasets/{dataset_id}/records
    DELETE datasets/{dataset_id}/records
    POST datasets/{dataset_id}/add-experiments
    POST datasets/{dataset_id}/remove-experiments`,
};

/** Files, and what only the page or only a client asks for. The gate in front of tracking lets queries alone pass at /graphql. */
export const others: Readonly<Partial<Record<TrackingAction, string>>> = {
  'tracking.read': `
    GET /api/2.0/mlflow-artifacts/artifacts
    GET /ajax-api/2.0/mlflow-artifacts/artifacts
    GET /api/2.0/mlflow-artifacts/artifacts/{path...}
    GET /ajax-api/2.0/mlflow-artifacts/artifacts/{path...}
    GET /get-artifact
    GET /ajax-api/2.0/mlflow/logged-models/{model_id}/artifacts/files
    GET /ajax-api/2.0/mlflow/get-trace-artifact
    GET /ajax-api/3.0/mlflow/get-trace-artifact
    GET /ajax-api/2.0/mlflow/metrics/get-history-bulk
    GET /ajax-api/2.0/mlflow/metrics/get-history-bulk-interval
    POST /ajax-api/2.0/mlflow/experiments/search-datasets
    GET /ajax-api/3.0/mlflow/ui-telemetry
    GET /ajax-api/2.0/mlflow/gateway-proxy
    POST /graphql
    GET /
    GET /static-files/{path...}
    GET /health
    GET /version`,
  'tracking.write': `
    PUT /api/2.0/mlflow-artifacts/artifacts/{path...}
    PUT /ajax-api/2.0/mlflow-artifacts/artifacts/{path...}
    POST /ajax-api/2.0/mlflow/upload-artifact
    POST /v1/traces`,
  'model.read': `
    GET /model-versions/get-artifact`,
};
