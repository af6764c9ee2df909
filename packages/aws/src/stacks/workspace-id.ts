import { type App, Aws, CfnOutput, Fn, type Stack, Tags } from 'aws-cdk-lib';
import { idTag } from '../layout/workspace-tags.ts';

export interface WorkspaceIdSettings {
  /** The stack that is made first and goes last. */
  readonly first: Stack;
  /** Name under which it exports the id; unique in a region. */
  readonly exportName: string;
  /** Types that AWS makes anew when one of their tags changes: deployments of before have them without. */
  readonly excludeResourceTypes: readonly string[];
}

/**
 * Give everything in the stacks of an app the tag that tells this workspace from another of its name: the first stack's
 * own id, which CloudFormation makes, so that the templates are the same wherever they are deployed.
 */
export function tagWithId(app: App, { first, exportName, excludeResourceTypes }: WorkspaceIdSettings): void {
  const others = app.node.children.filter((child) => child !== first) as Stack[];
  const options = { excludeResourceTypes: [...excludeResourceTypes] };
  const description = 'Tells this workspace from another of its name';
  new CfnOutput(first, 'WorkspaceId', { description, value: Aws.STACK_ID, exportName });
  Tags.of(first).add(idTag, Aws.STACK_ID, options);
  for (const stack of others) {
    const id = Fn.importValue(exportName);
    stack.addStackDependency(first);
    Tags.of(stack).add(idTag, id, options);
  }
}
