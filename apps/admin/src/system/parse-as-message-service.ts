import { parseAsStringLiteral } from 'nuqs';
import { messageServices } from './system-words.ts';

/** A service in the address, as lists are filtered by. */
export const parseAsMessageService = parseAsStringLiteral(messageServices);
