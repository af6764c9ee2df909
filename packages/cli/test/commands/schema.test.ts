import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { run } from '../../src/run.ts';
import { recordingIo } from '../recording-io.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-schema-'));
});

async function atelier(...args: string[]) {
  const io = recordingIo(folder);
  return { code: await run(args, io), ...io.said };
}

/** The schema that an editor finds by the first line of a file. */
function schemaOf(file: string): string {
  const [, path] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, 'utf8')) ?? [];
  return join(dirname(file), path ?? 'none');
}

function validate(file: string, data: unknown): boolean {
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
  return ajv.validate(JSON.parse(readFileSync(schemaOf(file), 'utf8')), data);
}

describe('a new workspace', () => {
  test.each(['atelier.yaml', 'team.yaml', 'inner/folder/atelier.yaml'])(
    'as %s names a schema that accepts it',
    async (name) => {
      mkdirSync(join(folder, dirname(name)), { recursive: true });
      expect(await atelier('init', 'acme', '--file', name)).toMatchObject({ code: 0 });
      const file = join(folder, name);
      expect(validate(file, parse(readFileSync(file, 'utf8')))).toBe(true);
      expect(validate(file, { workspace: 'acme', peple: {} })).toBe(false);
    },
  );

  test('that is there already changes nothing beside it', async () => {
    writeFileSync(join(folder, 'atelier.yaml'), 'mine');
    expect(await atelier('init')).toMatchObject({ code: 1, err: expect.stringContaining('is there already') });
    expect(readdirSync(folder)).toEqual(['atelier.yaml']);
  });
});

describe('schemas', () => {
  test('are put beside the files, and replace those of an earlier version', async () => {
    writeFileSync(join(folder, 'atelier.schema.json'), '{"title":"An Atelier workspace"}');
    const { code, out } = await atelier('schema', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out).schemas).toEqual(['atelier', 'flow'].map((kind) => join(folder, `${kind}.schema.json`)));
    const committed = new URL('../../../../schema/atelier.schema.json', import.meta.url);
    expect(readFileSync(join(folder, 'atelier.schema.json'), 'utf8')).toBe(readFileSync(committed, 'utf8'));
    expect(readdirSync(folder).toSorted()).toEqual(['atelier.schema.json', 'flow.schema.json']);
  });

  test.each<[string, (file: string) => void]>([
    ['a text of somebody', (file) => writeFileSync(file, 'mine')],
    ['another schema', (file) => writeFileSync(file, '{"title":"Mine"}')],
    ['an empty file', (file) => writeFileSync(file, '')],
    ['JSON that is no object', (file) => writeFileSync(file, '7')],
    ['a folder', (file) => mkdirSync(file)],
    [
      'a link to a schema of ours',
      (file) => {
        writeFileSync(`${file}.real`, '{"title":"An Atelier flow"}');
        symlinkSync(`${file}.real`, file);
      },
    ],
    ['a link to nothing', (file) => symlinkSync(join(folder, 'nothing'), file)],
  ])('do not replace %s, and none is written then', async (_what, put) => {
    put(join(folder, 'flow.schema.json'));
    const before = readdirSync(folder);
    for (const command of ['schema', 'init'])
      expect(await atelier(command)).toMatchObject({ code: 1, err: expect.stringContaining('no schema of Atelier') });
    expect(readdirSync(folder)).toEqual(before);
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
  });

  test('say which folder is not there', async () => {
    expect(await atelier('schema', 'none')).toMatchObject({
      code: 1,
      err: expect.stringContaining('cannot be written'),
    });
  });
});
