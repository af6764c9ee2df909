import type { Service } from '../../service/service.ts';
import { manyOnPage, paged } from '../paged.ts';
import { remembered } from './acting-as.ts';
import { changeSetOperations } from './change-set-operations.ts';
import { driftOperations } from './drift-operations.ts';
import { eventOperations } from './event-operations.ts';
import { exportOperations } from './export-operations.ts';
import { resourceOperations } from './resource-operations.ts';
import { stackOperations } from './stack-operations.ts';
import { stateOperations } from './state-operations.ts';
import { templateOperations } from './template-operations.ts';

const operations = remembered({
  ...changeSetOperations,
  ...driftOperations,
  ...eventOperations,
  ...exportOperations,
  ...resourceOperations,
  ...stackOperations,
  ...stateOperations,
  ...templateOperations,
});

const lists = {
  DescribeStacks: 'Stacks',
  ListChangeSets: 'Summaries',
  ListExports: 'Exports',
  ListImports: 'Imports',
  ListStacks: 'StackSummaries',
};
const listsOfOneStack = {
  DescribeChangeSet: 'Changes',
  DescribeEvents: 'OperationEvents',
  DescribeStackEvents: 'StackEvents',
  DescribeStackResourceDrifts: 'StackResourceDrifts',
  ListStackResources: 'StackResourceSummaries',
};
const paging = { from: 'NextToken', next: 'NextToken', most: 'MaxResults', refusal: 'ValidationError' };

/** CloudFormation, as far as deploying, looking and taking down need it. */
export const cloudformation: Service = {
  signingName: 'cloudformation',
  protocol: 'query',
  namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  operations: paged(paged(operations, lists, paging), listsOfOneStack, { ...paging, pageSize: manyOnPage }),
};
