import { edit, list, role, trustList } from '../guardrails/opening.ts';
import { domain, gone, inlineOf, inside, inThe, type PlantedDoor } from './planted-door.ts';

/** Doors of work: Studio, jobs, projects. */
export const workDoors: readonly PlantedDoor[] = [
  [
    'a space without a group',
    ['proof-endpoints'],
    (draft) => draft.set(domain(draft), 'Properties.DefaultSpaceSettings.SecurityGroups', undefined),
  ],
  [
    'a domain whose name AWS does not take',
    ['name-lengths'],
    (draft) => draft.set(domain(draft), 'Properties.DomainName', 'acme_1'),
  ],
  [
    'jobs that only another subnet lets in',
    ['journeys'],
    (draft) =>
      edit(draft, inside(draft), 'JobsInOurSubnets', (one) =>
        inThe(one, { 'ForAnyValue:StringNotEquals': { 'sagemaker:VpcSubnets': ['subnet-1'] } }),
      ),
  ],
  [
    'nobody signs in from inside',
    ['journeys'],
    (draft) =>
      edit(draft, inside(draft), 'NobodyElse', (one) => ({
        ...one,
        NotResource: ['arn:aws:sagemaker:eu-central-1:111122223333:user-profile/d-1/x'],
      })),
  ],
  [
    'a role of jobs that SageMaker cannot take on',
    ['trusts', 'journeys'],
    (draft) =>
      draft.set(role(draft, 'acme-jobs-sales'), `${trustList}[0].Principal`, { Service: 'states.amazonaws.com' }),
  ],
  [
    'a member without the rights of the project',
    ['journeys'],
    (draft) => {
      const arns = draft.get(role(draft, 'acme-person-ann'), 'Properties.ManagedPolicyArns') as readonly unknown[];
      draft.set(
        role(draft, 'acme-person-ann'),
        'Properties.ManagedPolicyArns',
        arns.filter((arn) => !JSON.stringify(arn).includes('--sales--')),
      );
    },
  ],
  [
    'tracking that cannot keep files',
    ['journeys'],
    (draft) => gone(draft, role(draft, 'acme-tracking-sales'), 'KeepArtifacts', inlineOf),
  ],
  [
    'a warehouse that cannot read what is encrypted',
    ['journeys'],
    (draft) => gone(draft, role(draft, 'acme-warehouse-sales'), 'ReadEncrypted', inlineOf),
  ],
  [
    'model servers without images',
    ['journeys'],
    (draft) => gone(draft, role(draft, 'acme-serving-sales'), 'Images', inlineOf),
  ],
  [
    'a policy that IAM does not take',
    ['managed-policy-size'],
    (draft) =>
      draft.append(inside(draft), list, {
        Effect: 'Deny',
        Action: 'x:y',
        Resource: Array.from({ length: 200 }, (_, at) => `arn:aws:s3:::${'x'.repeat(50)}${at}`),
      }),
  ],
  [
    'a program in the workspace',
    ['no-lambda'],
    (draft) =>
      void draft.add(domain(draft), 'Program', 'AWS::Lambda::Function', {
        Code: { ZipFile: 'x' },
        Role: 'arn:aws:iam::111122223333:role/x',
      }),
  ],
  [
    'a value that only the account knows',
    ['proof-templates', 'journeys'],
    (draft) => draft.set(domain(draft), 'Properties.KmsKeyId', '{{resolve:ssm:/x}}'),
  ],
  [
    'a role that is nowhere',
    ['profiles'],
    (draft) =>
      draft.set(
        draft.find('AWS::SageMaker::UserProfile', (text) => text.includes('"ann"')),
        'Properties.UserSettings.ExecutionRole',
        'arn:aws:iam::111122223333:role/nowhere',
      ),
  ],
];
