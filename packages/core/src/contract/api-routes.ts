import * as z from 'zod';
import { notebookNews, notebookRun } from './notebook-run.ts';
import { queryAnswer } from './query-answer.ts';
import {
  flowParams,
  nothing,
  privateSpaceOf,
  projectNamed,
  projectParams,
  sharedSpaceOf,
  spaceParams,
  workspaceItself,
} from './request-parts.ts';
import { documentRoute, linesRoute, sentFile } from './route.ts';
import { runNews } from './run-news.ts';
import { tableLoaded, tableLoadParams } from './table-load.ts';
import { spaceStatus, workspaceStatus } from './workspace-status.ts';

/** Routes for what people ask a running workspace for. */
export const apiRoutes = {
  /** Open to whoever is of the workspace; what the answer holds is decided piece by piece. */
  status: documentRoute({
    method: 'GET',
    path: '/status',
    params: nothing,
    body: z.undefined(),
    answer: workspaceStatus,
    action: 'person.see',
    resource: workspaceItself,
  }),
  /** Whoever may load the warehouse may also write to it. */
  query: linesRoute({
    method: 'POST',
    path: '/projects/:project/sql',
    params: projectParams,
    body: z.strictObject({ sql: z.string() }),
    answer: queryAnswer,
    action: 'warehouse.query',
    resource: projectNamed,
  }),
  /** Load the rows of a Parquet file into a table: all of them, or none. */
  loadTable: documentRoute({
    method: 'PUT',
    path: '/projects/:project/tables/:table/:how/:keys',
    params: tableLoadParams,
    takes: 'application/vnd.apache.parquet',
    body: sentFile,
    answer: tableLoaded,
    action: 'warehouse.load',
    resource: projectNamed,
  }),
  /** Start a run, go on with an interrupted one, or listen to the one that is running. */
  run: linesRoute({
    method: 'POST',
    path: '/projects/:project/flows/:flow/runs',
    params: flowParams,
    body: nothing,
    answer: runNews,
    action: 'flow.run',
    resource: projectNamed,
  }),
  /** Start a person's own space of a project; answers when it is up. */
  openSpace: documentRoute({
    method: 'PUT',
    path: '/spaces/:person/:project',
    params: spaceParams,
    body: nothing,
    answer: spaceStatus,
    action: 'space.start',
    resource: privateSpaceOf,
    also: (params) => ({ action: 'settings.read', resource: projectNamed(params) }),
  }),
  /** End what runs in a space; what it keeps stays. */
  stopSpace: documentRoute({
    method: 'POST',
    path: '/spaces/:person/:project/stop',
    params: spaceParams,
    body: nothing,
    answer: nothing,
    action: 'space.stop',
    resource: privateSpaceOf,
  }),
  /** Run a notebook in the walls of a person's own space, whether or not that is open; leaving ends it. */
  runNotebook: linesRoute({
    method: 'POST',
    path: '/projects/:project/notebook-runs/:person',
    params: spaceParams,
    body: notebookRun,
    answer: notebookNews,
    action: 'space.start',
    resource: privateSpaceOf,
    also: (params) => ({ action: 'settings.read', resource: projectNamed(params) }),
  }),
  /** Start the shared space of a project's members; answers when it is up. */
  openSharedSpace: documentRoute({
    method: 'PUT',
    path: '/projects/:project/space',
    params: projectParams,
    body: nothing,
    answer: spaceStatus,
    action: 'space.start',
    resource: sharedSpaceOf,
  }),
  stopSharedSpace: documentRoute({
    method: 'POST',
    path: '/projects/:project/space/stop',
    params: projectParams,
    body: nothing,
    answer: nothing,
    action: 'space.stop',
    resource: sharedSpaceOf,
  }),
};
