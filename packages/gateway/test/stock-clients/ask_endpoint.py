"""Calls of a person with stock boto3: the same endpoint by its short address, and by that of its project."""

import json
import sys
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


def main() -> None:
    """Ask each address with the token, and one without it; prints what came back as one JSON document."""
    url, token_file, body_bytes = sys.argv[1:]
    token = Path(token_file).read_text()
    body = b"a" * int(body_bytes)
    print(
        json.dumps(
            {
                "short": ask(url, token, body),
                "project": ask(f"{url}/projects/acme", token, body),
                "ambiguous": ask(url, token, body, endpoint="shared"),
                "wrong token": ask(url, f"{token}x", body),
            }
        )
    )


def ask(url: str, token: str, body: bytes, endpoint: str = "sales") -> str:
    """The answer, or what boto3 says of the refusal."""
    client = boto3.client(
        "sagemaker-runtime",
        region_name="local",
        endpoint_url=url,
        aws_access_key_id="atelier",
        aws_secret_access_key="atelier",  # noqa: S106 - what lets in is the session token
        aws_session_token=token,
        config=Config(retries={"total_max_attempts": 1}),
    )
    try:
        answer = client.invoke_endpoint(EndpointName=endpoint, ContentType="text/csv", Accept="text/csv", Body=body)
    except ClientError as refused:
        return str(refused)
    return answer["Body"].read().decode()


main()
