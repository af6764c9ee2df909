import { describe, expect, test } from 'vitest';
import { prove, type Template } from '../src/index.ts';
import { copies } from './kinds/copies.ts';
import { grants } from './kinds/grants.ts';
import type { Kind } from './kinds/kind.ts';
import { listeners } from './kinds/listeners.ts';
import { networks } from './kinds/networks.ts';
import { plain } from './kinds/plain.ts';

const Parameters = Object.fromEntries(['Open', 'Key', 'On', 'Do', 'Policy'].map((name) => [name, { Type: 'String' }]));
const given = { account: '111122223333', region: 'eu-central-1' };

/** The kind alone in a template, with all that it names left unknown. */
function templateOf(type: string, Properties: Kind[2]): Template {
  return { Parameters, Resources: { Hole: { Type: `AWS::${type}`, Properties } } };
}

const kinds = Object.entries({ listeners, copies, networks, plain, grants });

describe.each(kinds)('none of the %s is called proven', (_, some) => {
  test.each(some)('%s', async (_, type, properties, promise) => {
    const proof = await prove([{ stack: 's', region: null, template: templateOf(type, properties) }], given);
    expect(proof.ok).toBe(false);
    expect(proof.verdicts[promise]).not.toBe('proven');
    const about = proof.findings.filter(({ promises }) => promises.includes(promise));
    expect(about.map(({ resource }) => resource)).toContain('Hole');
    for (const { message, fix } of about) {
      expect(message).toMatch(/\.$/);
      expect(fix).toMatch(/\.$/);
    }
  });
});

test('there are more than 150 of them', () => {
  expect(kinds.flatMap(([, some]) => some).length).toBeGreaterThan(150);
});
