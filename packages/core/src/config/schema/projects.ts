import * as z from 'zod';
import { usualProject } from '../../model/project.ts';
import { minutes } from './durations.ts';
import { budget, choice, list, named, section, text, whole } from './fields.ts';
import { emailAddress, instanceType, personName, projectName } from './names.ts';

const rpuAccepts = '4, or a multiple of 8 up to 1024';
const queries = section({
  seconds: whole(1, 86_400).describe('Longest time of one query.').default(600),
  rows: whole(1, 1_000_000_000).describe('Most rows of one answer.').default(5_000_000),
  memoryMb: whole(256, 1_048_576)
    .describe('Megabytes of memory for queries on one machine. Default: 2560, or less where the machine has little.')
    .optional(),
  temporaryDiskMb: whole(0, 10_485_760)
    .describe('Megabytes of disk for what does not fit in memory, on one machine.')
    .default(20_480),
});

const warehouse = section({
  baseCapacity: z
    .number({ error: rpuAccepts })
    .min(4, { error: rpuAccepts })
    .max(1024, { error: rpuAccepts })
    .refine((units) => units === 4 || units % 8 === 0, { error: rpuAccepts })
    .meta({ examples: [8] })
    .describe('Redshift processing units that are always ready.')
    .default(8),
  maxCapacity: whole(4, 5632).describe('Most processing units. Default: no limit of its own.').optional(),
  queries: queries.describe('What one query may take before it is stopped.').prefault({}),
});

const serving = section({
  instance: instanceType.describe('Instance type of an endpoint.').default('ml.m5.xlarge'),
  minInstances: whole(1, 10).describe('Instances of an endpoint at rest.').default(1),
  maxInstances: whole(1, 10).describe('Instances of an endpoint under load. Default: as at rest.').optional(),
  batchInstance: instanceType.describe('Instance type of batch predictions.').default('ml.m5.12xlarge'),
  capturePercent: whole(0, 100)
    .describe('Share of requests and answers kept for monitoring.')
    .default(usualProject.capturePercent),
});

const promotion = section({
  approveWithin: minutes('1h', '365d', '7d')
    .describe('How long an approval may wait before it counts as refused.')
    .default(`${usualProject.approveWithinDays}d`),
  canaryPercent: whole(1, 50)
    .describe('Share of requests that a new version gets first.')
    .default(usualProject.canaryPercent),
});

const deliverFrom = section({
  senders: list(
    text(
      /^(\d{12}|arn:[^:\s*?]+:iam::\d{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64})$/,
      'the whole ARN of a role, or the 12 digits of another account',
      'arn:aws:iam::444455556666:role/exporter',
    ),
    'a list of roles and accounts',
    { min: 1, max: 20 },
  ).describe('Roles, of this account or another, and other accounts.'),
  organization: text(/^o-[a-z0-9]{10,32}$/, 'the id of an organization', 'o-a1b2c3d4e5')
    .describe('AWS organization that senders have to be in. Default: not asked for.')
    .optional(),
});

const project = section({
  members: list(personName, 'a list of names from people').describe('People who work in the project.').default([]),
  warehouse: z
    .union([choice(['none']), warehouse], { error: '`none`, or a map of baseCapacity, maxCapacity and queries' })
    .meta({ examples: ['none'] })
    .describe("The project's SQL store; `none`: it has none, and no flows, which load one.")
    .prefault({}),
  flows: list(
    text(
      /^(?![a-z0-9]+:\/\/).*\.ya?ml$/,
      'the path of a .yaml file, from the folder of this file',
      './flows/sales.yaml',
    ),
    'a list of paths of .yaml files',
  )
    .describe('Flow files, from the folder of this file.')
    .default([]),
  buckets: named(
    text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9*]$/, 'the name of a bucket, or its beginning and *', 'acme-raw-data'),
    choice(['read', 'write']),
  )
    .describe('Existing buckets that members may read, or read and write.')
    .default({}),
  deliverFrom: deliverFrom
    .describe('Who may put files below delivered/ in the data bucket, from outside the network. Default: nobody.')
    .optional(),
  notify: list(emailAddress, 'a list of e-mail addresses')
    .describe('Who hears of waiting approvals and of the budget.')
    .default([]),
  serving: serving.describe('Endpoints and batch predictions on AWS.').prefault({}),
  promotion: promotion.describe('How a model gets from the registry to its endpoint.').prefault({}),
  budget: section({ monthlyUsd: budget().describe('US dollars a month.') })
    .describe("What the project may cost. Default: only the workspace's limit holds.")
    .optional(),
});

export const projects = named(projectName, project);
