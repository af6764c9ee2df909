import { startSimulatedAccount, type World } from '@atelier/simulated-aws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAccount } from '../../src/read/read-account.ts';
import { type AcmeAccount, acmeAccount, clientsOf, put } from '../acme-account.ts';

let open: AcmeAccount;
beforeEach(async () => {
  const built = await acmeAccount();
  await built.simulated.close();
  // The role as which the clients call.
  const administrator = ['arn:aws:iam::aws:policy/AdministratorAccess'];
  put(built.simulated.world, 'AWS::IAM::Role', 'acme-operator', { ManagedPolicyArns: administrator });
  const simulated = await startSimulatedAccount({ world: built.simulated.world, callers: 'judged' });
  open = { ...built, simulated, clients: clientsOf(simulated, built.workspace) };
});
afterEach(() => open.simulated.close());

type Statement = { readonly Effect: string; readonly Condition?: Readonly<Record<string, object>> };

/** Changes the refusals in the policies of all buckets; null: there is none any more. */
function changeRefusals({ resources }: World, change: (refusal: Statement) => Statement | null): void {
  for (const policy of resources.list('AWS::S3::BucketPolicy')) {
    const { Statement } = policy.properties.PolicyDocument as unknown as { Statement: readonly Statement[] };
    const changed = Statement.flatMap((one) => (one.Effect === 'Deny' ? (change(one) ?? []) : one));
    const PolicyDocument = JSON.parse(JSON.stringify({ Version: '2012-10-17', Statement: changed }));
    resources.put({ ...policy, properties: { ...policy.properties, PolicyDocument } });
  }
}

/** A refusal that spares nobody by name. */
function withoutExemption({ Condition = {}, ...refusal }: Statement): Statement {
  const tests = Object.entries(Condition).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(keys).filter(([key]) => !/^aws:principalarn$/i.test(key))),
  ]);
  const kept = Object.fromEntries(tests.filter(([, keys]) => Object.keys(keys ?? {}).length > 0));
  return { ...refusal, ...(Object.keys(kept).length === 0 ? {} : { Condition: kept }) };
}

/** Looks at the workspace, and gives the calls that were denied. */
async function denied(): Promise<readonly string[]> {
  // Who only looks on goes without the contents of buckets.
  await readAccount(open.workspace, open.clients);
  const { calls } = open.simulated;
  return calls.filter(({ fault }) => fault === 'AccessDenied').map(({ action, input }) => `${action} ${input.Bucket}`);
}

const closed = expect.stringMatching(/^ListObjectVersions acme-sales-forecasting-(data|artifacts|sandboxes)-/);

test('buckets that spare nobody by name lock an administrator outside of the network out of them', async () => {
  changeRefusals(open.simulated.world, withoutExemption);
  expect(await denied()).toEqual([closed, closed, closed]);
});

test('buckets as they are deployed let an operator outside of the network list them', async () => {
  expect(await denied()).toEqual([]);
});

test('buckets that refuse nobody let anybody with the right list them', async () => {
  changeRefusals(open.simulated.world, () => null);
  expect(await denied()).toEqual([]);
});
