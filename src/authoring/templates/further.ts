import { head, keyWorld, readerWorld, type Template } from './template';

/** Types of questions whose parts are matched, counted, pointed at or repaired. */
export const furtherTemplates: readonly Template[] = [
  {
    title: 'Multiple response',
    about: 'Two or more options are right; the learner is told how many',
    kind: 'questions',
    text: `${head('my-by-alias', 'response', 'What an alias is good for')}${keyWorld}  stem: Which **two** operations take the alias of a KMS key in place of its ID?
  options:
    - text: '\`DisableKey\`'
      why: What manages a key wants its ID or ARN, so that no alias moves under it.
      claim: { run: aws kms disable-key --key-id alias/notes }
    - text: '\`Encrypt\`'
      correct: true
      why: Cryptographic operations take an alias; it can be pointed at another key later.
      claim: { run: aws kms encrypt --key-id alias/notes --plaintext fileb://note.txt }
    - text: '\`ScheduleKeyDeletion\`'
      why: It wants the ID or ARN of the key that is to go.
      claim: { run: aws kms schedule-key-deletion --key-id alias/notes }
    - text: '\`DescribeKey\`'
      correct: true
      why: It tells which key an alias stands for.
      claim: { run: aws kms describe-key --key-id alias/notes }
  explanation: Operations that use or describe a key take an alias. Those that change the key take its ID or ARN.
`,
  },
  {
    title: 'Matching',
    about: 'Each prompt gets one response; each line is run',
    kind: 'questions',
    text: `${head('my-errors', 'matching', 'Three refusals')}${keyWorld}  stem: Match each request to what it comes to.
  prompts:
    - id: disabled
      text: Encrypt with a key that is disabled
      answer: disabled
      why: A disabled key has an error of its own.
      do: ['aws kms disable-key --key-id "$KEY"']
      run: aws kms encrypt --key-id alias/notes --plaintext fileb://note.txt
    - id: going
      text: Decrypt with a key that waits for its deletion
      answer: state
      why: Of other states that do not fit, the error is the same.
      do: ['aws kms schedule-key-deletion --key-id "$KEY"']
      run: aws kms decrypt --ciphertext-blob fileb://note.kms
    - id: nameless
      text: Describe a key by an alias that nobody made
      answer: none
      why: An alias that is not there names nothing.
      run: aws kms describe-key --key-id alias/other
  responses:
    - { id: none, text: NotFoundException, equals: NotFoundException }
    - { id: disabled, text: DisabledException, equals: DisabledException }
    - { id: spare, text: InvalidCiphertextException, equals: InvalidCiphertextException }
    - { id: state, text: KMSInvalidStateException, equals: KMSInvalidStateException }
  explanation: The error says what is wrong with the key - that it is disabled, in another state, or not there.
`,
  },
  {
    title: 'Case',
    about: 'One situation, several questions about it',
    kind: 'questions',
    text: `${head('my-note', 'case', 'A note and its key')}${keyWorld}  stem: A note lies encrypted in \`note.kms\`, under the KMS key of \`alias/notes\`.
  parts:
    - id: without-alias
      type: predict
      stem: The alias is deleted. Can the note still be decrypted?
      run:
        - aws kms delete-alias --alias-name alias/notes
        - aws kms decrypt --ciphertext-blob fileb://note.kms
      query: Plaintext != null
      options:
        - text: It succeeds
          correct: true
          why: The ciphertext names the key itself.
          equals: true
        - text: NotFoundException
          why: The alias is no longer needed once the note is encrypted.
          equals: NotFoundException
      explanation: An alias is looked up when something is encrypted, and never again.
    - id: with-context
      type: predict
      stem: Somebody decrypts it with an encryption context. What happens?
      run:
        - aws kms decrypt --ciphertext-blob fileb://note.kms --encryption-context purpose=notes
      query: Plaintext != null
      options:
        - text: It succeeds
          why: What was encrypted without a context is decrypted without one.
          equals: true
        - text: InvalidCiphertextException
          correct: true
          why: The context is part of what is authenticated, and it was empty.
          equals: InvalidCiphertextException
        - text: KMSInvalidStateException
          why: It is about the state of the key, which is enabled.
          equals: KMSInvalidStateException
      explanation: An encryption context is the same for Encrypt and Decrypt, or the ciphertext is refused.
  explanation: A ciphertext says which key it needs; the encryption context has to come with the request.
`,
  },
  {
    title: 'Number',
    about: 'The answer is a number that the lab finds',
    kind: 'questions',
    text: `${head('my-waiting', 'compute', 'How long a key waits')}${keyWorld}  stem: |
    The deletion of the KMS key of \`alias/notes\` is scheduled, and no waiting period is given.

    After how many days will the key be gone?
  answer: 30
  unit: days
  derive:
    run: aws kms schedule-key-deletion --key-id "$KEY"
    query: PendingWindowInDays
  mistakes:
    - answer: 7
      why: Seven days is the shortest period that can be asked for, and nobody asked.
  explanation: Without a waiting period, ScheduleKeyDeletion takes the longest one.
`,
  },
  {
    title: 'Policy to repair',
    about: 'Edit a policy until a matrix of requests is green',
    kind: 'questions',
    text: `${head('my-reader', 'fix', 'Let a reader decrypt')}${readerWorld}  stem: |
    The IAM user \`reader\` is to decrypt with the KMS key of \`alias/notes\`, and to do nothing else
    with it. The account keeps control.

    Edit the key policy.
  policy:
    path: policy.json
    text: |
      {
        "Version": "2012-10-17",
        "Statement": [
          { "Sid": "Account", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:root" }, "Action": "kms:*", "Resource": "*" },
          { "Sid": "Reader", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:user/reader" }, "Action": "kms:*", "Resource": "*" }
        ]
      }
  apply:
    - aws kms put-key-policy --key-id "$KEY" --policy-name default --policy file://policy.json
  matrix:
    - label: The reader may decrypt
      failure: 'kms:Decrypt should be allowed to reader: {actual}'
      can: { principal: reader, action: 'kms:Decrypt', resource: alias/notes }
    - label: The reader may not encrypt
      failure: kms:Encrypt should not be allowed to reader.
      cannot: { principal: reader, action: 'kms:Encrypt', resource: alias/notes }
    - label: The reader may not change the policy
      failure: kms:PutKeyPolicy should not be allowed to reader.
      cannot: { principal: reader, action: 'kms:PutKeyPolicy', resource: alias/notes }
    - label: The administrator may change the policy
      failure: 'kms:PutKeyPolicy should be allowed to the administrator: {actual}'
      can: { action: 'kms:PutKeyPolicy', resource: alias/notes }
  solution: |
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Sid": "Account", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:root" }, "Action": "kms:*", "Resource": "*" },
        { "Sid": "Reader", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:user/reader" }, "Action": "kms:Decrypt", "Resource": "*" }
      ]
    }
  wrong:
    - note: Who reads does not write. Encrypt is a permission of its own.
      fails: The reader may not encrypt
      text: |
        {
          "Version": "2012-10-17",
          "Statement": [
            { "Sid": "Account", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:root" }, "Action": "kms:*", "Resource": "*" },
            { "Sid": "Reader", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:user/reader" }, "Action": ["kms:Encrypt", "kms:Decrypt"], "Resource": "*" }
          ]
        }
  explanation: A statement of a key policy is narrowed by its actions. Its resource is this one key.
`,
  },
  {
    title: 'Reading',
    about: 'Point at the statement that explains a result',
    kind: 'questions',
    text: `${head('my-who-lets', 'read', 'The statement that lets the reader in')}${readerWorld}  stem: |
    The IAM user \`reader\` has no policy of its own, and can decrypt with the KMS key of \`alias/notes\`.

    Which statement of the key policy allows it?
  pick:
    from: statement
    policy:
      path: policy.json
      text: |
        {
          "Version": "2012-10-17",
          "Statement": [
            { "Sid": "Account", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:root" }, "Action": "kms:*", "Resource": "*" },
            { "Sid": "Administrator", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:user/admin" }, "Action": "kms:*", "Resource": "*" },
            { "Sid": "Readers", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:user/reader" }, "Action": "kms:Decrypt", "Resource": "*" }
          ]
        }
    apply:
      - aws kms put-key-policy --key-id "$KEY" --policy-name default --policy file://policy.json
    effect:
      can: { principal: reader, action: 'kms:Decrypt', resource: alias/notes }
    key: Readers
    notes:
      - { sid: Account, why: 'It lets IAM policies of the account decide, and the reader has none.' }
      - { sid: Administrator, why: It names another user. }
  why: It names the user and the action, which in a key policy is all that is needed.
  explanation: A key policy can allow a user by itself. Without such a statement an IAM policy is needed as well.
`,
  },
];
