/** Everything that the access model decides about, as `noun.verb`. */
export const actions = [
  'data.read',
  'data.write',
  'artifact.read',
  'artifact.write',
  'tracking.read',
  'tracking.write',
  'model.read',
  'model.register',
  'model.approve',
  'model.replace',
  'job.see',
  'job.run',
  'flow.see',
  'flow.run',
  'flow.change',
  'endpoint.see',
  'endpoint.invoke',
  'endpoint.deploy',
  'warehouse.query',
  'warehouse.load',
  'repository.read',
  'repository.push',
  'repository.begin',
  'repository.merge',
  'repository.rewrite',
  'repository.rules',
  'settings.read',
  'settings.change',
  'logs.read',
  'budget.see',
  'budget.change',
  'project.delete',
  'sandbox.read',
  'sandbox.write',
  'space.open',
  'space.start',
  'space.stop',
  'space.remote',
  'package.install',
  'package.publish',
  'project.create',
  'person.see',
  'person.add',
  'cost.see',
  'access.change',
  'network.change',
] as const;

export type Action = (typeof actions)[number];

/**
 * Actions on a workspace as a whole on the machine that it runs on, as `noun.verb`.
 *
 * No role holds any of them, and on AWS they have no counterpart: there it is the file and a deployment.
 */
export const ownerActions = [
  'workspace.apply',
  'workspace.stop',
  'door.move',
  'door.renew',
  'space.connect',
  'person.invite',
] as const;

export type OwnerAction = (typeof ownerActions)[number];
