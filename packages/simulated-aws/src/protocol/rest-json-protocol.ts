import { readJson, writeJson } from './json-protocol.ts';
import { boundInput, boundOutput } from './rest-bindings.ts';
import { labelsOf, routeOf } from './rest-routes.ts';
import type { Protocol } from './wire-protocol.ts';

/** Paths and JSON: EFS. No operation of these services has a body that is not a document. */
export const restJsonProtocol: Protocol = {
  actionOf: (request, api) =>
    routeOf(request, [...api.values()], request.path)?.action ?? `${request.method} ${request.path}`,
  readInput: (request, operation) => ({
    ...readJson(operation.input, request.body),
    ...boundInput(operation.input, request, labelsOf(operation, request.path)),
  }),
  writeOutput: (output, { operation, requestId }) => {
    const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
    const status = operation.http?.[2] ?? 200;
    if (!operation.output.isStructSchema()) return { status, headers, body: '' };
    const bound = boundOutput(operation.output, output);
    return { status, headers: { ...headers, ...bound.headers }, body: writeJson(operation.output, bound.rest) };
  },
  writeFault: ({ code, message, status, details }, { requestId }) => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, 'x-amzn-errortype': code },
    body: JSON.stringify({ ErrorCode: code, message, Message: message, ...details }),
  }),
};
