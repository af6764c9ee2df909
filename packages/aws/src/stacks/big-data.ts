import { SparkApplication } from '@atelier/constructs';
import type { PieceOf } from '@atelier/core';
import { type Built, made, type Site } from './builder.ts';
import { placeOfWork } from './network.ts';

/** Spark without servers of one's own. */
export function buildBigData(_: PieceOf<'big-data'>, { stack, names, needed }: Site): Built<'big-data'> {
  const place = placeOfWork(needed('network'));
  new SparkApplication(stack, 'Spark', { name: names.sparkApplication, ...place, kmsKeyArn: needed('key').keyArn });
  return made;
}
