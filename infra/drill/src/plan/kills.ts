import { dice } from './dice.ts';

/** What `up` calls the processes that the drill ends; the last two are there in the full profile alone. */
const services = ['user', 'product', 'payment', 'order', 'order-relay', 'notification', 'notification-jobs', 'gateway'] as const;
const backends = { embedded: ['postgres'], full: ['postgres', 'redis', 'kafka'] } as const;

export const profiles = ['embedded', 'full'] as const;
export type Profile = (typeof profiles)[number];
export type Victim = (typeof services)[number] | (typeof backends)[Profile][number];

/** Everything that the drill ends in a profile. */
export const victimsOf = (profile: Profile): readonly Victim[] => [...services, ...backends[profile]];

/** Parts of services that run as processes of their own, so that they can be ended alone. */
export const split = 'order:relay,notification:jobs';

export interface Kill {
  readonly victim: Victim;
  /** It is due once so many checkouts have begun … */
  readonly atCheckout: number;
  /** … and then after so many milliseconds, so that it finds the purchases at any point of their way. */
  readonly delayMs: number;
}

export interface KillPlan {
  readonly seed: number;
  readonly kills: number;
  readonly checkouts: number;
  readonly profile: Profile;
}

/**
 * Who is ended, and when, counted in checkouts and not by the clock: the same seed gives the same plan on any machine. Every process is
 * ended as often as every other one, give or take one; when there are fewer kills than processes the backends come first. The last kill
 * comes with the last checkouts, so that there is no load left that would hide what stays undone after it.
 */
export function planKills({ seed, kills, checkouts, profile }: KillPlan): Kill[] {
  const chance = dice(seed, 'kills');
  const victims: Victim[] = [];
  const first = chance.shuffled([...backends[profile], ...chance.shuffled(services)].slice(0, kills));
  for (let round: Victim[] = first; victims.length < kills; round = chance.shuffled(victimsOf(profile))) victims.push(...round);
  // One in each of equal stretches between the first twentieth and the end: neither all at once nor in step.
  const stretch = (checkouts * 0.95) / Math.max(kills - 1, 1);
  return victims.slice(0, kills).map((victim, index) => {
    const inside = checkouts * 0.05 + stretch * (index + chance.next());
    return { victim, atCheckout: index === kills - 1 ? checkouts : Math.floor(inside), delayMs: chance.between(0, 1_500) };
  });
}
