import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { loadWorkspace, parseWorkspace, type Workspace } from '@atelier/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { diagram } from '../../src/diagram/diagram.ts';
import { renderSvg } from '../../src/diagram/render-svg.ts';
import { widthOf } from '../../src/diagram/shape.ts';
import { stackFacts } from '../../src/diagram/stack-facts.ts';
import { type Synthesis, synthesise } from '../../src/synthesise.ts';
import { answers, workspaceIn } from '../region/described-network.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** Fails on anything that is not well-formed XML. */
function parseXml(svg: string): void {
  const program = 'import sys, xml.etree.ElementTree as tree; tree.parse(sys.stdin)';
  execFileSync(`${root}.venv/bin/python`, ['-c', program], { input: svg });
}

function workspaceOf(text: string): Workspace {
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/team', text });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.workspace;
}

async function acme(): Promise<Workspace> {
  const result = await loadWorkspace(`${root}examples/acme/atelier.yaml`);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.workspace;
}

const longest = workspaceOf(`
workspace: as-long-as-it-is
aws: { region: us-east-1 }
network: { mode: egress, zones: 3 }
bigData: { emr: serverless }
people: { al: { role: lead-data-scientist }, ${Array.from({ length: 40 }, (_, index) => `a-person-with-a-long-name-${index}: { role: lead-data-scientist }`).join(', ')} }
projects:
  a-project-with-the-longest-name1: { members: [al] }
  stock: { members: [al] }
`);

const narrow = workspaceOf(`
workspace: narrow
aws: { region: us-east-1 }
network: { zones: 5 }
packages: { upstream: pypi }
`);

const existing = workspaceOf(`
workspace: existing
aws: { region: eu-central-1 }
network:
  existing:
    vpc: vpc-0a1b2c3d
    subnets: [subnet-0a1b2c3d, subnet-1a1b2c3d]
    cidr: 10.1.0.0/16
    endpoints: [s3, sts]
`);

