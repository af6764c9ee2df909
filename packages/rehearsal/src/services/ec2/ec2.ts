import type { Service } from '../../service/service.ts';
import { groupOperations } from './group-operations.ts';
import { interfaceOperations } from './interface-operations.ts';
import { networkOperations } from './network-operations.ts';

/** Networks as far as they are looked at, and the things in them that services leave behind. */
export const ec2: Service = {
  signingName: 'ec2',
  protocol: 'ec2',
  namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  operations: { ...networkOperations, ...groupOperations, ...interfaceOperations },
};
