import { parseWorkspace, type Workspace } from '@atelier/core';
import { newWorld, userIdOf } from '@atelier/simulated-aws';
import { expect, test } from 'vitest';
import { putDirectory } from '../src/put-directory.ts';
import { putBootstrapRoles, putGiven } from '../src/put-given.ts';

function written(aws: string, text: string): Workspace {
  const file = `workspace: acme\naws: { region: eu-central-1, account: "123456789012"${aws} }\npeople: { ada: { role: lead-data-scientist } }\n${text}`;
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/team', text: file });
  if (result.ok) return result.workspace;
  throw new Error(JSON.stringify(result.problems));
}

function given(aws: string, text: string): readonly string[] {
  const world = newWorld({ region: 'eu-central-1' });
  const workspace = written(aws, text);
  putGiven(world, workspace);
  putDirectory(world, workspace);
  return world.resources.list().map(({ type, id }) => `${type} ${id}`);
}

const role = (name: string, account = '123456789012') => `"arn:aws:iam::${account}:role/${name}"`;

test.each([
  ['nothing', '', '', []],
  [
    'an image',
    '',
    'studio: { image: { name: torch, appConfig: torch-kernel } }',
    [
      'AWS::SageMaker::Image arn:aws:sagemaker:eu-central-1:123456789012:image/torch',
      'AWS::SageMaker::AppImageConfig torch-kernel',
    ],
  ],
  [
    'a bucket for artifacts, and buckets of a project',
    '',
    'tracking: { bucket: team-runs }\nprojects: { sales: { members: [ada], buckets: { raw: read, "lake-*": write } } }',
    ['AWS::S3::Bucket team-runs', 'AWS::S3::Bucket raw', 'AWS::S3::Bucket lake-any'],
  ],
  ['operators, but for the first', `, operators: [${role('a')}, ${role('ops/desk')}]`, '', ['AWS::IAM::Role desk']],
  [
    'a portal',
    '',
    `signIn: { provider: { kind: portal, arn: ${role('portal')} } }\nnetwork: { cidr: 10.0.0.0/16 }`,
    ['AWS::IAM::Role portal'],
  ],
  [
    'a directory with everybody, and with whom the rehearsal adds',
    '',
    'signIn: { method: sso, identityCenter: "arn:aws:sso:::instance/ssoins-1234567890abcdef" }\nnetwork: { cidr: 10.0.0.0/16 }',
    [
      'AWS::SSO::Instance arn:aws:sso:::instance/ssoins-1234567890abcdef',
      `AWS::IdentityStore::User ${userIdOf('ada')}`,
      `AWS::IdentityStore::User ${userIdOf('rehearsed-guest')}`,
    ],
  ],
  [
    'a provider of SAML, in the account that is deployed to',
    '',
    'signIn: { provider: { kind: saml, arn: "arn:aws:iam::123456789012:saml-provider/company" } }\nnetwork: { cidr: 10.0.0.0/16 }',
    ['AWS::IAM::SAMLProvider arn:aws:iam::123456789012:saml-provider/company'],
  ],
  [
    'a provider of OIDC',
    '',
    'signIn: { provider: { kind: oidc, arn: "arn:aws:iam::123456789012:oidc-provider/login.example.com", audience: studio } }\nnetwork: { cidr: 10.0.0.0/16 }',
    ['AWS::IAM::OIDCProvider arn:aws:iam::123456789012:oidc-provider/login.example.com'],
  ],
  [
    'senders, but for roles of other accounts',
    '',
    `projects: { sales: { members: [ada], deliverFrom: { senders: [${role('feed')}, ${role('feed', '210987654321')}] } } }`,
    ['AWS::IAM::Role feed'],
  ],
] as const)('an account holds %s that the file names, and no more', (_, aws, text, things) => {
  expect(given(aws, text)).toEqual(things);
});

test("roles of the file's own bootstrap may do what the usual ones may, to one another", () => {
  const world = newWorld({ region: 'eu-central-1' });
  const loose = { stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null, attributes: {} };
  const usual = (kind: string) => `cdk-team-${kind}-123456789012-eu-central-1`;
  const hand = { Action: 'iam:PassRole', Resource: `arn:aws:iam::123456789012:role/${usual('cfn-exec-role')}` };
  for (const kind of ['deploy-role', 'cfn-exec-role']) {
    const properties = { RoleName: usual(kind), Policies: [{ PolicyDocument: { Statement: [hand] } }] };
    world.resources.put({ ...loose, type: 'AWS::IAM::Role', id: usual(kind), properties });
  }
  const names = `deployRoleArn: ${role('ds/deploy')}, cloudFormationExecutionRole: ${role('ds/cfn')}`;
  putBootstrapRoles(world, written(`, synthesizer: { qualifier: team, ${names} }`, ''));
  const deploy = world.resources.get('AWS::IAM::Role', 'deploy');
  expect(deploy).toMatchObject({
    attributes: { Arn: 'arn:aws:iam::123456789012:role/ds/deploy' },
    properties: { Path: '/ds/', Policies: [{ PolicyDocument: { Statement: [{ Resource: expect.any(String) }] } }] },
  });
  expect(JSON.stringify(deploy)).toContain('arn:aws:iam::123456789012:role/ds/cfn');
  expect(JSON.stringify(deploy)).not.toContain('cfn-exec-role');
});
