import type { JsonMap } from '../world/resource-store.ts';
import { invalid } from './refusal.ts';

/** Letters, digits and dashes, as SageMaker has names: API reference, "CreateDomain" and its like. */
const ofSagemaker = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/**
 * Patterns of names, by type and property.
 *
 * Source: CloudFormation's template reference of each type.
 */
const patterns: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  'AWS::CodeArtifact::Domain': { DomainName: /^[a-z][a-z0-9-]{0,48}[a-z0-9]$/ },
  'AWS::CodeArtifact::Repository': { RepositoryName: /^[A-Za-z0-9][A-Za-z0-9._-]{1,99}$/ },
  'AWS::IAM::ManagedPolicy': { ManagedPolicyName: /^[\w+=,.@-]{1,128}$/ },
  'AWS::IAM::Role': { RoleName: /^[\w+=,.@-]+$/ },
  'AWS::KMS::Alias': { AliasName: /^alias\/(?!aws\/)[a-zA-Z0-9:/_-]{1,250}$/ },
  'AWS::Logs::LogGroup': { LogGroupName: /^[.\-_/#A-Za-z0-9]{1,512}$/ },
  'AWS::RedshiftServerless::Namespace': { NamespaceName: /^[a-z0-9-]{3,64}$/ },
  'AWS::RedshiftServerless::Workgroup': { WorkgroupName: /^[a-z0-9-]{3,64}$/ },
  'AWS::SageMaker::Domain': { DomainName: ofSagemaker },
  'AWS::SageMaker::MlflowTrackingServer': { TrackingServerName: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}$/ },
  'AWS::SageMaker::ModelPackageGroup': { ModelPackageGroupName: ofSagemaker },
  'AWS::SageMaker::Space': { SpaceName: ofSagemaker },
  'AWS::SageMaker::StudioLifecycleConfig': { StudioLifecycleConfigName: ofSagemaker },
  'AWS::SageMaker::UserProfile': { UserProfileName: ofSagemaker },
};

/** @throws AwsFault where a name has letters that its type does not take */
export function checkNamePatterns(type: string, properties: JsonMap): void {
  for (const [property, pattern] of Object.entries(patterns[type] ?? {})) {
    const name = properties[property];
    if (name !== undefined && !pattern.test(String(name)))
      throw invalid(`Model validation failed (#/${property}: failed validation constraint for keyword [pattern])`);
  }
}
