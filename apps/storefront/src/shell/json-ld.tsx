/** Tells search engines in schema.org's words what a page shows (https://schema.org). Not a script that runs. */
export function JsonLd({ data }: { readonly data: object }) {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  // Our own JSON, in which nothing can end the element.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
