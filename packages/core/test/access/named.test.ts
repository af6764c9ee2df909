import { Problem } from '@atelier/problem';
import { describe, expect, test } from 'vitest';
import { namedAction } from '../../src/access/named-action.ts';
import { namedPerson } from '../../src/access/named-person.ts';
import { namedThing } from '../../src/access/named-thing.ts';
import { namedPlace } from '../../src/journeys/named-place.ts';
import { workspaceOf } from '../workspace-of.ts';

const workspace = workspaceOf(`workspace: acme
people: { lead: { role: lead-data-scientist }, july: { role: data-scientist }, ana: { role: viewer } }
projects:
  sales: { members: [lead, july], buckets: { raw-sales: read } }
  tracking: { members: [lead] }
studio: { spaces: shared }`);
const july = namedPerson(workspace, 'july');
const lead = namedPerson(workspace, 'lead');

function problemOf(ask: () => unknown): Problem {
  try {
    ask();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('words for a thing', () => {
  const sales = { kind: 'project', project: 'sales' };
  test.each([
    ['workspace', { resource: { kind: 'workspace' }, part: null }],
    ['project sales', { resource: sales, part: null }],
    ['project', { resource: sales, part: null }],
    ['sales', { resource: sales, part: null }],
    ['  data   of sales ', { resource: sales, part: 'data' }],
    ['data', { resource: sales, part: 'data' }],
    ['models sales', { resource: sales, part: 'model' }],
    ['tracking of sales', { resource: sales, part: 'tracking' }],
    ['tracking', { resource: { kind: 'project', project: 'tracking' }, part: null }],
    ['sandbox', { resource: { kind: 'sandbox', project: 'sales', person: 'july' }, part: null }],
    ['sandbox in sales', { resource: { kind: 'sandbox', project: 'sales', person: 'july' }, part: null }],
    ['sandbox lead in sales', { resource: { kind: 'sandbox', project: 'sales', person: 'lead' }, part: null }],
    [
      'sandbox of lead in project sales',
      { resource: { kind: 'sandbox', project: 'sales', person: 'lead' }, part: null },
    ],
    ['space', { resource: { kind: 'private-space', person: 'july' }, part: null }],
    ['own space', { resource: { kind: 'private-space', person: 'july' }, part: null }],
    ['space of lead', { resource: { kind: 'private-space', person: 'lead' }, part: null }],
    ['shared space of sales', { resource: { kind: 'shared-space', project: 'sales' }, part: null }],
    ['bucket raw-sales', { s3: 'raw-sales' }],
    ['raw-sales', { s3: 'raw-sales' }],
    ['s3://raw-sales/2026/a.csv', { s3: 'raw-sales/2026/a.csv' }],
    ['arn:aws:s3:::raw-sales/a.csv', { arn: 'arn:aws:s3:::raw-sales/a.csv' }],
    ['*', { arn: '*' }],
  ])('"%s" is understood', (words, wanted) => {
    expect(namedThing(workspace, july, words)).toEqual(wanted);
  });

  test.each([
    ['sals', 'NoSuchThing', 'sales'],
    ['project sals', 'NoSuchProject', 'sales'],
    ['data of sals', 'NoSuchProject', 'sales'],
    ['sandbox of lad in sales', 'NoSuchThing', 'lead'],
    ['space of jully', 'NoSuchThing', 'july'],
    ['sandbox of', 'NoSuchThing', 'one of'],
    ['s3://raw-*/a', 'WildcardThing', 'one object'],
    ['arn:aws:s3:::raw-sales/*', 'WildcardThing', 'one object'],
    ['constructor', 'NoSuchThing', 'one of these ways'],
    ['__proto__ of sales', 'NoSuchThing', 'one of these ways'],
    ["'; drop table", 'NoSuchThing', 'one of these ways'],
    ['\u001b[2Jsales', 'NoSuchThing', ''],
    ['x'.repeat(100_000), 'NoSuchThing', ''],
  ])('what names nothing is refused with what was probably meant (%#)', (words, code, meant) => {
    const problem = problemOf(() => namedThing(workspace, july, words));
    expect([problem.code, problem.whose]).toEqual([code, 'yours']);
    expect(problem.fix).toContain(meant);
    expect(problem.message.length).toBeLessThan(1000);
  });

  test('which of several projects is meant has to be said', () => {
    expect(problemOf(() => namedThing(workspace, lead, 'data')).code).toBe('WhichProject');
  });
});

describe('words for an action', () => {
  test.each([
    ['data.write', { row: 'data.write' }],
    ['Data.Write', { row: 'data.write' }],
    ['s3:PutObject', { aws: 's3:PutObject' }],
    ['redshift-data:ExecuteStatement', { aws: 'redshift-data:ExecuteStatement' }],
  ])('%s is understood', (words, wanted) => {
    expect(namedAction(words)).toEqual(wanted);
  });

  test.each([
    ['data.wirte', 'NoSuchAction', 'data.write'],
    ['write', 'NoSuchAction', ''],
    ['s3:*', 'WildcardAction', 's3:PutObject'],
    ['s3:Put?bject', 'WildcardAction', 's3:PutObject'],
    ['*', 'WildcardAction', 's3:PutObject'],
    ['s3:Put Object', 'NoSuchAction', ''],
    ['', 'NoSuchAction', ''],
  ])('"%s" is refused', (words, code, meant) => {
    const problem = problemOf(() => namedAction(words));
    expect([problem.code, problem.fix.includes(meant)]).toEqual([code, true]);
  });
});

test.each([
  [undefined, { kind: 'usual' }],
  ['browser', { kind: 'browser' }],
  ['job', { kind: 'job' }],
  ['desk', { kind: 'address', address: '203.0.113.7' }],
  ['10.20.0.4', { kind: 'address', address: '10.20.0.4' }],
  ['2001:db8::1', { kind: 'address', address: '2001:db8::1' }],
])('from %s is a place', (words, wanted) => {
  expect(namedPlace(words)).toEqual(wanted);
});

test.each(['service', 'moon', '10.0.0.0/8', '300.1.1.1', ''])('from "%s" is none', (words) => {
  expect(problemOf(() => namedPlace(words)).code).toBe('NoSuchPlace');
});

test('a person who is not there is told with the name that was meant', () => {
  const problem = problemOf(() => namedPerson(workspace, 'jully'));
  expect([problem.code, problem.fix]).toEqual(['NoSuchPerson', expect.stringContaining('Write july')]);
});
