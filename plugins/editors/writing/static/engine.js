// What is saved says which text it was made of: whoever changed the file meanwhile is not written over.

/** Return a fetch that remembers which bytes each article had, and tells them with every save. */
export function careful(fetch, engine) {
  const known = new Map();

  function remember(told) {
    const entries = Array.isArray(told) ? told : [told];
    for (const entry of entries) {
      if (entry && entry.file && entry.file.id) known.set(entry.file.path, entry.file.id);
    }
    for (const [path, id] of Object.entries((told && told.known) || {})) known.set(path, id);
  }

  return async (address, options) => {
    if (typeof address !== "string" || address !== engine || !options || !options.body) return fetch(address, options);
    const asked = JSON.parse(options.body);
    if (asked.action === "persistEntry") {
      const paths = asked.params.dataFiles.map((one) => one.path);
      asked.params.known = Object.fromEntries(paths.map((path) => [path, known.get(path) || ""]));
    }
    const answer = await fetch(address, { ...options, body: JSON.stringify(asked) });
    if (answer.ok) remember(await answer.clone().json());
    return answer;
  };
}
