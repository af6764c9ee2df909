declare module 'asl-validator' {
  interface Verdict {
    readonly isValid: boolean;
    readonly errors: readonly { readonly 'Error code': string; readonly Message: string }[];
  }
  /** Adds fields to the definition it is given. */
  export default function validate(definition: unknown): Verdict;
}
