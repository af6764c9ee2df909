import { certaintyAt, own } from '@atelier/cloudformation';
import { describe, expect, test } from 'vitest';
import { tagProperty } from '../../src/guardrails/tag-property.ts';
import { isTaggedByCall, taggedByCall } from '../../src/layout/tagged-by-call.ts';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { type Synthesis, synthesise } from '../../src/synthesise.ts';
import { company, elsewhere, remote } from '../access/workspaces.ts';
import { anyWorkspace } from '../any-workspace.ts';
import { exampleFile, written } from '../example.ts';

/** How many files are generated; each is the same at each run. */
const generated = 40;
const tags = { team: 'forecasting', 'cost centre': '7' };

const files: readonly (() => AwsWorkspace | Promise<AwsWorkspace>)[] = [
  () => exampleFile('acme/atelier.yaml'),
  () => exampleFile('published/migration.yaml'),
  () => exampleFile('published/unified-studio.yaml'),
  () => company() as AwsWorkspace,
  () => elsewhere() as AwsWorkspace,
  () => remote() as AwsWorkspace,
  ...Array.from({ length: generated }, (_, number) => () => written(anyWorkspace(number))),
];

const synthesised = await Promise.all(files.map(async (load) => await synthesise(withTags(await load()))));
const all = synthesised.flatMap(resourcesOf);

function withTags(workspace: AwsWorkspace): AwsWorkspace {
  return { ...workspace, aws: { ...workspace.aws, tags } };
}

function resourcesOf({ stacks }: Synthesis) {
  return stacks.flatMap(({ stack, template }) =>
    Object.entries(template.Resources).map(([id, { Type, Properties }]) => ({
      id: `${stack} ${id}`,
      Type,
      Properties,
    })),
  );
}

function tagsOf(given: unknown): Readonly<Record<string, unknown>> {
  if (!Array.isArray(given)) return (given ?? {}) as Record<string, unknown>;
  return Object.fromEntries(given.map((tag) => [String(own(tag, 'Key')), own(tag, 'Value')]));
}

/** Types without a property for tags, each looked at, and why. */
const tagless: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::CustomResource': 'a call of a function',
  'AWS::EC2::Route': 'a line of its table, which has them',
  'AWS::EC2::SecurityGroupEgress': 'a rule of its group, which has them',
  'AWS::EC2::SecurityGroupIngress': 'a rule of its group, which has them',
  'AWS::EC2::SubnetRouteTableAssociation': 'a tie of two that have them',
  'AWS::EC2::VPCGatewayAttachment': 'a tie of two that have them',
  'AWS::IAM::ManagedPolicy': 'IAM tags policies by calls; CloudFormation has no property for it',
  'AWS::KMS::Alias': 'a name of its key, which has them',
  'AWS::S3::BucketPolicy': 'a part of its bucket, which has them',
  'AWS::SNS::Subscription': 'a part of its topic, which has them',
  'AWS::SNS::TopicPolicy': 'a part of its topic, which has them',
  'AWS::Scheduler::Schedule': 'EventBridge tags groups of schedules alone',
  'AWS::ServiceCatalog::PortfolioPrincipalAssociation': 'a tie of a portfolio of AWS and roles',
};

describe('the tags of the file', () => {
  test('are on each resource of each template whose type takes them, but for those that get them by a call', () => {
    const lacking = all.filter(({ Type, Properties = {} }) => {
      const property = tagProperty(Type);
      if (property === null || isTaggedByCall(Type)) return false;
      const given = tagsOf(Properties[property]);
      return Object.entries(tags).some(([key, value]) => given[key] !== value);
    });
    expect(lacking.map(({ id }) => id)).toEqual([]);
    expect(all.length).toBeGreaterThan(2_000);
  });

  test('are in no template where another tag would make a thing anew, and each of these types is one of such', () => {
    const given = all.filter(
      ({ Type, Properties = {} }) =>
        isTaggedByCall(Type) && Object.keys(tags).some((key) => key in tagsOf(Properties.Tags)),
    );
    expect(given.map(({ id }) => id)).toEqual([]);
    for (const type of taggedByCall) expect([type, certaintyAt(type, 'Properties.Tags')]).toEqual([type, 'yes']);
    const anew = [...new Set(all.map(({ Type }) => Type))].filter((type) => {
      const property = tagProperty(type);
      return property !== null && certaintyAt(type, `Properties.${property}`) === 'yes';
    });
    expect(anew.toSorted()).toEqual([...taggedByCall]);
  });

  test('are on every type that somebody has not looked at and found without tags', () => {
    const types = [...new Set(all.map(({ Type }) => Type))].toSorted();
    const without = types.filter((type) => tagProperty(type) === null);
    expect(without).toEqual(Object.keys(tagless).toSorted());
  });
});
