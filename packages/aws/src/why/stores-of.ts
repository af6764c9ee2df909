import { decide, isShared, type Person } from '@atelier/core';
import type { PolicyGround } from '../access/policy-ground.ts';

/** A thing with a name at AWS, and what a person does with it. */
export interface Store {
  readonly project: string;
  /** Such as `bucket`, `warehouse`. */
  readonly kind: string;
  readonly name: string;
  readonly access: 'read' | 'read and write';
}

/** The stores of the projects of a person, as far as the access table lets the person read them. */
export function storesOf({ workspace, names }: PolicyGround, person: Person): readonly Store[] {
  const { tracking, source } = workspace;
  return workspace.projects.flatMap((project) => {
    const { name } = project;
    const may = (action: Parameters<typeof decide>[2]) =>
      decide(workspace, person, action, { kind: 'project', project: name }).allowed;
    const store = (kind: string, its: string, isRead: boolean, isWritten: boolean): Store[] =>
      isRead ? [{ project: name, kind, name: its, access: isWritten ? 'read and write' : 'read' }] : [];
    const sandbox = decide(workspace, person, 'sandbox.read', { kind: 'sandbox', project: name, person: person.name });
    return [
      ...store('data', names.projectBucket(name, 'data'), may('data.read'), may('data.write')),
      ...project.buckets.flatMap(({ bucket, access }) =>
        store('given bucket', bucket, may('data.read'), access === 'write' && may('data.write')),
      ),
      ...store('artifacts', names.projectBucket(name, 'artifacts'), may('artifact.read'), may('artifact.write')),
      ...store('sandbox', `${names.projectBucket(name, 'sandboxes')}/${person.profile}/`, sandbox.allowed, true),
      ...store('warehouse', names.warehouse(name), may('warehouse.query'), may('warehouse.load')),
      ...(tracking.kind === 'none'
        ? []
        : store(
            'tracking',
            isShared(tracking) ? names.workspaceTracking(tracking.name) : names.tracking(name, tracking.name),
            may('tracking.read'),
            may('tracking.write'),
          )),
      ...(source.kind === 'none'
        ? []
        : store('repository', names.repository(name), may('repository.read'), may('repository.push'))),
      ...store('models', names.modelPackageGroup(name), may('model.read'), may('model.register')),
    ];
  });
}
