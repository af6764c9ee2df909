import type { WorkspaceStatus } from '@atelier/core/contract';
import { spaceId } from '@atelier/local';
import { table } from './table.ts';

/** Spaces in words, one a line. */
export function spacesText(spaces: WorkspaceStatus['spaces']): string {
  if (spaces.length === 0) return 'No space is open.\n';
  return table(
    spaces.map(({ person, project, service }) => [
      spaceId({ person, project }),
      service.state,
      service.state === 'failed' ? service.reason : '',
    ]),
  );
}
