const orders = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan'];

/**
 * The operators of conditions, without what can stand before and after them. Source: IAM User
 * Guide, "JSON policy elements: Condition operators".
 */
export const conditionOperators: readonly string[] = [
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ...['StringLike', 'StringNotLike', 'ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
  ...['Bool', 'Null', 'IpAddress', 'NotIpAddress', 'BinaryEquals'],
  ...['Numeric', 'Date'].flatMap((type) =>
    [...orders, 'GreaterThanEquals'].map((order) => type + order),
  ),
];

/** An operator without ForAllValues, ForAnyValue and IfExists; undefined where it is none. */
export function operatorBase(written: string): string | undefined {
  if (written === 'Null') return written;
  const base = written.replace(/^ForA(?:ll|ny)Values:/, '').replace(/IfExists$/, '');
  return base !== 'Null' && conditionOperators.includes(base) ? base : undefined;
}
