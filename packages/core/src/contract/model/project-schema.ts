import * as z from 'zod';
import { personName, projectName } from '../../config/schema/names.ts';
import type { Project } from '../../model/project.ts';
import { schemaOf } from '../schema-of.ts';
import { flowSchema } from './flow-schema.ts';

/** A project with every default filled in. */
export const projectSchema = schemaOf<Project>()(
  z.strictObject({
    name: projectName,
    members: z.array(personName),
    warehouse: z
      .strictObject({
        baseCapacity: z.number(),
        maxCapacity: z.number().nullable(),
        queries: z.strictObject({
          seconds: z.int(),
          rows: z.int(),
          memoryMb: z.int().nullable(),
          temporaryDiskMb: z.int(),
        }),
      })
      .nullable(),
    flows: z.array(flowSchema),
    deliverFrom: z.strictObject({ senders: z.array(z.string()), organization: z.string().nullable() }).nullable(),
    buckets: z.array(z.strictObject({ bucket: z.string(), access: z.enum(['read', 'write']) })),
    notify: z.array(z.string()),
    serving: z.strictObject({
      instance: z.string(),
      minInstances: z.int(),
      maxInstances: z.int(),
      batchInstance: z.string(),
      capturePercent: z.number(),
    }),
    promotion: z.strictObject({ approveWithinMinutes: z.number(), canaryPercent: z.number() }),
    monthlyUsd: z.number().nullable(),
  }),
);
