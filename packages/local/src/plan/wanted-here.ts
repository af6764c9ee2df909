import { type Blueprint, piecesOf } from '@atelier/core';
import type { WantedWarehouse } from '../warehouse/warehouses.ts';

/** Things on this machine that are started for a workspace. */
export interface WantedHere {
  /** Projects with a warehouse of their own. */
  readonly warehouses: readonly WantedWarehouse[];
  /** Names of the projects with a workspace of MLflow, where a registry is, and experiments where the file wants them. */
  readonly tracked: readonly string[];
}

/** What the pieces of a workspace want started on this machine; `pieces-here.ts` says the same of each piece. */
export function wantedHere(blueprint: Blueprint): WantedHere {
  return {
    warehouses: piecesOf(blueprint, 'warehouse').map(({ project: { name }, size }) => ({
      name,
      queries: size.queries,
    })),
    tracked: piecesOf(blueprint, 'registry').map(({ project }) => project.name),
  };
}
