import { type SpaceName, spaceId } from './space-name.ts';

interface Restoring {
  /** Whether it is still to be up, asked when its turn comes. */
  isWanted(space: SpaceName): boolean;
  begin(space: SpaceName): Promise<unknown>;
  /** So few are on their way that whoever opens one meanwhile hardly waits. */
  readonly most: number;
  tell(news: string): void;
}

/** Open spaces again, a few at a time; resolves when each is up, or has failed and been told of. */
export async function restoreSpaces(
  spaces: readonly SpaceName[],
  { isWanted, begin, most, tell }: Restoring,
): Promise<void> {
  const left = spaces.values();
  const restore = async () => {
    for (const space of left) {
      const failed = (error: Error) => tell(`the space ${spaceId(space)} is not up: ${error.message}`);
      if (isWanted(space)) await begin(space).catch(failed);
    }
  };
  await Promise.all(Array.from({ length: most }, restore));
}
