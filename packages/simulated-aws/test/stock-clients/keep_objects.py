"""Work with buckets by stock boto3, against the address in the first argument; prints what came back as JSON."""

import io
import json
import socket
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

REGION = "eu-central-1"


def main() -> None:
    """Go through buckets, objects, lists, uploads in parts and refusals, with buckets in the path or in the host."""
    url, style = sys.argv[1:]
    find_here()
    config = Config(s3={"addressing_style": style}, retries={"max_attempts": 0})
    s3 = boto3.client("s3", endpoint_url=url, region_name=REGION, config=config)
    place = {"LocationConstraint": REGION}
    s3.create_bucket(Bucket="plain", CreateBucketConfiguration=place)
    s3.create_bucket(Bucket="versioned", CreateBucketConfiguration=place)
    s3.put_bucket_versioning(Bucket="versioned", VersioningConfiguration={"Status": "Enabled"})
    told = {
        "buckets": [one["Name"] for one in s3.list_buckets()["Buckets"]],
        "head": s3.head_bucket(Bucket="plain")["BucketRegion"],
        "objects": objects(s3),
        "lists": lists(s3),
        "parts": parts(s3),
        "versions": versions(s3),
        "policy": policy(s3),
        "tags": tags(s3),
        "refused": refused(s3),
    }
    for bucket in ("plain", "versioned"):
        empty(s3, bucket)
        s3.delete_bucket(Bucket=bucket)
    print(json.dumps({**told, "left": s3.list_buckets()["Buckets"]}))


def find_here() -> None:
    """Look for names below localhost on this machine, as not every resolver does."""
    ask = socket.getaddrinfo
    socket.getaddrinfo = lambda host, *rest, **more: ask(
        "127.0.0.1" if host.endswith("localhost") else host, *rest, **more
    )


def objects(s3) -> object:
    """Put, head, get whole and in part, copy, and delete."""
    about = {"ContentType": "text/plain", "Metadata": {"from": "a person"}}
    s3.put_object(Bucket="plain", Key="a b/ü+%2F.txt", Body=b"0123456789", **about)
    source = {"Bucket": "plain", "Key": "a b/ü+%2F.txt"}
    head = s3.head_object(**source)
    part = s3.get_object(**source, Range="bytes=2-4")
    s3.copy_object(Bucket="plain", Key="copy", CopySource=source)
    copied = s3.get_object(Bucket="plain", Key="copy")
    s3.delete_object(**source)
    return {
        "head": [head["ContentLength"], head["ContentType"], head["Metadata"]],
        "part": [part["Body"].read().decode(), part["ContentRange"], part["ResponseMetadata"]["HTTPStatusCode"]],
        "copied": [copied["Body"].read().decode(), copied["ContentType"], copied["Metadata"]],
        "same tag": copied["ETag"] == head["ETag"],
    }


def lists(s3) -> object:
    """List with prefix and delimiter, page by page, in both ways."""
    keys = ["l/1", "l/2", "l/3", "l/4", "l/x y/5", "l/x y/6", "l/z/7"]
    for key in keys:
        s3.put_object(Bucket="plain", Key=key, Body=b"x")
    pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket="plain", Prefix="l/", Delimiter="/"))
    first = list(s3.get_paginator("list_objects").paginate(Bucket="plain", Prefix="l/"))
    return {
        "pages": len(pages),
        "keys": [one["Key"] for page in pages for one in page.get("Contents", [])],
        "folders": [one["Prefix"] for page in pages for one in page.get("CommonPrefixes", [])],
        "first way": [one["Key"] for page in first for one in page.get("Contents", [])] == keys,
    }


