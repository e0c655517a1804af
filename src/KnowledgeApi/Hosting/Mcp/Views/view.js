"use strict";
// Speaks with the host: JSON-RPC 2.0 by postMessage, as the extension MCP Apps has it.
const host = (() => {
  const waiting = new Map();
  const heard = {};
  let next = 1;
  const send = message => window.parent.postMessage({ jsonrpc: "2.0", ...message }, "*");
  const ask = (method, params) => new Promise((resolve, reject) => {
    const id = next++;
    waiting.set(id, { resolve, reject });
    send({ id, method, params });
  });
  window.addEventListener("message", event => {
    const message = event.data;
    if (event.source !== window.parent || !message || message.jsonrpc !== "2.0") return;
    if (message.method) {
      if (heard[message.method]) heard[message.method](message.params || {});
      if (message.id !== undefined) send({ id: message.id, result: {} });
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (!asked) return;
    if (message.error) asked.reject(new Error(message.error.message));
    else asked.resolve(message.result);
  });
  const dress = context => {
    if (!context) return;
    if (context.theme) document.documentElement.style.colorScheme = context.theme;
    for (const [name, value] of Object.entries((context.styles && context.styles.variables) || {}))
      if (value) document.documentElement.style.setProperty(name, value);
  };
  const grow = () => send({ method: "ui/notifications/size-changed", params: {
    width: Math.ceil(document.documentElement.scrollWidth), height: Math.ceil(document.body.getBoundingClientRect().height) } });
  return {
    on: (method, hear) => { heard[method] = hear; },
    async open(name) {
      heard["ui/notifications/host-context-changed"] = dress;
      const told = await ask("ui/initialize", {
        protocolVersion: "2026-01-26", appInfo: { name, version: "1" }, appCapabilities: { availableDisplayModes: ["inline", "fullscreen"] } });
      dress(told && told.hostContext);
      send({ method: "ui/notifications/initialized", params: {} });
      new ResizeObserver(grow).observe(document.body);
    },
    /** The structured content of a tool's result; a refusal is thrown. */
    async call(name, args) {
      const result = await ask("tools/call", { name, arguments: args });
      if (result.isError) throw new Error((result.content || []).map(part => part.text || "").join("\n"));
      return result.structuredContent;
    },
    /** What the person did here, for the model's next turn. */
    tell: text => ask("ui/update-model-context", { content: [{ type: "text", text }] }).catch(() => {}),
    link: url => ask("ui/open-link", { url }).catch(() => {}),
  };
})();

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (name === "onclick") element.addEventListener("click", value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  element.append(...children.filter(child => child !== undefined && child !== null));
  return element;
};

// Bold, code, lists and code blocks; everything else stays text, never markup.
const inline = text => text.split(/(`[^`\n]+`|\*\*[^*\n]+\*\*)/).filter(Boolean).map(part =>
  /^`[^`]+`$/.test(part) ? make("code", {}, part.slice(1, -1))
    : /^\*\*[^*]+\*\*$/.test(part) ? make("strong", {}, part.slice(2, -2))
      : part);
const prose = text => {
  const block = make("div");
  text.split(/^```.*$/m).forEach((part, i) => {
    if (i % 2) block.append(make("pre", {}, make("code", {}, part.replace(/^\n|\n$/g, ""))));
    else for (const paragraph of part.trim().split(/\n{2,}|\n(?=- )|(?<=\n- .*)\n/).filter(Boolean)) {
      const item = paragraph.startsWith("- ");
      const lines = (item ? paragraph.slice(2) : paragraph).split("\n").flatMap((line, j) => j ? [make("br"), ...inline(line)] : inline(line));
      if (!item) block.append(make("p", {}, ...lines));
      else if (block.lastChild && block.lastChild.tagName === "UL") block.lastChild.append(make("li", {}, ...lines));
      else block.append(make("ul", {}, make("li", {}, ...lines)));
    }
  });
  return block;
};
const source = cited => cited && cited.url
  ? make("p", { class: "note" }, "See ", make("a", { href: cited.url, onclick: event => { event.preventDefault(); host.link(cited.url); } }, cited.section || cited.url))
  : undefined;
