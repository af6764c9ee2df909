import type { Service } from '../../service/service.ts';
import { policyOperations } from './policy-operations.ts';
import { roleOperations } from './role-operations.ts';

/** Roles and policies as the account's resources; nothing is decided by them. */
export const iam: Service = {
  signingName: 'iam',
  protocol: 'query',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  operations: { ...roleOperations, ...policyOperations },
};
