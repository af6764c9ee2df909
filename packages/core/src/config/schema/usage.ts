import { lineIds } from '../../model/usage.ts';
import { amount, choice, list, section, text, whole } from './fields.ts';

const hoursOfMonth = 744;
const gigabytes = () => amount(0, 1_000_000_000);

const counted = section({
  lines: list(choice(lineIds), `a list of ${lineIds.join(', ')}`)
    .describe('Lines of the estimate that the table has. Default: all.')
    .optional(),
  endpoints: list(
    text(/^[a-z0-9][a-z0-9.-]*$/, 'the name of a service as in its endpoint', 'sagemaker.api'),
    'a list of services',
  )
    .describe('Network endpoints that the table has, by service. Default: all.')
    .optional(),
});

/** How much the workspace is used. */
export const usage = section({
  hoursPerDay: amount(0, 24).describe('Hours a day that each person at work has a space running.').default(4),
  daysPerMonth: amount(0, 31).describe('Working days a month.').default(22),
  peopleAtWork: whole(0, 100_000).describe('How many people work on such a day. Default: all.').optional(),
  warehouseHoursPerMonth: amount(0, hoursOfMonth)
    .describe('Hours a month that each warehouse answers queries.')
    .default(30.5),
  warehouseGb: gigabytes().describe('Gigabytes in the warehouses.').default(10),
  endpointHoursPerMonth: amount(0, hoursOfMonth)
    .describe('Hours a month that each endpoint is up, asked or not. Default: always.')
    .default(730),
  batchHoursPerMonth: amount(0, hoursOfMonth)
    .describe("Hours a month that each flow's batch predictions take.")
    .default(5),
  modelStorageGb: gigabytes()
    .describe("Gigabytes of disk of each endpoint instance, and of each flow's batch predictions.")
    .default(30),
  sparkHoursPerMonth: amount(0, 1_000_000)
    .describe('Hours a month that Spark workers of 4 virtual processors and 16 GB run, all workers together.')
    .default(20),
  networkGbPerMonth: gigabytes().describe('Gigabytes a month through the network endpoints.').default(100),
  internetGbPerMonth: gigabytes()
    .describe('Gigabytes a month between the workspace and the internet, where `network.mode` is egress.')
    .default(10),
  lookupsPerMonth: amount(0, 1_000_000_000_000)
    .describe('Names that notebooks and jobs look up in a month.')
    .default(1_000_000),
  logGbPerMonth: gigabytes().describe('Gigabytes of logs a month.').default(5),
  storageGb: gigabytes().describe('Gigabytes kept in buckets.').default(50),
  homeGb: gigabytes().describe('Gigabytes kept in home folders.').default(5),
  packagesGb: gigabytes().describe('Gigabytes of packages kept.').default(5),
  counted: counted
    .describe('A price table to hold the estimate against: what it counts. All else is listed apart, as forgotten.')
    .prefault({}),
});
