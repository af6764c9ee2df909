import type { SignInParts } from './sign-in-parts.ts';

/** What a name and a password have come to. */
export type TriedPassword =
  | { readonly person: string }
  | {
      readonly person?: undefined;
      readonly status: 403 | 429 | 503;
      /** For whoever has typed them; it does not say which of the two was wrong. */
      readonly wrong: string;
      /** Until the next try. */
      readonly seconds?: number;
    };

/** Try a name and a password, unless too many were tried before. */
export async function tryPassword(
  { workspace, credentials, pauses, record, portal }: SignInParts,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<TriedPassword> {
  const typed = name.trim().slice(0, longestName);
  const ofName = typed.toLowerCase();
  const waitMs = pauses.ofName.ask(ofName) || pauses.ofAll.ask('');
  if (waitMs > 0) return tooMany(Math.ceil(waitMs / 1000));
  const person = workspace().people.find((one) => one.name === ofName || one.signInName === typed)?.name;
  // Of nobody too: how long it takes says nothing.
  const fits = await credentials.passwordFits(person ?? '', password.slice(0, longestPassword));
  if (fits === undefined)
    return { status: 503, wrong: 'Too many people are signing in at this moment. Try again.', seconds: 1 };
  const request = `POST ${portal}/sign-in/step/password`;
  if (!fits || person === undefined) {
    await record({ who: 'nobody', by: 'password', allowed: false, because: 'name and password do not fit', request });
    return { status: 403, wrong: 'This name and this password do not go together.' };
  }
  pauses.ofName.forgive(ofName);
  pauses.ofAll.takeBack('');
  await record({ who: person, by: 'password', allowed: true, because: 'name and password fit', request });
  return { person };
}

const longestName = 128;
const longestPassword = 1024;

function tooMany(seconds: number): TriedPassword {
  const wrong = `Too many tries were wrong. The next can be made in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
  return { status: 429, wrong, seconds };
}
