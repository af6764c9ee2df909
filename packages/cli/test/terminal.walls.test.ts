import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAuditLog } from '@atelier/audit';
import { renderIssues } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { Finding, Proof } from '@atelier/proofs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { terminal } from '../src/terminal.ts';
import { verifiedText } from '../src/text/audit-text.ts';
import { newsText } from '../src/text/deploy-text.ts';
import { retainedText, stepNewsText } from '../src/text/destroy-text.ts';
import { logLine } from '../src/text/log-line.ts';
import { problemText } from '../src/text/problem-text.ts';
import { progressLine } from '../src/text/progress-line.ts';
import { proofText } from '../src/text/proof-text.ts';
import { table } from '../src/text/table.ts';
import { forged, hostileTexts, unseen } from './hostile-texts.ts';
import { recordingIo } from './recording-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const kinds = Object.entries(hostileTexts);

function expectHarmless(said: string): void {
  expect(said).not.toMatch(unseen);
  expect(said.split('\n').filter((line) => line.startsWith(forged))).toEqual([]);
}

/** The text that a person at a terminal sees of a command. */
async function shown(...args: readonly string[]): Promise<string> {
  const io = recordingIo(folder, ['out', 'err']);
  await run(args, io);
  return io.said.out + io.said.err;
}

async function decided(text: string): Promise<void> {
  const place = { folder: join(folder, '.atelier/audit'), workspace: text, writer: 'front-door' };
  const log = openAuditLog({ ...place, tell: () => undefined });
  const [who, by, action, resource, because, request] = Array(6).fill(text);
  await log.append({ who, by, action, resource, because, request, allowed: true });
  await log.close();
}

function checked(yaml: string): Promise<string> {
  writeFileSync(join(folder, 'atelier.yaml'), yaml);
  return shown('check');
}

const project = 'people: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana], flows: [';
/** In YAML's quotes, as escapes where a file may not hold the character itself. */
const inQuotes = (text: string) => JSON.stringify(text).replaceAll('\u007f', '\\u007f');
const quoted = (text: string) => inQuotes(`a${text}b`);
const finding = (text: string): Finding => ({
  stack: text,
  rule: 'r',
  verdict: 'refuted',
  promises: ['access'],
  type: text,
  resource: text,
  path: text,
  message: text,
  fix: text,
});

const proofOf = (parts: Partial<Proof>): Proof => ({
  ok: false,
  verdicts: {
    'isolation-in': 'proven',
    'isolation-out': 'proven',
    encryption: 'proven',
    access: 'refuted',
    endpoints: 'proven',
    supplies: 'not proven',
  },
  findings: [],
  accepted: [],
  ...parts,
});

