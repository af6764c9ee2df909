import type { Service } from '../../service/service.ts';
import { paged } from '../paged.ts';
import { bucketOperations } from './bucket-operations.ts';
import { listOperations } from './list-operations.ts';
import { objectOperations } from './object-operations.ts';
import { policyOperations } from './policy-operations.ts';
import { uploadOperations } from './upload-operations.ts';

/** Buckets and their objects. The time of an object is the time at which it is asked for. */
export const s3: Service = {
  signingName: 's3',
  protocol: 'rest-xml',
  namespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  operations: {
    ...paged(
      bucketOperations,
      { ListBuckets: 'Buckets' },
      { from: 'ContinuationToken', next: 'ContinuationToken', most: 'MaxBuckets', refusal: 'InvalidArgument' },
    ),
    ...objectOperations,
    ...listOperations,
    ...policyOperations,
    ...uploadOperations,
  },
};