interface Label {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function labelsIn(svg: string): readonly Label[] {
  const form = /<text x="([\d.]+)" y="([\d.]+)" font-size="(\d+)"( font-weight="600")? fill="[^"]+">([^<]*)<\/text>/g;
  return [...svg.matchAll(form)].map(([, x, y, size, bold, text = '']) => {
    const [left, line, height] = [Number(x), Number(y), Number(size)];
    const right = left + widthOf(text, height, bold === undefined ? undefined : 'bold');
    return { text, left, right, top: line - 0.8 * height, bottom: line + 0.25 * height };
  });
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function boxesIn(svg: string): readonly Box[] {
  const form = /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="8"/g;
  return [...svg.matchAll(form)].map(([, ...numbers]) => {
    const [left = 0, top = 0, width = 0, height = 0] = numbers.map(Number);
    return { left, top, right: left + width, bottom: top + height };
  });
}

function overlaps(a: Label, b: Label): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

const workspaces = [
  ['the example', acme],
  ['long names and a way out', async () => longest],
  ['many zones', async () => narrow],
  ['an existing network', async () => existing],
] as const;

describe.each(workspaces)('the picture of %s', (_, load) => {
  let synthesis: Synthesis;
  let svg: string;
  let labels: readonly Label[];

  beforeAll(async () => {
    synthesis = await synthesise(await load());
    svg = diagram(synthesis);
    labels = labelsIn(svg);
  });

  test('is well-formed, and no text of it is lost', () => {
    parseXml(svg);
    expect(labels).toHaveLength(svg.split('<text ').length - 1);
  });

  test('has no text that runs into another', () => {
    const clashes = labels.flatMap((label, index) =>
      labels.slice(index + 1).flatMap((other) => (overlaps(label, other) ? [`${label.text} | ${other.text}`] : [])),
    );
    expect(clashes).toEqual([]);
  });

  test('has no text that leaves the box in which it begins', () => {
    const outside = labels.flatMap(({ text, left, right, top, bottom }) =>
      boxesIn(svg)
        .filter((box) => box.left <= left && left < box.right && box.top <= top && top < box.bottom)
        .flatMap((box) => (right > box.right || bottom > box.bottom ? [text] : [])),
    );
    expect(boxesIn(svg).length).toBeGreaterThan(5);
    expect(outside).toEqual([]);
  });

  test('has no text that is cut off: names and what stacks hold are whole, on as many lines as they need', () => {
    const whole = labels.map(({ text }) => text).join(' ');
    // A line may end after a sign within a word.
    const said = whole.replaceAll(/(?<=[-/.]) /g, '');
    const facts = stackFacts(synthesis.blueprint, synthesis.stacks, synthesis.dependencies);
    const lost = facts.flatMap(({ stack, holds }) => [stack, ...holds]).filter((text) => !said.includes(text));
    expect(whole).not.toContain('…');
    expect(lost).toEqual([]);
  });

  test('has no text that leaves the page', () => {
    const height = Number(/height="(\d+)"/.exec(svg)?.[1]);
    const lost = labels.filter(({ left, right, bottom }) => left < 0 || right > 1200 || bottom > height);
    expect(lost).toEqual([]);
  });

  test('names every stack with the number of its resources', () => {
    const description = /<desc id="description">([^<]*)</.exec(svg)?.[1] ?? '';
    for (const { stack, template } of synthesis.stacks) {
      const { length } = Object.keys(template.Resources);
      expect(description).toContain(`${stack} with ${length} resources`);
    }
  });

  test('is the same again, byte for byte', () => {
    expect(diagram(synthesis)).toBe(svg);
  });
});

test('every zone, subnet and endpoint of the example is in its picture', async () => {
  const texts = labelsIn(diagram(await synthesise(await acme()))).map(({ text }) => text);
  const zones = ['euc1-az1', 'euc1-az2', 'euc1-az3', '10.10.0.0/19', '10.10.32.0/19', '10.10.64.0/19'];
  const endpoints = [
    's3 (gateway)',
    'sagemaker.api',
    'sts',
    'logs',
    'ecr.api',
    'ecr.dkr',
    'kms',
    'redshift-serverless',
  ];
  expect(texts).toEqual(expect.arrayContaining([...zones, ...endpoints, 'No internet route:', 'no NAT gateway']));
});

test('a way out is drawn as one, with what it leads through', async () => {
  const texts = labelsIn(diagram(await synthesise(longest))).map(({ text }) => text);
  expect(texts).toEqual(
    expect.arrayContaining(['Public subnet', 'Internet routes:', 'NAT gateway', 'internet gateway']),
  );
  expect(texts).not.toContain('No internet route:');
});

test('subnets and endpoints that are there already are in the picture', async () => {
  const texts = labelsIn(diagram(await synthesise(existing))).map(({ text }) => text);
  expect(texts).toEqual(
    expect.arrayContaining([
      'Network vpc-0a1b2c3d',
      'subnet-0a1b2c3d',
      'subnet-1a1b2c3d',
      's3 (gateway)',
      'sts',
      'logs',
    ]),
  );
});

const leads = (gateway: string): Workspace =>
  workspaceIn({
    json: {
      ...answers(),
      RouteTables: answers().RouteTables.map((table) => ({
        ...table,
        Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway, State: 'active' }],
      })),
    },
  });

const outsides = [
  ['leads out', leads('igw-0a1b2c3d'), ['Internet routes:', 'igw-0a1b2c3d']],
  ['leads nowhere', leads('local'), ['No internet route:']],
  ['is not described', existing, ['Not known']],
] as const;

test.each(outsides)('no wall is drawn that nobody has seen: a network that %s', async (_, workspace, said) => {
  const texts = labelsIn(diagram(await synthesise(workspace))).map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining([...said]));
  expect(texts.includes('No internet route:')).toBe(said[0] === 'No internet route:');
});

test('a stack of shared spaces is one of its own kind, and not another foundation', async () => {
  const { blueprint, stacks, dependencies } = await synthesise(
    workspaceOf(`
workspace: shared
aws: { region: eu-central-1 }
studio: { spaces: shared }
people: { lead: { role: lead-data-scientist } }
projects: { sales: { members: [lead] } }
`),
  );
  const kinds = stackFacts(blueprint, stacks, dependencies).map(({ stack, kind }) => [stack, kind]);
  expect(Object.fromEntries(kinds)).toMatchObject({ 'shared-foundation': 'foundation', 'shared-spaces': 'spaces' });
});

test('whatever is in a name, the document stays well-formed', () => {
  const title = '<script>&"\'';
  const svg = renderSvg({ width: 10, height: 10, title, description: title, shapes: [] });
  parseXml(svg);
  expect(svg).not.toContain('<script>');
});
