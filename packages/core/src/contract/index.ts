// What both ends of a running workspace agree on; a browser can load it.
export { apiRoutes } from './api-routes.ts';
export { controlRoutes } from './control-routes.ts';
export { type FailureAnswer, failureAnswer } from './failure-answer.ts';
export { frontDoorRoutes } from './front-door-routes.ts';
export { type NotebookNews, notebookNews } from './notebook-run.ts';
export { type AllowedPackages, type PackageReasons, packageRoutes } from './package-routes.ts';
export { narrowedFrom, narrowedHeader, narrowedText, personHeader, sharedSpaceHeader } from './person-header.ts';
export type { QueryAnswer, QueryColumn } from './query-answer.ts';
export type { Asked, DocumentRoute, LinesRoute, Route, SentFile } from './route.ts';
export { pathOf } from './route.ts';
export type { RunNews, RunProgress } from './run-news.ts';
export type { TableLoaded } from './table-load.ts';
export { type TokenListed, type TokenMade, tokenRoutes } from './token-routes.ts';
export type { WorkspaceStatus } from './workspace-status.ts';
