import { ExecutionRole, Warehouse } from '@atelier/constructs';
import type { PieceOf } from '@atelier/core';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { warehousePolicy } from '../access/warehouse-policy.ts';
import { type Built, made, type Site } from './builder.ts';
import { projectNamed } from './ground.ts';
import { roleSettings } from './role-settings.ts';

/** Services that read files as a project's warehouse. */
const redshift = ['redshift.amazonaws.com', 'redshift-serverless.amazonaws.com'];

/** The SQL store of a project, with the role it reads files with. */
export function buildWarehouse({ project: { name }, size }: PieceOf<'warehouse'>, site: Site): Built<'warehouse'> {
  const { stack, names, policies, needed } = site;
  const project = projectNamed(site, name);
  const { baseCapacity, maxCapacity } = size;
  const { network } = needed('network');
  const reader = new ExecutionRole(stack, 'WarehouseRole', {
    roleName: names.warehouseRole(name),
    description: `The warehouse of ${name}, which reads files and writes none`,
    services: redshift,
    inlinePolicies: { warehouse: PolicyDocument.fromJson(warehousePolicy(policies, project)) },
    ...roleSettings(site),
  });
  new Warehouse(stack, 'Warehouse', {
    name: names.warehouse(name),
    databaseName: 'warehouse',
    subnetIds: network.subnetIds,
    securityGroupId: network.workSecurityGroupId,
    kmsKeyArn: needed('key').keyArn,
    roleArn: reader.roleArn,
    baseCapacity,
    ...(maxCapacity === null ? {} : { maxCapacity }),
  });
  return made;
}
