import * as z from 'zod';
import { personName, workspaceName } from '../../config/schema/names.ts';
import { type Person, roles } from '../../model/person.ts';
import { type Tracking, weekdays } from '../../model/tracking.ts';
import type { Workspace } from '../../model/workspace.ts';
import { schemaOf } from '../schema-of.ts';
import { awsSchema } from './aws-schema.ts';
import { networkSchema } from './network-schema.ts';
import { outsideDoorSchema } from './outside-door-schema.ts';
import { projectSchema } from './project-schema.ts';
import { signInSchema } from './sign-in-schema.ts';
import { studioSchema } from './studio-schema.ts';
import { usageSchema } from './usage-schema.ts';

const personSchema = schemaOf<Person>()(
  z.strictObject({ name: personName, role: z.enum(roles), signInName: z.string(), profile: z.string() }),
);

const store = {
  name: z.string(),
  autoRegister: z.boolean(),
  bucket: z.string().nullable(),
  prefix: z.string(),
  maintenance: z.string().nullable(),
};

const trackingSchema = schemaOf<Tracking>()(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('app'), ...store }),
    z.strictObject({
      kind: z.literal('server'),
      ...store,
      scope: z.enum(['project', 'workspace']),
      hours: z
        .strictObject({
          from: z.string(),
          to: z.string(),
          days: z.array(z.enum(weekdays)),
          timeZone: z.string(),
        })
        .nullable(),
      size: z.enum(['Small', 'Medium', 'Large']),
      version: z.string().nullable(),
    }),
    z.strictObject({ kind: z.literal('none') }),
  ]),
);

const sourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['codecommit', 'none']) }),
  z.strictObject({ kind: z.literal('connection'), arn: z.string(), owner: z.string().nullable() }),
]);

/**
 * A workspace with every default filled in, as one process hands it to another.
 *
 * Strict about what it does not know, so that a command of another version is refused instead of half understood. The rules
 * of the file are not asked again: whoever may hand over a workspace has read it through them.
 */
export const workspaceSchema = schemaOf<Workspace>()(
  z.strictObject({
    name: workspaceName,
    aws: awsSchema.nullable(),
    signIn: signInSchema,
    frontDoor: outsideDoorSchema.nullable(),
    network: networkSchema,
    studio: studioSchema,
    tracking: trackingSchema,
    packages: z.strictObject({
      upstream: z.enum(['pypi', 'none']),
      allow: z.union([z.literal('all'), z.array(z.strictObject({ name: z.string(), versions: z.string() }))]),
      quarantineDays: z.number(),
      own: z.string().nullable(),
      sources: z.array(z.string()),
    }),
    source: sourceSchema,
    bigData: z.strictObject({ emr: z.enum(['serverless', 'none']), engine: z.enum(['sqlframe', 'spark']) }),
    people: z.array(personSchema),
    projects: z.array(projectSchema),
    limits: z.strictObject({
      monthlyUsd: z.number().nullable(),
      instances: z.array(z.string()).nullable(),
      fileSystems: z.array(z.string()),
    }),
    usage: usageSchema,
  }),
);
