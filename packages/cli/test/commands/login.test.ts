import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ProgramGateway,
  people,
  programGateway,
  sessionHeader,
} from '../../../gateway/test/tokens/program-gateway.ts';
import { run } from '../../src/run.ts';
import { recordingIo } from '../recording-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'login-'));
const config = join(folder, 'config');
const kept = join(config, 'atelier');
const only = () => join(kept, readdirSync(kept)[0] ?? '');
let gateway: ProgramGateway;

beforeAll(async () => {
  gateway = await programGateway();
  writeFileSync(join(folder, 'atelier.yaml'), people);
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

type Recorded = ReturnType<typeof recordingIo>;
const ioOf = (changed: Partial<Recorded> = {}): Recorded => ({
  ...recordingIo(folder),
  env: { PATH: process.env.PATH, HOME: folder, XDG_CONFIG_HOME: config },
  ...changed,
});

/** What a command says on its two outputs, and its exit code. */
async function said(...args: readonly string[]) {
  const io = ioOf();
  const code = await run(args, io);
  return { ...io.said, code };
}

/** What a command says that is refused: its problem, with its code. */
async function refused(...args: readonly string[]): Promise<string> {
  return (await said(...args, '--json')).out;
}

async function answer(person: string, userCode: string, its: 'allow' | 'refuse'): Promise<void> {
  const headers = { [sessionHeader]: person, origin: gateway.url };
  const body = new URLSearchParams({ user_code: userCode, answer: its });
  await fetch(`${gateway.url}/device`, { method: 'POST', headers, body });
}

/** Log in, as somebody who answers in the browser as soon as the code is shown. */
async function login(its: 'allow' | 'refuse', person = 'july') {
  const io = ioOf();
  const { err } = io;
  const asked: Promise<void>[] = [];
  const watching = {
    ...io,
    err: (text: string) => {
      err(text);
      const [, code] = /allow the code (\S+)\./.exec(text) ?? [];
      if (code !== undefined) asked.push(answer(person, code, its));
    },
  };
  const code = await run(['login', '--url', gateway.url, '--json'], watching);
  await Promise.all(asked);
  return { ...io.said, code };
}

describe('somebody who is logged in', () => {
  test('is the person who allowed it, and the login is for this account alone', async () => {
    const { out, err, code } = await login('allow');
    expect(code).toBe(0);
    expect(err).toContain(`${gateway.url}/device?user_code=`);
    expect(JSON.parse(out)).toMatchObject({ person: 'july', url: gateway.url });
    expect(statSync(kept).mode & 0o777).toBe(0o700);
    expect(statSync(only()).mode & 0o777).toBe(0o600);
    expect(out + err).not.toContain(JSON.parse(readFileSync(only(), 'utf8')).token);
  });

  test('makes, lists and ends tokens', async () => {
    const made = await said('token', 'make', 'a script', '--project', 'sales', '--read', '--days', '3', '--aws');
    expect(made.code).toBe(0);
    expect(made.out).toMatch(
      /^atl_[0-9a-f]{16}_\S{43}\nAWS_ACCESS_KEY_ID=ATLK\S{16}\nAWS_SECRET_ACCESS_KEY=\S{43}\n# /,
    );
    const [, id = ''] = /^atl_([0-9a-f]{16})/.exec(made.out) ?? [];
    expect((await said('token', 'list')).out).toMatch(new RegExp(`${id} +a script +reading +sales +ATLK`));
    expect(JSON.parse((await said('token', 'list', '--json')).out)).toMatchObject({ person: 'july' });
    expect((await said('token', 'end', id)).code).toBe(0);
    expect((await said('token', 'list')).out).not.toContain(id);
  });

  test('asks as that person, and says so; the owner asks as the owner', async () => {
    gateway.arrived.length = 0;
    const { err } = await said('sql', 'sales', 'select 1');
    expect(err).toMatch(/^as july\n/);
    expect(gateway.arrived).toMatchObject([{ url: '/projects/sales/sql', headers: { 'atelier-person': 'july' } }]);
    const owner = await said('sql', 'sales', 'select 1', '--owner', '--json');
    expect(owner.out).toMatch(/NotUp/);
    expect(owner.err).toBe('');
    expect(gateway.arrived.length).toBe(1);
  });

  test('hears in words of the front door that something is not theirs', async () => {
    expect(await refused('sql', 'other', 'select 1')).toMatch(/NotAllowed.*july is not a member of other/s);
  });

  test('is told to log in again when the token has ended', async () => {
    const { tokenId } = JSON.parse(readFileSync(only(), 'utf8'));
    gateway.programs.tokens.end(tokenId, 'july');
    for (const command of [['token', 'list'], ['status'], ['sql', 'sales', 'select 1']]) {
      expect(await refused(...command), command.join(' ')).toMatch(/LoginEnded.*atelier login/s);
    }
    expect((await said('logout')).out).toMatch(/did not end the token/);
    expect(await refused('token', 'list')).toMatch(/NotLoggedIn/);
  });

  test('ends the token by logging out', async () => {
    const { tokenId } = JSON.parse((await login('allow', 'john')).out);
    expect(gateway.programs.tokens.list('john').map(({ id }) => id)).toContain(tokenId);
    expect((await said('logout', '--json')).out).toBe('{"person":"john","ended":true}\n');
    expect(gateway.programs.tokens.list('john').map(({ id }) => id)).not.toContain(tokenId);
    expect(readdirSync(kept)).toEqual([]);
  });
});

describe('nobody is logged in', () => {
  test('when it was refused', async () => {
    expect(await login('refuse')).toMatchObject({ code: 1, out: expect.stringMatching(/LoginRefused/) });
    expect(readdirSync(kept)).toEqual([]);
  });

  test('when the wait is interrupted', async () => {
    const stop = new AbortController();
    const io = ioOf({ interrupted: stop.signal });
    const { err } = io;
    const code = run(['login', '--url', gateway.url], { ...io, err: (text) => [err(text), stop.abort()] });
    expect(await code).toBe(130);
  });

  test.each([
    'http://example.com',
    'http://localhost.evil.example:8470',
    'http://a@localhost:1',
    'ftp://localhost',
    'x',
    'http://localhost:1/path',
  ])('at %s, to which a token would travel openly or elsewhere', async (url) => {
    expect(await refused('login', '--url', url)).toMatch(/UrlNotAccepted/);
  });

  test('where no front door answers', async () => {
    expect(await refused('login', '--url', 'http://localhost:1')).toMatch(/NoFrontDoor/);
  });
});

describe('a login is not used', () => {
  const login = JSON.stringify({ person: 'july', url: 'http://localhost:1', token: 't', tokenId: '0' });
  const other = join(folder, 'other.json');
  /** The file of this workspace's login, with something in its place. */
  async function withFile(place: (path: string) => void): Promise<string> {
    rmSync(config, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true, mode: 0o700 });
    const { loginFile } = await import('../../src/login/login-file.ts');
    place(loginFile(ioOf(), undefined) ?? '');
    return refused('token', 'list');
  }

  test('that is a link, a folder, open to others, or no login', async () => {
    writeFileSync(other, login, { mode: 0o600 });
    expect(await withFile((path) => writeFileSync(path, login, { mode: 0o600 }))).toMatch(/NotUp/);
    expect(await withFile((path) => symlinkSync(other, path))).toMatch(/LoginUnsafe.*it is a link/s);
    expect(await withFile((path) => mkdirSync(path))).toMatch(/LoginUnsafe.*not a file/s);
    expect(await withFile((path) => writeFileSync(path, 'x', { mode: 0o600 }))).toMatch(/LoginUnsafe.*not a login/s);
    expect(await withFile((path) => writeFileSync(path, '{"person":1}', { mode: 0o600 }))).toMatch(/LoginUnsafe/);
    const open = (path: string) => {
      writeFileSync(path, login);
      chmodSync(path, 0o644);
    };
    expect(await withFile(open)).toMatch(/LoginUnsafe.*mode 644/s);
  });

  test('whose folder is a link or open to others', async () => {
    const plain = (path: string) => writeFileSync(path, login, { mode: 0o600 });
    const opened = await withFile((path) => {
      plain(path);
      chmodSync(kept, 0o755);
    });
    expect(opened).toMatch(/LoginUnsafe.*mode 755/s);
    const linked = await withFile((path) => {
      plain(path);
      renameSync(kept, `${kept}-elsewhere`);
      symlinkSync(`${kept}-elsewhere`, kept);
    });
    expect(linked).toMatch(/LoginUnsafe.*not a folder/s);
  });
});
