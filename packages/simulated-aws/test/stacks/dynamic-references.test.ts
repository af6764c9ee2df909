import { expect, test } from 'vitest';
import { kindOf } from '../../src/kinds/kinds.ts';
import { ssm } from '../../src/services/ssm/ssm.ts';
import { type Account, account } from './account.ts';
import { outputsOf, statusOf } from './acme.ts';
import { body, topic } from './small-template.ts';

/** An account with a parameter in three versions, a secret one, and a secret of Secrets Manager. */
function stored(): Account {
  const here = account();
  const put = (Name: string, Value: string, more = {}) =>
    ssm.operations.PutParameter?.({ Name, Value, ...more }, here.world, { arn: '', accessKeyId: '' });
  for (const value of ['one', 'two', 'three']) put('/p/x', value, { Overwrite: true });
  put('/p/hidden', 'hush', { Type: 'SecureString' });
  const properties = { Name: 'login', SecretString: JSON.stringify({ user: 'july' }) };
  const loose = { stack: null, logicalId: null };
  kindOf('AWS::SecretsManager::Secret').create(
    { type: 'AWS::SecretsManager::Secret', properties, ...loose },
    here.world,
  );
  return here;
}

const hole = (text: string) => ['$', `{${text}}`].join('');

test.each<readonly [string, unknown, string]>([
  ['the newest version', '{{resolve:ssm:/p/x}}', 'three'],
  ['a version before', '{{resolve:ssm:/p/x:1}}', 'one'],
  ['the newest by its number', '{{resolve:ssm:/p/x:3}}', 'three'],
  ['within a text', 'a-{{resolve:ssm:/p/x:2}}-b', 'a-two-b'],
  ['twice in a text', '{{resolve:ssm:/p/x:1}}-{{resolve:ssm:/p/x:2}}', 'one-two'],
  ['a name that is put together', { 'Fn::Join': ['', ['{{resolve:ssm:', { Ref: 'P' }, '}}']] }, 'three'],
  ['a name that is filled in', { 'Fn::Sub': `{{resolve:ssm:${hole('P')}:1}}` }, 'one'],
  ['a value of a secret', '{{resolve:secretsmanager:login:SecretString:user}}', 'july'],
])('a property holds what is stored: %s', (_, DisplayName, value) => {
  const here = stored();
  const Parameters = { P: { Type: 'String', Default: '/p/x' } };
  here.call('CreateStack', body({ Parameters, Resources: { T: topic('t', { DisplayName }) } }));
  expect(statusOf(here, 'small')).toEqual({ status: 'CREATE_COMPLETE', failed: [] });
  expect(here.world.resources.list('AWS::SNS::Topic')[0]?.properties.DisplayName).toBe(value);
});

test('an output holds what is stored', () => {
  const here = stored();
  here.call('CreateStack', body({ Resources: { T: topic('t') }, Outputs: { O: { Value: '{{resolve:ssm:/p/x}}' } } }));
  expect(outputsOf(here, 'small')).toEqual({ O: 'three' });
});

test.each<readonly [string, unknown, string]>([
  ['no parameter', '{{resolve:ssm:/none}}', 'Parameters: [ssm:/none] cannot be found.'],
  ['no such version', '{{resolve:ssm:/p/x:9}}', 'Parameters: [ssm:/p/x:9] cannot be found.'],
  [
    'no version',
    '{{resolve:ssm:/p/x:}}',
    'Incorrect format is used in the following SSM reference: [{{resolve:ssm:/p/x:}}]',
  ],
  ['no secret', '{{resolve:secretsmanager:none}}', "Secrets Manager can't find the specified secret."],
  [
    'no such key',
    '{{resolve:secretsmanager:login:SecretString:none}}',
    'Could not find a value associated with JSONKey',
  ],
  ['a secret by the open way', '{{resolve:ssm:/p/hidden}}', 'Non-secure ssm prefix was used for secure parameter'],
  [
    'a secret where none may stand',
    '{{resolve:ssm-secure:/p/hidden:1}}',
    'SSM Secure reference is not supported in: [AWS::SNS::Topic/Properties/DisplayName]',
  ],
  [
    'a name that is filled in',
    { 'Fn::Sub': `{{resolve:ssm:/none/${hole('AWS::Region')}}}` },
    'Parameters: [ssm:/none/eu-central-1] cannot be found.',
  ],
])('what is not stored is refused at once: %s', (_, DisplayName, message) => {
  const here = stored();
  const template = body({ Resources: { T: topic('t', { DisplayName }) } });
  expect(() => here.call('CreateStack', template)).toThrow(message);
  expect(() => here.call('CreateChangeSet', { ...template, ChangeSetName: 'c', ChangeSetType: 'CREATE' })).toThrow(
    message,
  );
  expect(here.world.resources.list('AWS::SNS::Topic')).toEqual([]);
});

test('a secret stays as it is written where it may stand', () => {
  const here = stored();
  const Password = '{{resolve:ssm-secure:/p/hidden:1}}';
  const User = { Type: 'AWS::IAM::User', Properties: { LoginProfile: { Password } } };
  here.call('CreateStack', { ...body({ Resources: { User } }), Capabilities: ['CAPABILITY_IAM'] });
  expect(here.world.resources.list('AWS::IAM::User')[0]?.properties.LoginProfile).toEqual({ Password });
});

test('what is missing only once a name is known fails the stack', () => {
  const here = stored();
  const DisplayName = { 'Fn::Join': ['', ['{{resolve:ssm:/none/', { 'Fn::GetAtt': ['First', 'TopicName'] }, '}}']] };
  here.call('CreateStack', body({ Resources: { First: topic('first'), T: topic('t', { DisplayName }) } }));
  expect(statusOf(here, 'small')).toMatchObject({
    status: 'ROLLBACK_COMPLETE',
    failed: ['T: Parameters: [ssm:/none/first] cannot be found.'],
  });
});

test('a template holds 60 of them and no more', () => {
  const names = Array.from({ length: 61 }, (_, index) => [
    `T${index}`,
    topic(`t${index}`, { DisplayName: '{{resolve:ssm:/p/x}}' }),
  ]);
  const template = (count: number) => body({ Resources: Object.fromEntries(names.slice(0, count)) });
  expect(() => stored().call('CreateStack', template(61))).toThrow(/61, is greater than maximum allowed, 60/);
  stored().call('CreateStack', template(60));
});

test('a change set hides what a parameter hides', () => {
  const here = account();
  const Parameters = { S: { Type: 'String', NoEcho: 'true', Default: 'hush' }, P: { Type: 'String', Default: 'open' } };
  const template = body({ Parameters, Resources: { T: topic('t') } });
  const told = [
    { ParameterKey: 'S', ParameterValue: '****' },
    { ParameterKey: 'P', ParameterValue: 'open' },
  ];
  here.call('CreateChangeSet', { ...template, ChangeSetName: 'c', ChangeSetType: 'CREATE' });
  expect(here.call('DescribeChangeSet', { StackName: 'small', ChangeSetName: 'c' }).Parameters).toEqual(told);
  here.call('ExecuteChangeSet', { StackName: 'small', ChangeSetName: 'c' });
  expect(here.call('DescribeStacks', { StackName: 'small' }).Stacks).toMatchObject([{ Parameters: told }]);
});
