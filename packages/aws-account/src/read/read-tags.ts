import { paginateListTags, type SageMakerClient } from '@aws-sdk/client-sagemaker';
import { everyItem } from './every-item.ts';
import { lookServing } from './look.ts';
import { type Tags, tagsOf } from './ownership.ts';

/** Tags of something that SageMaker has; undefined: it is gone. */
export async function readTags(ResourceArn: string, client: SageMakerClient): Promise<Tags | undefined> {
  const tags = everyItem(paginateListTags({ client }, { ResourceArn }), (answer) => answer.Tags);
  const found = await lookServing(tags);
  return found && tagsOf(found);
}

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
