import type { EvaluatedResource } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { valueAt } from './value-at.ts';

/** Where each type names the role that a service works in for it. */
const roleProperties: Readonly<Record<string, readonly string[]>> = {
  'AWS::SageMaker::Domain': ['DefaultUserSettings.ExecutionRole', 'DefaultSpaceSettings.ExecutionRole'],
  'AWS::SageMaker::UserProfile': ['UserSettings.ExecutionRole'],
  'AWS::SageMaker::MlflowTrackingServer': ['RoleArn'],
  'AWS::SageMaker::MlflowApp': ['RoleArn'],
  'AWS::Scheduler::Schedule': ['Target.RoleArn'],
  'AWS::RedshiftServerless::Namespace': ['DefaultIamRoleArn', 'IamRoles'],
  'AWS::EC2::FlowLog': ['DeliverLogsPermissionArn'],
};

/** Services work in roles that these templates make, whose rights are looked at, and in none of the account besides. */
export function checkWorkingRoles({ evaluated }: Guarded): GuardrailFinding[] {
  const all = evaluated.flatMap(({ resources }) => resources);
  const made = all.filter(({ type }) => type === 'AWS::IAM::Role');
  const known = new Set(made.map(({ stack, logicalId }) => `⟨${stack}/${logicalId}.Arn⟩`));
  const named = new Set(made.map(({ properties }) => `:role${properties.Path ?? '/'}${properties.RoleName}`));
  const isMade = (arn: string) => known.has(arn) || named.has(arn.slice(arn.indexOf(':role/')));
  return all.flatMap((resource) => strangeRoles(resource, isMade));
}

function strangeRoles(
  { type, stack, logicalId, properties }: EvaluatedResource,
  isMade: (arn: string) => boolean,
): GuardrailFinding[] {
  return (roleProperties[type] ?? []).flatMap((path) =>
    [valueAt(properties, path) ?? []]
      .flat()
      .map(String)
      .filter((arn) => !isMade(arn))
      .map((arn) =>
        failure(
          { stack, resource: logicalId, path: `Properties.${path}` },
          `It works in ${arn}, which these templates do not make, so that nobody knows what it may do`,
          'Name a role of the templates.',
        ),
      ),
  );
}
