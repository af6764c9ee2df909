import { expect, test } from 'vitest';
import { randomFrom } from '../../../../test/random-from.ts';
import { type AskedPolicies, askedPolicy, decide, requestContext } from '../../src/decide/index.ts';
import { anyQuestion } from './any-question.ts';
import { askOracle, type Written } from './ask-oracle.ts';

function read({ identity, organization, control = [], ...others }: Written): AskedPolicies {
  const asked = (kind: keyof typeof others) => {
    const document = others[kind];
    return document === undefined ? undefined : askedPolicy(kind, structuredClone(document) as never);
  };
  return {
    identity: identity.map((document, at) => askedPolicy(`p${at}`, structuredClone(document) as never)),
    boundary: asked('boundary'),
    resource: asked('resource'),
    endpoint: asked('endpoint'),
    organization: organization.map((level) =>
      level.map((document) => askedPolicy('scp', structuredClone(document) as never)),
    ),
    control: control.map((document) => askedPolicy('rcp', structuredClone(document) as never)),
  };
}

test.each(Array.from({ length: 8 }, (_, seed) => seed))(
  'any caller is answered as a simulation of IAM answers, seed %d',
  { timeout: 240_000 },
  async (seed) => {
    const random = randomFrom(seed + 1);
    const pick = (below: number) => Math.floor(random() * below);
    const counted = { allowed: 0, denied: 0, 'not-allowed': 0 };
    for (let round = 0; round < 1000; round++) {
      const { request, written } = anyQuestion(pick);
      const answer = await askOracle(request, written);
      counted[answer]++;
      const { verdict } = decide({ ...request, context: requestContext(request.context) }, read(written));
      expect({ seed, round, verdict, request, written }).toMatchObject({ verdict: answer });
    }
    for (const count of Object.values(counted)) expect(count).toBeGreaterThan(50);
  },
);
