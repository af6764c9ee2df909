import { ListTagsCommand, type SageMakerClient } from '@aws-sdk/client-sagemaker';
import { everyPage } from './every-page.ts';
import { lookServing } from './look.ts';
import { type Tags, tagsOf } from './ownership.ts';

/** Tags of something that SageMaker has; undefined: it is gone. */
export async function readTags(ResourceArn: string, client: SageMakerClient): Promise<Tags | undefined> {
  const tags = everyPage(async (NextToken) => {
    const answer = await client.send(new ListTagsCommand({ ResourceArn, NextToken }));
    return { items: answer.Tags, next: answer.NextToken };
  });
  const found = await lookServing(tags);
  return found && tagsOf(found);
}
