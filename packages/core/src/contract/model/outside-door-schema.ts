import * as z from 'zod';
import type { OutsideDoor } from '../../model/outside-door.ts';
import { schemaOf } from '../schema-of.ts';

export const outsideDoorSchema = schemaOf<OutsideDoor>()(
  z.strictObject({
    name: z.string(),
    address: z.string(),
    port: z.int(),
    certificate: z.string(),
    key: z.string(),
  }),
);
