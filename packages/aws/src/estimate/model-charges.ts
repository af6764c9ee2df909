import { own, type Value } from '@atelier/cloudformation';
import { type Charge, count, measure } from '@atelier/core';
import { type ChargesOfType, charge, type PlacedResource, type Pricing, priceOf, untold } from './pricing.ts';

/** Settings for what a project's flows make when they run, which no template has: a parameter of its stack keeps them. */
interface ServingSettings {
  readonly instance: string;
  readonly minInstances: number;
  readonly batchInstance: string;
  /** Names. */
  readonly flows: readonly string[];
}

const isServing = /^\/[^/]+\/projects\/[^/]+\/serving$/;

const parameters: ChargesOfType = (resources, pricing) =>
  resources
    .filter(({ properties }) => typeof properties.Name === 'string' && isServing.test(properties.Name))
    .flatMap((resource) => servingCharges(resource, pricing));

function servingCharges(resource: PlacedResource, pricing: Pricing): readonly Charge[] {
  const settings = servingSettings(resource.properties.Value);
  if (!settings) {
    const why = `${String(resource.properties.Name)} does not say what the flows make`;
    const head = { line: 'endpoints', stack: resource.stack, runs: 'always' } as const;
    return [charge(head, untold('serving', resource.region, why), count(1, 'project'))];
  }
  return settings.flows.flatMap(() => [
    ...endpointCharges(settings, resource, pricing),
    ...batchCharges(settings, resource, pricing),
  ]);
}

function endpointCharges(settings: ServingSettings, resource: PlacedResource, pricing: Pricing): readonly Charge[] {
  const { endpointHoursPerMonth, modelStorageGb } = pricing.usage;
  const head = { line: 'endpoints', stack: resource.stack, runs: 'always' } as const;
  const instances = count(settings.minInstances, 'instance');
  return [
    charge(head, priceOf(pricing, settings.instance, resource), instances, measure(endpointHoursPerMonth, 'h')),
    charge(head, priceOf(pricing, 'ml-storage', resource), instances, measure(modelStorageGb, 'GB')),
  ];
}

function batchCharges(settings: ServingSettings, resource: PlacedResource, pricing: Pricing): readonly Charge[] {
  const { batchHoursPerMonth, modelStorageGb } = pricing.usage;
  const head = { line: 'batch', stack: resource.stack, runs: 'in-use' } as const;
  const flow = count(1, 'flow');
  return [
    charge(head, priceOf(pricing, settings.batchInstance, resource), flow, measure(batchHoursPerMonth, 'h')),
    charge(head, priceOf(pricing, 'ml-storage', resource), flow, measure(modelStorageGb, 'GB')),
  ];
}

function servingSettings(value: Value | undefined): ServingSettings | null {
  const said = parsed(value);
  const [instance, minInstances] = [own(said, 'instance'), own(said, 'minInstances')];
  const [batchInstance, flows] = [own(said, 'batchInstance'), own(said, 'flows')];
  if (typeof instance !== 'string' || typeof minInstances !== 'number') return null;
  if (typeof batchInstance !== 'string' || !Array.isArray(flows)) return null;
  if (!flows.every((flow) => typeof flow === 'string')) return null;
  return { instance, minInstances, batchInstance, flows };
}

function parsed(value: Value | undefined): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return null;
  }
}

export const modelCharges = {
  'AWS::SSM::Parameter': parameters,
} satisfies Readonly<Record<string, ChargesOfType>>;
