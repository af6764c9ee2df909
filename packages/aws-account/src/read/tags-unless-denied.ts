import type { Tags } from './ownership.ts';

/** Tags; undefined: what had them is gone; an error: AWS denies to say, which stops nothing that is somebody else's. */
export type TagsRead = Tags | undefined | Error;

/** Tags as they are read, or why AWS denies them; every other error goes on. */
export async function tagsUnlessDenied(reading: Promise<Tags | undefined>): Promise<TagsRead> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && /^(AccessDenied|UnauthorizedOperation)/.test(error.name)) return error;
    throw error;
  }
}
