import { synthesise } from '@atelier/aws';
import { evaluate, resourceSchema, type StackTemplate } from '@atelier/cloudformation';
import { describe, expect, test } from 'vitest';
import { example, exampleFile } from '../../../aws/test/example.ts';
import type { KeyFound } from '../../src/read/account.ts';
import type { KeptStack } from '../../src/take-back/kept-stack.ts';
import { planTakeBack } from '../../src/take-back/plan-take-back.ts';
import { takeBackKinds } from '../../src/take-back/take-back-kinds.ts';

const account = '123456789012';
const key: KeyFound = { id: '1b0467bc-4e9f-6b79-d9ad-063f7ff440bb', state: 'Enabled' };
const policy = { Version: '2012-10-17', Statement: [{ Sid: 'KeptForOperators', Effect: 'Deny', Principal: '*' }] };

/** Everything that the stacks of a workspace would keep, under ids as AWS makes them. */
function keptOf(templates: readonly StackTemplate[], region: string): readonly KeptStack[] {
  const stackId = (stack: string) => `arn:aws:cloudformation:${region}:${account}:stack/${stack}/0a1b`;
  const evaluated = evaluate(templates, { account, region }).flatMap(({ resources }) => resources);
  const first = templates.find(({ stack }) => stack.endsWith('-network')) as StackTemplate;
  const isKey = ({ Type }: { Type: string }) => Type === 'AWS::KMS::Key';
  const keys = Object.entries(first.template.Resources).flatMap(([name, each]) =>
    isKey(each) ? [[name, key.id]] : [],
  );
  const network = {
    id: stackId(first.stack),
    name: first.stack,
    template: first.template,
    keys: Object.fromEntries(keys),
  };
  return templates.map(({ stack, template }) => {
    const kept = evaluated
      .filter((each) => each.stack === stack && takeBackKinds[each.type] !== undefined)
      .map(({ logicalId, type, properties }) => {
        const { BucketName, Bucket, NamespaceName } = properties;
        const ofPolicy = evaluated.find((each) => Bucket === `⟨${each.stack}/${each.logicalId}⟩`)?.properties
          .BucketName;
        const name = [NamespaceName, BucketName, ofPolicy].find((each) => typeof each === 'string');
        const id = isKey({ Type: type }) ? key.id : String(name ?? `id-of-${logicalId}`);
        return { type, logicalId, id, stack: stackId(stack), letGoMs: 1 };
      });
    const buckets = kept.filter(({ type }) => type === 'AWS::S3::BucketPolicy').map(({ id }) => [id, policy]);
    return { id: stackId(stack), name: stack, template, first: network, kept, policies: Object.fromEntries(buckets) };
  });
}

async function asked(workspace: Awaited<ReturnType<typeof example>>) {
  const { stacks: templates } = await synthesise(workspace);
  const { region } = workspace.aws;
  const place = { account, region, partition: 'aws' };
  const wanted = evaluate(templates, place).flatMap(({ resources }) => resources);
  return { stacks: keptOf(templates, region), wanted, keys: [key], place };
}

describe.each([
  ['acme', () => example('acme')],
  ['the published migration', () => exampleFile('published/migration.yaml')],
])('everything that %s would keep', async (_name, read) => {
  const inputs = await asked(await read());
  const { stacks, blockers } = planTakeBack(inputs);

  test('is taken back, with nothing left open in a template that fits into a call', () => {
    expect(blockers).toEqual([]);
    const things = stacks.flatMap(({ things }) => things);
    expect(things.length).toBe(inputs.stacks.flatMap(({ kept }) => kept).length);
    expect(things.length).toBeGreaterThan(8);
    for (const { template } of stacks) {
      expect(JSON.stringify(template)).not.toMatch(/⟨|"Ref"|"Fn::/);
      expect(Buffer.byteLength(JSON.stringify(template))).toBeLessThan(51_200);
    }
  });

  test('is kept whatever becomes of its stack, and told as it is', () => {
    for (const { template } of stacks) {
      for (const resource of Object.values(template.Resources as Record<string, Record<string, unknown>>)) {
        expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
        if (resource.Type === 'AWS::S3::BucketPolicy')
          expect(resource.Properties).toMatchObject({ PolicyDocument: policy });
      }
    }
  });

  test('is not without its key, which is told with all that needs it', () => {
    const gone = planTakeBack({ ...inputs, keys: [] }).blockers;
    expect(gone.map(({ code }) => code)).toContain('KeyGone');
    const pending = planTakeBack({ ...inputs, keys: [{ ...key, state: 'PendingDeletion' }] }).blockers;
    expect(pending.map(({ code }) => code)).toContain('KeyNotUsable');
    expect(pending).toHaveLength(1);
    expect(pending[0]?.message).toContain('bucket ');
    const other = planTakeBack({ ...inputs, keys: [{ ...key, state: 'Disabled' }] }).blockers;
    expect(other[0]?.fix).not.toContain('cancel-key-deletion');
  });

  test('is refused where the first stack is forgotten: what its values were is not known', () => {
    const forgotten = inputs.stacks.map((stack) => ({ ...stack, first: null }));
    const { blockers } = planTakeBack({ ...inputs, stacks: forgotten });
    expect(new Set(blockers.map(({ code }) => code))).toEqual(new Set(['CannotTakeBack']));
  });

  test('is refused before anything is changed where its policies are too long for a call', () => {
    const long = { ...policy, Statement: [{ Sid: 'x'.repeat(60_000) }] };
    const longer = inputs.stacks.map((stack) => ({
      ...stack,
      policies: Object.fromEntries(Object.keys(stack.policies).map((bucket) => [bucket, long])),
    }));
    const { blockers } = planTakeBack({ ...inputs, stacks: longer });
    expect(new Set(blockers.map(({ code }) => code))).toEqual(new Set(['TooLargeToTakeBack']));
    expect(blockers[0]?.state).toBe('Nothing was changed.');
  });

  test('is refused where a property differs that cannot be changed', () => {
    const renamed = inputs.wanted.map((each) =>
      each.type === 'AWS::S3::Bucket' ? { ...each, properties: { ...each.properties, BucketName: 'other' } } : each,
    );
    const { blockers } = planTakeBack({ ...inputs, wanted: renamed });
    expect(blockers.length).toBeGreaterThan(2);
    expect(blockers[0]?.message).toMatch(/^The bucket \S+ was kept.*BucketName was "\S+" and would be "other"/);
  });
});

test('each kind is told apart by what CloudFormation knows it by', () => {
  for (const [type, { identifier }] of Object.entries(takeBackKinds)) {
    expect(resourceSchema(type)?.identifier).toEqual([identifier]);
    expect(resourceSchema(type)?.reference).toEqual([identifier]);
  }
});
