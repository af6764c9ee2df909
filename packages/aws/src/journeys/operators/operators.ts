import type { PolicyGround } from '../../access/policy-ground.ts';
import { bootstrapRole } from '../../layout/bootstrap-names.ts';
import { operatorArns } from '../../layout/operators.ts';
import { onAws } from '../../on-aws.ts';

/** ARNs of the roles that people take on to operate a workspace: where the file names none, all but the CDK's own. */
export function namedOperators({ workspace, names }: PolicyGround): readonly string[] {
  const { aws } = onAws(workspace);
  const ofBootstrap = (['deploy-role', 'cfn-exec-role'] as const).map((kind) => bootstrapRole(kind, aws, names.place));
  return operatorArns(aws, names).filter((arn) => aws.operators !== null || !ofBootstrap.includes(arn));
}
