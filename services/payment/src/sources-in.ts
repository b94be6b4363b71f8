/** The states of a machine that a state may be reached from, for `WHERE status = ANY (…)`. */
export function sourcesIn<State extends string>(transitions: Readonly<Record<State, readonly State[]>>, target: State): State[] {
  // The cast: the keys of such a record are its states.
  return (Object.keys(transitions) as State[]).filter((state) => transitions[state].includes(target));
}
