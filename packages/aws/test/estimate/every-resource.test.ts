import type { StackTemplate } from '@atelier/cloudformation';
import { type Estimate, parseWorkspace, type Workspace } from '@atelier/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { estimate } from '../../src/estimate/estimate.ts';
import { readPriceBook } from '../../src/estimate/price-book.ts';
import { whyFree } from '../../src/estimate/why-free.ts';
import { synthesise } from '../../src/synthesise.ts';

const flow = 'flow: sales\ninputs: { sales: { file: s.csv } }\nforecast: { horizon: 5 }';

const people = 'people: { ana: { role: lead-data-scientist }, ben: { role: data-engineer } }';

const isolated = `workspace: acme
aws: { region: eu-central-1 }
signIn: { method: sso }
studio: { projectTemplates: true, spaces: private }
bigData: { emr: serverless }
${people}
projects:
  sales: { members: [ana, ben], flows: [./f.yaml], notify: [ana@example.com], budget: { monthlyUsd: 5000 } }
limits: { monthlyUsd: 9000 }`;

const withWayOut = `workspace: acme
aws: { region: us-east-1 }
network: { mode: egress, zones: 3 }
studio: { spaces: shared }
tracking: { kind: server }
source: { kind: none }
${people}
projects: { sales: { members: [ana, ben] }, stock: { members: [ana], flows: [./f.yaml] } }`;

function workspaceOf(text: string): Workspace {
  const flows = new Map([['./f.yaml', { file: 'f.yaml', folder: '/', text: flow }]]);
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/', text }, flows);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.workspace;
}

function without(stacks: readonly StackTemplate[], type: string): readonly StackTemplate[] {
  return stacks.map((stack) => {
    const kept = Object.entries(stack.template.Resources).filter(([, resource]) => resource.Type !== type);
    return { ...stack, template: { ...stack.template, Resources: Object.fromEntries(kept) } };
  });
}

describe.each([
  ['an isolated workspace with everything switched on', isolated],
  ['a workspace with a way out, a tracking server and shared spaces', withWayOut],
])('%s', (_, text) => {
  let stacks: readonly StackTemplate[];
  let price: (templates: readonly StackTemplate[]) => Estimate;
  let whole: Estimate;

  beforeAll(async () => {
    const workspace = workspaceOf(text);
    const book = await readPriceBook();
    stacks = (await synthesise(workspace)).stacks;
    price = (templates) => estimate(templates, workspace.usage, book);
    whole = price(stacks);
  });

  test('has no resource that nobody has said the cost of', () => {
    expect(whole.lines.filter(({ usd }) => usd === null).map(({ what, source }) => [what, source])).toEqual([]);
  });

  test('has no type of resource that is neither free with a reason nor a part of some line', () => {
    const types = new Set(stacks.flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type)));
    const lost = [...types].filter((type) => {
      if (whole.free.some(({ what }) => what === type)) return false;
      return JSON.stringify(price(without(stacks, type)).lines) === JSON.stringify(whole.lines);
    });
    expect(types.size).toBeGreaterThan(25);
    expect(lost).toEqual([]);
  });

  test('lists each free type with how many there are', () => {
    const count = (type: string) =>
      stacks.flatMap(({ template }) => Object.values(template.Resources)).filter(({ Type }) => Type === type).length;
    expect(whole.free.length).toBeGreaterThan(10);
    for (const { what, count: counted, because } of whole.free) {
      expect([what, counted, because]).toEqual([what, count(what), whyFree.get(what)]);
    }
  });

  test('charges each project its own warehouse and endpoints, in its stack', () => {
    const projects = whole.parts.filter(({ part }) => part.startsWith('acme-project-'));
    expect(projects.length).toBe(text.includes('stock') ? 2 : 1);
    expect(projects.every(({ usd }) => usd > 90)).toBe(true);
  });
});
