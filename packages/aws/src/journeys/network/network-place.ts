/** Where in the network connections begin or end: in private spaces and jobs, in shared spaces, or in warehouses. */
export type NetworkPlace = 'space' | 'shared-space' | 'warehouse';

/**
 * The resources that stand in each place, and where they name subnets and groups. Settings of users hold "only to private
 * spaces", those of spaces for shared ones (API reference of SageMaker, "UserSettings" and "DefaultSpaceSettings").
 */
export const placesIn: Readonly<
  Record<NetworkPlace, { readonly type: string; readonly subnets: string; readonly groups: string }>
> = {
  space: { type: 'AWS::SageMaker::Domain', subnets: 'SubnetIds', groups: 'DefaultUserSettings.SecurityGroups' },
  'shared-space': {
    type: 'AWS::SageMaker::Domain',
    subnets: 'SubnetIds',
    groups: 'DefaultSpaceSettings.SecurityGroups',
  },
  warehouse: { type: 'AWS::RedshiftServerless::Workgroup', subnets: 'SubnetIds', groups: 'SecurityGroupIds' },
};
