export type { AccessQuestion } from './access/access-question.ts';
export { notAllowed } from './access/access-question.ts';
export type { AccessSummary } from './access/access-summary.ts';
export { accessSummary } from './access/access-summary.ts';
export { rowOf } from './access/access-table.ts';
export type { Action, OwnerAction } from './access/action.ts';
export { actions } from './access/action.ts';
export type { AnsweredRow, RowQuestion } from './access/answer-row.ts';
export { answerRow } from './access/answer-row.ts';
export type { Caller } from './access/caller.ts';
export { callerName, callerText } from './access/caller.ts';
export { candidateChanges } from './access/candidate-changes.ts';
export type { Decision } from './access/decide.ts';
export { applies, decide, mayHold } from './access/decide.ts';
export { decideForCaller } from './access/decide-for-caller.ts';
export type { NamedAction } from './access/named-action.ts';
export { namedAction } from './access/named-action.ts';
export { namedPerson } from './access/named-person.ts';
export type { NamedThing } from './access/named-thing.ts';
export { namedThing, projectNamed } from './access/named-thing.ts';
export type { Narrowed } from './access/narrowed.ts';
export { requireAccess } from './access/require-access.ts';
export type { Resource } from './access/resource.ts';
export { resourceText } from './access/resource.ts';
export type { Right } from './access/rights-of.ts';
export { rightsOf } from './access/rights-of.ts';
export type { Triple } from './access/triples.ts';
export { triplesOf } from './access/triples.ts';
export type { Blueprint } from './blueprint/blueprint.ts';
export { blueprintOf } from './blueprint/blueprint-of.ts';
export type { PersonPiece, Piece, PieceOf, ProjectPiece, WorkspacePiece } from './blueprint/piece.ts';
export { piecesOf } from './blueprint/pieces-of.ts';
export type { FileSources, WorkspaceResult } from './config/assemble-workspace.ts';
export type { FileChange } from './config/changing/file-change.ts';
export { changeText } from './config/changing/file-change.ts';
export type { CheckReport } from './config/check-report.ts';
export { checkReport } from './config/check-report.ts';
export { type ConfigIssue, sortIssues } from './config/explaining/issue.ts';
export { renderIssues, renderNotes } from './config/explaining/render-issues.ts';
export { initialFile } from './config/initial-file.ts';
export { silentAmounts } from './config/notes-on.ts';
export { parseWorkspace } from './config/parse-workspace.ts';
export { loadWorkspace, openNamed } from './config/reading/load.ts';
export type { Source, Unreadable } from './config/reading/source.ts';
export { jsonSchemas } from './config/schema/json-schema.ts';
export type { Charge, Quantity } from './cost/charge.ts';
export { count, measure } from './cost/charge.ts';
export type { EstimateDifference } from './cost/compare-estimates.ts';
export { compareEstimates } from './cost/compare-estimates.ts';
export type { CostLine } from './cost/cost-line.ts';
export type { Estimate, FreeThing } from './cost/estimate.ts';
export { estimateOf } from './cost/estimate.ts';
export type { Confidence, Price } from './cost/price.ts';
export { splitByTiers } from './cost/tiers.ts';
export type { Journey, JourneyPlace } from './journeys/journey.ts';
export type {
  BrokenJourney,
  EndedJourney,
  JourneyOutcome,
  JourneyProof,
  UnprovenJourney,
} from './journeys/journey-proof.ts';
export { journeyProof } from './journeys/journey-proof.ts';
export { journeyText } from './journeys/journey-text.ts';
export { journeysOf, usualPlace } from './journeys/journeys-of.ts';
export type { AskedPlace } from './journeys/named-place.ts';
export { namedPlace } from './journeys/named-place.ts';
export type { AwsSettings, CatalogSettings, IamSettings, Synthesizer } from './model/aws-settings.ts';
export type { CodeCommitRepository } from './model/code-commit-repository.ts';
export { codeCommitRepository } from './model/code-commit-repository.ts';
export type {
  CalendarSpec,
  Candidate,
  DateFormat,
  EarlierRows,
  FillMethod,
  FillSpec,
  FlowInputs,
  FlowSpec,
  ForecastSpec,
  InputSpec,
} from './model/flow-spec.ts';
export type {
  DescribedAcl,
  DescribedEndpoint,
  DescribedGroup,
  DescribedPorts,
  DescribedRoute,
  DescribedRouteTable,
  DescribedSubnet,
  ExistingNetworkSettings,
  Network,
  NetworkDescription,
  NewNetwork,
} from './model/network.ts';
export { type OutsideDoor, outsideUrl } from './model/outside-door.ts';
export type { Person, Role } from './model/person.ts';
export { approvingRoles, roles } from './model/person.ts';
export type { BucketGrant, Project, Promotion, QueryLimits, ServingSize, WarehouseSize } from './model/project.ts';
export { usualProject } from './model/project.ts';
export { rangePrivacy } from './model/range-privacy.ts';
export type { SignIn, SignInPlace, SignInProvider } from './model/sign-in.ts';
export { entersByEndpoint } from './model/sign-in.ts';
export type { DockerAccess, Studio, StudioIdleStop, StudioImage, UnifiedStudio } from './model/studio.ts';
export { subnetRanges } from './model/subnet-ranges.ts';
export {
  isShared,
  type Tracking,
  type TrackingAppSettings,
  type TrackingServerSettings,
} from './model/tracking.ts';
export type { Counted, LineId, Usage } from './model/usage.ts';
export type { BigData, Limits, PackageSource, SourceHost, Workspace } from './model/workspace.ts';
export type { FlowOutput, FlowReport, LeaderboardRow } from './report/flow-report.ts';
export { flowReport, isFlowReport } from './report/flow-report.ts';
export type { GapReport } from './report/gap-report.ts';
export type { InputReport, LoadReport, RejectedExample } from './report/load-report.ts';
export { refuseManyRejects } from './report/refuse-many-rejects.ts';
export type { RunReport, StateReport } from './report/run-report.ts';
export type { AnsweredFile, ChangeTrial, TriedChange } from './report/smallest-changes.ts';
export { smallestChanges } from './report/smallest-changes.ts';
export { compareServices } from './required-services/compare-services.ts';
export type { RequiredService, RequiredServiceName } from './required-services/required-service.ts';
export { requiredServices } from './required-services/required-services.ts';
export { checkDocument, parseDocument } from './workflow/check-document.ts';
export type { DocumentIssue } from './workflow/document-issue.ts';
export type { Exit } from './workflow/exit.ts';
export {
  exitCaught,
  exitChoice,
  exitPass,
  exitWith,
  failureOf,
  longestDataBytes,
  withinDataLimit,
} from './workflow/exit.ts';
export type { FlowStep } from './workflow/flow-document.ts';
export { documentText, flowDocument, flowInput, flowSteps } from './workflow/flow-document.ts';
export type { Json, JsonObject } from './workflow/json.ts';
export { asJson } from './workflow/json.ts';
export type { OutlinedState } from './workflow/outline.ts';
export { outline } from './workflow/outline.ts';
export { fillTemplate } from './workflow/payload-template.ts';
export type { PathScope } from './workflow/reference-path.ts';
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
export { matchesWildcard } from './workflow/wildcard.ts';
