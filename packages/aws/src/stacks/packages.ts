import { PackageRepository } from '@atelier/constructs';
import type { PieceOf } from '@atelier/core';
import { type Built, made, type Site } from './builder.ts';

/** The one source of packages. */
export function buildPackages({ packages }: PieceOf<'packages'>, { stack, names, needed }: Site): Built<'packages'> {
  new PackageRepository(stack, 'Packages', {
    domainName: names.packageDomain,
    repositoryName: names.packageRepository,
    storeName: names.packageStore,
    kmsKeyArn: needed('key').keyArn,
    // Groups of packages know names alone.
    allow: packages.allow === 'all' ? packages.allow : packages.allow.map(({ name }) => name),
  });
  return made;
}
