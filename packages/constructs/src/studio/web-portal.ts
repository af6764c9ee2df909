import type { CfnDomain } from 'aws-cdk-lib/aws-sagemaker';
import { studioInstanceTypes } from './studio-instance-types.ts';

export interface WebPortalProps {
  /**
   * Instance types that people may choose, `*` for any characters: `ml.t3.*`. Those that Studio does not have are ignored.
   *
   * A display setting: what people may start, IAM says (`sagemaker:InstanceTypes`).
   *
   * @default - Studio shows all
   */
  readonly allowedInstanceTypes?: readonly string[];
  /**
   * Tools that Studio does not show, such as `JumpStart` or `AutoMl`.
   *
   * @default - Studio shows all
   */
  readonly hiddenMlTools?: readonly string[];
  /**
   * Apps that Studio does not show, such as `Canvas`.
   *
   * @default - Studio shows all
   */
  readonly hiddenAppTypes?: readonly string[];
}

/**
 * Things that Studio's pages do not show; undefined when they show everything.
 *
 * @throws Error when no instance type of Studio is allowed.
 */
export function webPortalSettings(props: WebPortalProps): CfnDomain.StudioWebPortalSettingsProperty | undefined {
  const { allowedInstanceTypes, hiddenMlTools, hiddenAppTypes } = props;
  if (!allowedInstanceTypes && !hiddenMlTools && !hiddenAppTypes) return undefined;
  return {
    hiddenInstanceTypes: allowedInstanceTypes && typesOutside(allowedInstanceTypes),
    hiddenMlTools: hiddenMlTools && [...hiddenMlTools],
    hiddenAppTypes: hiddenAppTypes && [...hiddenAppTypes],
  };
}

function typesOutside(patterns: readonly string[]): string[] {
  const allowed = patterns.map(fitting);
  const outside = studioInstanceTypes.filter((type) => !allowed.some((pattern) => pattern.test(type)));
  if (outside.length < studioInstanceTypes.length) return outside;
  throw new Error(
    `allowedInstanceTypes has "${patterns.join('", "')}", and Studio has no such type. Types such as ml.t3.medium, or ml.t3.*, are accepted.`,
  );
}

function fitting(pattern: string): RegExp {
  const literal = pattern.split('*').map((part) => part.replace(/[^\w-]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
}
