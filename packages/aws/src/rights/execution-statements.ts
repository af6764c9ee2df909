import { allow, type IamStatement } from '../access/policy.ts';
import { bootstrapVersion } from './bootstrap-roles.ts';
import { type ExecutionScope, executionScopes } from './execution-scopes.ts';
import { namePatterns } from './name-patterns.ts';
import { globalArn, type RightsGround } from './rights-ground.ts';
import type { TypeRights } from './type-rights.ts';

/** Rights that CloudFormation needs to make, change and remove resources of these types in the workspace's name. */
export function executionStatements(ground: RightsGround, types: readonly TypeRights[]): readonly IamStatement[] {
  const passed = [...new Set(types.flatMap(({ pass = [] }) => pass))].toSorted();
  const services = [...new Set(types.flatMap((type) => type['service-role'] ?? []))].toSorted();
  return [
    ...scopedStatements(ground, types),
    // The version of the bootstrap is a parameter of every template; that this role reads it is assumed.
    allow('ReadBootstrap', ['ssm:GetParameters'], [bootstrapVersion(ground)]),
    ...(passed.length === 0
      ? []
      : [
          // IAM cannot be relied on to see a role's tags here (its documentation), nor its boundary: names have to do.
          allow('PassRoles', ['iam:PassRole'], namePatterns(ground).roles, {
            StringEquals: { 'iam:PassedToService': passed },
          }),
        ]),
    ...(services.length === 0
      ? []
      : [
          allow('MakeServiceRoles', ['iam:CreateServiceLinkedRole'], serviceRoles(ground), {
            StringEquals: { 'iam:AWSServiceName': services },
          }),
        ]),
  ];
}

/** Only the reading among it, for whoever asks CloudFormation for drift: it then looks with their rights (assumed). */
export function driftStatements(ground: RightsGround, types: readonly TypeRights[]): readonly IamStatement[] {
  return scopedStatements(ground, types).flatMap((statement) => {
    const Action = statement.Action.filter(isReading);
    return Action.length === 0 ? [] : [{ ...statement, Sid: `Drift${statement.Sid}`, Action }];
  });
}

function scopedStatements(ground: RightsGround, types: readonly TypeRights[]): readonly IamStatement[] {
  const scopes = executionScopes(ground);
  const actions = new Map<string, Set<string>>();
  for (const [scope, given] of types.flatMap(({ on }) => Object.entries(on))) {
    for (const action of given) {
      for (const place of placesOf(scope, action, scopes)) {
        actions.set(place, (actions.get(place) ?? new Set()).add(action));
      }
    }
  }
  return [...actions].map(([scope, given]) => {
    const { resources, condition } = found(scope, scopes);
    return allow(sidOf(scope), [...given].toSorted(), resources, condition);
  });
}

/**
 * Scopes that an action is given on. What is gone carries no tag any more, and CloudFormation looks whether it is gone:
 * reading never asks for one. Tags are given first, and added later.
 */
function placesOf(scope: string, action: string, scopes: Readonly<Record<string, ExecutionScope>>): readonly string[] {
  if (scope.endsWith('-tags')) return [scope, scope.replace(/tags$/, 'retag')];
  return isReading(action) && `${scope}-all` in scopes ? [`${scope}-all`] : [scope];
}

function found(scope: string, scopes: Readonly<Record<string, ExecutionScope>>): ExecutionScope {
  const known = scopes[scope];
  if (known === undefined) throw new Error(`The table of rights names the scope "${scope}", which there is not.`);
  return known;
}

function isReading(action: string): boolean {
  return /:(BatchGet|Describe|Get|List|View)/.test(action);
}

function sidOf(scope: string): string {
  return scope.replace(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function serviceRoles(ground: RightsGround): string[] {
  return [globalArn(ground, 'iam', 'role/aws-service-role/*')];
}
