import type { WireRequest } from '../http/wire.ts';
import type { Members } from '../service/service.ts';
import type { ApiOperation } from './api.ts';
import { xmlCodec } from './codecs.ts';
import { boundInput, boundOutput, payloadOf } from './rest-bindings.ts';
import { labelsOf, routeOf } from './rest-routes.ts';
import type { Answered, Protocol } from './wire-protocol.ts';
import { xmlAround, xmlMembers, xmlOf } from './xml-document.ts';

/** S3: the bucket is in the name of the host, or, where an address in numbers leaves no room there, the first part of the path. */
export const restXmlProtocol: Protocol = {
  actionOf: (request, api) => {
    const { bucket, path } = inBucket(request);
    const offered = [...api.values()].filter(({ input }) => needsBucket(input) === (bucket !== undefined));
    return routeOf(request, offered, path)?.action ?? `${request.method} ${request.path}`;
  },
  readInput: (request, operation) => {
    const { bucket, path } = inBucket(request);
    const bound = boundInput(operation.input, request, labelsOf(operation, path));
    return { ...readBody(request.body, operation), ...bound, ...(bucket === undefined ? {} : { Bucket: bucket }) };
  },
  writeOutput: (output, answered) => {
    const { operation, requestId } = answered;
    const headers = { 'x-amz-request-id': requestId };
    // S3's description has no word for an answer with a part of an object.
    const status = output.ContentRange === undefined ? (operation.http?.[2] ?? 200) : 206;
    if (!operation.output.isStructSchema()) return { status, headers, body: '' };
    const bound = boundOutput(operation.output, output);
    return { status, headers: { ...headers, ...bound.headers }, body: writeBody(bound.rest, answered) };
  },
  writeFault: ({ code, message, status, details }, { requestId }) => ({
    status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
    body: xmlOf({ Error: { Code: code, Message: message, ...details, RequestId: requestId } }),
  }),
};

function inBucket({ path, headers }: WireRequest): { readonly bucket: string | undefined; readonly path: string } {
  const [, named] = /^(.+)\.(?:localhost|s3[.-][^:]*)(?::\d+)?$/.exec(headers.host ?? '') ?? [];
  if (named !== undefined) return { bucket: named, path };
  const [, bucket = '', rest = ''] = /^\/([^/]*)(\/.*)?$/.exec(path) ?? [];
  return bucket === '' ? { bucket: undefined, path } : { bucket: decodeURIComponent(bucket), path: rest || '/' };
}

function needsBucket(input: ApiOperation['input']): boolean {
  return input.isStructSchema() && 'Bucket' in input.getMemberSchemas();
}

function readBody(body: Uint8Array, { input }: ApiOperation): Members {
  const payload = payloadOf(input);
  if (payload === undefined || body.byteLength === 0) return {};
  const [name, schema] = payload;
  return { [name]: schema.isStructSchema() ? xmlCodec.createDeserializer().read(schema, body) : body };
}

function writeBody(rest: Members, { operation, namespace }: Answered): string | Uint8Array {
  const payload = payloadOf(operation.output);
  const [name, schema] = payload ?? [undefined, operation.output];
  const inside = name === undefined ? rest : rest[name];
  if (inside === undefined || Object.keys(rest).length === 0) return '';
  if (inside instanceof Uint8Array || typeof inside === 'string') return inside;
  const root = schema.getMergedTraits().xmlName ?? schema.getName() ?? operation.action;
  return xmlAround(root, namespace, xmlMembers(schema, inside as Members));
}
