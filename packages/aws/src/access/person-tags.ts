import { type Person, rowOf } from '@atelier/core';
import { personTag } from './policy-ground.ts';

/** Roles in every warehouse's database: what they are granted there tells querying from loading. */
export const databaseRoles = { query: 'atelier_query', load: 'atelier_load' } as const;

/**
 * Tags of a person's role. Redshift Serverless gives whoever connects with it the database role named by
 * `RedshiftDbRoles` (its management guide, database roles of federated users).
 */
export function personTags({ profile, role }: Person): Readonly<Record<string, string>> {
  const loads = rowOf('warehouse.load').roles.includes(role);
  return {
    [personTag]: profile,
    'atelier:role': role,
    RedshiftDbRoles: loads ? databaseRoles.load : databaseRoles.query,
  };
}
