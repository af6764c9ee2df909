import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ProblemDetails } from '@atelier/problem';

/** An answer of the door's own: a problem, with the status that HTTP has for it. */
export interface DoorRefusal {
  readonly status: number;
  readonly problem: ProblemDetails;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How long a caller may go on with a body that nobody reads, before the connection ends. */
const lingerSeconds = 5;

/** A refusal of a request that asks for what is not to be had. */
export function refusal(status: number, code: string, message: string, fix: string): DoorRefusal {
  return { status, problem: { code, message, fix, whose: 'yours', state: 'Nothing was passed on.' } };
}

/** Whether what was decided of a request is that it is refused. */
export function isRefusal(value: object): value is DoorRefusal {
  return 'problem' in value;
}

/**
 * Send a refusal, and end the connection.
 *
 * Stock clients send all of a body before they read the answer; were the connection closed at once, they would report a
 * broken pipe instead of the problem.
 */
export function refuse(request: IncomingMessage, response: ServerResponse, refused: DoorRefusal): void {
  const body = bodyOf(refused);
  response.writeHead(refused.status, headersOf(refused, body));
  if (request.method !== 'HEAD') response.write(body);
  if (request.readableEnded) {
    response.end();
    return;
  }
  const patience = setTimeout(() => response.end(), lingerSeconds * 1000);
  request.once('close', () => clearTimeout(patience));
  request.once('end', () => response.end());
  request.resume();
}

/** The refusal of a connection on which no request could be read, as bytes. */
export function rawRefusal(refused: DoorRefusal): string {
  const body = bodyOf(refused);
  const headers = Object.entries(headersOf(refused, body)).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${refused.status} Refused\r\n${headers.join('')}\r\n${body}`;
}

/** Flat, as a model server's own refusals are: MLflow's client shows `error_code` and `message`, boto3 the latter. */
function bodyOf({ problem }: DoorRefusal): string {
  return `${JSON.stringify({ ...problem, error_code: problem.code })}\n`;
}

function headersOf({ problem, headers }: DoorRefusal, body: string): Record<string, string> {
  return { ...jsonHeaders(body), 'x-amzn-errortype': problem.code, connection: 'close', ...headers };
}

/** Answer with a document of the front door's own. */
export function answerJson(response: ServerResponse, document: unknown): void {
  const body = `${JSON.stringify(document)}\n`;
  response.writeHead(200, jsonHeaders(body));
  response.end(body);
}

/** The headers of a document that the front door itself answers with. */
function jsonHeaders(body: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
}
