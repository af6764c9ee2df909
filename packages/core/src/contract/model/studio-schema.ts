import * as z from 'zod';
import type { Studio } from '../../model/studio.ts';
import { schemaOf } from '../schema-of.ts';

/** The notebooks' environment with every default filled in. */
export const studioSchema = schemaOf<Studio>()(
  z.strictObject({
    experience: z.enum(['studio', 'unified', 'both']),
    spaces: z.enum(['private', 'shared', 'none']),
    instance: z.string(),
    idleStop: z
      .strictObject({
        afterMinutes: z.number(),
        minMinutes: z.number().nullable(),
        maxMinutes: z.number().nullable(),
      })
      .nullable(),
    homeFolders: z.enum(['keep', 'delete']),
    docker: z.strictObject({ enabled: z.boolean(), trustedAccounts: z.array(z.string()) }),
    image: z.strictObject({ name: z.string(), appConfig: z.string() }).nullable(),
    disk: z.strictObject({ defaultGb: z.number(), maxGb: z.number() }).nullable(),
    isolateDomain: z.boolean(),
    remoteAccess: z.boolean(),
    projectTemplates: z.boolean(),
    prewarm: z.boolean(),
    cloneRepository: z.string().nullable(),
    unified: z.strictObject({
      owner: z.string().nullable(),
      assignment: z.enum(['manual', 'automatic']),
      amazonQ: z.enum(['off', 'free', 'paid']),
      generativeAi: z.boolean(),
    }),
  }),
);
