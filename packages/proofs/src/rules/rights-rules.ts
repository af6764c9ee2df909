import { listAt } from '../at.ts';
import type { Model } from '../model.ts';
import { arnParts } from '../policy/arn.ts';
import { credentials, makesWithRole, policyEdits, runsAsAnother, stackActions } from '../policy/dangers.ts';
import { globMatches } from '../policy/glob.ts';
import { demanded, grants, grantsOn, isEverything, isNarrowed, statementHole } from '../policy/grants.ts';
import { holders, type Identity, nameOf } from '../policy/identities.ts';
import { reachOfAwsPolicy } from '../policy/managed-policies.ts';
import { ownerOf } from '../policy/ownership.ts';
import { probesFor } from '../policy/probes.ts';
import { coversEverything } from '../policy/read-policy.ts';
import type { Statement } from '../policy/statement.ts';
import type { Rule, Violation } from '../rule.ts';

/** Test whether a statement that gives a right is a violation; the identity has more statements, refusals among them. */
type IsWrong = (statement: Statement, action: string, identity: Identity) => boolean;

/** One violation for each statement that gives a right in a way that the test does not accept. */
export function rights(actions: readonly string[], isWrong: IsWrong, says: string, fix: string) {
  return (model: Model): Violation[] =>
    model.identities.flatMap((identity) => {
      const wrong = new Map<Statement, string>();
      for (const action of actions) {
        for (const statement of grants(identity, action)) {
          if (!wrong.has(statement) && isWrong(statement, action, identity)) wrong.set(statement, action);
        }
      }
      return [...wrong].map(([statement, action]) =>
        statementHole(statement, `${nameOf(identity)} may call ${action} ${says}.`, fix),
      );
    });
}

/** Whether a statement gives a right to all of a kind, and no refusal or condition narrows it. */
export const isWide: IsWrong = (statement, action, identity) =>
  !isNarrowed(statement) && probesFor(action).some((probe) => grantsOn(identity, action, probe).includes(statement));

function everything(model: Model): Violation[] {
  return model.identities.flatMap((identity) =>
    identity.statements
      .filter(isEverything)
      .map((statement) =>
        statementHole(statement, `${nameOf(identity)} may do everything to everything.`, 'Name actions and resources.'),
      ),
  );
}

function serviceWide(model: Model): Violation[] {
  return model.identities.flatMap((identity) =>
    identity.statements
      .filter((one) => one.allows && coversEverything(one) && !isNarrowed(one) && !isEverything(one))
      .flatMap((statement) => {
        const wide = statement.actions.find(isWholeService);
        const message = `${nameOf(identity)} may call ${wide} on every resource.`;
        return wide === undefined ? [] : [statementHole(statement, message, 'Name the actions, or the resources.')];
      }),
  );
}

/** Whether a pattern matches whatever a service can do, such as `s3:*` and `s3:?*`. */
function isWholeService(pattern: string): boolean {
  const [service = '', name = ''] = pattern.split(':');
  return name !== '' && ['getzq7', 'yjxyj8k'].every((one) => globMatches(name, one)) && service !== '';
}

function broadPolicies(model: Model): Violation[] {
  return managedPolicies(model, 'broad').map(({ identity, at, path, policy }) => ({
    at,
    path,
    message: `${nameOf(identity)} has all rights of ${policy}.`,
    fix: 'Give it the rights that it needs, one by one.',
  }));
}

/** Policies of AWS that holders have, by what is known of them. */
export function managedPolicies(model: Model, reach: 'broad' | 'unread') {
  const found = model.identities.filter(({ resource }) => holders.some((type) => type === resource.type));
  return found.flatMap((identity) =>
    ['ManagedPolicyArns', 'ManagedPolicies'].flatMap((list) =>
      listAt(identity.resource.properties, list).flatMap((arn, index) => {
        if (reachOfAwsPolicy(arn) !== reach) return [];
        const policy = String(arn).split('/').at(-1) ?? '';
        return [{ identity, at: identity.resource, path: `Properties.${list}[${index}]`, policy }];
      }),
    ),
  );
}

function hasBroadPolicy({ resource }: Identity): boolean {
  return listAt(resource.properties, 'ManagedPolicyArns').some((arn) => reachOfAwsPolicy(arn) === 'broad');
}

function functionEscalation(model: Model): Violation[] {
  const changes = ['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration'];
  return model.identities.flatMap((identity) => {
    const canPass = grants(identity, 'iam:PassRole').length > 0 || hasBroadPolicy(identity);
    const making = canPass ? grants(identity, 'lambda:CreateFunction') : [];
    const changing = changes.flatMap((action) =>
      grants(identity, action).filter((one) => isWide(one, action, identity)),
    );
    return [...new Set([...making, ...changing])].map((statement) =>
      statementHole(
        statement,
        `${nameOf(identity)} can run code of its own as another role, in a Lambda function.`,
        'Take away lambda:CreateFunction and lambda:UpdateFunctionCode, or name functions and roles.',
      ),
    );
  });
}

function isForeign(arn: string, { at }: Statement, model: Model): boolean {
  const [, , , , account = ''] = arnParts(arn);
  return /^\d{12}$/.test(account) && ownerOf('account', account, at, model) === 'others';
}

