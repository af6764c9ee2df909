/** The answer of AWS, or undefined where it says that the thing is not there; every other error goes on. */
export async function look<Answer>(asking: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** The older operations of SageMaker say `Could not find` or `RecordNotFound` where the newer ones have a name for it. */
export async function lookServing<Answer>(asking: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await look(asking);
  } catch (error) {
    if (
      error instanceof Error &&
      error.name === 'ValidationException' &&
      /could not find|RecordNotFound/i.test(error.message)
    )
      return undefined;
    throw error;
  }
}

/** Whether AWS says that a thing is not there, in the words of any of its services. */
export function isNotFound(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    /NotFound|NoSuch|DoesNotExist/.test(error.name) ||
    (/^Validation(Error|Exception)$/.test(error.name) && /does not exist|not found|unable to find/i.test(error.message))
  );
}
