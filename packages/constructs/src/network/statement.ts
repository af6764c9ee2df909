/** One statement of a policy, as it stands in the template. */
export interface TemplateStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy, as it stands in the template. */
export interface TemplatePolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly TemplateStatement[];
}

/** The statements as a policy. */
export function policyOf(...statements: readonly TemplateStatement[]): TemplatePolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}
