import { listAt, textAt } from '../at.ts';
import type { Model } from '../model.ts';
import { coversAll, grants, hasBroadPolicy, isBroadPolicy, isEverything, statementHole } from '../policy/grants.ts';
import { nameOf } from '../policy/identities.ts';
import { coversEverything, type Statement } from '../policy/statement.ts';
import type { Hole, Rule } from '../rule.ts';

/** One hole for each statement that gives a right in a way that the test does not accept. */
function rights(actions: readonly string[], isWrong: (statement: Statement) => boolean, says: string, fix: string) {
  return (model: Model): Hole[] =>
    model.identities.flatMap((identity) => {
      const wrong = new Map<Statement, string>();
      for (const action of actions) {
        for (const statement of grants(identity, action).filter(isWrong)) {
          if (!wrong.has(statement)) wrong.set(statement, action);
        }
      }
      return [...wrong].map(([statement, action]) =>
        statementHole(statement, `${nameOf(identity)} may call ${action} ${says}.`, fix),
      );
    });
}

function everything(model: Model): Hole[] {
  return model.identities.flatMap((identity) =>
    identity.statements
      .filter(isEverything)
      .map((statement) =>
        statementHole(statement, `${nameOf(identity)} may do everything to everything.`, 'Name actions and resources.'),
      ),
  );
}

function serviceWide(model: Model): Hole[] {
  return model.identities.flatMap((identity) =>
    identity.statements
      .filter((one) => one.allows && coversEverything(one) && one.conditions.length === 0 && !isEverything(one))
      .flatMap((statement) => {
        const wide = statement.actions.find((action) => /^[^:]+:\*$/.test(action));
        const message = `${nameOf(identity)} may call ${wide} on every resource.`;
        return wide === undefined ? [] : [statementHole(statement, message, 'Name the actions, or the resources.')];
      }),
  );
}

function broadPolicies(model: Model): Hole[] {
  const holders = model.ofType('AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group', 'AWS::SSO::PermissionSet');
  return holders.flatMap((holder) =>
    ['ManagedPolicyArns', 'ManagedPolicies'].flatMap((list) =>
      listAt(holder.properties, list).flatMap((arn, index) => {
        if (!isBroadPolicy(arn)) return [];
        const message = `${textAt(holder.properties, 'RoleName') ?? holder.logicalId} has all rights of ${arn.split('/').at(-1)}.`;
        return [
          {
            at: holder,
            path: `Properties.${list}[${index}]`,
            message,
            fix: 'Give it the rights that it needs, one by one.',
          },
        ];
      }),
    ),
  );
}

function functionEscalation(model: Model): Hole[] {
  return model.identities.flatMap((identity) => {
    const canPass = grants(identity, 'iam:PassRole').length > 0 || hasBroadPolicy(identity);
    const making = canPass ? grants(identity, 'lambda:CreateFunction') : [];
    const changing = grants(identity, 'lambda:UpdateFunctionCode').filter(coversEverything);
    return [...new Set([...making, ...changing])].map((statement) =>
      statementHole(
        statement,
        `${nameOf(identity)} can run code of its own as another role, in a Lambda function.`,
        'Take away lambda:CreateFunction and lambda:UpdateFunctionCode, or name functions and roles.',
      ),
    );
  });
}

const policyEdits = [
  'iam:AttachRolePolicy',
  'iam:PutRolePolicy',
  'iam:AttachUserPolicy',
  'iam:PutUserPolicy',
  'iam:AttachGroupPolicy',
  'iam:PutGroupPolicy',
  'iam:CreatePolicyVersion',
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:DeleteRolePermissionsBoundary',
  'iam:AddUserToGroup',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:UpdateLoginProfile',
];

function hasKey({ conditions }: Statement, ...keys: readonly string[]): boolean {
  return conditions.some(({ key }) => keys.includes(key));
}

const stackActions = ['cloudformation:CreateStack', 'cloudformation:UpdateStack', 'cloudformation:CreateChangeSet'];

export const rightsRules: readonly Rule[] = [
  {
    id: 'star-on-star',
    proves: 'Nobody may do everything to everything.',
    beyond: 'Rights given outside the templates.',
    holes: everything,
  },
  {
    id: 'service-wide-rights',
    proves: 'Nobody has all rights of a service on all resources.',
    beyond: '',
    holes: serviceWide,
  },
  {
    id: 'broad-managed-policy',
    proves: 'Nobody has a FullAccess, PowerUser or Administrator policy of AWS.',
    beyond: 'What other policies of AWS allow: AWS changes them.',
    holes: broadPolicies,
  },
  {
    id: 'pass-role',
    proves: 'Roles are handed on by name, and to services that are named.',
    beyond: '',
    holes: rights(
      ['iam:PassRole'],
      (one) => coversAll('role', one) || !hasKey(one, 'iam:passedtoservice'),
      'with any role, or for any service',
      'Name the roles, and the services in the condition iam:PassedToService.',
    ),
  },
  {
    id: 'function-escalation',
    proves: 'Nobody gets rights of another role by making or changing a Lambda function.',
    beyond: 'Functions and roles that are not in the templates.',
    holes: functionEscalation,
  },
  {
    id: 'stack-escalation',
    proves: 'Nobody makes or changes arbitrary stacks.',
    beyond: '',
    holes: rights(stackActions, coversEverything, 'for any stack', 'Name the stacks.'),
  },
  {
    id: 'policy-edit',
    proves: 'Nobody changes rights, their own included, but under a permissions boundary.',
    beyond: '',
    holes: rights(
      policyEdits,
      (one) => !hasKey(one, 'iam:permissionsboundary', 'iam:policyarn'),
      'and so give rights away',
      'Take it away; rights are changed in templates.',
    ),
  },
  {
    id: 'self-approval',
    proves: 'Nobody approves every model: approving is held to named models, or refused.',
    beyond: 'Who among those that may approve is a lead.',
    holes: rights(
      ['sagemaker:UpdateModelPackage'],
      (one) => coversAll('model-package', one) && !hasKey(one, 'sagemaker:modelapprovalstatus'),
      'on every model, and so approve its own',
      'Deny sagemaker:UpdateModelPackage, or name the models of the projects that a lead approves for.',
    ),
  },
];
