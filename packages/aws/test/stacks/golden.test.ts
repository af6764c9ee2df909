import { readFileSync } from 'node:fs';
import type { StackTemplate, Template } from '@atelier/cloudformation';
import { describe, expect, test } from 'vitest';
import { guardrails } from '../../src/guardrails/guardrails.ts';
import { synthesise } from '../../src/synthesise.ts';
import { exampleFile } from '../example.ts';

/** Everything of these examples, as it was looked at and found good; `vitest -u` writes it anew. */
const examples = ['acme/atelier', 'published/migration', 'published/unified-studio'];

function golden(name: string, stack: string): string {
  return new URL(`../golden/${name.replace('/atelier', '').replace('/', '-')}/${stack}.json`, import.meta.url).pathname;
}

describe.each(examples)('the templates of %s', async (name) => {
  const workspace = await exampleFile(`${name}.yaml`);
  const { stacks } = await synthesise(workspace);

  test.each(stacks.map(({ stack, template }) => [stack, template] as const))(
    '%s is as it was',
    async (stack, template) => {
      await expect(`${JSON.stringify(template, null, 2)}\n`).toMatchFileSnapshot(golden(name, stack));
    },
  );

  test('would replace nothing that keeps data, were they deployed over those of before', () => {
    const deployed = stacks.map((stack): StackTemplate => ({ ...stack, template: before(name, stack.stack) }));
    const guard = guardrails(stacks, { workspace, deployed }).find(({ id }) => id === 'stateful-replacement');
    expect(guard).toMatchObject({ ok: true, finding: null });
  });

  test('would not pass if a bucket, the domain or the key had another logical id', () => {
    for (const type of ['AWS::S3::Bucket', 'AWS::SageMaker::Domain', 'AWS::KMS::Key']) {
      const renamed = stacks.map((stack) => ({ ...stack, template: rename(stack.template, type) }));
      const guard = guardrails(renamed, { workspace, deployed: stacks }).find(
        ({ id }) => id === 'stateful-replacement',
      );
      expect(guard).toMatchObject({ ok: false, finding: expect.any(String), fix: expect.any(String) });
    }
  });
});

function before(name: string, stack: string): Template {
  return JSON.parse(readFileSync(golden(name, stack), 'utf8'));
}

function rename(template: Template, type: string): Template {
  const resources = Object.entries(template.Resources).map(([id, resource]) =>
    resource.Type === type ? [`Other${id}`, resource] : [id, resource],
  );
  return { ...template, Resources: Object.fromEntries(resources) };
}
