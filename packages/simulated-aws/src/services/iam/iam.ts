import type { Service } from '../../service/service.ts';
import { paged } from '../paged.ts';
import { policyOperations } from './policy-operations.ts';
import { roleOperations } from './role-operations.ts';

const lists = {
  ListAttachedRolePolicies: 'AttachedPolicies',
  ListPolicies: 'Policies',
  ListRolePolicies: 'PolicyNames',
  ListRoles: 'Roles',
};

/** Roles and policies as the account's resources; nothing is decided by them. */
export const iam: Service = {
  signingName: 'iam',
  protocol: 'query',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  operations: paged({ ...roleOperations, ...policyOperations }, lists, {
    from: 'Marker',
    next: 'Marker',
    most: 'MaxItems',
    isCut: 'IsTruncated',
    refusal: 'ValidationError',
  }),
};
