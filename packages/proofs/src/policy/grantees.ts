import { type EvaluatedResource, scalarText } from '@atelier/cloudformation';
import { listAt } from '../at.ts';
import type { Model } from '../model.ts';
import type { Principal } from './statement.ts';

/** Where types name somebody who gets in, without a policy. */
const places: readonly (readonly [type: string, path: string])[] = [
  ['AWS::ACMPCA::Permission', 'Principal'],
  ['AWS::EC2::VPCEndpointServicePermissions', 'AllowedPrincipals'],
  ['AWS::Events::EventBusPolicy', 'Principal'],
  ['AWS::LakeFormation::Permissions', 'DataLakePrincipal.DataLakePrincipalIdentifier'],
  ['AWS::LakeFormation::PrincipalPermissions', 'Principal.DataLakePrincipalIdentifier'],
  ['AWS::Lambda::LayerVersionPermission', 'Principal'],
  ['AWS::Lambda::Permission', 'Principal'],
  ['AWS::RAM::ResourceShare', 'Principals'],
  ['AWS::Redshift::EndpointAuthorization', 'Account'],
  ['AWS::S3::AccessGrant', 'Grantee.GranteeIdentifier'],
];

/** Somebody who is named outside of a policy. */
export interface Grantee extends Principal {
  readonly at: EvaluatedResource;
  readonly path: string;
}

export function granteesOf(model: Model): Grantee[] {
  return places.flatMap(([type, path]) =>
    model.ofType(type).flatMap((resource) =>
      listAt(resource.properties, path).map((name) => ({
        at: resource,
        path: `Properties.${path}`,
        ...principal(scalarText(name) ?? '⟨unknown⟩'),
      })),
    ),
  );
}

/** Lake Formation's word for whoever IAM lets in is a service's, too. */
function principal(name: string): Principal {
  const isService = /^[\w.-]+\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)$|^IAM_ALLOWED_PRINCIPALS$/.test(name);
  return { kind: isService ? 'Service' : 'AWS', name };
}
