import type { EvaluatedResource } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import type { Names } from '../names.ts';
import { guardedNames } from './guarded-names.ts';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { valueAt } from './value-at.ts';

/** A space is one person's, who alone opens it, or a project's shared one; editors elsewhere get in where the file says so. */
export function checkSpaces(guarded: Guarded): GuardrailFinding[] {
  const names = guardedNames(guarded);
  if (names === null) return [];
  const spaces = guarded.evaluated.flatMap(({ resources }) =>
    resources.filter(({ type }) => type === 'AWS::SageMaker::Space'),
  );
  return spaces.flatMap((space) => wrongIn(space, guarded.workspace, names));
}

function wrongIn(space: EvaluatedResource, { people, projects, studio }: Workspace, names: Names): GuardrailFinding[] {
  const called = String(space.properties.SpaceName);
  const wrong = (path: string, message: string, fix: string) =>
    failure({ stack: space.stack, resource: space.logicalId, path: `Properties.${path}` }, message, fix);
  const isOpen = valueAt(space.properties, 'SpaceSettings.RemoteAccess') === 'ENABLED' && !studio.remoteAccess;
  const opened = isOpen
    ? [wrong('SpaceSettings', `The space ${called} opens from elsewhere`, 'Remove it, or write studio.remoteAccess.')]
    : [];
  const isShared = projects.some(({ name }) => names.sharedSpace(name) === called) && studio.spaces === 'shared';
  if (isShared) return opened;
  const person = people.find(({ profile }) => names.privateSpace(profile) === called);
  if (person === undefined)
    return [...opened, wrong('SpaceName', `Nobody and no project has the space ${called}`, 'Remove it.')];
  const owner = String(valueAt(space.properties, 'OwnershipSettings.OwnerUserProfileName'));
  const sharing = String(valueAt(space.properties, 'SpaceSharingSettings.SharingType'));
  return [
    ...opened,
    ...(owner === person.profile
      ? []
      : [
          wrong(
            'OwnershipSettings',
            `The space of ${person.name} belongs to ${owner}`,
            `Let it belong to ${person.profile}.`,
          ),
        ]),
    ...(sharing === 'Private'
      ? []
      : [wrong('SpaceSharingSettings', `The space of ${person.name} is shared`, 'Set SharingType to Private.')]),
  ];
}
