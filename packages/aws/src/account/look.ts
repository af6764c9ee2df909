import { isNotFound } from './aws-problem.ts';

/** What AWS answers, or undefined where it says that the thing is not there; every other error goes on. */
export async function look<Answer>(asking: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
