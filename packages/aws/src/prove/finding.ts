/** One thing in a template that breaks a rule. */
export interface Finding {
  /** Permanent id of the rule. */
  readonly rule: string;
  readonly stack: string;
  /** Logical id. */
  readonly resource: string;
  /** Where in the resource, such as `Properties.SecurityGroupEgress[0].CidrIp`. */
  readonly path: string;
  readonly message: string;
  /** One thing to do. */
  readonly fix: string;
}

export interface Proof {
  /** No rule is broken. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
}
