// Asks the server of this machine. The token of its present start is fetched when it is wanted, and again after a restart.
let token = "";

/** The server does not answer: the command was stopped, or is starting anew. */
export class ServerGone extends Error {}

// Half of a letter outside of the first plane, as a cut emoji leaves it: no file can hold it, and none of the rest may be lost by it.
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const whole = (name, value) => (typeof value === "string" && HALF.test(value) ? value.replace(HALF, "\ufffd") : value);

async function post(what, table, keepalive) {
  const headers = { "Content-Type": "application/json", "X-Ma-Lan-Chay": token };
  const options = { method: "POST", headers, body: JSON.stringify(table, whole), keepalive };
  let response;
  try {
    response = await fetch(`may/${what}`, options);
  } catch (lost) {
    throw new ServerGone("Máy chủ trên máy này không trả lời.");
  }
  const answer = await response.json().catch(() => ({ loi: "Máy chủ trả lời không rõ." }));
  return { status: response.status, answer };
}

/** Return the status and the answer to what is asked; throws ServerGone. */
export async function ask(what, table, { keepalive = false } = {}) {
  for (let attempt = 0; ; attempt += 1) {
    if (!token) token = (await post("ma", {}, false)).answer.ma || "";
    const found = await post(what, table, keepalive);
    if (found.status !== 403 || found.answer.vi_sao !== "ma-cu" || attempt) return found;
    token = "";
  }
}

/** Return the answer; throws an Error with the server's own words for a refusal. */
export async function answerTo(what, table) {
  const { status, answer } = await ask(what, table);
  if (status !== 200) throw new Error(answer.loi || "Máy chủ từ chối.");
  return answer;
}
