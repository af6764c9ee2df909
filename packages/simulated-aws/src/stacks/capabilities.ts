import { AwsFault } from '../service/service.ts';
import type { RehearsedTemplate } from './template.ts';

const names: Readonly<Record<string, string>> = {
  'AWS::IAM::AccessKey': '',
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': '',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': '',
};

/** Capabilities that have to be acknowledged before a template is deployed that gives rights; none for others. */
export function neededCapabilities({ Resources: resources }: RehearsedTemplate): string[] {
  const identities = Object.values(resources).filter(({ Type }) => names[Type] !== undefined);
  if (identities.length === 0) return [];
  const isNamed = identities.some(
    ({ Type, Properties: properties = {} }) => properties[names[Type] ?? ''] !== undefined,
  );
  return [isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'];
}

/** Types in a template that give rights. */
export function typesOfRights({ Resources: resources }: RehearsedTemplate): string[] {
  return [...new Set(Object.values(resources).map(({ Type }) => Type))].filter((type) => names[type] !== undefined);
}

export function checkCapabilities(template: RehearsedTemplate, given: readonly string[]): void {
  const missing = neededCapabilities(template).filter(
    (needed) => !given.includes(needed) && !given.includes('CAPABILITY_NAMED_IAM'),
  );
  if (missing.length === 0) return;
  throw new AwsFault('InsufficientCapabilitiesException', `Requires capabilities : [${missing.join(', ')}]`);
}
