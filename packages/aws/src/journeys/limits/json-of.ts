import type { Value } from '@atelier/cloudformation';
import type { Problem } from '@atelier/problem';

/** What a file that was handed in says as JSON; `refuse` makes the problem of one that says none. */
export function jsonOf(text: string, refuse: (why: string) => Problem): Value {
  try {
    return JSON.parse(text) as Value;
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse(`it is no JSON (${error.message})`);
    throw error;
  }
}
