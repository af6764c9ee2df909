"""Random requests as botocore signs them, one JSON document a line."""

import json
import random
import sys
from urllib.parse import quote

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SIGNS = "abcXYZ019-_.~ !*'()@:+,;=$&/%äß€𝄞"
METHODS = ["POST", "GET", "PUT", "DELETE"]


def text(chance: random.Random, most: int) -> str:
    """Up to so many signs, also such as are coded."""
    return "".join(chance.choice(SIGNS) for _ in range(chance.randrange(1, most)))


def request(chance: random.Random) -> AWSRequest:
    """One with a path, a query, headers and a body of any kind."""
    path = "/".join(quote(f"p{text(chance, 12)}", safe="") for _ in range(chance.randrange(1, 5)))
    pairs = [f"{quote(text(chance, 8), safe='')}={quote(text(chance, 8), safe='')}" for _ in range(chance.randrange(5))]
    query = f"?{'&'.join(pairs)}" if pairs else ""
    headers = {"Host": "localhost:8470", "Content-Type": "text/csv"}
    for _ in range(chance.randrange(4)):
        headers[f"X-Amzn-SageMaker-{chance.randrange(99)}"] = "  ".join(["a", text(chance, 9).encode().hex(), "b"])
    body = chance.randbytes(chance.choice([0, 1, 40, 5000]))
    return AWSRequest(chance.choice(METHODS), f"http://localhost:8470/{path}{query}", headers, body)


def main() -> None:
    """Sign as many as are asked for, by the key that is given."""
    key_id, secret, count, seed = sys.argv[1:]
    chance = random.Random(int(seed))  # noqa: S311 - the same ones for the same seed
    for _ in range(int(count)):
        signed = request(chance)
        region = chance.choice(["local", "eu-central-1", "us-gov-west-1"])
        SigV4Auth(Credentials(key_id, secret), "sagemaker", region).add_auth(signed)
        url = signed.url.removeprefix("http://localhost:8470")
        headers = [part for pair in signed.headers.items() for part in pair]
        body = (signed.body or b"").hex()
        print(json.dumps({"method": signed.method, "url": url, "rawHeaders": headers, "body": body}))


main()
