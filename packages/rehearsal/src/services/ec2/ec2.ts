import type { Service } from '../../service/service.ts';
import { manyOnPage, paged } from '../paged.ts';
import { groupOperations } from './group-operations.ts';
import { interfaceOperations } from './interface-operations.ts';
import { networkOperations } from './network-operations.ts';

const lists = {
  DescribeNetworkInterfaces: 'NetworkInterfaces',
  DescribeRouteTables: 'RouteTables',
  DescribeSecurityGroups: 'SecurityGroups',
  DescribeSubnets: 'Subnets',
  DescribeVpcEndpoints: 'VpcEndpoints',
  DescribeVpcs: 'Vpcs',
};

/** Networks as far as they are looked at, and the things in them that services leave behind. */
export const ec2: Service = {
  signingName: 'ec2',
  protocol: 'ec2',
  namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  operations: paged({ ...networkOperations, ...groupOperations, ...interfaceOperations }, lists, {
    from: 'NextToken',
    next: 'NextToken',
    most: 'MaxResults',
    refusal: 'InvalidPaginationToken',
    pageSize: manyOnPage,
  }),
};
