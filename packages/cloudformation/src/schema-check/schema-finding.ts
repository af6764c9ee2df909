/** Names of faults of a template that CloudFormation would refuse. */
export type SchemaRule =
  | 'unknown-type'
  | 'unknown-property'
  | 'missing-property'
  | 'wrong-type'
  | 'value-not-allowed'
  | 'unknown-reference'
  | 'unknown-attribute'
  | 'unknown-dependency'
  | 'unknown-condition'
  | 'unknown-mapping'
  | 'unknown-function'
  | 'malformed-resource'
  | 'circular-dependency';

/** One place of a template that does not fit the schemas of CloudFormation. */
export interface SchemaFinding {
  readonly rule: SchemaRule;
  /** Null: not in a resource. */
  readonly resource: string | null;
  /** From the resource, or from the template where there is none: `Properties.Tags[0].Key`. */
  readonly path: string;
  /** Text on what was given and what is accepted. */
  readonly message: string;
  readonly fix: string;
}
