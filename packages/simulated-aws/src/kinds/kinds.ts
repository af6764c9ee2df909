import { checkDocuments } from '../policy/check-documents.ts';
import { customResourceKind } from './custom-resource-kind.ts';
import { genericKind } from './generic-kind.ts';
import { managedPolicyKind } from './identity/managed-policy-kind.ts';
import { roleKind } from './identity/role-kind.ts';
import { checkNamePatterns } from './name-patterns.ts';
import { namedKinds } from './named-kinds.ts';
import { networkKinds } from './network/network-kinds.ts';
import { packageKinds } from './package-kinds.ts';
import { checkQuota } from './quota.ts';
import { checkNames } from './relations/check-names.ts';
import { checkTrust } from './relations/check-trust.ts';
import type { ResourceKind, WholeKind } from './resource-kind.ts';
import { storageKinds } from './storage-kinds.ts';
import { studioKinds } from './studio/studio-kinds.ts';
import { warehouseKinds } from './warehouse-kinds.ts';

const special: readonly ResourceKind[] = [
  ...networkKinds,
  ...storageKinds,
  ...warehouseKinds,
  ...packageKinds,
  ...namedKinds,
  ...studioKinds,
  customResourceKind,
  roleKind,
  managedPolicyKind,
];
const byType = new Map(special.map((kind) => [kind.type, kind]));

/** How resources of a type behave; every type that CloudFormation knows has a kind. */
export function kindOf(type: string): WholeKind {
  const kind = byType.get(type);
  const whole = { ...genericKind(type), ...kind };
  return {
    ...whole,
    removeMinutes: kind?.removeMinutes ?? whole.minutes,
    create: (wanted, world) => {
      checkNamePatterns(type, wanted.properties);
      checkQuota(world, type);
      checkTrust(type, wanted.properties, world);
      checkNames(type, wanted.properties, world);
      checkDocuments(type, wanted.properties, world);
      return whole.create(wanted, world);
    },
    update: (resource, properties, world) => {
      checkTrust(type, properties, world);
      checkNames(type, properties, world);
      checkDocuments(type, properties, world);
      return whole.update(resource, properties, world);
    },
  };
}
