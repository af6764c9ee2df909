import type { EvaluatedResource } from '@atelier/cloudformation';
import { indexResources } from '../model.ts';
import type { Resources } from '../resources.ts';
import { buildNetwork, type NetworkModel } from './network.ts';

/** Resources, and the network that is among them. */
export interface NetworkGround {
  readonly resources: Resources;
  readonly network: NetworkModel;
}

/** The ground of what templates make, and of what was there before in the shape of it, under its ids. */
export function networkGround(all: readonly EvaluatedResource[]): NetworkGround {
  const resources = indexResources(all);
  return { resources, network: buildNetwork(resources) };
}
