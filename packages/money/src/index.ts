export { add, allocate, compare, fraction, isZero, money, multiply, negate, subtract, sum, zero } from './arithmetic.ts';
export { type Currency, currencies, decimalsOf, isCurrency } from './currency.ts';
export { formatMoney, toDecimalString } from './format.ts';
export type { Money } from './money.ts';
