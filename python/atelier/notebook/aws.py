"""A notebook on AWS: the parts of its project, found by the project's settings."""

import functools
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from atelier.notebook.ground import How, Store
from atelier.notebook.redshift import answer_of, transaction
from atelier.notebook.redshift_load import columns_of, load_statements, refuse_bad_keys
from atelier.problem import Problem


class Aws:
    """Calls by the role that the notebook runs as; services are found as the SDK of AWS finds them.

    Problems of each call: `AwsRefused`, with the words of AWS, and `AwsNotReached`.
    """

    def __init__(self, workspace: str, project: str) -> None:
        self.workspace = workspace
        self.project = project
        self.setting = functools.cache(self._read_setting)
        self.client = functools.cache(_client)

    def query(self, text: str) -> tuple[list[dict[str, str]], list[list[Any]]]:
        """One statement, by Redshift's Data API."""
        with _told():
            return answer_of(self.client("redshift-data"), self.setting("warehouse"), text)

    def load(self, file: Path, table: str, how: How, keys: Sequence[str]) -> dict[str, int]:
        """By way of the project's data, where the warehouse may read; the file goes again whatever happens."""
        import pyarrow.parquet as pq

        rows = pq.read_table(file)
        refuse_bad_keys(rows, keys)
        address = f"{self.folder('shared')}/.loads/{uuid4()}.parquet"
        statements = load_statements(table, columns_of(rows), how, keys, address)
        with tempfile.TemporaryDirectory() as folder:
            readable = Path(folder) / "rows.parquet"
            pq.write_table(rows, readable, compression="snappy")
            self.keep(readable, address)
        try:
            with _told():
                told = transaction(self.client("redshift-data"), self.setting("warehouse"), statements)
        finally:
            bucket, key = _place(address)
            with _told():
                self.client("s3").delete_object(Bucket=bucket, Key=key)
        known, updated = (answer[0][0] for answer in told) if told else (0, 0)
        return {
            "rows": rows.num_rows,
            "inserted": rows.num_rows - known,
            "updated": updated,
            "unchanged": known - updated,
        }

    def run_flow(self, flow: str, tell: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
        """Not yet: no state machine is made of a flow there."""
        raise _not_yet(f"Flows such as {flow} do not run on AWS yet.")

    def invoke(self, endpoint: str, rows: bytes) -> bytes:
        """By SageMaker, at the endpoint of the project with that name."""
        name = f"{self.workspace}--{self.project}--{endpoint}"
        sent = {"EndpointName": name, "ContentType": "text/csv", "Accept": "text/csv", "Body": rows}
        with _told():
            return self.client("sagemaker-runtime").invoke_endpoint(**sent)["Body"].read()

    def folder(self, store: Store) -> str:
        """In a bucket; whose own files are meant is said by ATELIER_PERSON. Problem `PersonNotTold`."""
        if store == "shared":
            return f"s3://{self.setting('data')}"
        if person := os.environ.get("ATELIER_PERSON"):
            return f"s3://{self.setting('sandboxes')}/{person}"
        message = "ATELIER_PERSON does not say whose own files are meant."
        raise Problem("PersonNotTold", message, "Set it to your name in the workspace file.")

    def has(self, address: str) -> bool:
        """Whether there is an object."""
        from botocore.exceptions import ClientError

        bucket, key = _place(address)
        with _told():
            try:
                self.client("s3").head_object(Bucket=bucket, Key=key)
            except ClientError as failure:
                if failure.response["Error"]["Code"] in ("404", "NoSuchKey", "NotFound"):
                    return False
                raise
        return True

    def keep(self, file: Path, address: str) -> None:
        """Encrypted by the project's key; S3 shows an object when it is whole."""
        bucket, key = _place(address)
        encryption = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": self.setting("key")}
        with _told():
            self.client("s3").upload_file(str(file), bucket, key, ExtraArgs=encryption)

    def tracking(self) -> str:
        """The server's ARN, which MLflow takes with `sagemaker-mlflow` beside it."""
        return self.setting("tracking")

    def _read_setting(self, name: str) -> str:
        parameter = f"/{self.workspace}/projects/{self.project}/{name}"
        with _told():
            return self.client("ssm").get_parameter(Name=parameter)["Parameter"]["Value"]


def _client(service: str) -> Any:
    import boto3

    return boto3.client(service)


def _place(address: str) -> tuple[str, str]:
    bucket, _, key = address.removeprefix("s3://").partition("/")
    return bucket, key


@contextmanager
def _told() -> Iterator[None]:
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (ClientError, Boto3Error) as failure:
        fix = "Look whether your role and your project have what the call asks for: `atelier why`."
        raise Problem("AwsRefused", f"AWS refused: {failure}", fix) from failure
    except BotoCoreError as failure:
        fix = "Look at the network of the space and at its region and credentials, and try again."
        raise Problem("AwsNotReached", f"AWS was not reached: {failure}", fix, "machine") from failure


def _not_yet(what: str) -> Problem:
    return Problem("NotOnAwsYet", what, "Run this cell in a space of one machine.")
