import { synthesise } from '@atelier/aws';
import { type Call, type FaultKind, holdings, type World } from '@atelier/simulated-aws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { written } from '../../../packages/aws/test/example.ts';
import { giveRights } from '../../../packages/rehearsal/src/give-rights.ts';
import { deployInto, type OperatorDesk, operatorDesk, smallFile, yes } from './operator-desk.ts';

const boundary = 'permissionsBoundary: AtelierBoundary-acme';
const file = smallFile.replace('eu-central-1 }', `eu-central-1, account: "123456789012", iam: { ${boundary} } }`);
const workspace = written(file);
const synthesis = await synthesise(workspace);

let account: OperatorDesk;
let kept: World;
/** Calls of a redeployment in which nothing fails, and what the account holds afterwards. */
let calls: readonly Call[];
let holds: readonly string[];

async function run(args: readonly string[]) {
  const { code, out, err } = await account.atelierHere([...args, ...yes, '--json']);
  if (code !== 0) throw new Error(`${args[0]}: ${out}${err}`);
}

beforeAll(async () => {
  account = await operatorDesk();
  const { world } = account.simulated;
  account.write(file);
  const policies = await giveRights({ holder: 'deploy', workspace, synthesis, world });
  await run(['deploy', ...policies.flatMap((policy) => ['--execution-policy', policy])]);
  await run(['destroy']);
  kept = world;
  const again = kept.copy();
  expect(await deployInto(account, again, file)).toMatchObject({ code: 0 });
  calls = [...account.simulated.calls];
  holds = holdings(again);
}, 600_000);
afterAll(() => account.close());

describe('what an earlier deployment kept is taken back', () => {
  test('by somebody with the rights that are written for it, CloudFormation too, and not without one of them', async () => {
    const judged = await operatorDesk({ callers: 'judged', world: kept.copy() });
    const as = async (spoil: (world: World) => void) => {
      const world = kept.copy();
      judged.simulated.enter(world);
      judged.write(file);
      await giveRights({ holder: 'deploy', workspace, synthesis, world });
      judged.simulated.signIn('acme-operator');
      spoil(world);
      return { world, answer: await judged.atelierHere(['deploy', ...yes, '--json']) };
    };
    const { world, answer } = await as(() => undefined);
    expect(`${answer.code} ${answer.code === 0 ? '' : answer.out}`).toBe('0 ');
    expect(holdings(world).filter((line) => !line.includes('AtelierRights'))).toEqual(
      holds.filter((line) => !line.includes('AtelierRights')),
    );
    for (const action of [
      'codecommit:UpdateRepositoryName',
      'kms:GetKeyPolicy',
      's3:GetBucketPolicy',
      's3:PutBucketTagging',
    ]) {
      const without = await as((world) => takeAway(world, action));
      expect(`${action} ${without.answer.code}`).toBe(`${action} 1`);
      expect(without.answer.out).toContain(action);
    }
    await judged.close();
  }, 900_000);

  test('whichever call fails or loses its answer, when the deployment is run again', async () => {
    const faults = sampled(calls);
    expect(faults.length).toBeGreaterThan(15);
    const wrong: string[] = [];
    for (const { action, after, kind } of faults) {
      const world = kept.copy();
      account.simulated.enter(world);
      account.simulated.failNext({ call: { action, after }, kind });
      const first = await account.atelierHere(['deploy', ...yes, '--json']);
      const met = account.simulated.calls.some(({ outcome }) => outcome === 'failed');
      const last = first.code === 0 ? first : await account.atelierHere(['deploy', ...yes, '--json']);
      const isSame = JSON.stringify(holdings(world)) === JSON.stringify(holds);
      if (!met || last.code !== 0 || !isSame || first.code === 3)
        wrong.push(`${kind} ${action} ${after}: ${met} ${isSame} ${first.out} ${last.out}`);
    }
    expect(wrong).toEqual([]);
  }, 1_800_000);
});

function takeAway({ resources }: World, action: string): void {
  for (const policy of resources.list('AWS::IAM::ManagedPolicy')) {
    if (!/AtelierRights/.test(policy.id)) continue;
    const text = JSON.stringify(policy.properties).replaceAll(`"${action}"`, '"s3:ListAccessPoints"');
    resources.put({ ...policy, properties: JSON.parse(text) });
  }
}

/** Every call from the first import to the last step of taking back, and some of the others. */
function sampled(all: readonly Call[]) {
  const seen = new Map<string, number>();
  const each = all.map(({ service, action: name }) => {
    const action = `${service}:${name}`;
    const after = seen.get(action) ?? 0;
    seen.set(action, after + 1);
    return { action, after };
  });
  const begin = each.findIndex(({ action }) => action === 'codecommit:UpdateRepositoryName');
  const isOver = ({ action, after }: (typeof each)[number]) =>
    action === 'cloudformation:ExecuteChangeSet' && after === 1;
  const end = each.findIndex(isOver) + 1;
  const within = each.slice(begin, end + 1);
  const changing = within.filter(({ action }) => /:(Create|Execute|Update)/.test(action));
  const others = [...each.slice(0, begin), ...each.slice(end + 1)].filter((_, place) => place % 60 === 7);
  return [
    ...[...within, ...others].map((fault) => ({ ...fault, kind: 'denied' as FaultKind })),
    ...changing.map((fault) => ({ ...fault, kind: 'timeout' as FaultKind })),
  ];
}
