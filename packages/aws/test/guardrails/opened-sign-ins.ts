import type { Draft } from '../../../proofs/test/draft.ts';
import { account, list, type OpenedDoor, policyNamed, role, type Statement, spares, trustList } from './opening.ts';

function trusts(draft: Draft, name: string, statement: object): void {
  draft.append(role(draft, name), trustList, { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement });
}

function retagged(draft: Draft, name: string, key: string, value: string): void {
  const tags = draft.get(role(draft, name), 'Properties.Tags') as readonly { Key: string }[];
  draft.set(
    role(draft, name),
    'Properties.Tags',
    tags.map((tag) => (tag.Key === key ? { Key: key, Value: value } : tag)),
  );
}

function withoutPolicy(draft: Draft, name: string, policy: string): void {
  const arns = draft.get(role(draft, name), 'Properties.ManagedPolicyArns') as readonly unknown[];
  draft.set(
    role(draft, name),
    'Properties.ManagedPolicyArns',
    arns.filter((arn) => !JSON.stringify(arn).includes(policy)),
  );
}

const profileOf = (draft: Draft, name: string) =>
  draft.find('AWS::SageMaker::UserProfile', (text) => text.includes(`"UserProfileName":"${name}"`));

const people: readonly OpenedDoor[] = [
  ...['ec2', 'lambda', 'rolesanywhere', 'ssm'].map(
    (service): OpenedDoor => [
      `the service ${service} takes on the role of a person`,
      ['guardrails/profiles'],
      (draft) => trusts(draft, 'acme-person-ann', { Principal: { Service: `${service}.amazonaws.com` } }),
    ],
  ),
  [
    'Studio of any account takes on the role of a person',
    ['guardrails/profiles'],
    (draft) => draft.set(role(draft, 'acme-person-ann'), `${trustList}[0].Condition`, undefined),
  ],
  [
    'a viewer takes on the role of jobs',
    ['guardrails/sign-in-roles'],
    (draft) => trusts(draft, 'acme-jobs-sales', { Principal: { AWS: `arn:aws:iam::${account}:role/acme-person-vi` } }),
  ],
  [
    'a person has the tag of another',
    ['guardrails/profiles'],
    (draft) => retagged(draft, 'acme-person-ann', 'atelier:person', 'lead'),
  ],
  [
    'a viewer loads the warehouse',
    ['guardrails/profiles'],
    (draft) => retagged(draft, 'acme-person-vi', 'RedshiftDbRoles', 'atelier_load'),
  ],
  [
    'a profile works in the role of another person',
    ['guardrails/profiles'],
    (draft) =>
      draft.set(
        profileOf(draft, 'ann'),
        'Properties.UserSettings.ExecutionRole',
        `arn:aws:iam::${account}:role/acme-person-lead`,
      ),
  ],
  [
    'a profile works in the role of jobs',
    ['guardrails/profiles'],
    (draft) =>
      draft.set(
        profileOf(draft, 'vi'),
        'Properties.UserSettings.ExecutionRole',
        `arn:aws:iam::${account}:role/acme-jobs-sales`,
      ),
  ],
  [
    'a person without limits',
    ['guardrails/profiles'],
    (draft) => withoutPolicy(draft, 'acme-person-ann', 'acme-limits'),
  ],
  [
    'a person whom nothing keeps inside',
    ['studio-link', 'guardrails/profiles'],
    (draft) => withoutPolicy(draft, 'acme-person-ann', 'acme-inside'),
  ],
];

const opensLead = {
  Statement: [
    {
      Effect: 'Allow',
      Action: 'sagemaker:CreatePresignedDomainUrl',
      Resource: 'arn:aws:sagemaker:eu-central-1:1:user-profile/d-1/lead',
    },
  ],
};

/** Changes all statements of a policy that speak of places. */
function elsewhere(draft: Draft, policy: string, change: (one: Statement) => object): void {
  const spot = policyNamed(draft, policy);
  const all = draft.get(spot, list) as readonly Statement[];
  draft.set(
    spot,
    list,
    all.map((one) => (/^(OpensHere|InsideTheNetwork)/.test(one.Sid ?? '') ? change(one) : one)),
  );
}

const signIn: readonly OpenedDoor[] = [
  [
    'one more policy of a sign-in role',
    ['guardrails/sign-in-roles'],
    (draft) =>
      draft.add(role(draft, 'acme-signin-ann'), 'More', 'AWS::IAM::Policy', {
        PolicyName: 'm',
        Roles: [{ Ref: role(draft, 'acme-signin-ann').id }],
        PolicyDocument: opensLead,
      }),
  ],
  [
    'one more policy of a sign-in role, by its name',
    ['guardrails/sign-in-roles'],
    (draft) =>
      draft.add(role(draft, 'acme-signin-ann'), 'More', 'AWS::IAM::ManagedPolicy', {
        ManagedPolicyName: 'm',
        Roles: ['acme-signin-ann'],
        PolicyDocument: opensLead,
      }),
  ],
  [
    'one more policy inside of a sign-in role',
    ['guardrails/sign-in-roles'],
    (draft) =>
      draft.add(role(draft, 'acme-signin-ann'), 'More', 'AWS::IAM::RolePolicy', {
        PolicyName: 'm',
        RoleName: 'acme-signin-ann',
        PolicyDocument: opensLead,
      }),
  ],
  [
    'a sign-in role opens a profile of another domain',
    ['guardrails/sign-in-roles'],
    (draft) =>
      draft.set(
        role(draft, 'acme-signin-ann'),
        'Properties.Policies[0].PolicyDocument.Statement[0].Resource',
        `arn:aws:sagemaker:eu-central-1:${account}:user-profile/d-other/ann`,
      ),
  ],
  [
    'a sign-in role opens nothing',
    ['guardrails/sign-in-roles'],
    (draft) => draft.set(role(draft, 'acme-signin-ann'), 'Properties.Policies', []),
  ],
  [
    'another office',
    ['guardrails/sign-in-roles'],
    (draft) =>
      elsewhere(draft, 'acme-signin', (one) =>
        JSON.parse(JSON.stringify(one).replaceAll('203.0.113.0/24', '198.51.100.0/24')),
      ),
  ],
  [
    'a person is spared of places',
    ['studio-link'],
    (draft) => elsewhere(draft, 'acme-signin', (one) => spares(one, `arn:aws:iam::${account}:role/acme-signin-ann`)),
  ],
  [
    'a person is spared of the network',
    ['studio-link', 'tracking-link'],
    (draft) => elsewhere(draft, 'acme-inside', (one) => spares(one, `arn:aws:iam::${account}:role/acme-person-ann`)),
  ],
  [
    'the domain signs in otherwise',
    ['guardrails/sign-in-roles'],
    (draft) => draft.set(draft.find('AWS::SageMaker::Domain'), 'Properties.AuthMode', 'SSO'),
  ],
];

/** Holes in who somebody is, and from where they come. */
export const openedSignIns: readonly OpenedDoor[] = [...people, ...signIn];
