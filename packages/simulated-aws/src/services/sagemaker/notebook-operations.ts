import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import { leave, present, seen } from '../../world/leaving.ts';
import type { StoredResource } from '../../world/resource-store.ts';
import type { World } from '../../world/world.ts';
import { arnOf, nameOf, notFound, times } from './described.ts';
import { awaited, runsOf, stop } from './runs.ts';

const notebookType = 'AWS::SageMaker::NotebookInstance';
const scheduleType = 'AWS::SageMaker::MonitoringSchedule';
const running = 'InService';
/** Assumed. */
const deletionMinutes = 1;

function outline(notebook: StoredResource, world: World): Members {
  const name = nameOf(notebook, 'NotebookInstanceName');
  const { InstanceType } = notebook.properties;
  return {
    ...{ NotebookInstanceName: name, NotebookInstanceArn: arnOf(world, `notebook-instance/${name}`) },
    ...{ NotebookInstanceStatus: notebook.status ?? running, ...times(notebook) },
    ...(InstanceType === undefined ? {} : { InstanceType }),
  };
}

const isMeant = (input: Members) => (each: StoredResource) =>
  nameOf(each, 'NotebookInstanceName') === input.NotebookInstanceName;

/** Its words for one that is not there. */
function theNotebook(found: StoredResource | undefined): StoredResource {
  if (found === undefined) throw new AwsFault('ValidationException', 'RecordNotFound');
  return found;
}

const notebooks: Readonly<Record<string, Operation>> = {
  ListNotebookInstances: (_input, world) => ({
    NotebookInstances: runsOf(world, notebookType).map((each) => outline(each, world)),
  }),
  DescribeNotebookInstance: (input, world) => {
    const notebook = awaited(world, theNotebook(seen(world, notebookType, isMeant(input))[0]));
    const { RoleArn, SubnetId, SecurityGroupIds } = notebook.properties;
    return {
      ...{ ...outline(notebook, world), RoleArn },
      ...(SubnetId === undefined ? {} : { SubnetId, SecurityGroups: SecurityGroupIds }),
    };
  },
  StopNotebookInstance: (input, world) => {
    stop(world, theNotebook(runsOf(world, notebookType).find(isMeant(input))), running);
    return {};
  },
  DeleteNotebookInstance: (input, world) => {
    const notebook = theNotebook(runsOf(world, notebookType).find(isMeant(input)));
    const status = notebook.status ?? running;
    if (status !== 'Stopped' && status !== 'Failed')
      throw new AwsFault(
        'ValidationException',
        `Status (${status}) not in ([Stopped, Failed]). Unable to transition to (Deleting) for Notebook Instance`,
      );
    leave(world, notebook, deletionMinutes, 'Deleting');
    return {};
  },
};

const schedules: Readonly<Record<string, Operation>> = {
  ListMonitoringSchedules: (_input, world) => ({
    MonitoringScheduleSummaries: present(world, scheduleType).map((each) => {
      const name = nameOf(each, 'MonitoringScheduleName');
      const { EndpointName } = each.properties;
      return {
        ...{ MonitoringScheduleName: name, MonitoringScheduleArn: arnOf(world, `monitoring-schedule/${name}`) },
        ...{ MonitoringScheduleStatus: each.status ?? 'Scheduled', ...times(each) },
        ...(EndpointName === undefined ? {} : { EndpointName }),
      };
    }),
  }),
  DeleteMonitoringSchedule: ({ MonitoringScheduleName: name }, world) => {
    const found = present(world, scheduleType).find((each) => nameOf(each, 'MonitoringScheduleName') === name);
    if (found === undefined) throw notFound('MonitoringSchedule', name);
    if (found.status === 'Pending') {
      // Whoever asks again comes a moment later.
      world.resources.put({ ...found, status: 'Scheduled' });
      throw new AwsFault('ValidationException', 'Monitoring schedule in status Pending');
    }
    world.resources.remove(scheduleType, found.id);
    return {};
  },
};

/** Notebook instances, which are stopped before they go, and schedules that watch endpoints. */
export const notebookOperations: Readonly<Record<string, Operation>> = { ...notebooks, ...schedules };
