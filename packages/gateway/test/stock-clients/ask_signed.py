"""Calls of a person with stock boto3 and a key pair from the environment."""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


def main() -> None:
    """Ask with the key pair, with another secret, and with more than is accepted; prints what came back."""
    (url,) = sys.argv[1:]
    print(
        json.dumps(
            {
                "rows": ask(url, b"1,2,3"),
                "five million": ask(url, b"a" * 5_000_000),
                "project": ask(f"{url}/projects/acme", b"1,2,3"),
                "elsewhere": ask(f"{url}/projects/beta", b"1,2,3", endpoint="shared"),
                "wrong secret": ask(url, b"1,2,3", aws_secret_access_key="wrong"),  # noqa: S106 - that of nobody
                "too long": ask(url, b"a" * 7_000_000),
            }
        )
    )


def ask(url: str, body: bytes, endpoint: str = "sales", **credentials: str) -> str:
    """The answer, or what boto3 says of the refusal."""
    keys = {} if not credentials else {"aws_access_key_id": boto3.Session().get_credentials().access_key}
    client = boto3.client(
        "sagemaker-runtime",
        region_name="eu-central-1",
        endpoint_url=url,
        config=Config(retries={"total_max_attempts": 1}),
        **keys,
        **credentials,
    )
    try:
        answer = client.invoke_endpoint(EndpointName=endpoint, ContentType="text/csv", Accept="text/csv", Body=body)
    except ClientError as refused:
        return str(refused)
    return answer["Body"].read().decode()


main()
