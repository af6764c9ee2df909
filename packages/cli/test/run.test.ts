import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { recordingIo } from './recording-io.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
});

async function atelier(...args: string[]) {
  const io = recordingIo(folder);
  return { code: await run(args, io), ...io.said };
}

describe('init', () => {
  test('writes a file that check accepts', async () => {
    expect(await atelier('init', 'acme')).toMatchObject({ code: 0 });
    expect(await atelier('check')).toMatchObject({ code: 0, out: expect.stringContaining('no mistakes') });
  });

  test('leaves a file that is there alone, and says so', async () => {
    writeFileSync(join(folder, 'atelier.yaml'), 'mine');
    expect(await atelier('init')).toMatchObject({ code: 1, err: expect.stringContaining('is there already') });
    expect(readFileSync(join(folder, 'atelier.yaml'), 'utf8')).toBe('mine');
  });

  test('refuses a name that no workspace may have, and writes nothing', async () => {
    expect(await atelier('init', 'A Team!')).toMatchObject({ code: 1, err: expect.stringContaining('"A Team!"') });
    expect(existsSync(join(folder, 'atelier.yaml'))).toBe(false);
  });

  test('says where a file could not be written', async () => {
    expect(await atelier('init', '--file', 'no/such/folder.yaml')).toMatchObject({
      code: 1,
      err: expect.stringContaining('cannot be written'),
    });
  });
});

describe('check', () => {
  test('prints every mistake at once with its line, and exits 1', async () => {
    writeFileSync(
      join(folder, 'atelier.yaml'),
      'workspace: acme\npeple: {}\nprojects:\n  sales: { members: [nobody] }\n',
    );
    const { code, out } = await atelier('check', '--json');
    expect(code).toBe(1);
    const report = JSON.parse(out);
    expect(report.ok).toBe(false);
    expect(report.problems.map(({ line }: { line: number }) => line)).toEqual([2, 4, 4]);
    for (const problem of report.problems) {
      expect(Object.keys(problem)).toEqual(
        expect.arrayContaining(['path', 'line', 'column', 'code', 'message', 'fix']),
      );
    }
  });

  test('finds all that AWS cannot hold, from top to bottom, as plan does', async () => {
    writeFileSync(
      join(folder, 'atelier.yaml'),
      'workspace: acme\naws:\n  region: eu-west-1\n  catalog: { principals: [role/Admin] }\nsignIn: { method: sso }\nstudio: { experience: unified, instance: ml.inf1.xlarge }\n',
    );
    const { code, out } = await atelier('check', '--json');
    expect(code).toBe(1);
    const found = JSON.parse(out).problems.map(({ path, line }: { path: string; line: number }) => `${line} ${path}`);
    expect(found).toEqual(['4 aws.catalog', '6 studio.experience', '6 studio.instance']);
    const plan = await atelier('plan');
    expect(plan.code).toBe(1);
    for (const { message } of JSON.parse(out).problems) expect(plan.err).toContain(message);
  });

  test('asks nothing of AWS where the file stays on this machine', async () => {
    writeFileSync(join(folder, 'atelier.yaml'), 'workspace: acme\nstudio: { instance: ml.inf1.xlarge }\n');
    expect(await atelier('check')).toMatchObject({ code: 0 });
  });

  test('of a missing file says which, without a stack trace', async () => {
    const { code, out, err } = await atelier('check', 'nothing.yaml');
    expect(code).toBe(1);
    expect(out + err).toContain('nothing.yaml');
    expect(out + err).not.toMatch(/at .*\.ts:\d+/);
  });
});

describe('a workspace that is down', () => {
  test.each([
    [['status'], 0, 'down'],
    [['sql', 'sales', 'select 1'], 2, 'not up'],
    [['down'], 0, 'was not up'],
  ])('answers %j with exit code %d', async (args, code, words) => {
    const answer = await atelier(...args);
    expect(answer.code).toBe(code);
    expect(answer.out + answer.err).toContain(words);
  });

  test('says so as one JSON document, too', async () => {
    expect(JSON.parse((await atelier('status', '--json')).out)).toEqual({ state: 'down' });
    const { code, out } = await atelier('sql', 'sales', 'select 1', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ problem: { code: 'NotUp', fix: expect.stringContaining('atelier up') } });
  });
});

describe('a command line', () => {
  test('that names no command of ours is refused with the nearest one', async () => {
    expect(await atelier('chekc')).toMatchObject({ code: 1, err: expect.stringContaining('check') });
  });

  test('that asks for help gets every command, and exits 0', async () => {
    const { code, out } = await atelier('--help');
    expect(code).toBe(0);
    for (const command of ['init', 'check', 'sample-data', 'up', 'down', 'status', 'logs', 'sql', 'run']) {
      expect(out).toContain(`  ${command} `);
    }
    expect(out).not.toContain('supervise');
  });

  test('with a number that is none is refused with the value', async () => {
    expect(await atelier('sample-data', 'data', '--stores', 'many')).toMatchObject({
      code: 1,
      err: expect.stringContaining('--stores is "many"'),
    });
  });

  test('up of a file with mistakes starts nothing', async () => {
    writeFileSync(join(folder, 'atelier.yaml'), 'workspace: NOT A NAME\n');
    expect(await atelier('up')).toMatchObject({ code: 1, err: expect.stringContaining('NOT A NAME') });
    expect(existsSync(join(folder, '.atelier'))).toBe(false);
  });
});

test('drift is looked for on AWS alone, and otherwise refused', async () => {
  const { code, err } = await atelier('status', '--drift');
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('Add --target aws') });
});
