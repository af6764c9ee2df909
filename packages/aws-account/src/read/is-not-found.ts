/** Whether AWS says that a thing is not there, in the words of any of its services. */
export function isNotFound(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    /NotFound|NoSuch|DoesNotExist/.test(error.name) ||
    (/^Validation(Error|Exception)$/.test(error.name) && /does not exist|not found|unable to find/i.test(error.message))
  );
}