def parts(s3) -> object:
    """Upload in parts by hand and by the transfer of boto3, and give one up."""
    block = 5 * 1024 * 1024
    at = {"Bucket": "plain", "Key": "parts"}
    upload = {**at, "UploadId": s3.create_multipart_upload(**at)["UploadId"]}
    done = [
        {"PartNumber": number, "ETag": s3.upload_part(**upload, PartNumber=number, Body=body)["ETag"]}
        for number, body in ((1, b"a" * block), (2, b"b"))
    ]
    listed = [one["PartNumber"] for one in s3.list_parts(**upload)["Parts"]]
    whole = s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": done})
    given_up = {**at, "UploadId": s3.create_multipart_upload(**at)["UploadId"]}
    s3.abort_multipart_upload(**given_up)
    s3.upload_fileobj(io.BytesIO(b"c" * (9 * 1024 * 1024)), "plain", "transfer")
    back = io.BytesIO()
    s3.download_fileobj("plain", "transfer", back)
    return {
        "listed": listed,
        "tag": whole["ETag"].strip('"').split("-")[1],
        "bytes": s3.head_object(**at)["ContentLength"] - block,
        "transferred": back.getvalue() == b"c" * (9 * 1024 * 1024),
        "under way": s3.list_multipart_uploads(Bucket="plain").get("Uploads", []),
    }


def versions(s3) -> object:
    """Change and delete where versions are kept."""
    for body in (b"1", b"22"):
        s3.put_object(Bucket="versioned", Key="k", Body=body)
    s3.delete_object(Bucket="versioned", Key="k")
    listed = s3.list_object_versions(Bucket="versioned", Prefix="k")
    oldest = listed["Versions"][-1]["VersionId"]
    return {
        "sizes": [one["Size"] for one in listed["Versions"]],
        "marks": [one["IsLatest"] for one in listed["DeleteMarkers"]],
        "oldest": s3.get_object(Bucket="versioned", Key="k", VersionId=oldest)["Body"].read().decode(),
    }


def policy(s3) -> object:
    """Put a policy, read it, and take it away."""
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::plain"}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    s3.put_bucket_policy(Bucket="plain", Policy=json.dumps(document))
    same = json.loads(s3.get_bucket_policy(Bucket="plain")["Policy"]) == document
    s3.delete_bucket_policy(Bucket="plain")
    return {"same": same, "gone": code_of(lambda: s3.get_bucket_policy(Bucket="plain"))}


def tags(s3) -> object:
    """Tag a bucket and an object."""
    given = {"TagSet": [{"Key": "team", "Value": "a"}]}
    s3.put_bucket_tagging(Bucket="plain", Tagging=given)
    s3.put_object(Bucket="plain", Key="tagged", Body=b"", Tagging="team=a")
    first = s3.get_object_tagging(Bucket="plain", Key="tagged")["TagSet"]
    s3.put_object_tagging(Bucket="plain", Key="tagged", Tagging={"TagSet": []})
    told = [s3.get_bucket_tagging(Bucket="plain")["TagSet"], first]
    s3.delete_bucket_tagging(Bucket="plain")
    return [*told, s3.get_object_tagging(Bucket="plain", Key="tagged")["TagSet"]]


def refused(s3) -> object:
    """Codes of calls that S3 refuses."""
    at = {"Bucket": "plain", "Key": "copy"}
    place = {"LocationConstraint": "eu-west-1"}
    return {
        "no bucket": code_of(lambda: s3.head_bucket(Bucket="nowhere")),
        "no key": code_of(lambda: s3.get_object(Bucket="plain", Key="nowhere")),
        "no place": code_of(lambda: s3.create_bucket(Bucket="placeless")),
        "other place": code_of(lambda: s3.create_bucket(Bucket="elsewhere", CreateBucketConfiguration=place)),
        "there already": code_of(lambda: s3.put_object(**at, Body=b"", IfNoneMatch="*")),
        "beyond its end": code_of(lambda: s3.get_object(**at, Range="bytes=50-60")),
        "not empty": code_of(lambda: s3.delete_bucket(Bucket="plain")),
        "no upload": code_of(lambda: s3.list_parts(**at, UploadId="none")),
    }


def empty(s3, bucket: str) -> None:
    """Delete every version of everything."""
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        all_of_page = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        found = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in all_of_page]
        if found:
            s3.delete_objects(Bucket=bucket, Delete={"Objects": found, "Quiet": True})


def code_of(call) -> str:
    """The code with which a call is refused."""
    try:
        call()
    except ClientError as refusal:
        return refusal.response["Error"]["Code"]
    return "not refused"


main()
