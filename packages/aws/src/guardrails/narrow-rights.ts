import type { EvaluatedResource, Value } from '@atelier/cloudformation';
import { type AskedPolicy, askedPolicy } from '@atelier/proofs/policy';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { onEverything } from './rights-on-everything.ts';
import { valueAt } from './value-at.ts';

/**
 * Rights name what they are for: no policy of a role gives all actions of a service, and on everything only those that AWS
 * gives on nothing less. No policy of a thing gives a whole service away, either.
 */
export function checkNarrowRights({ evaluated }: Guarded): GuardrailFinding[] {
  return evaluated.flatMap(({ resources }) => resources.flatMap(wideIn));
}

function wideIn(resource: EvaluatedResource): GuardrailFinding[] {
  const place = { stack: resource.stack, resource: resource.logicalId };
  const ofRole = policiesOf(resource).flatMap(({ statements }) => statements.filter(({ allows }) => allows));
  const ofThing = policiesOn(resource).flatMap(({ statements }) => statements.filter(({ allows }) => allows));
  const whole = [...ofRole, ...ofThing].flatMap(({ actions, notActions, sid }) => [
    ...actions.filter((action) => isWholeService(action)).map((action) => ({ action, sid })),
    ...(notActions.length > 0 ? [{ action: 'everything but a few things', sid }] : []),
  ]);
  const everywhere = ofRole
    .filter(({ resources, notResources }) => notResources.length > 0 || resources.some(isEverything))
    .flatMap(({ actions, sid }) =>
      actions.filter((action) => !onEverything.has(action)).map((action) => ({ action, sid })),
    );
  const becoming = ofRole.flatMap(({ actions, sid }) =>
    actions.filter((action) => /^sts:assume/.test(action)).map((action) => ({ action, sid })),
  );
  return [
    ...becoming.map(({ action, sid }) =>
      failure(
        place,
        `${sid ?? 'A statement'} allows ${action}: no role of a workspace takes on another one`,
        'Remove it.',
      ),
    ),
    ...whole.map(({ action, sid }) =>
      failure(place, `${sid ?? 'A statement'} allows ${action}`, 'Name the actions that are needed.'),
    ),
    ...everywhere.map(({ action, sid }) =>
      failure(place, `${sid ?? 'A statement'} allows ${action} on everything there is`, 'Name the resources.'),
    ),
  ];
}

/** What a role may do, wherever it is written. */
function policiesOf({ type, logicalId, properties }: EvaluatedResource): readonly AskedPolicy[] {
  if (type === 'AWS::IAM::Role') {
    return [properties.Policies ?? []].flat().map((policy) => read(logicalId, valueAt(policy, 'PolicyDocument')));
  }
  return /^AWS::IAM::\w*Policy$/.test(type) ? [read(logicalId, properties.PolicyDocument)] : [];
}

const onThings = ['KeyPolicy', 'PermissionsPolicyDocument', 'ResourcePolicy', 'RepositoryPolicyText'];

/** Who may do what to a thing, and who takes on a role. */
function policiesOn({ type, logicalId, properties }: EvaluatedResource): readonly AskedPolicy[] {
  if (type === 'AWS::IAM::Role') return [read(logicalId, properties.AssumeRolePolicyDocument)];
  const named = /^AWS::(S3::BucketPolicy|SNS::TopicPolicy|SQS::QueuePolicy)$/.test(type)
    ? ['PolicyDocument']
    : onThings;
  return named.filter((name) => properties[name] !== undefined).map((name) => read(logicalId, properties[name]));
}

function read(name: string, document: unknown): AskedPolicy {
  return askedPolicy(name, (document ?? {}) as Value);
}

/** Tracking servers take no part of their API: what is read and what is written is told apart by the people's policies. */
const wholeByNature = ['sagemaker-mlflow:*'];

function isWholeService(action: string): boolean {
  return /^[^:]*\*$|^[^:]*:[*?]+$/.test(action) && !wholeByNature.includes(action);
}

function isEverything(resource: string): boolean {
  return /^[*?]+$|^arn:[^:]*:[^:]*:[^:]*:[^:]*:[*?]+$/.test(resource);
}
