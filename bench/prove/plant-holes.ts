/** The holes of the tests of `prove`, by kind, each in templates that hold no other. */
import { join } from 'node:path';
import { synthesise } from '@atelier/aws';
import { loadWorkspace } from '@atelier/core';
import { type Finding, readTemplates, type StackTemplate } from '@atelier/proofs';
import { accessHoles, refusalHoles } from '../../packages/proofs/test/access-holes.ts';
import { draftOf } from '../../packages/proofs/test/draft.ts';
import type { Hole } from '../../packages/proofs/test/hole.ts';
import { copies } from '../../packages/proofs/test/kinds/copies.ts';
import { grants } from '../../packages/proofs/test/kinds/grants.ts';
import type { Kind } from '../../packages/proofs/test/kinds/kind.ts';
import { listeners } from '../../packages/proofs/test/kinds/listeners.ts';
import { networks } from '../../packages/proofs/test/kinds/networks.ts';
import { plain } from '../../packages/proofs/test/kinds/plain.ts';
import { networkHoles } from '../../packages/proofs/test/network-holes.ts';
import { perimeterHoles } from '../../packages/proofs/test/perimeter-holes.ts';
import { storeHoles } from '../../packages/proofs/test/store-holes.ts';
import { templateHoles } from '../../packages/proofs/test/template-holes.ts';
import { sparkHoles, workHoles } from '../../packages/proofs/test/work-holes.ts';

type Templates = readonly StackTemplate[];

/** One hole, in a copy of the templates. */
export interface Planted {
  readonly kind: string;
  readonly name: string;
  readonly templates: Templates;
  /** The templates that differ from the clean ones. */
  readonly changed: Templates;
  /** Whether a finding of `prove` is about this hole, and names the resource. */
  isNamedBy(finding: Finding): boolean;
}

export interface Ground {
  /** Templates in which every promise is proven. */
  readonly clean: readonly Templates[];
  readonly planted: readonly Planted[];
}

const root = join(import.meta.dirname, '../..');

const kinds = {
  'ways out of the network, groups, endpoints': { holes: networkHoles },
  'joined networks, work outside of one': { some: networks },
  'doors on the internet': { some: listeners },
  'copies to somebody else': { some: copies },
  'Studio, functions, models, Spark': { holes: workHoles, fixture: sparkHoles },
  'stores: keys, public access, policies': { holes: storeHoles },
  'stores without an own key, passwords': { some: plain },
  'conditions of buckets and endpoints': { holes: perimeterHoles },
  'rights of roles': { holes: accessHoles, fixture: refusalHoles },
  'rights by other means': { some: grants },
  'parts that cannot be understood': { holes: templateHoles },
} satisfies Record<string, { holes?: readonly Hole[]; fixture?: readonly Hole[]; some?: readonly Kind[] }>;

/** Into the synthesised example; what the example has no place for goes into the fixture of the tests. */
export async function plantHoles(): Promise<Ground> {
  const loaded = await loadWorkspace(join(root, 'examples/acme/atelier.yaml'));
  if (!loaded.ok) throw new Error('The example has mistakes.');
  const { stacks } = await synthesise(loaded.workspace);
  const fixture = await readTemplates([join(root, 'packages/proofs/test/fixtures/isolated.yaml')]);
  const planted = Object.entries(kinds).flatMap(([kind, tables]) => [
    ...('holes' in tables ? tables.holes.map((hole) => plantHole(kind, hole, stacks)) : []),
    ...('fixture' in tables ? tables.fixture.map((hole) => plantHole(kind, hole, fixture)) : []),
    ...('some' in tables ? tables.some.map((one) => plantKind(kind, one, stacks)) : []),
  ]);
  return { clean: [stacks, fixture], planted };
}

function plantHole(kind: string, { name, rule, dig }: Hole, clean: Templates): Planted {
  const draft = draftOf(clean);
  const { id } = dig(draft);
  return {
    kind,
    name,
    ...differing(draft.templates, clean),
    isNamedBy: (finding) => finding.rule === rule && finding.resource === id,
  };
}

/** A resource beside the network, with parameters of which nobody knows the value. */
function plantKind(kind: string, [name, type, properties, promise]: Kind, clean: Templates): Planted {
  const draft = draftOf(clean);
  const { stack, id } = draft.add(draft.find('AWS::EC2::VPC'), 'Hole', `AWS::${type}`, properties);
  const unknown = ['Open', 'Key', 'On', 'Do', 'Policy'].filter((key) =>
    JSON.stringify(properties).includes(`"${key}"`),
  );
  const Parameters = Object.fromEntries(unknown.map((key) => [key, { Type: 'String' }]));
  const templates = draft.templates.map((one) =>
    one.stack === stack
      ? { ...one, template: { ...one.template, Parameters: { ...one.template.Parameters, ...Parameters } } }
      : one,
  );
  return {
    kind,
    name,
    ...differing(templates, clean),
    isNamedBy: ({ promises, resource }) => promises.includes(promise) && resource === id,
  };
}

function differing(templates: Templates, clean: Templates): Pick<Planted, 'templates' | 'changed'> {
  const changed = templates.filter((one, index) => JSON.stringify(one) !== JSON.stringify(clean[index]));
  return { templates, changed };
}
