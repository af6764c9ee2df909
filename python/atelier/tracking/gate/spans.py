"""Spans that a client sends by the OpenTelemetry protocol."""

import zlib
from collections.abc import Iterator

from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from atelier.problem import Problem
from atelier.tracking.gate.addresses import check_tag
from atelier.tracking.gate.named_things import Thing

# MLflow makes a tag of the trace out of each attribute that begins so.
TAG_PREFIX = "mlflow.traceTag."
TRACE_ID_BYTES = 16
MOST_BYTES = 64 * 1024 * 1024
GZIP_OR_ZLIB = 47


def plain_spans(body: bytes, encoding: str) -> bytes:
    """The body without its compression. Problems: `BodyTooLarge`, `BodyMalformed`, `ContentTypeRefused`."""
    if encoding in ("", "identity"):
        return body
    if encoding not in ("gzip", "deflate"):
        raise Problem("ContentTypeRefused", f"Spans packed by '{encoding[:40]}' are not taken.", "Send gzip, or plain.")
    unpacker = zlib.decompressobj(GZIP_OR_ZLIB)
    try:
        plain = unpacker.decompress(body, MOST_BYTES)
    except zlib.error as failure:
        raise _malformed(str(failure)) from failure
    if unpacker.unconsumed_tail:
        raise Problem(
            "BodyTooLarge", f"The spans unpack to more than {MOST_BYTES} bytes.", "Send them in smaller batches."
        )
    if not unpacker.eof or unpacker.unused_data:
        raise _malformed("the packed data is cut off, or followed by more")
    return plain


def check_spans(body: bytes, workspace: str) -> tuple[bytes, set[Thing]]:
    """The spans written anew, and their traces. Problems: `BodyMalformed`, `AddressRefused`."""
    request = ExportTraceServiceRequest()
    try:
        request.ParseFromString(body)
    except DecodeError as failure:
        raise _malformed(str(failure)) from failure
    for key, text in _attributes(request):
        if key.startswith(TAG_PREFIX):
            check_tag(key.removeprefix(TAG_PREFIX), text, workspace)
    return request.SerializeToString(), set(_traces(request))


def _attributes(request: ExportTraceServiceRequest) -> Iterator[tuple[str, str]]:
    for resource_spans in request.resource_spans:
        holders = [resource_spans.resource]
        for scope_spans in resource_spans.scope_spans:
            holders += [scope_spans.scope, *scope_spans.spans]
        for holder in holders:
            for attribute in holder.attributes:
                yield attribute.key, attribute.value.string_value


def _traces(request: ExportTraceServiceRequest) -> Iterator[Thing]:
    for resource_spans in request.resource_spans:
        for scope_spans in resource_spans.scope_spans:
            for span in scope_spans.spans:
                # A shorter one would be read as the same number with zeros in front.
                if len(span.trace_id) != TRACE_ID_BYTES:
                    raise _malformed(f"a trace id has {len(span.trace_id)} bytes in place of {TRACE_ID_BYTES}")
                yield Thing("trace", f"tr-{span.trace_id.hex()}")


def _malformed(what: str) -> Problem:
    return Problem("BodyMalformed", f"The spans cannot be read: {what}.", "Send an OpenTelemetry export as protobuf.")
