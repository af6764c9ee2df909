import { evaluate, type StackTemplate } from '@atelier/cloudformation';
import { type Charge, count, type Estimate, estimateOf, type FreeThing, type LineId, type Usage } from '@atelier/core';
import { modelCharges } from './model-charges.ts';
import { networkCharges } from './network-charges.ts';
import type { PriceBook } from './price-book.ts';
import { type ChargesOfType, type PlacedResource, untold } from './pricing.ts';
import { storeCharges } from './store-charges.ts';
import { studioCharges } from './studio-charges.ts';
import { trackingCharges } from './tracking-charges.ts';
import { whyFree } from './why-free.ts';

const chargesOfTypes: ReadonlyMap<string, ChargesOfType> = new Map(
  Object.entries({ ...networkCharges, ...studioCharges, ...trackingCharges, ...storeCharges, ...modelCharges }),
);

const titles: Readonly<Record<LineId, string>> = {
  'network-endpoints': 'Interface endpoints',
  'gateway-endpoints': 'Gateway endpoints',
  'internet-gateway': 'NAT gateways',
  'name-lookups': 'DNS Firewall',
  warehouse: 'Redshift Serverless',
  'warehouse-storage': 'Redshift storage',
  notebooks: 'Studio notebooks',
  'notebook-storage': 'Disks of spaces',
  'home-folders': 'Home folders (EFS)',
  endpoints: 'Model endpoints',
  batch: 'Batch predictions',
  spark: 'EMR Serverless',
  tracking: 'MLflow',
  storage: 'S3 Standard',
  packages: 'CodeArtifact',
  source: 'CodeCommit',
  keys: 'KMS keys',
  secrets: 'Secrets',
  logs: 'CloudWatch logs',
  alarms: 'CloudWatch alarms',
  'sign-in': 'IAM Identity Center',
};

/** Region of templates that do not say theirs. */
const regionOfNowhere = 'unknown';

/**
 * Costs of stacks a month, from their templates and from how much they are used.
 *
 * Every resource is on a line, or free with a reason, or on a line without a price; then `complete` is false.
 *
 * @throws Problem CountedButAbsent
 */
export function estimate(templates: readonly StackTemplate[], usage: Usage, book: PriceBook): Estimate {
  const groups = Map.groupBy(resourcesIn(templates), ({ type }) => type);
  const pricing = { usage, book, resourcesOf: (type: string) => groups.get(type) ?? [] };
  const known = [...chargesOfTypes].flatMap(([type, chargesOf]) => chargesOf(pricing.resourcesOf(type), pricing));
  const unknown = [...groups].flatMap(([type, resources]) =>
    chargesOfTypes.has(type) || whyFree.has(type) ? [] : resources.map(unknownCharge),
  );
  return estimateOf([...known, ...unknown], { counted: usage.counted, titles, free: freeThings(groups) });
}

function resourcesIn(templates: readonly StackTemplate[]): readonly PlacedResource[] {
  return evaluate(templates).flatMap(({ region, resources }) =>
    resources.map((resource) => ({ ...resource, region: region ?? regionOfNowhere })),
  );
}

function unknownCharge({ type, stack, region }: PlacedResource): Charge {
  const price = untold(type, region, 'nobody has said what this type of resource costs');
  return { line: `unknown:${type}`, of: null, part: stack, runs: 'always', quantities: [count(1, 'resource')], price };
}

function freeThings(groups: ReadonlyMap<string, readonly PlacedResource[]>): readonly FreeThing[] {
  return [...groups]
    .flatMap(([what, { length }]) => {
      const because = whyFree.get(what);
      return because === undefined ? [] : [{ what, count: length, because }];
    })
    .toSorted((a, b) => (a.what < b.what ? -1 : 1));
}
