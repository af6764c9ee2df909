/**
 * Holes planted by kind, and what `prove`, checkov and cdk-nag say of each. Prints JSON.
 *
 * It fails when `prove` calls a hole proven, or says nothing of it.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Proof, prove, type StackTemplate } from '@atelier/proofs';
import { type Answers, newFindings } from './answers.ts';
import { askCdkNag } from './ask-cdk-nag.ts';
import { askCheckov, installCheckov } from './ask-checkov.ts';
import { type Planted, plantHoles } from './plant-holes.ts';

const given = { account: '111122223333', region: 'eu-central-1' };
type Peer = 'checkov' | 'cdkNag';

const folder = mkdtempSync(join(tmpdir(), 'bench-prove-'));
const seconds = { prove: 0, checkov: 0, cdkNag: 0 };

async function timed<T>(tool: keyof typeof seconds, work: () => T | Promise<T>): Promise<T> {
  const before = performance.now();
  const answer = await work();
  seconds[tool] += (performance.now() - before) / 1000;
  return answer;
}

/** Puts templates where the peers can read them. */
function write(place: string, prefix: string, templates: readonly StackTemplate[]): void {
  mkdirSync(place, { recursive: true });
  for (const { stack, template } of templates) {
    writeFileSync(join(place, `${prefix}${stack}.json`), JSON.stringify(template, null, 1));
  }
}

function verdictOn({ isNamedBy }: Planted, { findings }: Proof): 'refuted' | 'notProven' | 'proven' {
  const about = findings.filter(isNamedBy);
  if (about.length === 0) return 'proven';
  return about.some(({ verdict }) => verdict === 'refuted') ? 'refuted' : 'notProven';
}

interface Told {
  readonly name: string;
  readonly verdict: ReturnType<typeof verdictOn>;
  readonly found: Readonly<Record<Peer, readonly string[]>>;
}

async function askAll(kind: string, some: readonly Planted[], clean: Record<Peer, Answers>) {
  const place = join(folder, kind.replaceAll(/\W+/g, '-'));
  for (const [index, { changed }] of some.entries()) write(place, `${index}.`, changed);
  const answers = {
    checkov: await timed('checkov', () => askCheckov(place)),
    cdkNag: await timed('cdkNag', () => askCdkNag(place)),
  };
  const told: Told[] = [];
  for (const [index, planted] of some.entries()) {
    const verdict = verdictOn(planted, await timed('prove', () => prove(planted.templates, given)));
    const files = planted.changed.map(({ stack }) => `${index}.${stack}.json`);
    const found = (peer: Peer) => files.flatMap((file) => newFindings(file, answers[peer], clean[peer]));
    told.push({ name: planted.name, verdict, found: { checkov: found('checkov'), cdkNag: found('cdkNag') } });
  }
  return { kind, told, unread: { checkov: answers.checkov.unread, cdkNag: answers.cdkNag.unread } };
}

function rowOf({ kind, told, unread }: Awaited<ReturnType<typeof askAll>>) {
  const verdicts = (verdict: Told['verdict']) => told.filter((one) => one.verdict === verdict).length;
  const peer = (name: Peer) => ({
    found: told.filter(({ found }) => found[name].length > 0).length,
    unread: unread[name],
  });
  return {
    kind,
    planted: told.length,
    prove: { refuted: verdicts('refuted'), notProven: verdicts('notProven'), proven: verdicts('proven') },
    checkov: peer('checkov'),
    cdkNag: peer('cdkNag'),
  };
}

/** Holes that a peer finds, and of which `prove` only says that it does not know. */
function onlyNotProven({ told }: Awaited<ReturnType<typeof askAll>>) {
  const rulesOf = (findings: readonly string[]) => [...new Set(findings.map((one) => one.split(' ')[0]))].join(' ');
  return told
    .filter(({ verdict, found }) => verdict === 'notProven' && found.checkov.length + found.cdkNag.length > 0)
    .map(({ name, found }) => ({ name, checkov: rulesOf(found.checkov), cdkNag: rulesOf(found.cdkNag) }));
}

function versions(): Record<Peer, string | undefined> {
  const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
  return {
    checkov: /^checkov==(\S+)/m.exec(read('python/requirements/checkov.txt'))?.[1],
    cdkNag: JSON.parse(read('node_modules/cdk-nag/package.json')).version,
  };
}

try {
  installCheckov();
  const ground = await plantHoles();
  const proofs = await Promise.all(ground.clean.map((templates) => prove(templates, given)));
  const place = join(folder, 'clean');
  write(place, '', ground.clean.flat());
  const clean = { checkov: askCheckov(place), cdkNag: askCdkNag(place) };
  const kinds = [];
  for (const [kind, some] of Map.groupBy(ground.planted, (one) => one.kind)) {
    process.stderr.write(`${kind}: ${some.length}\n`);
    kinds.push(await askAll(kind, some, clean));
  }
  const count = ({ findings }: Answers) => Object.values(findings).flat().length;
  const result = {
    planted: ground.planted.length,
    versions: versions(),
    seconds: Object.fromEntries(Object.entries(seconds).map(([tool, taken]) => [tool, Math.round(taken * 10) / 10])),
    findingsInCleanTemplates: {
      prove: proofs.flatMap(({ findings }) => findings).length,
      checkov: count(clean.checkov),
      cdkNag: count(clean.cdkNag),
    },
    kinds: kinds.map(rowOf),
    foundByPeersAndNotProven: kinds.flatMap(onlyNotProven),
  };
  process.stdout.write(JSON.stringify(result, null, 2));
  const boasts = kinds.flatMap(({ told }) => told.filter(({ verdict }) => verdict === 'proven'));
  if (boasts.length > 0) throw new Error(`Called proven: ${boasts.map(({ name }) => name).join('; ')}.`);
} finally {
  rmSync(folder, { recursive: true });
}
