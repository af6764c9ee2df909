import type { StackTemplate } from '@atelier/cloudformation';
import { describe, expect, it } from 'vitest';
import type { Guardrail, GuardrailContext } from '../../src/guardrails/guardrail.ts';
import { guardrails } from '../../src/guardrails/guardrails.ts';
import { openedWalls } from './opened-walls.ts';
import { clean, foundation, lambda, many, network, plantedViolations, role, workgroup } from './planted-violations.ts';
import { trust, workspace } from './small-workspace.ts';

function byId(given: readonly StackTemplate[], more: Partial<GuardrailContext> = {}): (id: string) => Guardrail {
  const all = guardrails(given, { workspace: workspace(), ...more });
  return (id) => {
    const found = all.find((each) => each.id === id);
    if (!found) throw new Error(`No guardrail ${id}`);
    return found;
  };
}

describe('the guardrails', () => {
  it('all hold and say nothing about a small workspace without a mistake', () => {
    const said = guardrails(clean, { workspace: workspace(), deployed: clean }).filter((each) => each.finding !== null);
    expect(said).toEqual([]);
  });

  it.each(plantedViolations)('%s speaks, and names the place', (id, given, finding) => {
    const { ok, finding: said, fix, findings } = byId(given)(id);
    // Quotas of an account that nobody has asked are told; they stop nothing.
    expect({ ok, said }).toEqual({ ok: id === 'quotas', said: expect.stringMatching(finding) });
    expect(fix).toBe(findings[0]?.fix);
  });

  it('have one name each, and each is seen to fail by a test', () => {
    const ids = guardrails(clean, { workspace: workspace() }).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      [
        ...new Set([
          ...plantedViolations.map(([id]) => id),
          'stateful-replacement',
          'named-replacement',
          'left-stacks',
          'profiles',
          ...openedWalls.flatMap(([, found]) => found.flatMap((id) => id.split('guardrails/')[1] ?? [])),
        ]),
      ].sort(),
    ).toEqual([...ids].sort());
  });

  it('count what is behind the first finding', () => {
    const two = foundation('Resources.Domain.Properties.Nam', 'a', foundation('Resources.Bucket.Properties.Nam', 'a'));
    expect(byId(two)('schemas').finding).toMatch(/ \(and 1 more\)$/);
  });

  it('take a quota that the account has been given', () => {
    const given = network(
      'Resources',
      many(26, (index) => workgroup(`w${index}`)),
    );
    expect(byId(given, { granted: { warehouses: 30 } })('quotas').ok).toBe(true);
    const tooMany = byId(given, { granted: { warehouses: 20 } })('quotas');
    expect(tooMany).toMatchObject({ ok: false, finding: expect.stringMatching(/the account has 20/) });
  });

  it('warn of tags of the file where a changed tag would replace', () => {
    const { ok, finding } = byId(
      foundation('Resources.Domain.Properties.Tags', [{ Key: 'team', Value: 'forecasting' }]),
    )('tags');
    expect({ ok, finding }).toEqual({
      ok: true,
      finding: expect.stringMatching(/Domain has the tag team .* would replace it/),
    });
  });

  it('tell of what a described function of the stack makes, and let it be', () => {
    const madeBy = (says: object, ServiceToken: unknown) =>
      byId(
        network(
          'Resources.F',
          lambda(says),
          network('Resources.C', { Type: 'Custom::Thing', Properties: { ServiceToken } }),
        ),
      )('no-lambda').findings.find(({ resource }) => resource === 'C')?.level;
    const own = { 'Fn::GetAtt': ['F', 'Arn'] };
    const described = { Description: 'switches templates on' };
    expect(madeBy(described, own)).toBe('warning');
    expect(madeBy({}, own)).toBe('error');
    expect(madeBy(described, 'arn:aws:lambda:eu-central-1:111122223333:function:other')).toBe('error');
  });

  it('tell of a Lambda function that says what for, and let it be', () => {
    const { ok, finding } = byId(network('Resources.F', lambda({ Description: 'answers approvals' })))('no-lambda');
    expect({ ok, finding }).toEqual({ ok: true, finding: expect.stringMatching(/answers approvals/) });
  });

  it('look at trust and inline policies without counting white space', () => {
    expect(
      byId(
        foundation(`${role}.Policies`, [{ PolicyName: 'a', PolicyDocument: { ...trust, Sid: ' '.repeat(12_000) } }]),
      )('inline-policy-size').ok,
    ).toBe(true);
  });
});
