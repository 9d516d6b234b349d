import type { ContentKind } from '../read-draft';

/** A small piece of content that passes the gate, to be written over. */
export interface Template {
  readonly title: string;
  readonly about: string;
  readonly kind: ContentKind;
  readonly text: string;
}

/** How each template of a question begins. */
export const head = (id: string, type: string, title: string) => `- id: ${id}
  type: ${type}
  title: ${title}
  sections: [5]
  skills: [DVA-2.2.4]
  difficulty: 1
`;

/** A world with a KMS key, its alias, and a note that is encrypted under it. */
export const keyWorld = `  world:
    setup:
      - KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
      - aws kms create-alias --alias-name alias/notes --target-key-id "$KEY"
      - aws kms encrypt --key-id alias/notes --plaintext fileb://note.txt --query CiphertextBlob --output text | base64 -d > note.kms
  files:
    - { path: note.txt, text: 'Meet at noon.' }
`;

/** A world with a KMS key that an IAM user without policies is to read with. */
export const readerWorld = `  world:
    setup:
      - KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
      - aws kms create-alias --alias-name alias/notes --target-key-id "$KEY"
      - aws iam create-user --user-name reader
`;
