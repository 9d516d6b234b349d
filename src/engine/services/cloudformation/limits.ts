/**
 * What a template may hold. Source: AWS CloudFormation User Guide, "Understand CloudFormation quotas"
 * (read 2026-11); dynamic references: the same guide, "Get values stored in other services using
 * dynamic references" (read 2026-04).
 */
export const limits = {
  /** Bytes of a template that the request itself carries. */
  templateBody: 51_200,
  /** Bytes of a template in Amazon S3. */
  templateInS3: 1_048_576,
  resources: 500,
  parameters: 200,
  mappings: 200,
  mappingAttributes: 200,
  outputs: 200,
  /** Characters of a template's description. */
  description: 1024,
  /** Bytes of a parameter's value. */
  parameterValue: 4096,
  /** Characters of a logical name, a mapping's name, an output's name or a parameter's. */
  name: 255,
  dynamicReferences: 60,
  /** Stacks of an account in a Region. */
  stacks: 2000,
} as const;
