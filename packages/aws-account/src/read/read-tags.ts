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
