import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnNamespace, CfnWorkgroup } from 'aws-cdk-lib/aws-redshiftserverless';
import { Construct } from 'constructs';

export interface WarehouseProps {
  /** Name of the namespace and of the workgroup: 3 to 64 of a-z, 0-9 and -. */
  readonly name: string;
  readonly databaseName: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  readonly kmsKeyArn: string;
  /** Role that reads files for everybody who may query; give it nothing that one of them may not do. */
  readonly roleArn: string;
  /** Redshift processing units at rest. */
  readonly baseCapacity: number;
  readonly maxCapacity?: number;
}

const tlsAndAudit = [
  { parameterKey: 'require_ssl', parameterValue: 'true' },
  { parameterKey: 'enable_user_activity_logging', parameterValue: 'true' },
];

/**
 * SQL store in the network: encrypted, TLS only, audited, without a public address.
 *
 * Files go through the network too, so endpoint policies hold for COPY and UNLOAD. The administrator's password is made
 * and kept in Secrets Manager by Redshift. The data stays when the stack is deleted.
 */
export class Warehouse extends Construct {
  readonly workgroupArn: string;
  readonly workgroupName: string;
  readonly namespaceName: string;

  constructor(scope: Construct, id: string, props: WarehouseProps) {
    super(scope, id);
    const namespace = new CfnNamespace(this, 'Namespace', {
      namespaceName: props.name,
      dbName: props.databaseName,
      adminUsername: 'warehouse_admin',
      manageAdminPassword: true,
      adminPasswordSecretKmsKeyId: props.kmsKeyArn,
      kmsKeyId: props.kmsKeyArn,
      iamRoles: [props.roleArn],
      defaultIamRoleArn: props.roleArn,
      logExports: ['userlog', 'connectionlog', 'useractivitylog'],
    });
    namespace.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const workgroup = new CfnWorkgroup(this, 'Workgroup', {
      workgroupName: props.name,
      namespaceName: props.name,
      baseCapacity: props.baseCapacity,
      ...(props.maxCapacity === undefined ? {} : { maxCapacity: props.maxCapacity }),
      subnetIds: [...props.subnetIds],
      securityGroupIds: [props.securityGroupId],
      enhancedVpcRouting: true,
      publiclyAccessible: false,
      configParameters: tlsAndAudit,
    });
    workgroup.addResourceDependency(namespace);
    this.workgroupArn = workgroup.attrWorkgroupWorkgroupArn;
    this.workgroupName = props.name;
    this.namespaceName = props.name;
  }
}
