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

/**
 * Names of an answer's headers that reach a browser.
 *
 * Also a list of what passes: whoever runs a space answers at its origin, and browsers come to know ever more headers by
 * which an answer takes cookies away, asks for a password, reports, loads ahead, or moves to another server.
 */
const answered =
  /^(accept-ranges|age|allow|cache-control|content-(disposition|encoding|language|length|location|range|security-policy|type)|date|etag|expires|last-modified|location|pragma|retry-after|sec-websocket-(accept|extensions|protocol)|vary|x-(?!frame-options$|content-|dns-|xss-|permitted-).*)$/;

/**
 * What the page of a server behind the door may do, besides what that server allows it.
 *
 * It is looked into, framed and loaded by its own origin alone. Script in it was written in a notebook, which has no internet:
 * it loads from there nothing and sends nothing there by itself, although its reader's browser could.
 */
const ours = Object.entries({
  'content-security-policy':
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; form-action 'self'; base-uri 'self'; frame-ancestors 'self'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-frame-options': 'SAMEORIGIN',
}).flat();

/** The headers of a request as they are sent on, with ours. */
export function requestHeaders(headers: IncomingHttpHeaders, ours: OutgoingHttpHeaders): OutgoingHttpHeaders {
  const copied = passed.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const]));
  return { ...Object.fromEntries(copied), ...ours };
}

/** The headers of an answer as they are sent back: names and values in turn. */
export function answerHeaders(rawHeaders: readonly string[]): string[] {
  const theirs = rawHeaders.filter((_, index) => answered.test((rawHeaders[index - (index % 2)] ?? '').toLowerCase()));
  return [...theirs, ...ours];
}
