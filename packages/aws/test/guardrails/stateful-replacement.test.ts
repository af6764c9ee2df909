import type { StackTemplate } from '@atelier/cloudformation';
import { describe, expect, it } from 'vitest';
import { guardrails } from '../../src/guardrails/guardrails.ts';
import { changedStacks } from './changed-stacks.ts';
import { changed, person, templates, workspace } from './small-workspace.ts';

const deployed = templates();

function check(next: readonly StackTemplate[], before = deployed) {
  const found = guardrails(next, { workspace: workspace(), deployed: before }).find(
    ({ id }) => id === 'stateful-replacement',
  );
  if (!found) throw new Error('No such guardrail');
  return found;
}

const foundation = (path: string, value: unknown, from = deployed) => changed(from, 'acme-foundation', path, value);
const network = (path: string, value: unknown, from = deployed) => changed(from, 'acme-network', path, value);
const people = (path: string, value: unknown, from = deployed) => changed(from, 'acme-people-00', path, value);
const resource = (stack: number, name: string) => deployed[stack]?.template.Resources[name];

describe('a deployment is refused', () => {
  it.each([
    [
      'for a domain whose sign-in is switched',
      foundation('Resources.Domain.Properties.AuthMode', 'SSO'),
      /^acme-foundation Domain Properties.AuthMode: AuthMode of AWS::SageMaker::Domain cannot be changed in place, and it changes from "IAM" to "SSO"\..*home folders/,
      /cannot be switched between IAM and SSO.*second workspace/,
    ],
    [
      'for a renamed bucket',
      foundation('Resources.Bucket.Properties.BucketName', 'acme-other'),
      /Bucket Properties.BucketName: .* without every object in it/,
      /copy the objects/,
    ],
    [
      'for a renamed profile',
      people('Resources.julyProfile.Properties.UserProfileName', 'juli'),
      /julyProfile Properties.UserProfileName/,
      /second person/,
    ],
    [
      'for a tag on a domain',
      foundation('Resources.Domain.Properties.Tags', [{ Key: 'a', Value: 'b' }]),
      /Domain Properties.Tags: .* changes from nothing to/,
      /by hand/,
    ],
    [
      'for another zone',
      foundation('Resources.Domain.Properties.SubnetIds', [{ 'Fn::ImportValue': 'acme-network:Subnet' }, 'subnet-2']),
      /Domain Properties.SubnetIds: .* it changes from \[\] to \["subnet-2"\]/,
      /Put the subnets back/,
    ],
    [
      'for a bucket under another logical id',
      foundation('Resources.Data', resource(1, 'Bucket'), foundation('Resources.Bucket', undefined)),
      /^acme-foundation Bucket: AWS::S3::Bucket changes its logical id to Data/,
      /^Keep Bucket in stack acme-foundation/,
    ],
    [
      'for a key in another stack',
      foundation('Resources.Key', resource(0, 'Key'), network('Resources.Key', undefined)),
      /^acme-network Key: AWS::KMS::Key moves to Key of stack acme-foundation/,
      /import it/,
    ],
    [
      'for a domain that is gone',
      foundation('Resources.Domain', undefined),
      /^acme-foundation Domain: .* no longer in the templates, and with it would go the home folders/,
      /^Put it back/,
    ],
    [
      'for a domain in a network that is replaced, although the domain is the same',
      network('Resources.Vpc.Properties.CidrBlock', '10.20.0.0/16'),
      /^acme-foundation Domain Properties.VpcId\S*: .* it refers to acme-network\/Vpc, which would be replaced/,
      /second workspace/,
    ],
    [
      'for a bucket that comes under a new name in a new stack',
      renamed(deployed, 'acme-foundation', 'acme-basis'),
      /^acme-foundation Bucket: AWS::S3::Bucket goes, and one like it comes in the new stack acme-basis/,
      /cannot be renamed: put its name back/,
    ],
    [
      'for a resource that becomes one of another type',
      foundation('Resources.Bucket.Type', 'AWS::S3Express::DirectoryBucket'),
      /its type changes from AWS::S3::Bucket/,
      /./,
    ],
  ])('%s', (_, next, finding, fix) => {
    expect(check(next)).toMatchObject({
      ok: false,
      finding: expect.stringMatching(finding),
      fix: expect.stringMatching(fix),
    });
  });
});

describe('a deployment is let through', () => {
  it.each([
    ['when nothing changes', deployed],
    [
      'when a setting changes in place',
      foundation('Resources.Domain.Properties.DefaultUserSettings.ExecutionRole', 'other'),
    ],
    [
      'when a bucket gets a rule',
      foundation('Resources.Bucket.Properties.VersioningConfiguration', { Status: 'Enabled' }),
    ],
    ['when something is added', foundation('Resources.More', { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: {} } })],
    [
      'when the order of the properties changes',
      foundation('Resources.Domain.Properties', reversed(resource(1, 'Domain')?.Properties ?? {})),
    ],
  ])('%s', (_, next) => {
    expect(check(next)).toMatchObject({ ok: true, finding: null });
  });

  it('with a warning when a kept bucket leaves the templates', () => {
    expect(check(foundation('Resources.Bucket', undefined))).toMatchObject({
      ok: true,
      finding: expect.stringMatching(/stays in the account/),
    });
  });

  it('with a warning when a person leaves', () => {
    expect(check(people('Resources.julyProfile', undefined))).toMatchObject({
      ok: true,
      finding: expect.stringMatching(/home folder/),
    });
  });

  it('when nothing has been deployed', () => {
    const all = guardrails(deployed, { workspace: workspace() });
    expect(all.find(({ id }) => id === 'stateful-replacement')).toMatchObject({ ok: true, finding: null });
  });
});

describe('the stacks that a change touches', () => {
  it('are those that are new, gone or different', () => {
    const next = people('Resources.johnRole', person('john').johnRole);
    expect(changedStacks(deployed, next)).toEqual(['acme-people-00']);
    expect(changedStacks(deployed, deployed.slice(1))).toEqual(['acme-network']);
    expect(changedStacks(deployed.slice(1), deployed)).toEqual(['acme-network']);
    expect(changedStacks(deployed, templates())).toEqual([]);
  });
});

function renamed(given: readonly StackTemplate[], from: string, to: string): StackTemplate[] {
  const other = changed(given, from, 'Resources.Bucket.Properties.BucketName', to);
  return other.map((each) => (each.stack === from ? { ...each, stack: to } : each));
}

function reversed(properties: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(properties).reverse());
}
