import { amount, budget, list, section, text } from './fields.ts';

/** What the workspace may cost and use. */
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
});

/** How much the workspace is used. */
export const usage = section({
  hoursPerDay: amount(0, 24).describe('Hours a day that each person has a space running.').default(4),
  daysPerMonth: amount(0, 31).describe('Working days a month.').default(22),
  warehouseHoursPerDay: amount(0, 24).describe('Hours a day that a warehouse answers queries.').default(1),
  endpointHoursPerDay: amount(0, 24).describe('Hours a day that an endpoint is up.').default(8),
  batchHoursPerDay: amount(0, 24).describe('Hours a day that batch predictions run.').default(8),
  networkGbPerMonth: amount(0, 1_000_000).describe('Gigabytes a month through the network endpoints.').default(400),
  storageGb: amount(0, 1_000_000).describe('Gigabytes kept in buckets.').default(1),
});
