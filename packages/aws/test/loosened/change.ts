import type { Value } from '@atelier/cloudformation';

export type Path = readonly (string | number)[];
/** Kind, words, and where which value stands; undefined takes it away. */
export type Change = readonly [kind: string, how: string, path: Path, value: Value | undefined];

export const anywhere = '0.0.0.0/0';
export const foreign = '999988887777';
export const admin = 'arn:aws:iam::111122223333:role/Admin';
export const foreignBucket = `arn:aws:s3:::zq7-${foreign}`;
export const foreignKey = `arn:aws:kms:eu-central-1:${foreign}:key/00000000-0000-0000-0000-000000000000`;

export const off = (kind: string, how: string, ...path: Path): Change => [kind, how, path, undefined];
