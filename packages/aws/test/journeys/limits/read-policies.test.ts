import { Problem } from '@atelier/problem';
import { describe, expect, test } from 'vitest';
import { readBoundary } from '../../../src/journeys/limits/read-boundary.ts';
import { readOrganizationPolicies } from '../../../src/journeys/limits/read-organization-policies.ts';

const deny = { Sid: 'No', Effect: 'Deny', Action: 'sagemaker:*', Resource: '*' };
const allow = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const printed = (content: object, more: object = {}) => ({
  Policy: {
    PolicySummary: {
      Id: 'p-abcd1234',
      Arn: 'arn:aws:organizations::111122223333:policy/o-exampleorgid/service_control_policy/p-abcd1234',
      Name: 'Regions',
      Type: 'SERVICE_CONTROL_POLICY',
      ...more,
    },
    Content: JSON.stringify(content),
  },
});
const read = (value: unknown) => readOrganizationPolicies(JSON.stringify(value), 'scp.json');
const names = (value: unknown) => read(value).organization.map((level) => level.map(({ name }) => name));

describe('policies of an organization are read', () => {
  test('one by itself, which stands beside full access when it allows nothing', () => {
    expect(names(document(deny))).toEqual([['scp.json', 'FullAWSAccess']]);
    expect(names(document(deny, allow))).toEqual([['scp.json']]);
  });

  test('as AWS prints it, with its name, and the organization that its ARN names', () => {
    expect(names(printed(document(allow)))).toEqual([['scp.json (Regions)']]);
    expect(read(printed(document(allow))).organizationId).toBe('o-exampleorgid');
  });

  test('several of one place as a list', () => {
    expect(names([document(allow), printed(document(deny))])).toEqual([
      ['scp.json, policy 1', 'scp.json, policy 2 (Regions)'],
    ]);
  });

  test('those over resources by themselves: they refuse, and allow nothing', () => {
    const { organization, control } = read([
      document({ ...deny, Principal: '*' }),
      printed(document({ ...deny, Principal: '*' }), { Type: 'RESOURCE_CONTROL_POLICY' }),
    ]);
    expect([organization, control.map(({ name }) => name)]).toEqual([
      [],
      ['scp.json, policy 1', 'scp.json, policy 2 (Regions)'],
    ]);
  });
});

function problemOf(run: () => unknown): Problem {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('what is no policy of an organization is refused, with what it was', () => {
  test.each<readonly [string, string, RegExp]>([
    ['text', 'no', /scp\.json .* it is no JSON/],
    ['nothing', '', /it is no JSON/],
    ['a number', '7', /it is no map/],
    ['null', 'null', /it is no map/],
    ['an empty list', '[]', /it is an empty list/],
    ['a list of texts', '["a"]', /it is no map/],
    ['a list of lists', '[[]]', /it is no map/],
    ['an empty map', '{}', /it has no Statement, but nothing/],
    ['a list of policies without their text', '{"Policies": []}', /it has no Statement, but Policies/],
    ['a template', '{"Resources": {}, "Outputs": {}}', /but Resources, Outputs/],
    [
      'a policy on tags',
      JSON.stringify(printed({ tags: {} }, { Type: 'TAG_POLICY' })),
      /its Type is "TAG_POLICY", not SERVICE_CONTROL_POLICY or/,
    ],
    ['one without a type', '{"Policy": {"Content": "{}"}}', /its Type is ""/],
    ['one without content', '{"Policy": {"PolicySummary": {"Type": "SERVICE_CONTROL_POLICY"}}}', /it has no Content/],
    [
      'content that is no JSON',
      '{"Policy": {"PolicySummary": {"Type": "SERVICE_CONTROL_POLICY"}, "Content": "{"}}',
      /the Content of scp\.json/,
    ],
    ['no statements', JSON.stringify(document()), /it has no statement/],
    [
      'a statement that is not understood',
      JSON.stringify(document(allow, { ...deny, Actions: 's3:*' })),
      /Statement\[1\]: it holds Actions/,
    ],
    [
      'an effect that is none',
      JSON.stringify(document({ ...deny, Effect: 'deny' })),
      /its Effect is neither Allow nor Deny/,
    ],
    [
      'an operator that is none',
      JSON.stringify(document({ ...deny, Condition: { StringIs: { a: 'b' } } })),
      /its Condition is not operators/,
    ],
    ['one of the wrong kind', JSON.stringify(printed(document({ ...deny, Principal: '*' }))), /has no Principal/],
    [
      'a policy of a thing',
      JSON.stringify(document({ ...allow, Principal: '*' })),
      /a resource control policy refuses named actions.* statement 1/,
    ],
    [
      'one over resources for some',
      JSON.stringify(document({ ...deny, Principal: { AWS: '111122223333' } })),
      /to "\*" as Principal, and statement 1/,
    ],
    ['a prototype', '{"__proto__": {"Statement": []}}', /it has no Statement, but __proto__/],
  ])('%s', (_, text, words) => {
    const problem = problemOf(() => readOrganizationPolicies(text, 'scp.json'));
    expect(problem).toMatchObject({
      code: 'BadOrganizationPolicy',
      message: expect.stringMatching(words),
      whose: 'yours',
    });
    expect(problem.fix).toContain('describe-policy');
  });
});

describe('a boundary is read', () => {
  const text = (value: unknown) => JSON.stringify(value);

  test.each<readonly [string, unknown]>([
    ['by itself', document(allow)],
    ['as AWS prints it', { PolicyVersion: { Document: document(allow), VersionId: 'v1' } }],
    ['as atelier rights prints it', { for: 'boundary', policies: [{ name: 'B', document: document(allow) }] }],
  ])('%s', (_, value) => {
    expect(readBoundary(text(value), 'b.json').statements).toHaveLength(1);
  });

  test.each<readonly [string, string, RegExp]>([
    ['text', 'no', /it is no JSON/],
    ['null', 'null', /it has no Statement/],
    [
      'two policies',
      text({ policies: [{ document: document(allow) }, { document: document(allow) }] }),
      /it has no Statement/,
    ],
    ['a policy of a thing', text(document({ ...allow, Principal: '*' })), /has no Principal/],
    ['a statement that is not understood', text(document({ ...allow, Effect: 'Maybe' })), /Statement\[0\]: its Effect/],
  ])('not from %s', (_, given, words) => {
    const problem = problemOf(() => readBoundary(given, 'b.json'));
    expect(problem).toMatchObject({ code: 'BadBoundaryPolicy', message: expect.stringMatching(words) });
    expect(problem.fix).toContain('get-policy-version');
  });
});
