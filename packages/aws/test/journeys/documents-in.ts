import type { EvaluatedStack } from '@atelier/cloudformation';

export interface WrittenStatement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
}

/** A policy in templates; its statements are those of the template themselves, to be changed. */
export interface WrittenDocument {
  readonly type: string;
  /** Of the role or policy, else the logical id. */
  readonly name: string;
  readonly statements: WrittenStatement[];
}

interface Document {
  readonly Statement: WrittenStatement[];
}

/** Properties that hold documents, by the name of the property. */
interface Documents {
  readonly Policies?: readonly { readonly PolicyDocument: Document }[];
  readonly PolicyDocument?: Document;
  readonly KeyPolicy?: Document;
  readonly AssumeRolePolicyDocument?: Document;
}

/** Every policy and trust in templates. */
export function documentsIn(stacks: readonly EvaluatedStack[]): readonly WrittenDocument[] {
  return stacks.flatMap(({ resources }) =>
    resources.flatMap(({ type, logicalId, properties }) => {
      const { RoleName, ManagedPolicyName } = properties;
      const { Policies = [], PolicyDocument, KeyPolicy, AssumeRolePolicyDocument } = properties as Documents;
      const name = String(RoleName ?? ManagedPolicyName ?? logicalId);
      const own = [PolicyDocument, KeyPolicy, AssumeRolePolicyDocument];
      const inline = Policies.map((policy) => policy.PolicyDocument);
      return [...own, ...inline].flatMap((document) =>
        document === undefined ? [] : [{ type, name, statements: document.Statement }],
      );
    }),
  );
}
