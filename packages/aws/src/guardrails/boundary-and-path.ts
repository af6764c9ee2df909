import type { EvaluatedResource } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';

/** Every role and managed policy has the path, and every role the boundary, that the workspace asks for. */
export function checkBoundaryAndPath({ evaluated, workspace }: Guarded): GuardrailFinding[] {
  const settings = workspace.aws?.iam;
  if (!settings) return [];
  const resources = evaluated.flatMap((stack) => stack.resources);
  return resources.flatMap((resource) => {
    if (resource.type === 'AWS::IAM::ManagedPolicy') return checkPath(resource, settings.rolePath);
    if (resource.type !== 'AWS::IAM::Role') return [];
    return [...checkPath(resource, settings.rolePath), ...checkBoundary(resource, settings.permissionsBoundary)];
  });
}

function checkPath({ stack, logicalId, type, properties }: EvaluatedResource, rolePath: string): GuardrailFinding[] {
  const path = properties.Path ?? '/';
  if (path === rolePath) return [];
  const message = `This ${type} has the path ${JSON.stringify(path)}; the workspace asks for "${rolePath}"`;
  return [failure({ stack, resource: logicalId, path: 'Properties.Path' }, message, `Give it the path ${rolePath}.`)];
}

function checkBoundary({ stack, logicalId, properties }: EvaluatedResource, name: string | null): GuardrailFinding[] {
  if (name === null) return [];
  const boundary = properties.PermissionsBoundary;
  if (typeof boundary === 'string' && (boundary === name || boundary.endsWith(`/${name}`))) return [];
  const given =
    boundary === undefined ? 'no permissions boundary' : `the permissions boundary ${JSON.stringify(boundary)}`;
  const place = { stack, resource: logicalId, path: 'Properties.PermissionsBoundary' };
  return [failure(place, `The role has ${given}; the workspace asks for "${name}"`, `Give it the boundary ${name}.`)];
}