/** Ways by which a text from a file, a template, a service or the command line is printed. */
const ways: Readonly<Record<string, (text: string) => string | Promise<string>>> = {
  'a name in a file': (text) => checked(`workspace: acme\n${quoted(text)}: 1\n`),
  'a value in a file': (text) => checked(`workspace: ${quoted(text)}\n`),
  'a name of a person': (text) => checked(`workspace: acme\npeople: { ${quoted(text)}: { role: admin } }\n`),
  'a member twice': (text) =>
    checked(`workspace: acme\nprojects: { sales: { members: [${quoted(text)}, ${quoted(text)}] } }\n`),
  'the path of a flow': (text) => checked(`workspace: acme\n${project}${inQuotes(`${text}.yaml`)}] } }\n`),
  'the name of a flow': (text) => {
    writeFileSync(
      join(folder, 'flow.yaml'),
      `flow: ${quoted(text)}\ninputs: { sales: { file: s.csv } }\nforecast: { horizon: 5 }\n`,
    );
    return checked(`workspace: acme\n${project}flow.yaml] } }\n`);
  },
  'a mistake listed by another command': async (text) => {
    await checked(`workspace: acme\n${quoted(text)}: 1\n`);
    return shown('plan');
  },
  'a command that is none': (text) => shown(text),
  'an option that is none': (text) => shown('status', `--${text}`),
  'a number that is none': (text) => shown('logs', 'tracking', '--lines', text),
  'a name for a new workspace': (text) => shown('init', text, '--file', 'new.yaml'),
  'a folder for schemas': (text) => shown('schema', text),
  'the path of a template': (text) => shown('prove', `${text}.json`),
  'a time that is none': (text) => shown('audit', '--since', text),
  'the end of a log that is none': (text) => shown('audit', '--since-head', text),
  'a decision': async (text) => {
    await decided(text);
    return (await shown('audit')) + (await shown('audit', '--json')) + (await shown('audit', '--head'));
  },
  'a log of decisions that is broken': (text) =>
    verifiedText({
      logs: [
        {
          ...{ writer: text, verdict: 'broken', records: 1, from: text, to: text, head: null, unendedBytes: 1 },
          ...{ breaks: [{ file: text, line: 1, why: text }], breakCount: 2 },
        },
      ],
      missingHeads: [text],
    }),
  'a folder to write to': (text) => shown('sample-data', join('none', text), '--stores', 'x'),
  'a template': (text) => {
    const name = `a${text}`;
    const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: name, [name]: name } };
    writeFileSync(join(folder, 'template.json'), JSON.stringify({ Resources: { [name]: bucket, Plain: bucket } }));
    return shown('prove', 'template.json');
  },
  'a finding': (text) => proofText(proofOf({ findings: [finding(text)] }), 1),
  'a finding that is not known': (text) =>
    proofText(proofOf({ findings: [{ ...finding(text), verdict: 'not proven' }] }), 1),
  'a finding that was accepted': (text) =>
    proofText(proofOf({ accepted: [{ ...finding(text), reason: text, until: text }] }), 1),
  'a cell of a table': (text) =>
    table([
      ['a', text],
      [text, 'b'],
    ]),
  'a problem': (text) => problemText(new Problem({ code: 'X', message: text, fix: text, whose: 'yours', state: text })),
  'a bug': (text) => problemText(new Error(text)),
  'an issue': (text) =>
    renderIssues([{ file: text, path: text, line: 1, column: 1, code: 'X', message: text, fix: text }]),
  'news of a deployment': (text) => newsText({ kind: 'warning', text }, []),
  'a step of a teardown': (text) =>
    stepNewsText({ status: 'begins', number: 1, of: 1, step: { what: text } } as Parameters<typeof stepNewsText>[0]),
  'what is left': (text) =>
    retainedText({
      leftovers: [{ sentence: text }],
      notOurs: [],
      costs: [],
      hourlyUsd: 0,
      monthlyUsd: 0,
    } as unknown as Parameters<typeof retainedText>[0]),
  'something that is not ours': (text) =>
    retainedText({
      leftovers: [],
      notOurs: [{ id: text, why: text }],
      costs: [],
      hourlyUsd: 0,
      monthlyUsd: 0,
    } as unknown as Parameters<typeof retainedText>[0]),
};

/** Sends a text past the edge of the command line, as `main.ts` does with what a command prints. */
function throughEdge(text: string): string {
  let said = '';
  const sink = { write: (piece: string) => (said += piece) };
  const { out, err } = terminal(sink, sink);
  out(text);
  err(text);
  return said;
}

describe.each(Object.entries(ways))('%s', (_, way) => {
  test.each(kinds)('that %s is shown, and does nothing', async (_kind, text) => {
    expectHarmless(throughEdge(await way(text)));
  });
});

test.each(kinds)('progress that %s leaves one line that is written again', (_, text) => {
  const io = recordingIo(folder, ['err']);
  progressLine(io).show({ step: 'load', path: 'Load', index: 1, steps: 8, what: text, done: 0, total: 1 });
  expect(io.said.err.startsWith('\r\u001b[J[1/8] load')).toBe(true);
  expectHarmless(io.said.err.slice('\r\u001b[J'.length));
  expect(io.said.err).not.toContain('\n');
});

test.each(kinds)('news that %s is one line of the log', (_, text) => {
  const line = logLine(`before ${text} after`, new Date(0));
  expect(line.slice(0, -1)).not.toMatch(/\n/);
  expectHarmless(line);
});

describe('the logs of a workspace', () => {
  const logs = join(folder, '.atelier', 'logs');
  beforeAll(() => mkdirSync(logs, { recursive: true }));

  test.each(kinds)('with a line that %s show it, and it does nothing', async (_, text) => {
    writeFileSync(join(logs, 'flow.log'), `before ${text} after\n`);
    const said = await shown('logs', 'flow');
    expect(said).toContain('before');
    expect(said).not.toMatch(unseen);
  });

  test.each(kinds)('of a part whose name %s show it, and it does nothing', async (_, text) => {
    const name = `x${text.replaceAll('/', '').replaceAll('\0', '')}.log`;
    writeFileSync(join(logs, name), '');
    const said = await shown('logs');
    rmSync(join(logs, name));
    expectHarmless(said);
  });
});

test.each(kinds)('JSON holds a text that %s as escapes, and gives it back as it was', async (_, text) => {
  writeFileSync(join(folder, 'atelier.yaml'), `workspace: acme\n${inQuotes(text)}: 1\n`);
  const io = recordingIo(folder);
  await run(['check', '--json'], io);
  expect(io.said.out).not.toMatch(unseen);
  const { problems } = JSON.parse(io.said.out);
  if (text.isWellFormed()) expect(JSON.stringify(problems)).toContain(JSON.stringify(text).slice(1, -1));
});
