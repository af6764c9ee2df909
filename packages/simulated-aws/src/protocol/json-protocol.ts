import type { NormalizedSchema } from '@smithy/core/schema';
import type { Members } from '../service/service.ts';
import { jsonCodec } from './codecs.ts';
import type { Protocol } from './wire-protocol.ts';

const jsonHeaders = { 'content-type': 'application/x-amz-json-1.1' };

/** JSON in, JSON out, the action in a header: SSM, KMS, Logs, SageMaker, ECR. */
export const jsonProtocol: Protocol = {
  actionOf: ({ headers }) => headers['x-amz-target']?.split('.').at(-1) ?? 'a request without a target',
  readInput: (request, { input }) => readJson(input, request.body),
  writeOutput: (output, { operation, requestId }) => ({
    status: 200,
    headers: { ...jsonHeaders, 'x-amzn-requestid': requestId },
    body: operation.output.isStructSchema() ? writeJson(operation.output, output) : '',
  }),
  writeFault: ({ code, message, status, details }, { requestId }) => ({
    status,
    headers: { ...jsonHeaders, 'x-amzn-requestid': requestId },
    body: JSON.stringify({ __type: code, message, ...details }),
  }),
};

export function readJson(schema: NormalizedSchema, body: Uint8Array): Members {
  if (body.byteLength === 0) return {};
  return jsonCodec.createDeserializer().readObject(schema, JSON.parse(new TextDecoder().decode(body)));
}

export function writeJson(schema: NormalizedSchema, members: Members): string {
  const serializer = jsonCodec.createSerializer();
  serializer.write(schema, members);
  return String(serializer.flush());
}
