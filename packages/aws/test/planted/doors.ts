import { edit, key, keyList, list, role, trustList } from '../guardrails/opening.ts';
import { networkDoors } from './network-doors.ts';
import { data, domain, endpoint, gone, inlineOf, inThe, logs, type PlantedDoor } from './planted-door.ts';

import { workDoors } from './work-doors.ts';

const stores: readonly PlantedDoor[] = [
  [
    'operators cannot list stores',
    ['ways-in'],
    (draft) =>
      edit(draft, data(draft), 'OnlyOperatorsFromOutside', (one) =>
        inThe(one, { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }),
      ),
  ],
  [
    'operators cannot delete',
    ['ways-in'],
    (draft) => edit(draft, data(draft), 'NoDataForOperators', (one) => ({ ...one, Action: 's3:*' })),
  ],
  [
    'a policy that nobody can change again',
    ['ways-in'],
    (draft) =>
      draft.append(data(draft), list, {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
      }),
  ],
  ['a sender whom nothing lets deliver', ['journeys'], (draft) => gone(draft, data(draft), 'Deliveries')],
  [
    'a sender who is refused with all others',
    ['journeys', 'ways-in'],
    (draft) =>
      edit(draft, data(draft), 'OnlySendersFromOutside', (one) =>
        inThe(one, { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }),
      ),
  ],
  ['a sender without the key', ['journeys'], (draft) => edit(draft, key(draft), 'Deliveries1', () => null, keyList)],
  ['logs without the key', ['journeys'], (draft) => gone(draft, key(draft), 'LogGroupsOfThisAccount', keyList)],
  ['access logs that nobody may write', ['journeys'], (draft) => gone(draft, logs(draft), 'DeliverLogsOfThisAccount')],
  [
    'stores for another endpoint',
    ['journeys', 'isolation'],
    (draft) =>
      edit(draft, data(draft), 'OnlyThroughEndpoints', (one) =>
        inThe(one, { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }),
      ),
  ],
  [
    'a key that opens for no S3',
    ['journeys'],
    (draft) =>
      edit(
        draft,
        key(draft),
        'UseThroughServicesByIam',
        (one) => inThe(one, { StringEquals: { 'kms:ViaService': 'sns.eu-central-1.amazonaws.com' } }),
        keyList,
      ),
  ],
  [
    'a key that is lent to no service',
    ['journeys'],
    (draft) => gone(draft, key(draft), 'GrantsToServicesByIam', keyList),
  ],
  [
    'a store whose writes need another key',
    ['journeys'],
    (draft) =>
      draft.append(data(draft), list, { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' }),
  ],
];

const signIns: readonly PlantedDoor[] = [
  [
    'a sign-in role that only Studio takes on',
    ['journeys'],
    (draft) =>
      draft.set(role(draft, 'acme-signin-ann'), `${trustList}[0].Principal`, { Service: 'sagemaker.amazonaws.com' }),
  ],
  [
    'a sign-in role for a name that the provider does not say',
    ['sign-in-roles', 'journeys'],
    (draft) => draft.set(role(draft, 'acme-signin-ann'), `${trustList}[0].Condition.StringEquals.SAML:sub`, 'annie'),
  ],
  [
    'a sign-in role that opens another profile',
    ['sign-in-roles', 'journeys'],
    (draft) =>
      draft.set(role(draft, 'acme-signin-ann'), `${inlineOf}[0].Resource`, [
        'arn:aws:sagemaker:eu-central-1:111122223333:user-profile/d-1/ann',
      ]),
  ],
  ['no sign-in role', ['sign-in-roles', 'journeys'], (draft) => draft.remove(role(draft, 'acme-signin-ann'))],
  [
    'an office that does not get in',
    ['journeys'],
    (draft) =>
      draft.set(
        draft.find('AWS::IAM::ManagedPolicy', (text) => text.includes('"acme-signin"')),
        list,
        [
          {
            Effect: 'Deny',
            Action: 'sagemaker:CreatePresignedDomainUrl',
            Resource: '*',
            Condition: { NotIpAddress: { 'aws:SourceIp': ['198.51.100.0/24'] } },
          },
        ],
      ),
  ],
  ['no endpoint for Studio’s page', ['journeys'], (draft) => draft.remove(endpoint(draft, 'studio'))],
  [
    'a domain for Identity Center',
    ['sign-in-roles'],
    (draft) => draft.set(domain(draft), 'Properties.AuthMode', 'SSO'),
  ],
  [
    'a profile with a name of Identity Center',
    ['sign-in-roles'],
    (draft) => {
      const spot = draft.find('AWS::SageMaker::UserProfile');
      draft.set(spot, 'Properties.SingleSignOnUserIdentifier', 'UserName');
      draft.set(spot, 'Properties.SingleSignOnUserValue', 'ann');
    },
  ],
  [
    'a person’s role that Studio cannot take on',
    ['profiles', 'journeys'],
    (draft) =>
      draft.set(role(draft, 'acme-person-ann'), `${trustList}[0].Principal`, { Service: 'lambda.amazonaws.com' }),
  ],
];

export const plantedDoors: readonly PlantedDoor[] = [...stores, ...signIns, ...networkDoors, ...workDoors];
