import type { World } from '../world/world.ts';
import { addNew, resourceFor } from './generic-kind.ts';
import { minutesOf } from './minutes.ts';
import { alreadyExists } from './refusal.ts';
import type { ResourceKind } from './resource-kind.ts';

/** A type whose names are taken once, though its id is something else. */
function namedKind(type: string, property: string, nested?: string): ResourceKind {
  return {
    type,
    minutes: minutesOf(type),
    create: (wanted, world) => {
      const holder = nested === undefined ? wanted.properties : wanted.properties[nested];
      const name = nameIn(holder, property);
      const isTaken = (other: ReturnType<World['resources']['list']>[number]) =>
        nameIn(nested === undefined ? other.properties : other.properties[nested], property) === name;
      const other = name === undefined ? undefined : world.resources.list(type).find(isTaken);
      if (other) throw alreadyExists(wanted, property, other.id);
      return addNew(world, resourceFor(wanted, world));
    },
  };
}

function nameIn(holder: unknown, property: string): string | undefined {
  if (typeof holder !== 'object' || holder === null) return undefined;
  const name = Object.entries(holder).find(([key]) => key === property)?.[1];
  return typeof name === 'string' ? name : undefined;
}

export const namedKinds: readonly ResourceKind[] = [
  namedKind('AWS::Budgets::Budget', 'BudgetName', 'Budget'),
  namedKind('AWS::CodeCommit::Repository', 'RepositoryName'),
];
