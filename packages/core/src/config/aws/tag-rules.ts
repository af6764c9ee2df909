import type { WorkspaceRule } from '../rules/rule.ts';

/** AWS accepts fifty tags on a resource, of which Atelier sets some itself. */
const mostTags = 40;

/** Tags that give roles in a warehouse's database, and those by which SageMaker knows its domain. */
const ofServices = /^(RedshiftDb\w+|sagemaker:.*|ManagedByAmazonSageMaker\w*)$/i;

const tagsAreAccepted: WorkspaceRule = {
  reads: [],
  *check({ file: { aws } }) {
    const keys = Object.keys(aws?.tags ?? {});
    const seen = new Map<string, string>();
    for (const key of keys) {
      const other = seen.get(key.toLowerCase());
      seen.set(key.toLowerCase(), key);
      const place = { path: ['aws', 'tags', key], on: 'key', code: 'BadTag' } as const;
      if (/^aws:/i.test(key)) {
        const message = `AWS keeps tags that begin with "aws:" to itself, so it would refuse "${key}".`;
        yield { ...place, message, fix: `Write "${key.slice('aws:'.length) || 'team'}".` };
      }
      if (/^atelier:/i.test(key)) {
        const message = `Policies go by the tags that begin with "atelier:", so "${key}" cannot be one of yours.`;
        yield { ...place, message, fix: `Write "${key.slice('atelier:'.length) || 'team'}".` };
      }
      if (ofServices.test(key)) {
        const message = `Services of AWS go by the tag "${key}" when they let somebody in, or know what is theirs.`;
        yield { ...place, message, fix: `Write another name, such as "team-${key.replace(/[^A-Za-z0-9]+/g, '-')}".` };
      }
      if (other !== undefined) {
        const message = `"${key}" and "${other}" differ in case alone, which IAM counts as the same tag.`;
        yield { ...place, message, fix: 'Remove one of the two.' };
      }
    }
    if (keys.length <= mostTags) return;
    const message = `There are ${keys.length} tags; at most ${mostTags} leave room for the ones that Atelier sets.`;
    yield { path: ['aws', 'tags'], code: 'BadTag', message, fix: `Remove ${keys.length - mostTags} of them.` };
  },
};

/** Tags that AWS takes. */
export const tagRules = [tagsAreAccepted];
