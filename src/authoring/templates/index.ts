import { furtherTemplates } from './further';
import { head, keyWorld, type Template } from './template';

export type { Template } from './template';

/** What a new draft can begin with. */
export const templates: readonly Template[] = [
  {
    title: 'Scenario',
    about: 'Tasks in the terminal, judged by checks',
    kind: 'scenario',
    text: `id: encrypt-a-note
title: Encrypt a note
summary: Encrypt a short text with a KMS key that you make.
minutes: 5
world:
  region: us-east-1
files:
  - { path: note.txt, text: 'Meet at noon.' }
tasks:
  - id: make-a-key
    title: Make a KMS key
    text: Make a KMS key and give it the alias \`alias/notes\`.
    checks:
      - id: alias
        label: alias/notes names a KMS key
        failure: 'There is no key called alias/notes: {actual}'
        run: aws kms describe-key --key-id alias/notes --query KeyMetadata.KeyState --output text
        equals: Enabled
    hints:
      - A key has no name of its own. An alias is made by another operation.
      - '\`aws kms create-key\`, then \`aws kms create-alias\`'
    solution:
      - KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)
      - aws kms create-alias --alias-name alias/notes --target-key-id "$KEY"
    wrong:
      - note: The description is shown beside the key; it is no alias.
        run: [aws kms create-key --description alias/notes]
        fails: alias
  - id: encrypt
    title: Encrypt the note
    text: Encrypt \`note.txt\` under \`alias/notes\`, and put the ciphertext into \`note.kms\`.
    checks:
      - id: decrypts
        label: note.kms decrypts to the note
        failure: 'note.kms does not decrypt: {actual}'
        run: aws kms decrypt --ciphertext-blob fileb://note.kms --query Plaintext --output text | base64 -d
        equals: Meet at noon.
    hints:
      - The CLI prints ciphertexts in Base64.
      - '\`--query CiphertextBlob --output text | base64 -d\`'
    solution:
      - aws kms encrypt --key-id alias/notes --plaintext fileb://note.txt --query CiphertextBlob --output text | base64 -d > note.kms
    wrong:
      - note: The ciphertext has to be decoded from Base64.
        run: [aws kms encrypt --key-id alias/notes --plaintext fileb://note.txt --query CiphertextBlob --output text > note.kms]
        fails: decrypts
`,
  },
  {
    title: 'Multiple choice',
    about: 'One option is right; what each one does is run',
    kind: 'questions',
    text: `${head('my-stop-a-key', 'choice', 'Stop a key for an hour')}${keyWorld}  stem: |
    For an hour nobody is to decrypt with the KMS key of \`alias/notes\`. Afterwards it must work again.

    What do you do?
  goal:
    - label: Nobody can decrypt
      failure: 'Decrypt should be refused: {actual}'
      run: aws kms decrypt --ciphertext-blob fileb://note.kms > /tmp/out 2>&1 && echo yes || echo no
      equals: 'no'
    - label: EnableKey brings it back at once
      failure: 'enable-key is not enough: {actual}'
      run: aws kms enable-key --key-id "$(aws kms list-keys --query 'Keys[0].KeyId' --output text)"
  options:
    - text: Delete the alias of the key.
      why: Decrypt finds the key by the ciphertext; an alias is a name only.
      do: [aws kms delete-alias --alias-name alias/notes]
    - text: Disable the KMS key.
      correct: true
      why: A disabled key refuses cryptographic operations, and EnableKey takes that back.
      do: ['aws kms disable-key --key-id "$KEY"']
    - text: Schedule the deletion of the key.
      why: EnableKey is refused until the deletion is cancelled.
      do: ['aws kms schedule-key-deletion --key-id "$KEY" --pending-window-in-days 7']
  explanation: Disabling applies to the key itself, by whatever name it is called.
`,
  },
  {
    title: 'Prediction',
    about: 'What will the line come to? Then it runs',
    kind: 'questions',
    text: `${head('my-disabled-key', 'predict', 'Encrypt with a disabled key')}${keyWorld}  stem: The KMS key of \`alias/notes\` is disabled, then somebody encrypts with it. What happens?
  run:
    - aws kms disable-key --key-id "$KEY"
    - aws kms encrypt --key-id alias/notes --plaintext fileb://note.txt
  query: CiphertextBlob != null
  options:
    - text: DisabledException
      correct: true
      why: A disabled key has an error of its own.
      equals: DisabledException
    - text: NotFoundException
      why: The key is still there, and so is its alias.
      equals: NotFoundException
    - text: It succeeds
      why: The key state is looked at in every cryptographic operation.
      equals: true
  explanation: Cryptographic operations need a key whose state is Enabled.
`,
  },
  {
    title: 'Ordering',
    about: 'Select steps and put them in order; every sequence is tried',
    kind: 'questions',
    text: `${head('my-name-a-key', 'ordering', 'A key with a name')}  stem: |
    \`alias/app\` is to name a KMS key that is disabled.

    Select **three** steps and put them in order.
  goal:
    - label: alias/app names a disabled key
      failure: 'The key state is {actual}'
      run: aws kms describe-key --key-id alias/app --query KeyMetadata.KeyState --output text
      equals: Disabled
  choose: 3
  steps:
    - id: disable
      text: Disable the key by its alias's key ID
      why: The alias must name the key by then.
      do: ['aws kms disable-key --key-id "$(aws kms describe-key --key-id alias/app --query KeyMetadata.KeyId --output text)"']
    - id: create
      text: Create the key
      why: Everything else refers to it.
      do: ['KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)']
    - id: enable
      text: Enable the key
      why: A new key is enabled already.
      do: ['aws kms enable-key --key-id "$KEY"']
    - id: name
      text: Create the alias for the key
      why: An alias is made for a key that exists.
      do: ['aws kms create-alias --alias-name alias/app --target-key-id "$KEY"']
  accept:
    - [create, name, disable]
  explanation: An alias names a key that exists, whatever its state.
`,
  },
  {
    title: 'Task in the terminal',
    about: 'One task of a scenario as a question',
    kind: 'questions',
    text: `${head('my-disable-it', 'do', 'Disable a KMS key')}${keyWorld}  stem: Disable the KMS key of \`alias/notes\`.
  checks:
    - id: disabled
      label: The key is disabled
      failure: 'The key state is {actual}'
      run: aws kms describe-key --key-id alias/notes --query KeyMetadata.KeyState --output text
      equals: Disabled
  solution:
    - aws kms disable-key --key-id "$KEY"
  wrong:
    - note: DisableKey takes a key ID or an ARN, and no alias.
      run: [aws kms disable-key --key-id alias/notes]
      fails: disabled
  explanation: Operations that manage a key take its ID or ARN.
`,
  },
  ...furtherTemplates,
];
