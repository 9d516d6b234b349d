import { numberText } from './constraints';
import { lowerFirst } from './failure';
import type { Shape } from './model';

// Not sensitive in the model, and yet IAM hides it. Source: recorded answers to
// UpdateServiceSpecificCredential.
const hiddenByIam = 'serviceSpecificCredentialId';

/** A value as an AWS error shows it, in quotes; undefined where AWS does not show it. */
export function showValue(value: unknown, shape: Shape): string | undefined {
  if (isHidden(shape)) return undefined;
  return value === null ? 'null' : `'${javaText(value, shape)}'`;
}

function isHidden(shape: Shape): boolean {
  if (shape.sensitive === true || shape.type === 'blob' || shape.name === hiddenByIam) return true;
  return shape.type === 'list' && isHidden(shape.member.shape);
}

// AWS prints values with Java's toString: [a, b], {key=value}, Tag(tagKey=a, tagValue=b).
function javaText(value: unknown, shape: Shape): string {
  if (value === null || value === undefined) return 'null';
  if (isHidden(shape)) return '***Sensitive Data Redacted***';
  switch (shape.type) {
    case 'list':
      return `[${(value as unknown[]).map((item) => javaText(item, shape.member.shape)).join(', ')}]`;
    case 'map': {
      const entries = Object.entries(value).map(
        ([key, item]) => `${key}=${javaText(item, shape.value.shape)}`,
      );
      return `{${entries.join(', ')}}`;
    }
    case 'structure': {
      const fields = Object.entries(shape.members).map(
        ([name, member]) =>
          `${lowerFirst(name)}=${javaText((value as Record<string, unknown>)[name], member.shape)}`,
      );
      return `${shape.name}(${fields.join(', ')})`;
    }
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return numberText(value as number, shape);
    case 'timestamp':
      return (value as Date).toISOString();
    default:
      return String(value);
  }
}
