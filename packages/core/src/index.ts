export type { FlowSources, WorkspaceResult } from './config/assemble-workspace.ts';
export type { CheckReport } from './config/check-report.ts';
export { checkReport } from './config/check-report.ts';
export { initialFile } from './config/initial-file.ts';
export type { ConfigIssue } from './config/issue.ts';
export { loadWorkspace } from './config/load.ts';
export { parseWorkspace } from './config/parse-workspace.ts';
export { renderIssues } from './config/render-issues.ts';
export type { Source, Unreadable } from './config/source.ts';
export type { AwsSettings, CatalogSettings, IamSettings, Synthesizer } from './model/aws-settings.ts';
export type {
  CalendarSpec,
  Candidate,
  DateFormat,
  FillMethod,
  FillSpec,
  FlowInputs,
  FlowSpec,
  ForecastSpec,
  InputSpec,
} from './model/flow-spec.ts';
export type { ExistingNetwork, Network, NewNetwork } from './model/network.ts';
export type { Person, Role } from './model/person.ts';
export { approvingRoles, roles } from './model/person.ts';
export type { BucketGrant, Project, Promotion, ServingSize, WarehouseSize } from './model/project.ts';
export type { CustomImage, DockerAccess, IdleStop, Studio, UnifiedStudio } from './model/studio.ts';
export type { Tracking, TrackingApp, TrackingServer } from './model/tracking.ts';
export type { BigData, Limits, PackageSource, SignIn, SourceHost, Usage, Workspace } from './model/workspace.ts';
export type { Bug, ProblemDetails, Whose } from './problem.ts';
export { describeFailure, failureFrom, Problem } from './problem.ts';
export type { FlowOutput, LeaderboardRow, RunReport } from './report/run-report.ts';
export { runReport } from './report/run-report.ts';
export type { DocumentIssue } from './workflow/check-document.ts';
export { checkDocument, parseDocument } from './workflow/check-document.ts';
export type { Exit } from './workflow/exit.ts';
export { exitCaught, exitChoice, exitPass, exitWith, failureOf, withinDataLimit } from './workflow/exit.ts';
export type { FlowStep } from './workflow/flow-document.ts';
export { documentText, flowDocument, flowInput, flowSteps } from './workflow/flow-document.ts';
export type { Json, JsonObject } from './workflow/json.ts';
export { asJson } from './workflow/json.ts';
export { fillTemplate } from './workflow/payload-template.ts';
export type { Scope } from './workflow/reference-path.ts';
export { nextRetry } from './workflow/retry.ts';
export { applyPath, effectiveInput } from './workflow/state-data.ts';
export type {
  Branch,
  MapState,
  ParallelState,
  State,
  StatesDocument,
  TaskState,
  WaitState,
} from './workflow/states-document.ts';
export { waitsForToken } from './workflow/states-document.ts';
export { TaskError } from './workflow/task-error.ts';
export { waitUntilMs } from './workflow/wait-until.ts';
