import { expect, test } from 'vitest';
import { account, judged, ofPolicies, role, roleFor, stranger } from './judged.ts';

type Resources = Readonly<Record<string, unknown>>;
type Case = readonly [name: string, rule: string, resources: Resources, parameters?: Resources];

const root = { 'Fn::Sub': `arn:aws:iam::\${AWS::AccountId}:root` };
const network = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  Endpoint: {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcId: { Ref: 'Vpc' },
      ServiceName: 'com.amazonaws.eu-central-1.kms',
      PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { AWS: root }, Action: '*', Resource: '*' }] },
    },
  },
};

function key(...statements: readonly object[]): Resources {
  const Statement = statements.map((one) => ({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', ...one }));
  return { Key: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true, KeyPolicy: { Statement } } } };
}

function forAll(Condition: object): Resources {
  return { ...network, ...key({ Principal: '*', Condition }) };
}

/** A key for everybody, with a refusal of other networks that spares one role. */
function sparing(role: string): Resources {
  const endpoint = { StringNotEquals: { 'aws:SourceVpce': { Ref: 'Endpoint' } } };
  const Condition = { ...endpoint, ArnNotLike: { 'aws:PrincipalArn': role } };
  return { ...network, ...key({ Principal: '*' }, { Effect: 'Deny', Principal: '*', Condition }) };
}

const open: readonly Case[] = [
  ['a refusal that spares a role of a stranger', 'public-principal', sparing(`arn:aws:iam::${stranger}:role/x`)],
  ['a refusal that spares roles of all accounts', 'public-principal', sparing('arn:aws:iam::*:role/x')],
  ['no condition', 'public-principal', key({ Principal: '*' })],
  ['a list with everybody in it', 'public-principal', key({ Principal: { AWS: [root, '*'] } })],
  ['the root of every account', 'public-principal', key({ Principal: { AWS: 'arn:aws:iam::*:root' } })],
  ['everybody but one', 'public-principal', key({ NotPrincipal: { AWS: root } })],
  ['everybody of a stranger', 'public-principal', forAll({ StringEquals: { 'kms:CallerAccount': stranger } })],
  [
    'one of ours or a stranger',
    'public-principal',
    forAll({ StringEquals: { 'aws:PrincipalAccount': [account, stranger] } }),
  ],
  ['any account', 'public-principal', forAll({ StringLike: { 'aws:PrincipalAccount': '*' } })],
  ['accounts that begin alike', 'public-principal', forAll({ StringLike: { 'aws:PrincipalAccount': '1111*' } })],
  ['all but ours', 'public-principal', forAll({ StringNotEquals: { 'aws:PrincipalAccount': account } })],
  ['ours, if it is said', 'public-principal', forAll({ StringEqualsIfExists: { 'aws:SourceAccount': account } })],
  [
    'ours, for all of none',
    'public-principal',
    forAll({ 'ForAllValues:StringEquals': { 'aws:PrincipalAccount': account } }),
  ],
  ['somebody', 'public-principal', forAll({ Null: { 'aws:PrincipalAccount': 'false' } })],
  ['any role of any account', 'public-principal', forAll({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } })],
  [
    'a role of a stranger',
    'public-principal',
    forAll({ ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${stranger}:role/x` } }),
  ],
  ['a stranger’s endpoint', 'public-principal', forAll({ StringEquals: { 'aws:SourceVpce': 'vpce-0bad' } })],
  ['a stranger’s network', 'public-principal', forAll({ StringEquals: { 'aws:SourceVpc': 'vpc-0bad' } })],
  ['any endpoint', 'public-principal', forAll({ StringLike: { 'aws:SourceVpce': 'vpce-*' } })],
  ['any organization', 'public-principal', forAll({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } })],
  [
    'through a service, for whomever',
    'public-principal',
    forAll({ StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } }),
  ],
  ['over TLS', 'public-principal', forAll({ Bool: { 'aws:SecureTransport': 'true' } })],
  ['any bucket that sends', 'public-principal', forAll({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } })],
  ['an organization that is written out', 'untold-owner', forAll({ StringEquals: { 'aws:PrincipalOrgID': 'o-abc' } })],
  [
    'an endpoint, of a network that is not here',
    'untold-owner',
    key({ Principal: '*', Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a' } } }),
  ],
  [
    'an account by parameter',
    'untold-owner',
    forAll({ StringEquals: { 'aws:PrincipalAccount': { Ref: 'Partner' } } }),
    { Parameters: { Partner: { Type: 'String' } } },
  ],
  ['a stranger', 'foreign-account', key({ Principal: { AWS: stranger } })],
  ['the root of a stranger', 'foreign-account', key({ Principal: { AWS: `arn:aws:iam::${stranger}:root` } })],
  [
    'a session of a stranger',
    'foreign-account',
    key({ Principal: { AWS: `arn:aws:sts::${stranger}:assumed-role/x/y` } }),
  ],
  [
    'a canonical user',
    'foreign-account',
    key({ Principal: { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' } }),
  ],
  [
    'a stranger by default',
    'foreign-account',
    key({ Principal: { AWS: { Ref: 'Partner' } } }),
    { Parameters: { Partner: { Type: 'String', Default: stranger } } },
  ],
  ['a user by an id', 'untold-owner', key({ Principal: { AWS: 'AIDAEXAMPLE' } })],
];

const trust: readonly Case[] = [
  ['everybody', 'trust-anyone', { Role: roleFor({ Principal: { AWS: ['*'] } }) }],
  [
    'everybody who knows a word',
    'trust-anyone',
    { Role: roleFor({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'sts:ExternalId': 'word' } } }) },
  ],
  [
    'a stranger who knows a word',
    'foreign-account',
    { Role: roleFor({ Principal: { AWS: stranger }, Condition: { StringEquals: { 'sts:ExternalId': 'word' } } }) },
  ],
  [
    'a stranger’s SAML provider',
    'foreign-account',
    { Role: roleFor({ Principal: { Federated: `arn:aws:iam::${stranger}:saml-provider/x` } }) },
  ],
  [
    'a stranger’s OIDC provider',
    'foreign-account',
    { Role: roleFor({ Principal: { Federated: `arn:aws:iam::${stranger}:oidc-provider/x` } }) },
  ],
  [
    'everybody with a repository',
    'trust-anyone',
    {
      Role: roleFor({
        Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
      }),
    },
  ],
  [
    'everybody with a repository, by a star',
    'trust-anyone',
    {
      Role: roleFor({
        Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
        Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:*' } },
      }),
    },
  ],
  [
    'everybody with an account of Google',
    'trust-anyone',
    { Role: roleFor({ Principal: { Federated: 'accounts.google.com' } }) },
  ],
  [
    'a provider by parameter',
    'untold-owner',
    { Role: roleFor({ Principal: { Federated: { Ref: 'P' } } }) },
    { Parameters: { P: { Type: 'String' } } },
  ],
  [
    'a service by parameter',
    'untold-owner',
    { Role: roleFor({ Principal: { Service: { Ref: 'P' } } }) },
    { Parameters: { P: { Type: 'String' } } },
  ],
];

const cases = [...open, ...trust].map(([name, rule, resources, rest = {}]) => ({ name, rule, resources, rest }));

test.each(cases)('$name: refuted by $rule', async ({ rule, resources, rest }) => {
  expect(await judged(resources, rest)).toContain(rule);
});

type Twin = readonly [name: string, resources: Resources];

const github = 'token.actions.githubusercontent.com';
const twins: readonly Twin[] = [
  ['a refusal that spares a role of the account', sparing(`arn:aws:iam::${account}:role/x`)],
  ['the account itself', key({ Principal: { AWS: root } })],
  ['everybody of ours', forAll({ StringEquals: { 'kms:CallerAccount': account } })],
  ['everybody of ours, in other letters', forAll({ stringequals: { 'KMS:calleraccount': { Ref: 'AWS::AccountId' } } })],
  [
    'ours, which has to be said',
    forAll({ StringEqualsIfExists: { 'aws:SourceAccount': account }, Null: { 'aws:SourceAccount': 'false' } }),
  ],
  ['our roles', forAll({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/*` } })],
  ['our endpoint', forAll({ StringEquals: { 'aws:SourceVpce': { Ref: 'Endpoint' } } })],
  ['our network', forAll({ StringEquals: { 'aws:SourceVpc': { Ref: 'Vpc' } } })],
  [
    'any organization, and our account',
    forAll({ StringLike: { 'aws:PrincipalOrgID': '*' }, StringEquals: { 'aws:PrincipalAccount': account } }),
  ],
  [
    'everybody, all others refused',
    key(
      { Principal: '*' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'kms:*',
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': account } },
      },
    ),
  ],
  ['a service of AWS', key({ Principal: { Service: 'logs.eu-central-1.amazonaws.com' } })],
  ['a role of ours', { Role: role(), ...key({ Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } } }) }],
  ['a role for a service', { Role: roleFor({ Principal: { Service: 'glue.amazonaws.com' } }) }],
  [
    'a role for our SAML provider',
    { Role: roleFor({ Principal: { Federated: `arn:aws:iam::${account}:saml-provider/x` } }) },
  ],
  [
    'a role for one repository',
    {
      Role: roleFor({
        Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${github}` },
        Condition: { StringLike: { [`${github}:sub`]: 'repo:acme/one:*' } },
      }),
    },
  ],
  [
    'a function for our buckets',
    {
      One: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Principal: 's3.amazonaws.com',
          SourceAccount: { Ref: 'AWS::AccountId' },
          Action: 'lambda:InvokeFunction',
        },
      },
    },
  ],
  [
    'a function for rules',
    {
      One: {
        Type: 'AWS::Lambda::Permission',
        Properties: { Principal: 'events.amazonaws.com', Action: 'lambda:InvokeFunction' },
      },
    },
  ],
];

test.each(twins)('%s: not refuted', async (_, resources) => {
  expect(ofPolicies(await judged(resources))).toEqual([]);
});
