import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { openGatewayState } from '../../src/state/open-gateway-state.ts';
import { signerOf } from '../../src/tokens/caller-of-signature.ts';
import type { SignedRequest } from '../../src/tokens/canonical-request.ts';
import { signatureOf } from '../../src/tokens/signature-of.ts';
import { tokensIn } from '../../src/tokens/tokens.ts';

const python = fileURLToPath(new URL('../../../../.venv/bin/python', import.meta.url));
const script = fileURLToPath(new URL('sign_requests.py', import.meta.url));

interface Signed extends SignedRequest {
  readonly body: Buffer;
}

const count = 3000;
const serverKey = randomBytes(32);
const tokens = tokensIn(openGatewayState(':memory:'), serverKey);
const made = tokens.make({ person: 'july', name: 'aws', keys: 'pair' });
const { accessKeyId, secretAccessKey } = made.keyPair ?? { accessKeyId: '', secretAccessKey: '' };
let signed: Signed[] = [];

beforeAll(() => {
  const lines = execFileSync(python, [script, accessKeyId, secretAccessKey, `${count}`, '7'], { maxBuffer: 1e9 });
  signed = lines
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ body, ...head }) => ({ ...head, body: Buffer.from(body, 'hex') }));
});

/** Name of whoever a request is from, or the code of the refusal. */
function callerOf({ body, ...head }: Signed, nowMs = Date.now()): string {
  const signer = signerOf({ tokens, now: () => nowMs }, head);
  if ('unknown' in signer) return signer.unknown;
  if (!('callerOf' in signer)) return signer.problem.code;
  const found = signer.callerOf(body);
  return 'person' in found ? found.person : found.problem.code;
}

const first = () => signed[0] as Signed;

function withHeader(request: Signed, name: string, change: (value: string) => string): Signed {
  const rawHeaders = request.rawHeaders.map((value, index) =>
    index % 2 === 1 && request.rawHeaders[index - 1]?.toLowerCase() === name ? change(value) : value,
  );
  return { ...request, rawHeaders };
}

test(`requests that botocore signs, ${count} of any kind, are known`, () => {
  const wrong = signed.filter((request) => callerOf(request) !== 'july');
  expect(wrong).toEqual([]);
});

describe('refused', () => {
  test('each of them with anything of it changed', () => {
    const changes: readonly ((request: Signed) => Signed)[] = [
      (request) => ({ ...request, method: request.method === 'POST' ? 'PUT' : 'POST' }),
      (request) => ({ ...request, url: request.url.replace('/p', '/q') }),
      (request) => ({ ...request, url: `${request.url}${request.url.includes('?') ? '&' : '?'}a=b` }),
      (request) => ({ ...request, body: Buffer.concat([request.body, Buffer.from('x')]) }),
      (request) => withHeader(request, 'content-type', () => 'text/plain'),
      (request) => withHeader(request, 'host', () => 'localhost:8471'),
      (request) =>
        withHeader(request, 'x-amz-date', (value) => value.replace(/\dZ$/, (end) => (end === '1Z' ? '2Z' : '1Z'))),
      (request) =>
        withHeader(request, 'authorization', (value) =>
          value.replace(/\/(local|eu-central-1|us-gov-west-1)\//, '/elsewhere/'),
        ),
      (request) =>
        withHeader(request, 'authorization', (value) => value.replace(/.$/, (end) => (end === '0' ? '1' : '0'))),
      (request) => withHeader(request, 'authorization', (value) => value.replace('content-type;', '')),
      (request) => withHeader(request, 'authorization', (value) => value.replace('/sagemaker/', '/s3/')),
      (request) => ({ ...request, rawHeaders: [...request.rawHeaders, 'x-amz-more', '1'] }),
      (request) => ({ ...request, rawHeaders: [...request.rawHeaders, 'Host', 'localhost:8470'] }),
      (request) => ({ ...request, rawHeaders: [...request.rawHeaders, 'x-amz-content-sha256', 'UNSIGNED-PAYLOAD'] }),
    ];
    for (const [index, change] of changes.entries()) {
      const passed = signed.filter((request) => callerOf(change(request)) !== 'SignatureNotAccepted');
      expect(passed, `change ${index}`).toEqual([]);
    }
  });

  test('a payload that is not signed, although all else is', () => {
    const digest = createHash('sha256').update(first().body).digest('hex');
    expect(callerOf(signByHand(digest))).toBe('july');
    expect(callerOf(signByHand('UNSIGNED-PAYLOAD'))).toBe('SignatureNotAccepted');
  });

  test('a date more than five minutes off, on either side, and none of less', () => {
    const atMs = Date.now();
    expect(callerOf(first(), atMs + 4.5 * 60_000)).toBe('july');
    expect(callerOf(first(), atMs - 4.5 * 60_000)).toBe('july');
    expect(callerOf(first(), atMs + 6 * 60_000)).toBe('SignatureNotAccepted');
    expect(callerOf(first(), atMs - 6 * 60_000)).toBe('SignatureNotAccepted');
  });

  test('a key that nobody has, and one of a token that has ended', () => {
    expect(callerOf(withHeader(first(), 'authorization', (value) => value.replace(/ATLK./, 'ATLK2')))).not.toBe('july');
    expect(callerOf(first())).toBe('july');
    tokens.end(made.id, 'july');
    expect(callerOf(first())).toBe('wrong');
  });
});

/** A request with the first one's body, and a claim about it among what is signed. */
function signByHand(claim: string): Signed {
  const { rawHeaders, body } = first();
  const moment = rawHeaders[rawHeaders.indexOf('X-Amz-Date') + 1] ?? '';
  const names = ['content-type', 'host', 'x-amz-content-sha256', 'x-amz-date'];
  const scope = { day: moment.slice(0, 8), region: 'local', service: 'sagemaker' };
  const headers = `content-type:text/csv\nhost:localhost:8470\nx-amz-content-sha256:${claim}\nx-amz-date:${moment}\n`;
  const canonical = `POST\n/p\n\n${headers}\n${names.join(';')}\n${claim}`;
  const signature = signatureOf(secretAccessKey, scope, moment, canonical).toString('hex');
  const credential = `${accessKeyId}/${scope.day}/local/sagemaker/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  const raw = [
    'Host',
    'localhost:8470',
    'Content-Type',
    'text/csv',
    'X-Amz-Date',
    moment,
    'X-Amz-Content-SHA256',
    claim,
  ];
  return { method: 'POST', url: '/p', rawHeaders: [...raw, 'Authorization', authorization], body };
}
