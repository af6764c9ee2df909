import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/**
 * Names of a request's headers that reach a server behind the door; everything else stays here.
 *
 * A list of what passes, because a list of what does not would have to know every spelling that a server takes for a
 * workspace or a credential: X_MLFLOW_WORKSPACE is the same as X-MLFLOW-WORKSPACE to a WSGI application.
 */
const passed = [
  'accept',
  'accept-encoding',
  'accept-language',
  'content-encoding',
  'content-length',
  'content-type',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'range',
  'transfer-encoding',
  'user-agent',
  'x-mlflow-client-version',
  'x-mlflow-experiment-id',
  'x-mlflow-run-id',
];

/** Headers of an answer that are about one connection, or that would give a page of elsewhere or a browser rights. */
const kept =
  /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|set-cookie|access-control-.*|service-worker-allowed|strict-transport-security|origin-agent-cluster|x-content-type-options|cross-origin-resource-policy)$/;

/** The headers of a request as they are sent on, with ours. */
export function requestHeaders(headers: IncomingHttpHeaders, ours: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const copied = passed.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const]));
  return { ...Object.fromEntries(copied), ...ours };
}

/** The headers of an answer as they are sent back: names and values in turn. */
export function answerHeaders(rawHeaders: readonly string[]): string[] {
  const ours = ['x-content-type-options', 'nosniff', 'cross-origin-resource-policy', 'same-origin'];
  const theirs = rawHeaders.filter((_, index) => !kept.test((rawHeaders[index - (index % 2)] ?? '').toLowerCase()));
  return [...theirs, ...ours];
}
