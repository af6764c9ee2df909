import type { EvaluatedResource, Value } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import { askedPolicy } from '@atelier/proofs/policy';
import type { Names } from '../names.ts';
import { guardedNames } from './guarded-names.ts';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';

/**
 * Services that work in a role, and in none of another kind: each for the own account alone. Whom people's roles trust the
 * guardrails `profiles` and `sign-in-roles` say.
 */
export function checkTrusts(guarded: Guarded): GuardrailFinding[] {
  const names = guardedNames(guarded);
  if (names === null) return [];
  const expected = servicesOf(guarded.workspace, names);
  const roles = guarded.evaluated.flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::IAM::Role'));
  return roles.flatMap((role) => wrongTrust(role, expected.get(String(role.properties.RoleName)), names.place.account));
}

/** Redshift tells nothing of for whom it takes on a role: its guide knows no condition for it (assumed). */
const untold = ['redshift.amazonaws.com', 'redshift-serverless.amazonaws.com'];

function servicesOf({ projects, bigData }: Workspace, names: Names): ReadonlyMap<string, readonly string[]> {
  const sagemaker: readonly string[] = ['sagemaker.amazonaws.com'];
  const ofProjects = projects.flatMap(({ name }): (readonly [string, readonly string[]])[] => [
    [names.jobRole(name), bigData.emr === 'serverless' ? [...sagemaker, 'emr-serverless.amazonaws.com'] : sagemaker],
    [names.servingRole(name), sagemaker],
    [names.trackingRole(name), sagemaker],
    [names.flowRole(name), ['states.amazonaws.com']],
    [names.warehouseRole(name), untold],
    [names.scheduleRole(name), ['scheduler.amazonaws.com']],
  ]);
  return new Map<string, readonly string[]>([
    ...ofProjects,
    [names.studioRole, sagemaker],
    [names.workspaceTrackingRole, sagemaker],
    [names.workspaceScheduleRole, ['scheduler.amazonaws.com']],
    [names.flowLogRole, ['vpc-flow-logs.amazonaws.com']],
  ]);
}

function wrongTrust(
  { stack, logicalId, properties }: EvaluatedResource,
  expected: readonly string[] | undefined,
  account: string,
): GuardrailFinding[] {
  if (expected === undefined) return [];
  const place = { stack, resource: logicalId, path: 'Properties.AssumeRolePolicyDocument' };
  const { statements } = askedPolicy(logicalId, (properties.AssumeRolePolicyDocument ?? {}) as Value);
  const allowing = statements.filter(({ allows }) => allows);
  const strangers = allowing
    .flatMap(({ principals }) => principals)
    .filter(({ kind, name }) => kind !== 'Service' || !expected.includes(name));
  const forAnybody = allowing.filter(
    ({ principals, conditions }) =>
      principals.some(({ name }) => !untold.includes(name)) &&
      !conditions.some(
        ({ key, operator, ifExists, values }) =>
          key === 'aws:sourceaccount' &&
          operator === 'stringequals' &&
          !ifExists &&
          values.every((one) => isOwn(one, account)),
      ),
  );
  return [
    ...strangers.map(({ name }) =>
      failure(
        place,
        `${name} may take on this role, which is for ${expected.join(', ')}`,
        'Remove it from the trust policy.',
      ),
    ),
    ...forAnybody.map(({ sid }) =>
      failure(
        place,
        `${sid ?? 'A statement'} lets a service take on this role for any account`,
        'Add the condition aws:SourceAccount.',
      ),
    ),
  ];
}

function isOwn(value: string, account: string): boolean {
  return value === account || value === '⟨AccountId⟩';
}
