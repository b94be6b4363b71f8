/**
 * Runs work once per key: whoever comes while it is under way, or for some time after it succeeded, gets the same result.
 * A failure is told to those who waited and then forgotten.
 */
export function createSingleFlight<T>(keepMs: number): (key: string, work: () => Promise<T>) => Promise<T> {
  const flights = new Map<string, Promise<T>>();
  return (key, work) => {
    const known = flights.get(key);
    if (known !== undefined) return known;
    const flight = work().then(
      (value) => {
        setTimeout(() => flights.delete(key), keepMs).unref();
        return value;
      },
      (error: unknown) => {
        flights.delete(key);
        throw error;
      },
    );
    flights.set(key, flight);
    return flight;
  };
}
