import { CodeRepository } from '@atelier/constructs';
import { piecesOf } from './ground.ts';
import type { ProjectGround } from './project-stack.ts';

/** The git repository of a project, where CodeCommit hosts it; behind a connection it is somebody else's. */
export function projectRepository({ stack, plan, names, project, key }: ProjectGround): void {
  const [piece] = piecesOf(plan, 'repository').filter((candidate) => candidate.project.name === project.name);
  if (piece?.source.kind !== 'codecommit') return;
  new CodeRepository(stack, 'Repository', {
    repositoryName: names.repository(project.name),
    description: `Code of ${project.name}`,
    kmsKeyArn: key.keyArn,
  });
}
