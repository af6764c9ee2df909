import type { StackTemplate } from '@atelier/cloudformation';
import { expect, test } from 'vitest';
import { guardrails } from '../../src/guardrails/guardrails.ts';
import { changed, templates, workspace } from './small-workspace.ts';

const deployed = templates();
const without = (stack: string) => deployed.filter((each) => each.stack !== stack);

function check(next: readonly StackTemplate[], id = 'left-stacks') {
  const found = guardrails(next, { workspace: workspace(), deployed }).find((each) => each.id === id);
  if (!found) throw new Error('No such guardrail');
  return found;
}

test('a stack that is no longer in the templates is told with what it holds, and stops nothing', () => {
  expect(check(without('acme-people-00'))).toMatchObject({
    ok: true,
    finding: expect.stringMatching(/^acme-people-00: The stack is deployed and no longer in the templates.*with july/),
    fix: expect.stringMatching(/delete-stack --stack-name acme-people-00/),
  });
  expect(check(without('acme-people-00'), 'stateful-replacement')).toMatchObject({ ok: true, finding: null });
});

test('an export that a deployed stack still uses cannot go', () => {
  const next = changed(without('acme-people-00'), 'acme-foundation', 'Outputs.Domain', undefined);
  expect(check(next)).toMatchObject({
    ok: false,
    finding: expect.stringMatching(
      /^acme-foundation: The export "acme-foundation:Domain" would go, and acme-people-00/,
    ),
  });
});

test('an export that nobody uses may go', () => {
  const unused = { Value: 'x', Export: { Name: 'acme-network:Unused' } };
  const before = changed(deployed, 'acme-network', 'Outputs.Unused', unused);
  const guard = guardrails(deployed, { workspace: workspace(), deployed: before }).find(
    ({ id }) => id === 'left-stacks',
  );
  expect(guard).toMatchObject({ ok: true, finding: null });
});
