import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiptKey } from '../../src/receipt/receipt-key.ts';
import { publicKeyText, signedReceiptText, verifyReceipt } from '../../src/receipt/signed-receipt.ts';
import { spaceReceipt } from '../../src/receipt/space-receipt.ts';
import { socketPath } from '../../src/state-folder.ts';
import { untilTrue } from '../spaces/until-true.ts';
import { crowdedExample, person as personCaller, personIn, type Supervised, supervised } from '../supervised.ts';

const project = 'sales-forecasting';
const name = personIn('data-scientist', project);
let up: Supervised;

beforeAll(async () => {
  up = await supervised(await crowdedExample());
  await up.supervisor.openSpace({ caller: personCaller(name), person: name, project });
});
afterAll(async () => await up?.[Symbol.asyncDispose]());

function receipt() {
  const wanted = { workspace: 'acme', space: `${name}/${project}`, since: null };
  return spaceReceipt(up.host.state, wanted, (line) => expect(line).toBeUndefined());
}

/** What a cell printed, run in a new kernel of the space. */
async function runCell(code: string): Promise<string> {
  const socket = socketPath({ sockets: up.host.state.innerSockets }, `space.${name}.${project}`);
  const child = spawn(up.host.python, [join(import.meta.dirname, '../spaces/run_cell.py'), socket]);
  child.stdin.end(code);
  const [written, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (errors !== '') throw new Error(errors);
  return written;
}

const post = `import urllib.error, urllib.request
def post(port, path, body):
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, {"content-type": "application/json"}, method="POST")
    try:
        with urllib.request.urlopen(asked) as answer:
            return len(answer.read())
    except urllib.error.HTTPError as refused:
        return len(refused.read())
`;

test('the receipt of a real space says what its cells have sent and heard, to the byte', async () => {
  const search = '{"max_results": 7}';
  const sql = '{"sql": "select 42"}';
  const printed = await runCell(`${post}
print(post(5000, "/api/2.0/mlflow/experiments/search", ${JSON.stringify(search)}.encode()))
print(post(8470, "/projects/${project}/sql", ${JSON.stringify(sql)}.encode()))`);
  const [fromTracking, fromWarehouse] = printed.trim().split('\n').map(Number);
  await untilTrue(async () => receipt().uploads.length === 2);
  const { doors, uploads, log, notSeen } = receipt();
  const none = { refused: 0, failed: 0, cut: 0 };
  expect(doors).toEqual([
    { door: 'tracking', requests: 1, ...none, requestBytes: search.length, answerBytes: fromTracking },
    // Nobody answers for the warehouse here.
    { door: 'warehouse', requests: 1, ...none, failed: 1, requestBytes: sql.length, answerBytes: fromWarehouse },
  ]);
  const digests = [search, sql].map((body) => createHash('sha256').update(body).digest('hex'));
  expect(uploads.map(({ sha256 }) => sha256)).toEqual(digests);
  expect(log).toMatchObject({ verdict: 'whole', records: 2 });
  expect(notSeen.join(' ')).not.toContain('more requests were let in');
});

test('what was recorded is there after the front door was killed, and a request that it was killed at is missed', async () => {
  const before = receipt().uploads;
  const frontDoor = () => {
    const { services } = up.supervisor.status({ kind: 'owner' });
    const found = services.find((service) => service.name === 'front door');
    return found !== undefined && 'pid' in found && found.state === 'ready' ? found.pid : undefined;
  };
  const pid = frontDoor();
  // Let in, and not over when its process ends.
  const waiting = runCell(`import socket
made = socket.create_connection(("127.0.0.1", 5000))
made.sendall(b"POST /api/2.0/mlflow/experiments/search HTTP/1.1\\r\\nhost: x\\r\\ncontent-length: 900\\r\\n\\r\\n{")
made.recv(1)
print("cut")`);
  const audited = () =>
    spaceReceipt(up.host.state, { workspace: 'acme', space: `${name}/${project}`, since: null }, () => undefined);
  await untilTrue(async () => audited().notSeen.some((line) => line.startsWith('1 more requests were let in')));
  process.kill(pid ?? 0, 'SIGKILL');
  expect(await waiting).toBe('cut\n');
  await untilTrue(async () => frontDoor() !== undefined && frontDoor() !== pid);
  await runCell(`${post}\nprint(post(5000, "/api/2.0/mlflow/experiments/search", b'{"max_results": 9}'))`);
  await untilTrue(async () => receipt().uploads.length === before.length + 1);
  expect(receipt().uploads.slice(0, before.length)).toEqual(before);
  expect(receipt().log?.verdict).toBe('whole');
  expect(receipt().notSeen[0]).toMatch(/^1 more requests were let in/);
  const key = receiptKey(up.host.state);
  expect(verifyReceipt(signedReceiptText(receipt(), key), publicKeyText(key))).toBe('as signed');
});
