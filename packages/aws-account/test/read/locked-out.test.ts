import { startSimulatedAccount, type World } from '@atelier/simulated-aws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAccount } from '../../src/read/read-account.ts';
import { type AcmeAccount, acmeAccount, clientsOf } from '../acme-account.ts';

let open: AcmeAccount;
beforeEach(async () => {
  const built = await acmeAccount();
  await built.simulated.close();
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

test('buckets that spare nobody by name lock an administrator outside of the network out of the workspace', async () => {
  changeRefusals(open.simulated.world, withoutExemption);
  await expect(readAccount(open.workspace, open.clients)).rejects.toMatchObject({
    message: expect.stringMatching(
      /s3:ListBucketVersions on resource: "arn:aws:s3:::acme-.* explicit deny in a resource-based/,
    ),
  });
});

test('buckets that refuse nobody let the same administrator read', async () => {
  changeRefusals(open.simulated.world, () => null);
  await expect(readAccount(open.workspace, open.clients)).resolves.toMatchObject({ domains: [{}] });
});
