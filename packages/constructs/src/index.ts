export { SpendingBudget, type SpendingBudgetProps } from './budgets/spending-budget.ts';
export { SparkApplication, type SparkApplicationProps, type SparkCapacity } from './compute/spark-application.ts';
export { customResourceAnswers } from './deployment/custom-resource-answers.ts';
export { ProjectTemplates, type ProjectTemplatesProps } from './deployment/project-templates.ts';
export { type SynthesizerInputs, synthesizerFor } from './deployment/synthesizer-for.ts';
export { EgressNetwork, type EgressNetworkProps } from './network/egress-network.ts';
export { type EndpointPerimeterProps, endpointPerimeter, servicesWithoutPolicy } from './network/endpoint-perimeter.ts';
export { ExistingNetwork, type ExistingNetworkProps } from './network/existing-network.ts';
export { type FlowLogSettings, FlowLogs, type FlowLogsProps } from './network/flow-logs.ts';
export type { InterfaceEndpoint } from './network/interface-endpoints.ts';
export { IsolatedNetwork, type IsolatedNetworkProps } from './network/isolated-network.ts';
export { namesOfAws } from './network/name-firewall.ts';
export {
  type PerimeterProps,
  perimeterPolicy,
  type S3PerimeterProps,
  s3PerimeterPolicy,
} from './network/perimeter-policy.ts';
export type { ZonedSubnet } from './network/private-subnets.ts';
export { knownS3PrefixListId, s3PrefixListRegions } from './network/s3-prefix-list.ts';
export type { TemplatePolicyDocument, TemplateStatement } from './network/statement.ts';
export type { TeamNetwork } from './network/team-network.ts';
export type { Visitors } from './network/visitors.ts';
export { CodeRepository, type CodeRepositoryProps } from './packages-and-source/code-repository.ts';
export { PackageRepository, type PackageRepositoryProps } from './packages-and-source/package-repository.ts';
export { AccessLogsBucket, type AccessLogsBucketProps } from './stores/access-logs-bucket.ts';
export { type Deliveries, keptFor, keptSid, type WriteOnceFolder } from './stores/bucket-rules.ts';
export { TeamBucket, type TeamBucketProps } from './stores/team-bucket.ts';
export { TeamKey, type TeamKeyProps } from './stores/team-key.ts';
export { type DomainIsolationProps, domainIsolation } from './studio/domain-isolation.ts';
export { ExecutionRole, type ExecutionRoleProps } from './studio/execution-role.ts';
export { type IdleStop, idleSettings } from './studio/idle-settings.ts';
export type { JupyterLabSpaceProps } from './studio/jupyter-lab-space.ts';
export { LifecycleConfiguration, type LifecycleConfigurationProps } from './studio/lifecycle-configuration.ts';
export { SharedSpace, type SharedSpaceProps } from './studio/shared-space.ts';
export { StudioDomain, type StudioDomainProps } from './studio/studio-domain.ts';
export { studioInstanceTypes } from './studio/studio-instance-types.ts';
export { type PrivateSpaceProps, StudioPerson, type StudioPersonProps } from './studio/studio-person.ts';
export type { AppProps, CustomImage, VolumeSize } from './studio/user-settings.ts';
export type { WebPortalProps } from './studio/web-portal.ts';
export { type ArtifactStore, artifactStoreUri } from './tracking/artifact-store.ts';
export { studioCors } from './tracking/studio-cors.ts';
export { TrackingApp, type TrackingAppProps } from './tracking/tracking-app.ts';
export { TrackingHours, type TrackingHoursProps } from './tracking/tracking-hours.ts';
export type { AutoRegistration, TrackingRoleProps } from './tracking/tracking-role.ts';
export { TrackingServer, type TrackingServerProps } from './tracking/tracking-server.ts';
export { type TrackingUser, trackingUserStatements } from './tracking/tracking-user-statements.ts';
export { Warehouse, type WarehouseProps } from './warehouse/warehouse.ts';
