import { CodeRepository } from '@atelier/constructs';
import type { PieceOf } from '@atelier/core';
import { type Built, made, type Site } from './builder.ts';

/** The git repository of a project, where CodeCommit hosts it. */
export function buildRepository(piece: PieceOf<'repository'>, { stack, names, needed }: Site): Built<'repository'> {
  const { project, source } = piece;
  if (source.kind !== 'codecommit') {
    return {
      none: 'Its host keeps it, behind a connection that was there before the workspace; people are let through it.',
    };
  }
  new CodeRepository(stack, 'Repository', {
    repositoryName: names.repository(project.name),
    description: `Code of ${project.name}`,
    kmsKeyArn: needed('key').keyArn,
  });
  return made;
}