function makingWithRole(model: Model): Violation[] {
  return model.identities.flatMap((identity) => {
    const passed = grants(identity, 'iam:PassRole').map((one) => passedServices(one, identity));
    if (passed.length === 0) return [];
    const violations = makesWithRole
      .filter(([, service]) => passed.some((list) => list === null || list.some((one) => globMatches(one, service))))
      .flatMap(([action]) => grants(identity, action).map((statement) => ({ action, statement })));
    return [...new Map(violations.map((violation) => [violation.statement, violation])).values()].map(
      ({ action, statement }) =>
        statementHole(
          statement,
          `${nameOf(identity)} may call ${action} and hand a role to what it makes.`,
          'Take one of the two rights away, or leave the service out of iam:PassedToService.',
        ),
    );
  });
}

function passedServices(statement: Statement, identity: Identity): readonly string[] | null {
  return demanded(identity, statement, 'iam:PassRole', 'iam:passedtoservice');
}

/** Services of which none alone is named by a pattern that matches two of them. */
const manyServices = ['lambda.amazonaws.com', 'ec2.amazonaws.com', 'zq7.amazonaws.com'];

const isPassedWidely: IsWrong = (statement, action, identity) => {
  const services = passedServices(statement, identity);
  const isToAny =
    services === null || services.some((one) => manyServices.filter((name) => globMatches(one, name)).length > 1);
  return (
    isToAny ||
    isAfterReference(statement) ||
    grantsOn(identity, action, { service: 'iam', resource: 'role/zq7' }).includes(statement)
  );
};

/** `${Role.Arn}*` is more roles than the one. */
function isAfterReference({ resources }: Statement): boolean {
  return resources.some((arn) => /^⟨[^⟨⟩]*⟩[*?]/.test(arn));
}

const isUnbounded: IsWrong = (statement, action, identity) => {
  const boundaries = demanded(identity, statement, action, 'iam:permissionsboundary');
  if (boundaries?.every(isHarmless) && !/^iam:delete.*boundary$/i.test(action)) return false;
  if (demanded(identity, statement, action, 'iam:policyarn')?.every(isHarmless)) return false;
  return !(
    credentials.test(action) && statement.resources.every((arn) => /user\/(.*\/)?\$\{aws:username\}$/.test(arn))
  );
};

/** One policy by name, and none of AWS's that gives much: a boundary of that kind bounds nothing. */
function isHarmless(arn: string): boolean {
  const reach = reachOfAwsPolicy(arn);
  return !/[*?]/.test(arn) && (reach === undefined || reach === 'reviewed');
}

const isApprovedWidely: IsWrong = (statement, action, identity) =>
  demanded(identity, statement, action, 'sagemaker:modelapprovalstatus') === null &&
  isWide(statement, action, identity);

export const rightsRules: readonly Rule[] = [
  {
    id: 'star-on-star',
    proves: 'Nobody may do everything to everything.',
    beyond: 'Rights given outside the templates.',
    violations: everything,
  },
  {
    id: 'service-wide-rights',
    proves: 'Nobody has all rights of a service on all resources.',
    beyond: '',
    violations: serviceWide,
  },
  {
    id: 'broad-managed-policy',
    proves: 'Nobody has a policy of AWS with all rights of a service, or with the right to read all that it keeps.',
    beyond: 'What policies of AWS allow after the day on which they were read: AWS changes them.',
    violations: broadPolicies,
  },
  {
    id: 'pass-role',
    proves: 'Roles are handed on by name, and to services that are named.',
    beyond: '',
    violations: rights(
      ['iam:PassRole'],
      isPassedWidely,
      'with any role, or for any service',
      'Name the roles, and the services in the condition iam:PassedToService.',
    ),
  },
  {
    id: 'function-escalation',
    proves: 'Nobody gets rights of another role by making or changing a Lambda function.',
    beyond: 'Functions and roles that are not in the templates.',
    violations: functionEscalation,
  },
  {
    id: 'run-as-another',
    proves: 'Nobody runs code of his own as the role of whatever is there: builds, jobs, machines, tasks, notebooks.',
    beyond: 'Those that a statement names; roles that SageMaker, Glue and EMR Serverless are handed by name.',
    violations: (model) => [
      ...rights(
        runsAsAnother,
        isWide,
        'on everything there is, and so act as its role',
        'Name the resources, or take it away.',
      )(model),
      ...makingWithRole(model),
    ],
  },
  {
    id: 'assume-any-role',
    proves: 'Nobody may take on every role that trusts the account, or a role of another account.',
    beyond: '',
    violations: (model) =>
      rights(
        ['sts:AssumeRole'],
        (one, action, identity) =>
          isWide(one, action, identity) || one.resources.some((arn) => isForeign(arn, one, model)),
        'for any role, or one of another account',
        'Name roles of the own account.',
      )(model),
  },
  {
    id: 'stack-escalation',
    proves: 'Nobody makes or changes arbitrary stacks.',
    beyond: '',
    violations: rights(stackActions, isWide, 'for any stack', 'Name the stacks.'),
  },
  {
    id: 'policy-edit',
    proves: 'Nobody changes rights, their own included, but under a permissions boundary.',
    beyond: 'Keys and passwords of the caller himself.',
    violations: rights(
      policyEdits,
      isUnbounded,
      'and so give rights away',
      'Take it away; rights are changed in templates.',
    ),
  },
  {
    id: 'self-approval',
    proves: 'Nobody approves every model: approving is held to named models, or refused.',
    beyond: 'Who among those that may approve is a lead.',
    violations: rights(
      ['sagemaker:UpdateModelPackage'],
      isApprovedWidely,
      'on every model, and so approve its own',
      'Deny sagemaker:UpdateModelPackage, or name the models of the projects that a lead approves for.',
    ),
  },
];
