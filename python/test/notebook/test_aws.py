"""What notebooks ask of AWS, each request and answer checked against the models of the services."""

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pandas as pd
import pytest
from botocore.response import StreamingBody
from botocore.stub import ANY, Stubber

from atelier.notebook import aws
from atelier.notebook.deploy import deploy
from atelier.notebook.ground import ground
from atelier.notebook.load import load
from atelier.notebook.path import path
from atelier.notebook.sql import sql
from atelier.problem import Problem

Stubs = Callable[[str], Stubber]
SETTINGS = {"data": "acme-sales-data", "sandboxes": "acme-sales-own", "key": "a-key", "warehouse": "acme-sales"}


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubs]:
    """A stub for each service; at the end every answer that was laid out must have been asked for."""
    made: dict[str, Stubber] = {}

    def stub(service: str) -> Stubber:
        if service not in made:
            keys = {"aws_access_key_id": "none", "aws_secret_access_key": "none"}
            made[service] = Stubber(boto3.client(service, region_name="eu-central-1", **keys))
            made[service].activate()
        return made[service]

    for name in [name for name in os.environ if name.startswith("ATELIER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ATELIER_WORKSPACE", "acme")
    monkeypatch.setenv("ATELIER_PROJECT", "sales")
    monkeypatch.setattr(aws, "_client", lambda service: stub(service).client)
    ground.cache_clear()
    yield stub
    ground.cache_clear()
    for stubber in made.values():
        stubber.assert_no_pending_responses()


def settings(stubs: Stubs, *names: str) -> None:
    for name in names:
        answer = {"Parameter": {"Name": name, "Value": SETTINGS[name]}}
        stubs("ssm").add_response("get_parameter", answer, {"Name": f"/acme/projects/sales/{name}"})


def test_files_are_in_the_buckets_that_the_settings_name(stubs: Stubs, monkeypatch: pytest.MonkeyPatch) -> None:
    settings(stubs, "data", "sandboxes")
    assert path("raw/sales.csv") == "s3://acme-sales-data/raw/sales.csv"
    with pytest.raises(Problem, match="ATELIER_PERSON"):
        path("draft.csv", store="own")
    monkeypatch.setenv("ATELIER_PERSON", "july")
    assert path("draft.csv", store="own") == "s3://acme-sales-own/july/draft.csv"


def test_a_file_is_kept_with_the_key_of_the_project(stubs: Stubs, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a\n1\n")
    settings(stubs, "key")
    place = {"Bucket": "acme-sales-data", "Key": "raw/a.csv"}
    asked: dict[str, Any] = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "a-key", "Body": ANY}
    stubs("s3").add_client_error("head_object", "404", http_status_code=404, expected_params=place)
    stubs("s3").add_response("put_object", {}, {**place, **asked, "ChecksumAlgorithm": ANY})
    stubs("s3").add_response("head_object", {}, place)
    assert not ground().has("s3://acme-sales-data/raw/a.csv")
    ground().keep(tmp_path / "a.csv", "s3://acme-sales-data/raw/a.csv")
    assert ground().has("s3://acme-sales-data/raw/a.csv")


def test_an_endpoint_is_asked_by_the_name_that_it_has_in_the_account(stubs: Stubs) -> None:
    asked = {"EndpointName": "acme--sales--weekly", "ContentType": "text/csv", "Accept": "text/csv", "Body": b"a\n1\n"}
    answer = {"Body": StreamingBody(io.BytesIO(b"mean\n2\n"), 7)}
    stubs("sagemaker-runtime").add_response("invoke_endpoint", answer, asked)
    assert ground().invoke("weekly", b"a\n1\n") == b"mean\n2\n"


def test_what_aws_refuses_is_told_in_its_words(stubs: Stubs) -> None:
    stubs("ssm").add_client_error("get_parameter", "AccessDeniedException", "no policy allows it")
    with pytest.raises(Problem, match="no policy allows it") as refused:
        sql("select 1")
    assert refused.value.code == "AwsRefused"


def test_flows_say_that_they_are_not_there_yet(stubs: Stubs) -> None:
    with pytest.raises(Problem) as refused:
        deploy("weekly")
    assert refused.value.code == "NotOnAwsYet"
    assert stubs("ssm")


@pytest.mark.parametrize("status", ["FINISHED", "FAILED"])
def test_rows_are_merged_in_one_transaction_and_no_file_of_them_stays(stubs: Stubs, status: str) -> None:
    settings(stubs, "data", "key", "warehouse")
    stubs("s3").add_response("put_object", {})
    statement = {"Id": "s-1"}
    asked = {"WorkgroupName": "acme-sales", "Database": "warehouse", "Sqls": ANY}
    stubs("redshift-data").add_response("batch_execute_statement", statement, asked)
    parts = [{"Id": f"s-1:{turn}", "HasResultSet": turn in (4, 5)} for turn in range(1, 7)]
    described = {**statement, "Status": status, "SubStatements": parts}
    stubs("redshift-data").add_response("describe_statement", described, statement)
    for turn, count in ((4, 2), (5, 1)) if status == "FINISHED" else ():
        page = {"ColumnMetadata": [{"name": "count", "typeName": "int8"}], "Records": [[{"longValue": count}]]}
        stubs("redshift-data").add_response("get_statement_result", page, {"Id": f"s-1:{turn}"})
    stubs("s3").add_response("delete_object", {})
    rows = pd.DataFrame({"store": [1, 2, 3], "total": [1.5, 2.5, 3.5]})
    if status == "FINISHED":
        counts = load(rows, "totals", how="merge", keys=["store"])
        assert counts == {"rows": 3, "inserted": 1, "updated": 1, "unchanged": 1}
    else:
        with pytest.raises(Problem, match="FAILED"):
            load(rows, "totals", how="merge", keys=["store"])


@pytest.mark.parametrize("stores", [[1, 1], [1, None]], ids=["twice", "missing"])
def test_rows_that_their_keys_do_not_tell_apart_never_leave(stubs: Stubs, stores: list[Any]) -> None:
    with pytest.raises(Problem) as refused:
        load(pd.DataFrame({"store": stores}), "totals", how="merge", keys=["store"])
    assert refused.value.code == "KeysTellNothingApart"
    assert stubs("s3")
