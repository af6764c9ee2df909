import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReceiptLog, type ReceiptEntry } from '@atelier/audit';
import { createStateFolder, stateFolder } from '@atelier/local';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { recordingIo } from '../recording-io.ts';

const example = join(import.meta.dirname, '../../../../examples/acme');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'receipt-'));
  cpSync(example, folder, { recursive: true, filter: (path) => !path.includes('.atelier') });
});
afterEach(() => rmSync(folder, { recursive: true }));

async function crossed(...entries: readonly Partial<ReceiptEntry>[]): Promise<void> {
  const state = createStateFolder(stateFolder(join(folder, 'atelier.yaml')));
  const log = openReceiptLog({
    folder: state.receipts,
    workspace: 'acme',
    writer: 'front-door',
    tell: () => undefined,
  });
  const usual: ReceiptEntry = {
    ...{
      space: 'july/sales',
      door: 'tracking',
      who: 'july',
      kind: 'request',
      method: 'POST',
      path: '/api/x',
      status: 200,
    },
    ...{ requestBytes: 3, answerBytes: 4, sha256: 'a'.repeat(64), isPassedOn: true, isWhole: true, tookMillis: 1 },
  };
  for (const entry of entries) await log.append({ ...usual, ...entry });
  await log.close();
}

async function asked(...args: readonly string[]) {
  const io = recordingIo(folder);
  const code = await run(['space', 'receipt', ...args], io);
  return { code, ...io.said };
}

test('a space of which nothing is written down says so', async () => {
  expect(await asked('july', 'sales')).toMatchObject({
    code: 0,
    out: 'Nothing is written down of the space july/sales.\n',
  });
});

test('a receipt is shown in words, as a document, and signed; it verifies until it is changed', async () => {
  await crossed(
    {},
    { space: 'anna/sales' },
    { door: 'browser', path: '/files/a.csv', sha256: null, answerBytes: 5000 },
  );
  const words = await asked('july', 'sales');
  expect(words.out).toMatch(/tracking +all +1 +0 +0 +0 +3 B +4 B/);
  expect(words.out).toContain('4.9 KiB');
  expect(words.out).toContain(`sha256 ${'a'.repeat(64)}`);
  const { space, doors } = JSON.parse((await asked('july', 'sales', '--json')).out);
  expect([space, doors.length]).toEqual(['july/sales', 2]);
  expect(JSON.parse((await asked('july', 'sales', '--json', '--since', '2999-01-01')).out).doors).toEqual([]);
  expect((await asked('--verify', 'none')).code).not.toBe(0);
  const signed = (await asked('july', 'sales', '--sign')).out;
  const file = join(folder, 'receipt.json');
  writeFileSync(file, signed);
  expect(await asked('--verify', file)).toMatchObject({ code: 0, out: expect.stringContaining('is as it was signed') });
  const { publicKey } = JSON.parse(signed);
  expect((await asked('--verify', file, '--key', publicKey, '--json')).out).toContain('"verdict":"as signed"');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"requestBytes": 3', '"requestBytes": 2'));
  expect(await asked('--verify', file)).toMatchObject({ code: 1, out: expect.stringContaining('it was changed') });
  expect((await asked('--verify', file, '--key', 'AAAA')).err).toContain('--key is "AAAA"; it takes the publicKey');
});

test('a command that names no space, or a time that is none, is told what it takes', async () => {
  expect((await asked()).err).toContain('"" names no space. Accepted are PERSON PROJECT');
  expect((await asked('july', 'sales', '--since', 'yesterday')).err).toContain('--since is "yesterday"');
});
