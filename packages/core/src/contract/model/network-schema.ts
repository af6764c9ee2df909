import * as z from 'zod';
import type { Network, NetworkDescription } from '../../model/network.ts';
import { schemaOf } from '../schema-of.ts';
import { placeSchema } from './sign-in-schema.ts';

const texts = z.array(z.string());
const way = z.enum(['in', 'out']);
const portsSchema = z.strictObject({ from: z.number(), to: z.number() });

const descriptionSchema = schemaOf<NetworkDescription>()(
  z.strictObject({
    file: z.string(),
    vpcs: z.array(z.strictObject({ id: z.string(), cidr: z.string(), owner: z.string().nullable() })),
    subnets: z.array(
      z.strictObject({
        id: z.string(),
        vpc: z.string(),
        cidr: z.string().nullable(),
        zone: z.string().nullable(),
        zoneId: z.string(),
        freeAddresses: z.number(),
        givesPublicAddresses: z.boolean(),
      }),
    ),
    routeTables: z.array(
      z.strictObject({
        id: z.string(),
        vpc: z.string(),
        isMain: z.boolean(),
        subnets: texts,
        routes: z.array(z.strictObject({ destination: z.string(), target: z.string() })),
      }),
    ),
    endpoints: z.array(
      z.strictObject({
        id: z.string(),
        vpc: z.string(),
        service: z.string(),
        kind: z.enum(['gateway', 'interface', 'other']),
        hasPrivateNames: z.boolean(),
        subnets: texts,
        routeTables: texts,
        groups: texts,
        policy: z.string().nullable(),
      }),
    ),
    groups: z
      .array(
        z.strictObject({
          id: z.string(),
          vpc: z.string(),
          rules: z.array(
            z.strictObject({ way, protocol: z.string(), ports: portsSchema.nullable(), peer: z.string() }),
          ),
        }),
      )
      .nullable(),
    acls: z
      .array(
        z.strictObject({
          id: z.string(),
          vpc: z.string(),
          subnets: texts,
          entries: z.array(
            z.strictObject({
              way,
              number: z.number(),
              protocol: z.string(),
              action: z.enum(['allow', 'deny']),
              cidr: z.string(),
              ports: portsSchema.nullable(),
            }),
          ),
        }),
      )
      .nullable(),
    dnsSupport: z.boolean().nullable(),
    dnsHostnames: z.boolean().nullable(),
  }),
);

const reach = {
  access: placeSchema,
  mode: z.enum(['isolated', 'egress']),
  flowLogs: z.boolean(),
  s3PrefixList: z.string().nullable(),
};

/** A network, new or existing, with every default filled in. */
export const networkSchema = schemaOf<Network>()(
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('new'),
      ...reach,
      cidr: z.string(),
      zones: z.int(),
      zoneIds: texts.nullable(),
    }),
    z.strictObject({
      kind: z.literal('existing'),
      ...reach,
      vpc: z.string(),
      subnets: texts,
      cidr: z.string().nullable(),
      routeTables: texts,
      endpoints: texts,
      description: descriptionSchema.nullable(),
    }),
  ]),
);
