import type { Service } from '../../service/service.ts';
import { manyOnPage, paged } from '../paged.ts';
import { gatewayOperations } from './gateway-operations.ts';
import { groupOperations } from './group-operations.ts';
import { interfaceOperations } from './interface-operations.ts';
import { networkOperations } from './network-operations.ts';

const lists = {
  DescribeEgressOnlyInternetGateways: 'EgressOnlyInternetGateways',
  DescribeInternetGateways: 'InternetGateways',
  DescribeNatGateways: 'NatGateways',
  DescribeNetworkAcls: 'NetworkAcls',
  DescribeNetworkInterfaces: 'NetworkInterfaces',
  DescribeRouteTables: 'RouteTables',
  DescribeSecurityGroups: 'SecurityGroups',
  DescribeSubnets: 'Subnets',
  DescribeVpcEndpoints: 'VpcEndpoints',
  DescribeVpcPeeringConnections: 'VpcPeeringConnections',
  DescribeVpcs: 'Vpcs',
};

/** Networks as far as they are looked at, and the things in them that services leave behind. */
export const ec2: Service = {
  signingName: 'ec2',
  protocol: 'ec2',
  namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  operations: paged({ ...networkOperations, ...gatewayOperations, ...groupOperations, ...interfaceOperations }, lists, {
    from: 'NextToken',
    next: 'NextToken',
    most: 'MaxResults',
    refusal: 'InvalidPaginationToken',
    pageSize: manyOnPage,
  }),
};
