import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReceiptRecord, VerifiedLog } from '@atelier/audit';
import { afterAll, describe, expect, test } from 'vitest';
import { type Receipt, receiptOf } from '../../src/receipt/receipt.ts';
import { receiptKey, receiptKeyMade } from '../../src/receipt/receipt-key.ts';
import { publicKeyText, signedReceiptText, verifyReceipt } from '../../src/receipt/signed-receipt.ts';
import { createStateFolder, stateFolder } from '../../src/state-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'receipt-'));
afterAll(() => rmSync(folder, { recursive: true }));
const state = createStateFolder(stateFolder(join(folder, 'atelier.yaml')));
const key = receiptKey(state);
const own = publicKeyText(key);

function record(more: Partial<ReceiptRecord>): ReceiptRecord {
  return {
    ...{ number: 1, at: '2026-12-01T09:00:00.000Z', space: 'july/sales', door: 'tracking', who: 'july' },
    ...{ kind: 'request', method: 'POST', path: '/api/2.0/mlflow/runs/create', status: 200 },
    ...{ requestBytes: 10, answerBytes: 20, sha256: 'a'.repeat(64), isPassedOn: true, isWhole: true, tookMillis: 3 },
    ...more,
  };
}

function made(records: readonly ReceiptRecord[], since: string | null = null): Receipt {
  const log: VerifiedLog = {
    writer: 'front-door',
    verdict: 'whole',
    records: records.length,
    ...{ from: null, to: null, breaks: [], breakCount: 0, unendedBytes: 0 },
    head: { number: 4, digest: 'b'.repeat(64) },
  };
  const madeAt = '2026-12-01T10:00:00.000Z';
  return receiptOf({ workspace: 'acme', space: 'july/sales', since, madeAt, log, records, decided: [] });
}

const full = made([
  record({}),
  record({ number: 2, status: 403, isPassedOn: false }),
  record({
    number: 3,
    door: 'browser',
    method: 'GET',
    path: '/files/a.csv',
    sha256: null,
    requestBytes: 0,
    answerBytes: 7,
  }),
]);
const text = signedReceiptText(full, key);

describe('a receipt', () => {
  test('adds up by socket and by what was asked, and leaves out other spaces and what was before', () => {
    const receipt = made(
      [
        record({ at: '2026-11-01T09:00:00.000Z' }),
        record({ space: 'anna/sales' }),
        record({ isWhole: false, status: 0 }),
        record({ door: 'endpoints', path: '/endpoints/sales/invocations', requestBytes: 5 }),
        record({ door: 'browser', kind: 'websocket', path: '/api/kernels/1/channels', sha256: null, isWhole: false }),
        record({ door: 'browser', kind: 'websocket', path: '/api/kernels/1/channels', sha256: null }),
      ],
      '2026-12-01T00:00:00.000Z',
    );
    const none = { refused: 0, failed: 0, cut: 0 };
    expect(receipt.targets).toEqual([
      { door: 'browser', target: 'api/kernels, by websocket', requests: 1, ...none, requestBytes: 20, answerBytes: 40 },
      { door: 'endpoints', target: 'sales', requests: 1, ...none, requestBytes: 5, answerBytes: 20 },
      {
        door: 'tracking',
        target: 'records',
        requests: 1,
        ...none,
        failed: 1,
        cut: 1,
        requestBytes: 10,
        answerBytes: 20,
      },
    ]);
    expect(receipt.uploads).toHaveLength(2);
  });
});

/** Every way to change one value of a document by a little. */
function* changesOf(value: unknown, put: (changed: unknown) => unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* changesOf(one, (changed) => put(value.with(index, changed)));
    if (value.length > 0) yield put(value.slice(1));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) {
      yield* changesOf(one, (changed) => put({ ...value, [name]: changed }));
      const { [name]: _, ...without } = value as Record<string, unknown>;
      yield put(without);
    }
    yield put({ ...value, more: 1 });
  } else if (typeof value === 'string') yield put(`${value.slice(0, -1)}${value.endsWith('x') ? 'y' : 'x'}`);
  else if (typeof value === 'number') yield put(value + 1);
  else if (typeof value === 'boolean') yield put(!value);
  else yield put('');
}

describe('a signed receipt', () => {
  test('is as it was signed', () => {
    expect(verifyReceipt(text, own)).toBe('as signed');
  });

  test('with any field changed, left out or added is not', () => {
    let count = 0;
    for (const changed of changesOf(JSON.parse(text), (one) => one)) {
      count += 1;
      const verdict = verifyReceipt(`${JSON.stringify(changed, null, 2)}\n`, own);
      expect([changed, verdict]).not.toEqual([changed, 'as signed']);
    }
    expect(count).toBeGreaterThan(120);
  });

  test('with a bit of its text flipped anywhere is not', () => {
    const bytes = Buffer.from(text);
    for (let bit = 0; bit < bytes.length * 8; bit += 31) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifyReceipt(flipped.toString('utf8'), own)).not.toBe('as signed');
    }
  });

  test.each([
    ['in another spelling', (one: string) => JSON.stringify(JSON.parse(one))],
    ['with a name twice', (one: string) => one.replace('"space": ', '"space": "anna/sales",\n    "space": ')],
    ['cut', (one: string) => one.slice(0, -1)],
    ['twice', (one: string) => one + one],
    ['as nothing', () => ''],
    ['as null', () => 'null'],
    ['as a list', () => '[]'],
    ['as a number beyond all', () => '1e999'],
    ['with a prototype', (one: string) => one.replace('"receipt"', '"__proto__"')],
    ['with a number written otherwise', (one: string) => one.replace('"requests": 2', '"requests": 2.0')],
  ])('%s is not', (_, change) => {
    expect(verifyReceipt(change(text), own)).not.toBe('as signed');
  });

  test('of somebody else is not ours, also when it says our key', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const others = signedReceiptText(full, privateKey);
    expect(verifyReceipt(others, own)).toBe('signed with another key');
    expect(verifyReceipt(others.replace(publicKeyText(privateKey), own), own)).toBe('changed');
    expect(verifyReceipt(others, publicKeyText(privateKey))).toBe('as signed');
  });
});

describe('the key', () => {
  test('is made once, for its owner alone', () => {
    const file = join(state.receipts, 'key.pem');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    expect(publicKeyText(receiptKey(state))).toBe(own);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('is not taken from a link, nor from what is no such key', () => {
    const other = createStateFolder(stateFolder(join(mkdirIn('other'), 'atelier.yaml')));
    expect(receiptKeyMade(other)).toBeUndefined();
    const file = join(other.receipts, 'key.pem');
    symlinkSync(join(state.receipts, 'key.pem'), file);
    expect(() => receiptKey(other)).toThrow('it cannot be opened (ELOOP)');
    rmSync(file);
    writeFileSync(file, 'nothing', { mode: 0o600 });
    expect(() => receiptKey(other)).toThrow('it holds no key');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(() => receiptKey(other)).toThrow('it holds a key of another kind');
    expect(readFileSync(file, 'utf8')).toContain('PRIVATE KEY');
  });
});

function mkdirIn(name: string): string {
  const made = join(folder, name);
  mkdirSync(made);
  return made;
}
