/** The house's sign and name. Whoever makes it a link puts one around. */
export function Logo() {
  return (
    <span className="flex min-h-11 items-center gap-2.5 font-semibold text-lg tracking-tight">
      <svg aria-hidden="true" viewBox="0 0 32 32" className="size-8">
        <rect width="32" height="32" rx="9" className="fill-primary" />
        <path d="M15 6v16H7.5C11 18 13.5 12.5 15 6Z" className="fill-on-primary" />
        <path d="M17.5 9c3.5 3.5 6 8 7 13h-7Z" className="fill-on-primary opacity-70" />
        <path d="M6.5 24.5h19" className="stroke-2 stroke-on-primary" strokeLinecap="round" />
      </svg>
      Tradewind
    </span>
  );
}
