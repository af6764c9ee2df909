import * as z from 'zod';
import { lineIds, type Usage } from '../../model/usage.ts';
import { schemaOf } from '../schema-of.ts';

/** How much the workspace is used, with every default filled in. */
export const usageSchema = schemaOf<Usage>()(
  z.strictObject({
    hoursPerDay: z.number(),
    daysPerMonth: z.number(),
    peopleAtWork: z.number().nullable(),
    warehouseHoursPerMonth: z.number(),
    warehouseGb: z.number(),
    endpointHoursPerMonth: z.number(),
    batchHoursPerMonth: z.number(),
    modelStorageGb: z.number(),
    sparkHoursPerMonth: z.number(),
    networkGbPerMonth: z.number(),
    internetGbPerMonth: z.number(),
    lookupsPerMonth: z.number(),
    logGbPerMonth: z.number(),
    storageGb: z.number(),
    homeGb: z.number(),
    packagesGb: z.number(),
    counted: z.strictObject({
      lines: z.array(z.enum(lineIds)).nullable(),
      endpoints: z.array(z.string()).nullable(),
    }),
  }),
);
