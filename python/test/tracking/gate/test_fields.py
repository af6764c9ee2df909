"""Every field of every request that passes has been looked at: whether it names a thing, an address, or neither."""

from mlflow.protos import databricks_pb2
from mlflow.protos.mlflow_artifacts_pb2 import MlflowArtifactsService
from mlflow.protos.model_registry_pb2 import ModelRegistryService
from mlflow.protos.service_pb2 import MlflowService

from atelier.problem import Problem
from atelier.tracking.gate.admit import PATH_FIELDS
from atelier.tracking.gate.find_route import find_route
from atelier.tracking.gate.named_things import KIND_OF_FIELD

# Checked by `addresses.py`. The source of a run's data set is text that nobody opens.
ADDRESSES = {"artifact_location", "source", "run_link"}
# Text, numbers and choices that are stored, compared or counted; a workspace's name stands in a path, which is checked.
WORDS = """
aggregation_type alias allow_partial archive_existing_versions ascending assessment_name base_filter
bool_value bytes_value client_request_id code create_time created_by dataset_digest dataset_name
deployment_job_id description digest dimensions double_value dropped_attributes_count dropped_events_count
dropped_links_count end_step end_time end_time_ms end_time_unix_nano error_code error_message
execution_duration experiment_name field_name filter filter_string filter_string1 filter_string2 filters flags
full_table_name int_value issue_name key key_strindex kind last_update_time max_results max_timestamp_millis
max_traces message metric_key metric_name model_json model_type name new_name order_by page_token
parent_span_id percentile_value profile rationale records request request_preview request_time response
response_preview run_name run_view_type schema serialization_format source_id source_type span_id stack_trace
stage stages start_step start_time start_time_ms start_time_unix_nano state status step string_value
string_value_strindex tag_key tags time_interval_seconds time_unix_nano timestamp timestamp_ms trace_state
type update_mask updated_by user_id valid value version view_type workspace_name
"""
PLAIN = set(WORDS.split())


def test_every_field_of_a_request_that_passes_is_known_for_what_it_is():
    decided = PLAIN | ADDRESSES | set(PATH_FIELDS) | set(KIND_OF_FIELD)
    assert fields_that_pass() - decided == set()


def test_no_field_is_kept_in_mind_that_mlflow_does_not_have():
    assert PLAIN - fields_that_pass() == set()
    assert fields_that_pass() >= ADDRESSES


def fields_that_pass() -> set[str]:
    found: set[str] = set()
    for service in (MlflowService, ModelRegistryService, MlflowArtifactsService):
        for method in service.DESCRIPTOR.methods:
            for endpoint in method.GetOptions().Extensions[databricks_pb2.rpc].endpoints:
                if passes(endpoint):
                    found |= fields_of(method.input_type, frozenset())
    return found


def passes(endpoint) -> bool:
    path = f"api/{endpoint.since.major}.0{endpoint.path}"
    try:
        find_route(
            endpoint.method,
            tuple(path.replace("{assessment.trace_id}", "t").replace("{", "").replace("}", "").split("/")),
        )
    except Problem:
        return False
    return True


def fields_of(message, above: frozenset[str]) -> set[str]:
    found: set[str] = set()
    for field in message.fields:
        inner = field.message_type
        if inner is None or inner.full_name.startswith("google.protobuf"):
            found.add(field.name)
        elif inner.full_name not in above:
            found |= fields_of(inner, above | {inner.full_name})
    return found
