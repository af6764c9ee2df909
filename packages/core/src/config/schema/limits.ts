import { budget, list, section, text } from './fields.ts';

/** Limits on what the workspace may cost and use. */
export const limits = section({
  monthlyUsd: budget().describe('US dollars a month for the whole workspace. Default: no limit.').optional(),
  instances: list(
    text(
      /^ml\.([a-z0-9-]*\*|[a-z][a-z0-9-]*\.([a-z0-9]+|[a-z0-9]*\*))$/,
      'an instance type beginning with ml. that may end in *',
      'ml.t3.*',
    ),
    'a list of at least one instance type; each may end in *',
    { min: 1 },
  )
    .describe('Instance types that may be used. Default: all.')
    .optional(),
  fileSystems: list(
    text(/^fs-[0-9a-f]{8,40}$/, 'the id of a file system: fs- and 8 to 40 of 0-9 and a-f', 'fs-0123456789abcdef0'),
    'a list of ids of file systems',
  )
    .describe('File systems of the account that jobs may mount.')
    .default([]),
});
