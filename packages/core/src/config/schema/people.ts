import { roles } from '../../model/person.ts';
import { choice, named, section, text } from './fields.ts';
import { personName } from './names.ts';

const person = section({
  role: choice(roles).describe('What the person may do.'),
  sso: text(/^\S{1,128}$/, 'a user name of the directory, without spaces', 'lead@example.com')
    .describe(
      "The person's name where they sign in: user name in the directory, subject at the provider. Default: the name in this file.",
    )
    .optional(),
});

export const people = named(personName, person);
