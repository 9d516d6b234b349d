import alternatingUsers from './rotate-alternating-users.mjs?raw';
import singleUser from './rotate-single-user.mjs?raw';

/** Code for functions that rotate a secret, by strategy: the text of an index.mjs, to be changed. */
export const rotationTemplates = { singleUser, alternatingUsers } as const;
