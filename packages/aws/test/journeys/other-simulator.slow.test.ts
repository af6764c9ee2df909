import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { evaluate } from '@atelier/cloudformation';
import { loadWorkspace } from '@atelier/core';
import type { AskedPolicies, AskedPolicy, PolicyRequest } from '@atelier/proofs/policy';
import { describe, expect, test, vi } from 'vitest';
import { proveJourneys } from '../../src/journeys/prove-journeys.ts';
import { onAws } from '../../src/on-aws.ts';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { synthesise } from '../../src/synthesise.ts';
import { exampleFile } from '../example.ts';
import { askOther, type Verdict, type WrittenAs } from './ask-other.ts';

interface Heard {
  readonly request: PolicyRequest;
  readonly policies: AskedPolicies;
  readonly verdict: Verdict;
}

const heard = vi.hoisted(() => ({ questions: [] as unknown[], documents: new WeakMap<object, object>() }));

// Every question that a proof asks is heard, whichever journey asks it and by whichever policies.
vi.mock('@atelier/proofs/policy', async (load) => {
  const real = await load<typeof import('@atelier/proofs/policy')>();
  const askedPolicy: typeof real.askedPolicy = (name, document) => {
    const read = real.askedPolicy(name, document);
    heard.documents.set(read, (typeof document === 'string' ? JSON.parse(document) : document) as object);
    return read;
  };
  const decide: typeof real.decide = (request, policies) => {
    const answer = real.decide(request, policies);
    heard.questions.push({ request, policies, verdict: answer.verdict });
    return answer;
  };
  return { ...real, askedPolicy, decide };
});
const { decide } = await vi.importActual<typeof import('@atelier/proofs/policy')>('@atelier/proofs/policy');

const folder = fileURLToPath(new URL('../../../../../shared/cases/doors/teams/', import.meta.url));
const teams = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
const noTeams = teams.length > 0 ? '' : ' (skipped: shared/cases is not beside this checkout)';

const examples = ['acme/atelier.yaml', 'company/atelier.yaml'];
const workspaces: readonly (readonly [string, () => Promise<AwsWorkspace>])[] = [
  ...examples.map((name) => [name, () => exampleFile(name)] as const),
  ...teams.map((name) => [name, () => ofTeam(`${folder}${name}`)] as const),
];

async function ofTeam(file: string): Promise<AwsWorkspace> {
  const loaded = await loadWorkspace(file);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return onAws(loaded.workspace);
}

/** The distinct questions of a file's journeys. */
async function questionsOf(workspace: AwsWorkspace): Promise<readonly Heard[]> {
  const { region, account } = workspace.aws;
  const place = { partition: 'aws', region, account: account ?? '111122223333' };
  const stacks = evaluate((await synthesise(workspace)).stacks, place);
  heard.questions.length = 0;
  proveJourneys(workspace, stacks, place);
  return distinct(heard.questions as Heard[]);
}

function distinct(questions: readonly Heard[]): readonly Heard[] {
  return [...new Map(questions.map((one) => [keyOf(one), one])).values()];
}

const ids = new WeakMap<object, number>();
let lastId = 0;

function keyOf({ request, policies }: Heard): string {
  const idOf = (policy: AskedPolicy | undefined) => {
    if (policy === undefined) return 0;
    const id = ids.get(policy) ?? ++lastId;
    ids.set(policy, id);
    return id;
  };
  const all = Object.entries(policies).map(([kind, held]) => [kind, [held ?? []].flat().map(idOf)]);
  return JSON.stringify([request, all]);
}

/** The same questions, asked in the next roles of the workspace. */
function asOthers(questions: readonly Heard[]): readonly Heard[] {
  const roles = [...Map.groupBy(questions.filter(isOfRole), ({ request }) => request.caller.role).values()].flatMap(
    (own) => own.slice(0, 1),
  );
  const asked = questions.filter(isOfRole).flatMap((question) => {
    const at = roles.findIndex(({ request }) => request.caller.role === question.request.caller.role);
    return [1, 2].map((far) => ({ question, other: roles[(at + far) % roles.length] as Heard }));
  });
  return distinct(asked.map(({ question, other }) => inRoleOf(question, other)));
}

