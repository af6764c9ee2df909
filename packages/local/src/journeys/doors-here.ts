import type { Action, Resource } from '@atelier/core';
import type { DoorHere, NoDoor } from './door-here.ts';
import { invoke, seePackages, toTracking } from './doors-to-front-door.ts';
import {
  openSharedSpace,
  openSpace,
  startSharedSpace,
  startSpace,
  stopSharedSpace,
  stopSpace,
} from './doors-to-spaces.ts';
import { load, query, runFlow, see, shown } from './doors-to-supervisor.ts';

const files = { none: 'Files lie in the folder of the workspace, which its owner alone may enter.' };
const steps = { none: 'Work is done here by the steps of flows; there are no jobs besides.' };
const code = { none: 'Code stays in the folder where its owner keeps it; nothing here hosts it.' };
const bills = { none: 'This machine sends no bill, so there is nothing to watch.' };
const elsewhere = {
  none: 'An editor elsewhere reaches a space by the paths of programs, which none has been tried at.',
};
const publishing = { none: 'Packages come from the index of the machine, and from the folder of packages.own.' };
const file = { none: 'The file says it, and "atelier up" makes it so.' };

/** How each action is asked of a running workspace on this machine, or why it cannot be. */
export const doorsHere: Readonly<Record<Action, DoorHere | NoDoor>> = {
  'data.read': files,
  'data.write': files,
  'artifact.read': files,
  'artifact.write': files,
  'tracking.read': toTracking('GET', 'experiments/search?max_results=1'),
  'tracking.write': toTracking('POST', 'runs/create'),
  'model.read': toTracking('GET', 'registered-models/search?max_results=1'),
  'model.register': toTracking('POST', 'model-versions/create'),
  'model.approve': toTracking('POST', 'registered-models/alias'),
  'model.replace': toTracking('DELETE', 'model-versions/delete'),
  'job.see': steps,
  'job.run': steps,
  'flow.see': shown(({ runs }) => runs.map(({ project }) => project), 'No flow of the project has run yet.'),
  'flow.run': runFlow,
  'flow.change': file,
  'endpoint.see': shown(
    ({ endpoints }) => endpoints.map(({ project }) => project),
    'No flow of the project has deployed a model yet.',
  ),
  'endpoint.invoke': invoke,
  'endpoint.deploy': steps,
  'warehouse.query': query,
  'warehouse.load': load,
  'repository.read': code,
  'repository.push': code,
  'repository.begin': code,
  'repository.merge': code,
  'repository.rewrite': code,
  'repository.rules': code,
  'settings.read': shown(({ projects }) => projects, 'The workspace that is up does not have the project.'),
  'settings.change': file,
  'logs.read': { none: 'Logs lie in the folder of the workspace; "atelier logs" shows them to its owner.' },
  'budget.see': bills,
  'budget.change': bills,
  'project.delete': file,
  'sandbox.read': files,
  'sandbox.write': files,
  'space.open': openSpace,
  'space.start': startSpace,
  'space.stop': stopSpace,
  'space.remote': elsewhere,
  'package.install': seePackages,
  'package.publish': publishing,
  'project.create': file,
  'person.see': see,
  'person.add': file,
  'cost.see': bills,
  'access.change': file,
  'network.change': file,
};

const ofSharedSpaces: Readonly<Partial<Record<Action, DoorHere>>> = {
  'space.open': openSharedSpace,
  'space.start': startSharedSpace,
  'space.stop': stopSharedSpace,
};

/** How an action on something is asked of a running workspace on this machine, or why it cannot be. */
export function doorHere(action: Action, { kind }: Pick<Resource, 'kind'>): DoorHere | NoDoor {
  return (kind === 'shared-space' ? ofSharedSpaces[action] : undefined) ?? doorsHere[action];
}
