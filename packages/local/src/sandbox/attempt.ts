/** One way out of a sandbox, tried from inside. */
export interface Attempt {
  readonly wall: string;
  readonly attempt: string;
  /** Only the kernel's refusal counts as held; what could not be understood is not known. */
  readonly verdict: 'held' | 'open' | 'not known';
  readonly said: string;
}
