// Keeps saves from overwriting the changes of others: each save names the checksum of the text it was made from.

/** Return a fetch that remembers the checksum of each article that it reads, and sends it along with every save. */
export function guardedFetch(fetch, backend) {
  const checksums = new Map();

  function remember(answer) {
    const entries = Array.isArray(answer) ? answer : [answer];
    for (const entry of entries) {
      if (entry && entry.file && entry.file.id) checksums.set(entry.file.path, entry.file.id);
    }
    for (const [path, id] of Object.entries((answer && answer.known) || {})) checksums.set(path, id);
  }

  return async (address, options) => {
    if (typeof address !== "string" || address !== backend || !options || !options.body) return fetch(address, options);
    const request = JSON.parse(options.body);
    if (request.action === "persistEntry") {
      const paths = request.params.dataFiles.map((one) => one.path);
      request.params.known = Object.fromEntries(paths.map((path) => [path, checksums.get(path) || ""]));
    }
    const response = await fetch(address, { ...options, body: JSON.stringify(request) });
    if (response.ok) remember(await response.clone().json());
    return response;
  };
}
