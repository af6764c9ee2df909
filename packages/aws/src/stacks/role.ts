import type { PieceOf } from '@atelier/core';
import { limitPolicy } from '../access/limit-policy.ts';
import { rolePolicy } from '../access/role-policy.ts';
import { addPolicies } from './add-policies.ts';
import { type Built, made, type Site } from './builder.ts';

/** The rights of a role: what everybody with it may do, and what nobody with it may. */
export function buildRole({ role }: PieceOf<'role'>, site: Site): Built<'role'> {
  const { workspace, names, policies } = site;
  const rights = { name: names.rolePolicy(role), document: rolePolicy(policies, role) };
  addPolicies(site, `Policy-${role}`, [rights], `What every ${role} of ${workspace.name} may do`);
  const limits = `What no ${role} of ${workspace.name} may do, whatever else allows it`;
  const refused = { name: names.limitPolicy(role), document: limitPolicy(policies, role) };
  addPolicies(site, `Limits-${role}`, [refused], limits);
  return made;
}
