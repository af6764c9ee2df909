/** A CloudFormation template as JSON; nothing in it has been evaluated. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, TemplateOutput>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export interface TemplateOutput {
  readonly Value: unknown;
  readonly Description?: string;
  readonly Export?: { readonly Name: unknown };
}

/** A template and the stack that it is for; a nested stack is called `<stack>/<logical id>`. */
export interface StackTemplate {
  readonly stack: string;
  readonly template: Template;
  /** Null: not known before it is deployed. */
  readonly region: string | null;
  /** Null or not there: not known before it is deployed. */
  readonly account?: string | null;
}
