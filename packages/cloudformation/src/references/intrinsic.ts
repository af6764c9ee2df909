import { isMap } from '../value.ts';

/** A function of CloudFormation in the place of a value: `{Ref: 'Bucket'}`, `{'Fn::Join': […]}`. */
export interface Intrinsic {
  readonly name: string;
  readonly argument: unknown;
}

/** The function by which a value is computed once it is deployed, or null where it is a plain value. */
export function intrinsicOf(value: unknown): Intrinsic | null {
  if (!isMap(value)) return null;
  let name: string | null = null;
  for (const key in value) {
    if (name !== null) return null;
    name = key;
  }
  if (name === null || !(name === 'Ref' || name.startsWith('Fn::'))) return null;
  return { name, argument: value[name] };
}

/** Whether a value leaves its property out: `{Ref: 'AWS::NoValue'}`. */
export function isNoValue(value: unknown): boolean {
  return isMap(value) && value.Ref === 'AWS::NoValue';
}
