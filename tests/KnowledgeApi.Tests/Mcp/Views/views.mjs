// Plays the host of MCP Apps for each view: loads the resource, answers its requests by the server's own tools, and uses it as a
// person would. Run in the folder of the installed packages: node views.mjs http://host/mcp KEY
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const { JSDOM, VirtualConsole } = createRequire(`${process.cwd()}/`)("jsdom");
const [url, key] = process.argv.slice(2);

const ask = async (method, params, name, token) => {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": { name: "views", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json, text/event-stream",
      "MCP-Protocol-Version": "2026-07-28",
      "Mcp-Method": method,
      "Mcp-Name": name,
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: { ...params, _meta } }),
  });
  const data = (await response.text()).split("\n").find(line => line.startsWith("data: "));
  const { result, error } = JSON.parse(data.slice("data: ".length));
  if (error) throw new Error(error.message);
  return result;
};

/** A view on a tool's result: what it called, what it told the model, and the means to press its buttons. */
const show = async (view, tool, args, token) => {
  const uri = `ui://knowledge/${view}.html`;
  const calls = [], told = [];
  let window, initialized;
  const ready = new Promise(resolve => { initialized = resolve; });
  let pending = 0;
  const send = message => {
    const event = new window.MessageEvent("message", { data: { jsonrpc: "2.0", ...message } });
    Object.defineProperty(event, "source", { value: host });
    window.dispatchEvent(event);
  };
  const answer = {
    "ui/initialize": params => {
      assert.equal(params.protocolVersion, "2026-01-26");
      return { protocolVersion: "2026-01-26", hostInfo: { name: "host", version: "1" }, hostCapabilities: {}, hostContext: { theme: "dark" } };
    },
    "tools/call": params => { calls.push(params); return ask("tools/call", params, params.name, token); },
    "ui/update-model-context": params => { told.push(params.content[0].text); return {}; },
    "ui/open-link": () => ({}),
  };
  const host = {
    postMessage: async message => {
      if (message.method === "ui/notifications/initialized") initialized();
      if (message.id === undefined || !message.method) return;
      pending++;
      const result = await answer[message.method](message.params);
      send({ id: message.id, result });
      pending--;
    },
  };
  const { contents } = await ask("resources/read", { uri }, uri);
  assert.equal(contents[0].mimeType, "text/html;profile=mcp-app");
  const faults = [];
  const console = new VirtualConsole().on("jsdomError", fault => faults.push(fault));
  new JSDOM(contents[0].text, {
    runScripts: "dangerously",
    virtualConsole: console,
    beforeParse: made => {
      window = made;
      window.ResizeObserver = class { observe() {} };
      Object.defineProperty(window, "parent", { value: host });
    },
  });
  await ready;
  assert.equal(window.document.documentElement.style.colorScheme, "dark");
  const settled = async () => {
    do await new Promise(resolve => setTimeout(resolve, 5)); while (pending > 0);
    assert.deepEqual(faults, []);
  };
  send({ method: "ui/notifications/tool-input", params: { arguments: args } });
  send({ method: "ui/notifications/tool-result", params: await ask("tools/call", { name: tool, arguments: args }, tool, token) });
  await settled();
  const text = () => window.document.querySelector("main").textContent;
  const buttons = () => [...window.document.querySelectorAll("button")].map(button => button.textContent);
  const press = async label => {
    const button = [...window.document.querySelectorAll("button")].find(one => one.textContent === label);
    assert.ok(button, `no button ${label} in: ${text()}`);
    button.click();
    await settled();
  };
  return { calls, told, text, buttons, press, document: window.document, settled };
};

const views = {
  async "a card is turned over and rated, and comes no more"() {
    const view = await show("flashcard", "review_flashcards", { action: "due", topic: "dns", limit: 2 }, key);
    assert.deepEqual(view.buttons(), ["Show the answer"]);
    const front = view.text();
    await view.press("Show the answer");
    assert.ok(view.text().length > front.length);
    assert.deepEqual(view.buttons(), ["again", "hard", "good", "easy"]);
    assert.equal(view.document.activeElement.textContent, "again");
    await view.press("easy");
    await view.press("Show the answer");
    await view.press("good");
    assert.deepEqual(view.calls.map(call => call.arguments.action), ["reveal", "rate", "reveal", "rate"]);
    assert.equal(view.told.length, 2);
    await view.press("More cards");
    const seen = new Set(view.calls.map(call => call.arguments.cardId));
    await view.press("Show the answer");
    assert.ok(!seen.has(view.calls.at(-1).arguments.cardId));
  },
  async "without a key nothing is rated, and it says so"() {
    const view = await show("flashcard", "review_flashcards", { action: "due", topic: "dns", limit: 1 });
    await view.press("Show the answer");
    assert.deepEqual(view.buttons(), ["Next"]);
    assert.match(view.text(), /not stored/);
    await view.press("Next");
    assert.deepEqual(view.calls.map(call => call.arguments.action), ["reveal"]);
  },
  async "a card that the model revealed shows its back"() {
    const view = await show("flashcard", "review_flashcards", { action: "reveal", cardId: "glossary-cluster-ip" }, key);
    assert.match(view.text(), /virtual address/);
    assert.ok(view.buttons().includes("good"));
  },
  async "a refusal is shown as it is"() {
    const view = await show("flashcard", "review_flashcards", { action: "rate", cardId: "glossary-cluster-ip", rating: "good" });
    assert.match(view.text(), /needs a learner/);
  },
  async "a question is answered with a click, and graded"() {
    const view = await show("quiz", "get_questions", { type: "single", seed: 3, limit: 2 });
    await view.press("Answer");
    assert.match(view.text(), /Choose or write something first/);
    assert.equal(view.calls.length, 0);
    view.document.querySelector("input[type=radio]").click();
    await view.press("Answer");
    assert.deepEqual(view.calls.map(call => call.name), ["check_answer"]);
    assert.match(view.text(), /correct|wrong/);
    assert.equal(view.told.length, 1);
  },
  async "a session goes on to its end"() {
    const view = await show("quiz", "practice", { action: "start", type: "single", count: 2, seed: 4 });
    for (const last of [false, true]) {
      [...view.document.querySelectorAll("input[type=radio]")].find(input => !input.disabled).click();
      await view.press("Answer");
      if (!last) await view.press("Next question");
    }
    assert.deepEqual(view.calls.map(call => call.arguments.action), ["answer", "answer"]);
    assert.match(view.text(), /Finished/);
  },
  async "a lab starts from the scenario's manifests"() {
    const view = await show("quiz", "get_questions", { type: "lab", limit: 1 });
    assert.match(view.document.querySelector("textarea").value, /^apiVersion:/m);
  },
  async "a trace shows each hop with its line"() {
    const view = await show("trace", "run_scenario", { slug: "selector-matches-nothing" });
    assert.match(view.text(), /kube-proxy rejected Service trading\/market-data, line \d+/);
    assert.ok(view.document.querySelectorAll("li.end.bad").length > 0);
  },
};

let failed = 0;
for (const [name, use] of Object.entries(views))
  try { await use(); }
  catch (fault) {
    failed++;
    console.error(`${name}: ${fault.stack}`);
  }
process.exit(failed);
