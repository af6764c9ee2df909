import { describe, expect, test } from 'vitest';
import { accept, prove, readAcceptances, type Template } from '../../src/index.ts';

const today = '2026-11-30';
const type = 'AWS::CloudFront::Distribution';
const template = { Resources: { A: { Type: type }, B: { Type: type }, C: { Type: 'Custom::Thing' } } };
const proof = await prove([{ stack: 's', region: null, template: template as unknown as Template }]);

const entry = (more: string) => `- { rule: type-outside, reason: Pages of the company, until: 2026-11-30, ${more} }\n`;
const after = (text: string, day = today) => accept(proof, readAcceptances(text, 'accepted.yaml'), day);
const named = ({ rule, resource }: { readonly rule: string; readonly resource: string }) => `${rule} ${resource}`;

describe('what is accepted', () => {
  test.each([
    ['by its type', `type: ${type}`, ['A', 'B']],
    ['by its name', 'resource: A', ['A']],
    ['by its name and its stack', 'resource: s/B', ['B']],
    ['by both', `type: ${type}, resource: A`, ['A']],
  ])('%s is listed with its reason, and breaks no promise', (_, more, resources) => {
    const { accepted, findings } = after(entry(more));
    expect(accepted.map(({ resource, reason, until }) => [resource, reason, until])).toEqual(
      resources.map((resource) => [resource, 'Pages of the company', '2026-11-30']),
    );
    expect(findings.map(({ resource }) => resource).toSorted()).toEqual(
      ['A', 'B', 'C'].filter((id) => !resources.includes(id)),
    );
  });

  test('leaves proven what nothing else breaks, and not more than that', () => {
    expect(after(entry(`type: ${type}`)).verdicts).toMatchObject({
      'isolation-in': 'not proven',
      access: 'not proven',
    });
    const all = `${entry(`type: ${type}`)}- { rule: custom-resource, resource: C, reason: Reviewed each time, until: 2026-12-31 }`;
    expect(after(all)).toMatchObject({ ok: true, findings: [], verdicts: { 'isolation-in': 'proven' } });
    expect(after(all).accepted).toHaveLength(3);
  });

  test.each([
    ['another rule', 'rule: custom-resource, type: AWS::CloudFront::Distribution'],
    ['another type', 'rule: type-outside, type: AWS::CloudFront::Function'],
    ['another resource', 'rule: type-outside, resource: Other'],
    ['another stack', 'rule: type-outside, resource: t/A'],
  ])('but fits no finding, for %s, is a finding itself', (_, what) => {
    const { ok, accepted, findings } = after(`- { ${what}, reason: Pages of the company, until: 2027-01-01 }`);
    expect([ok, accepted]).toEqual([false, []]);
    expect(findings.map(named)).toContainEqual(expect.stringMatching(/^acceptance /));
    expect(findings.filter(({ rule }) => rule === 'type-outside')).toHaveLength(2);
  });

  test('until yesterday is accepted no more, and said to have ended', () => {
    const { accepted, findings } = after(entry('resource: A'), '2026-12-01');
    expect(accepted).toEqual([]);
    expect(findings.map(named).toSorted()).toEqual([
      'acceptance A',
      'custom-resource C',
      'type-outside A',
      'type-outside B',
    ]);
    expect(findings.at(-1)?.message).toContain('ended on 2026-11-30');
  });
});

describe('a file of acceptances', () => {
  test.each([
    ['no YAML', '- {', 'no YAML'],
    ['no list', 'rule: x', 'no list'],
    ['text alone', '- type-outside', 'entry 1 accepts no finding: it is no map'],
    [
      'a rule that there is not',
      '- { rule: all, type: x, reason: because of that, until: 2027-01-01 }',
      '"all" is the id of no rule',
    ],
    [
      'everything of a rule',
      '- { rule: type-outside, reason: because of that, until: 2027-01-01 }',
      'neither a type nor a resource',
    ],
    ['no reason', '- { rule: type-outside, resource: A, until: 2027-01-01 }', '"" is no reason'],
    [
      'a word for a reason',
      '- { rule: type-outside, resource: A, reason: ok, until: 2027-01-01 }',
      '"ok" is no reason',
    ],
    ['no end', '- { rule: type-outside, resource: A, reason: because of that }', '"" is no day'],
    [
      'an end that is none',
      '- { rule: type-outside, resource: A, reason: because of that, until: never }',
      '"never" is no day',
    ],
    [
      'a day that there is not',
      '- { rule: type-outside, resource: A, reason: because of that, until: 2027-02-30 }',
      '"2027-02-30"',
    ],
    [
      'something else',
      '- { rule: type-outside, resource: A, reason: because of that, until: 2027-01-01, stack: s }',
      '"stack" is none of',
    ],
  ])('with %s is refused', (_, text, message) => {
    const read = () => readAcceptances(text, 'accepted.yaml');
    expect(read).toThrow(
      expect.objectContaining({ code: 'BadAcceptance', whose: 'yours', message: expect.stringContaining(message) }),
    );
  });

  test('may be empty', () => {
    expect(readAcceptances('[]', 'accepted.yaml')).toEqual([]);
  });
});
