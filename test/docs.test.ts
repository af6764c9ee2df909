import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { buildProgram } from '../packages/cli/src/program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const decisions = 'docs/decisions';
const files = lines(
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }),
).filter((file) => existsSync(join(root, file)));
const documents = files.filter((file) => file.endsWith('.md'));
const records = readdirSync(join(root, decisions)).filter((name) => /^\d/.test(name));

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** The text in code spans and code blocks. */
function codeIn(text: string): string {
  const blocks = [...text.matchAll(/^```[^\n]*\n(.*?)^```/gms)].map(([, block]) => block);
  const spans = [...text.replace(/^```.*?^```/gms, '').matchAll(/`([^`]+)`/g)].map(([, span]) => span);
  return [...blocks, ...spans].join('\n');
}

/** Where a link can lead to: explicit anchors, and headings as Markdown's readers name them. */
function anchorsOf(text: string): readonly string[] {
  const explicit = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return [...explicit, ...headings];
}

function named(pattern: RegExp): string[] {
  return documents.flatMap((file) => [...codeIn(read(file)).matchAll(pattern)].map(([, name]) => `${file}: ${name}`));
}

function unknown(names: readonly string[], known: readonly string[]): string[] {
  return names.filter((name) => !known.includes(name.split(': ')[1] ?? ''));
}

function commandNames(): string[] {
  const silent = () => undefined;
  const io = {
    cwd: '',
    env: {},
    out: silent,
    err: silent,
    data: silent,
    rewrite: silent,
    ask: async () => null,
    again: () => ({ ask: async () => null, end: async () => 0 }),
    lines: async function* () {},
    input: async function* () {},
    canRewriteLine: false,
    interrupted: AbortSignal.abort(),
  };
  return buildProgram(io, silent).commands.map((command) => command.name());
}

describe('documents', () => {
  test('link to what is there', () => {
    const links = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({ file, target })),
    );
    const local = links.filter(({ target }) => !/^(https?:|mailto:|#)/.test(target));
    const lost = local.filter(({ file, target }) => !existsSync(join(root, dirname(file), target.replace(/#.*/, ''))));
    expect(local.length).toBeGreaterThan(0);
    expect(lost).toEqual([]);
  });

  test('link to headings and anchors that are there', () => {
    const lost = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\(([^)\s#:]*)#([^)\s]+)\)/g)].flatMap(([, target = '', anchor = '']) => {
        const there = target === '' ? file : join(dirname(file), target);
        return there.endsWith('.md') && !anchorsOf(read(there)).includes(anchor)
          ? [`${file}: ${target}#${anchor}`]
          : [];
      }),
    );
    expect(lost).toEqual([]);
  });

  test('name make targets that exist', () => {
    const targets = [...read('Makefile').matchAll(/^([a-z-]+):(?!=)/gm)].map(([, target]) => target ?? '');
    expect(unknown(named(/(?:^|[^\w-])make ([a-z-]+)/gm), targets)).toEqual([]);
  });

  test('name commands that exist', () => {
    expect(unknown(named(/(?:^|[\s/"(|;])atelier ([a-z][a-z-]*)/gm), commandNames())).toEqual([]);
  });

  test('name files that exist', () => {
    const tops = [...new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]))].join('|');
    const paths = named(new RegExp(`^((?:${tops})/[\\w./-]+)$`, 'gm')).map((entry) => entry.split(': '));
    const lost = paths.filter(([, path = '']) => !existsSync(join(root, path)));
    expect(paths.length).toBeGreaterThan(0);
    expect(lost).toEqual([]);
  });
});

test('the README shows every command that people use', () => {
  const hidden = ['supervise', 'rehearse-phases'];
  const shown = commandNames().filter((name) => !hidden.includes(name));
  expect(shown.filter((name) => !read('README.md').includes(`| \`atelier ${name}`))).toEqual([]);
});

describe('the architecture', () => {
  test('fits in 150 lines', () => {
    expect(read('ARCHITECTURE.md').split('\n').length - 1).toBeLessThanOrEqual(150);
  });

  test('has every package, every folder of the Python code and every top folder in its map', () => {
    const folders = files.map((file) => file.split('/')).filter((parts) => parts.length > 1);
    const top = folders.map(([first]) => `${first}/`).filter((folder) => /^(bench|examples|schema|test)/.test(folder));
    const inside = (parent: string, depth: number) =>
      folders
        .filter((parts) => `${parts.join('/')}`.startsWith(parent) && parts.length > depth + 1)
        .map((parts) => `${parts.slice(0, depth + 1).join('/')}/`);
    const expected = new Set([...top, ...inside('packages/', 1), ...inside('python/atelier/', 2)]);
    expect(expected.size).toBeGreaterThan(8);
    const text = read('ARCHITECTURE.md');
    expect([...expected].filter((folder) => !text.includes(`\`${folder}\``))).toEqual([]);
  });
});

describe('decision records', () => {
  test('are numbered without gaps', () => {
    const numbers = records.toSorted().map((name) => Number(name.slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  test('are all in the index', () => {
    const index = read(`${decisions}/README.md`);
    expect(records.filter((name) => !index.includes(`(${name})`))).toEqual([]);
  });

  test.each(records)('%s says what made it necessary, what was decided and what follows', (name) => {
    const headings = [...read(`${decisions}/${name}`).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(['Context', 'Decision', 'Consequences']);
  });
});

describe('the record of dependencies', () => {
  const rows = [...read(`${decisions}/0001-dependencies.md`).matchAll(/^\| `([^`]+)` +\| ([^|]+?) +\| [^|]+ \|$/gm)];

  function nodeDependencies(): string[] {
    return files
      .filter((file) => /^(packages\/[^/]+\/)?package\.json$/.test(file))
      .map((file) => JSON.parse(read(file)))
      .flatMap(({ dependencies, devDependencies, optionalDependencies }) =>
        Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }),
      )
      .filter((name) => !name.startsWith('@atelier/'));
  }

  function pythonDependencies(): string[] {
    return files
      .filter((file) => /^python\/requirements\/\w+\.in$/.test(file))
      .flatMap((file) => lines(read(file)))
      .flatMap((line) => /^[A-Za-z][\w.-]*/.exec(line)?.[0] ?? []);
  }

  test('has a line for each one, and none for others', () => {
    const direct = new Set([...nodeDependencies(), ...pythonDependencies()]);
    expect(rows.map(([, name]) => name).toSorted()).toEqual([...direct].toSorted());
  });

  test.each(nodeDependencies())('names the licence of %s', (name) => {
    const licence = rows.find(([, of]) => of === name)?.[2];
    expect(licence).toBe(JSON.parse(read('package-lock.json')).packages[`node_modules/${name}`].license);
  });
});
