import type { Service } from '../../service/service.ts';

/** CloudTrail, which the CDK's command line asks for the cause of a failed deployment: it has recorded nothing. */
export const cloudtrail: Service = {
  signingName: 'cloudtrail',
  protocol: 'json',
  operations: { LookupEvents: () => ({ Events: [] }) },
};
