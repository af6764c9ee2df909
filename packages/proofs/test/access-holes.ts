import type { Draft } from './draft.ts';
import { addition, type Hole } from './hole.ts';

const role = 'AWS::IAM::Role';
const isForNotebooks = (text: string) => text.includes('sagemaker.amazonaws.com');
const trust = 'Properties.AssumeRolePolicyDocument.Statement';

/** One more statement in a policy of its own, given to the first role of those that hold work. */
function right(name: string, rule: string, statement: Readonly<Record<string, unknown>>, inside = ''): Hole {
  return {
    name,
    rule,
    dig: (draft) => {
      const holder = draft.find(role, isForNotebooks);
      const Statement = [{ Effect: 'Allow', Resource: '*', ...statement }];
      const policy = { PolicyName: 'more', PolicyDocument: { Statement }, Roles: [{ Ref: holder.id }] };
      const spot = draft.add(holder, 'More', 'AWS::IAM::Policy', policy);
      return { ...spot, path: `Properties.PolicyDocument.Statement[0]${inside}` };
    },
  };
}

function trusted(name: string, rule: string, principal: unknown, path: string): Hole {
  return {
    name,
    rule,
    dig: (draft) => {
      const spot = draft.find(role, isForNotebooks);
      const index = (draft.get(spot, trust) as unknown[]).length;
      draft.append(spot, trust, { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' });
      return { ...spot, path: path.replace('[n]', `[${index}]`) };
    },
  };
}

/** A tracking server, on which the roles of two projects may work. */
function sharedTracking(): Hole {
  return {
    name: 'a tracking server that two projects work on',
    rule: 'shared-tracking',
    dig: (draft) => {
      const server = draft.find('AWS::SageMaker::MlflowTrackingServer');
      const arn = `arn:aws:sagemaker:eu-central-1:123456789012:mlflow-tracking-server/${draft.get(server, 'Properties.TrackingServerName')}`;
      for (const project of ['east', 'west']) {
        const Statement = [
          { Effect: 'Allow', Action: 'sagemaker-mlflow:SearchRuns', Resource: arn, Condition: insideAnyNetwork(draft) },
        ];
        draft.add(server, `Role${project}`, role, {
          AssumeRolePolicyDocument: { Statement: [] },
          Policies: [{ PolicyName: 'track', PolicyDocument: { Statement } }],
          Tags: [{ Key: 'team:project', Value: project }],
        });
      }
      return { ...server, path: 'Type' };
    },
  };
}

function insideAnyNetwork(draft: Draft) {
  const spot = draft.find('AWS::IAM::ManagedPolicy', (text) => text.includes('aws:SourceVpc"'));
  const statements = draft.get(spot, 'Properties.PolicyDocument.Statement') as { Condition?: object }[];
  const found = statements.find(({ Condition = {} }) => JSON.stringify(Condition).includes('aws:SourceVpc'))?.Condition;
  const vpc = Object.values(found ?? {}).find((keys) => 'aws:SourceVpc' in keys)?.['aws:SourceVpc'];
  return { StringEquals: { 'aws:SourceVpc': vpc } };
}

/** A role with one right, to which no refusal of other policies applies. */
function newcomer(name: string, rule: string, action: string): Hole {
  return {
    name,
    rule,
    dig: (draft) => {
      const Statement = [{ Effect: 'Allow', Action: action, Resource: '*' }];
      const spot = draft.add(draft.find(role), 'Newcomer', role, {
        AssumeRolePolicyDocument: { Statement: [] },
        Policies: [{ PolicyName: 'one', PolicyDocument: { Statement } }],
      });
      return { ...spot, path: 'Properties.Policies[0].PolicyDocument.Statement[0]' };
    },
  };
}

/** Takes actions out of the refusal that holds people to the network. */
function allowedOutside(name: string, rule: string, action: string, resource: (text: string) => boolean): Hole {
  return {
    name,
    rule,
    dig: (draft) => {
      const spot = draft.find('AWS::IAM::ManagedPolicy', resource);
      const statements = draft.get(spot, 'Properties.PolicyDocument.Statement') as Record<string, unknown>[];
      const refusal = statements.findIndex((one) => JSON.stringify(one.Condition ?? {}).includes('aws:SourceVpc'));
      const actions = [statements[refusal]?.Action].flat().filter((one) => !String(one).startsWith(action));
      draft.set(spot, `Properties.PolicyDocument.Statement[${refusal}].Action`, actions);
      const open = statements.findIndex((one) => one.Effect === 'Allow' && JSON.stringify(one.Action).includes(action));
      return { ...spot, path: `Properties.PolicyDocument.Statement[${open}]` };
    },
  };
}

const passing = { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } };
const aRole = 'arn:aws:iam::111122223333:role/one';
const hasRefusal = (text: string) => text.includes('aws:SourceVpc') && text.includes('sagemaker-mlflow:');

/** Holes in who may do what. */
export const accessHoles: readonly Hole[] = [
  sharedTracking(),
  right('everything on everything', 'star-on-star', { Action: '*' }),
  right('everything but one thing', 'star-on-star', { NotAction: 'iam:CreateUser' }),
  right('all of a service', 'service-wide-rights', { Action: ['servicecatalog:*'] }),
  ...['AmazonSageMakerFullAccess', 'AdministratorAccess', 'PowerUserAccess', 'service-role/AmazonS3FullAccess'].map(
    (policy): Hole => ({
      name: policy,
      rule: 'broad-managed-policy',
      dig: (draft) => {
        const spot = draft.find(role);
        draft.set(spot, 'Properties.ManagedPolicyArns', [
          { 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${policy}` },
        ]);
        return { ...spot, path: 'Properties.ManagedPolicyArns[0]' };
      },
    }),
  ),
  right('handing on any role', 'pass-role', { Action: 'iam:PassRole', Condition: passing }),
  right('handing on a role to any service', 'pass-role', { Action: 'iam:Pass*', Resource: aRole }),
  right('changing functions', 'function-escalation', { Action: 'lambda:UpdateFunction*' }),
  right('making functions and handing on roles', 'function-escalation', {
    Action: ['lambda:CreateFunction', 'iam:PassRole'],
    Resource: [aRole, 'arn:aws:lambda:eu-central-1:111122223333:function:one'],
    Condition: passing,
  }),
  right('making stacks', 'stack-escalation', { Action: 'cloudformation:CreateStack' }),
  right('attaching policies', 'policy-edit', { Action: 'iam:AttachRolePolicy', Resource: aRole }),
  right('changing who is trusted', 'policy-edit', { Action: 'iam:Update*' }),
  right('approving one’s own models', 'self-approval', { Action: 'sagemaker:UpdateModelPackage' }),
  right(
    'an ARN without its name',
    'lost-name',
    { Action: 's3:GetObject', Resource: 'arn:aws:s3:::None/*' },
    '.Resource',
  ),
  trusted('a role for every account', 'trust-anyone', '*', `${trust}[n].Principal`),
  trusted(
    'a role for an account that is written out',
    'foreign-account',
    { AWS: '024103970757' },
    `${trust}[n].Principal`,
  ),
  trusted(
    'a role for notebooks and functions',
    'mixed-trust',
    { Service: 'lambda.amazonaws.com' },
    'Properties.AssumeRolePolicyDocument',
  ),
  newcomer('a link into Studio from any network', 'studio-link', 'sagemaker:CreatePresignedDomainUrl'),
  newcomer('tracking from any network', 'tracking-link', 'sagemaker-mlflow:SearchRuns'),
  newcomer('builds of others run with commands of one’s own', 'run-as-another', 'codebuild:StartBuild'),
  newcomer('every role that trusts the account', 'assume-any-role', 'sts:AssumeRole'),
  newcomer('all secrets', 'all-data', 'secretsmanager:GetSecretValue'),
  newcomer('policies of buckets', 'opening-right', 's3:PutBucketPolicy'),
  newcomer('routes', 'network-right', 'ec2:CreateRoute'),
  trusted(
    'a role for an account that a parameter names',
    'untold-owner',
    { AWS: { 'Fn::ImportValue': 'partner' } },
    `${trust}[n].Principal`,
  ),
  trusted('a role for a principal of no kind', 'unread-policy', { Anybody: '*' }, `${trust}[n]`),
  {
    name: 'a policy of AWS that nobody has read',
    rule: 'unreviewed-policy',
    dig: (draft) => {
      const spot = draft.find(role);
      draft.set(spot, 'Properties.ManagedPolicyArns', ['arn:aws:iam::aws:policy/AWSThinkboxAssetServerPolicy']);
      return { ...spot, path: 'Properties.ManagedPolicyArns[0]' };
    },
  },
  addition(
    'a user with a password',
    'standing-credential',
    role,
    'AWS::IAM::User',
    { LoginProfile: {} },
    'Properties.LoginProfile',
  ),
  addition(
    'a function that buckets of anybody call',
    'deputy',
    role,
    'AWS::Lambda::Permission',
    { FunctionName: 'f', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' },
    'Properties.Principal',
  ),
];

/** Holes in the refusals of the fixture, which stand in the same policy as the rights. */
export const refusalHoles: readonly Hole[] = [
  allowedOutside('Studio, as one action is not refused', 'studio-link', 'sagemaker:CreatePresigned', hasRefusal),
  allowedOutside('tracking, as its actions are not refused', 'tracking-link', 'sagemaker-mlflow:', hasRefusal),
];