function isOfRole({ request: { caller, account } }: Heard): boolean {
  return caller.kind === 'session' && caller.account === account;
}

function inRoleOf({ request, policies }: Heard, other: Heard): Heard {
  const isOwn = ([key]: readonly [string, unknown]) => /^aws:(principal(arn|tag\/)|userid$)/.test(key);
  const context = Object.fromEntries([
    ...Object.entries(request.context).filter((one) => !isOwn(one)),
    ...Object.entries(other.request.context).filter(isOwn),
  ]);
  const asked = { ...request, caller: other.request.caller, context };
  const held = { ...policies, identity: other.policies.identity };
  return { request: asked, policies: held, verdict: decide(asked, held).verdict };
}

interface Compared {
  readonly counted: Readonly<Record<Verdict, number>>;
  readonly different: readonly string[];
}

/**
 * What the other simulator does not answer. AWS's list says that this call names nothing; the guide of EMR Serverless gives it on
 * the groups of the account, and CloudWatch Logs names `log-group::log-stream:` where it refuses it.
 */
const notAnswered: Readonly<Record<string, string>> = {
  'logs:DescribeLogGroups': JSON.stringify({ message: 'must.use.wildcard' }),
};

const asHeard: WrittenAs = (policy) => heard.documents.get(policy) ?? {};

async function compared(questions: readonly Heard[], writtenAs = asHeard): Promise<Compared> {
  const counted = { allowed: 0, denied: 0, 'not-allowed': 0 };
  const different: string[] = [];
  for (const { request, policies, verdict } of questions) {
    counted[verdict] += 1;
    const other = await askOther(request, policies, writtenAs);
    if (other === verdict) continue;
    const theirs = typeof other === 'string' ? other : other.unanswered;
    const { action, resource, caller, context } = request;
    if (notAnswered[action] === theirs) continue;
    different.push(
      `${action} on ${resource} by ${caller.arn}: ours ${verdict}, the other ${theirs} when ${JSON.stringify(context)}`,
    );
  }
  return { counted, different };
}

const total = { allowed: 0, denied: 0, 'not-allowed': 0 };

function add({ counted }: Compared): void {
  for (const verdict of ['allowed', 'denied', 'not-allowed'] as const) total[verdict] += counted[verdict];
}

describe(`the other simulator answers as ours does${noTeams}`, () => {
  test.each(workspaces)('each question of the journeys of %s, and the same questions of others', async (_, load) => {
    const questions = await questionsOf(await load());
    const own = await compared(questions);
    expect(own.different).toEqual([]);
    expect(own.counted.allowed).toBeGreaterThan(100);
    const others = await compared(asOthers(questions));
    expect(others.different).toEqual([]);
    expect(others.counted.denied + others.counted['not-allowed']).toBeGreaterThan(50);
    add(own);
    add(others);
  });

  test('about thousands of questions, allowed and refused', () => {
    process.stdout.write(`Questions answered alike: ${JSON.stringify(total)}\n`);
    expect(total.allowed).toBeGreaterThan(1000);
    expect(total.denied).toBeGreaterThan(100);
    expect(total['not-allowed']).toBeGreaterThan(1000);
  });
});

test('a policy that one of the two does not know is noticed', async () => {
  const questions = await questionsOf(await exampleFile('acme/atelier.yaml'));
  const nothing = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
  };
  const { counted, different } = await compared(questions.filter(isOfRole), (policy) =>
    policy.name.includes(':policy/') ? nothing : asHeard(policy),
  );
  expect(counted.allowed).toBeGreaterThan(100);
  expect(different.length).toBeGreaterThan(counted.allowed / 2);
});
