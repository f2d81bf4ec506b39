// Applying (依申请公开): the draft stays on this device until it is sent; sending waits for the connection and happens
// once; and the sums that show no machine is sending are solved beside the page. Everything works without this file.
(() => {
  "use strict";

  // SHA-256 of a text of at most 55 bytes, its first 32 bits. Own, because pages without HTTPS have no crypto.subtle.
  const K = new Int32Array(64), H = new Int32Array(8);
  for (let n = 2, found = 0; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (found < 8) H[found] = (Math.sqrt(n) % 1) * 4294967296;
    K[found++] = (Math.cbrt(n) % 1) * 4294967296;
  }
  const W = new Int32Array(64), block = new Uint8Array(64);

  function head(text) {
    const length = text.length;
    block.fill(0);
    for (let at = 0; at < length; at++) block[at] = text.charCodeAt(at);
    block[length] = 128;
    block[62] = length >> 5; block[63] = length << 3;
    for (let at = 0; at < 16; at++) {
      W[at] = block[4 * at] << 24 | block[4 * at + 1] << 16 | block[4 * at + 2] << 8 | block[4 * at + 3];
    }
    for (let at = 16; at < 64; at++) {
      const x = W[at - 15], y = W[at - 2];
      W[at] = W[at - 16] + W[at - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
        + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10) | 0;
    }
    let a = H[0], b = H[1], c = H[2], d = H[3], e = H[4], f = H[5], g = H[6], h = H[7];
    for (let at = 0; at < 64; at++) {
      const one = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[at] + W[at] | 0;
      const two = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
      h = g; g = f; f = e; e = d + one | 0; d = c; c = b; b = a; a = one + two | 0;
    }
    return a + H[0] >>> 0;
  }

  // A step of the work: up to `most` tries; the answers as far as they are found.
  function worker(challenge, sums, bits) {
    const found = [];
    let next = 0;
    return (most) => {
      for (let tries = 0; tries < most && found.length < sums; tries++, next++) {
        if (head(challenge + ":" + found.length + ":" + next) >>> (32 - bits) === 0) { found.push(next); next = -1; }
      }
      return found.length === sums ? found.join(",") : "";
    };
  }

  if (typeof document === "undefined") {
    onmessage = (event) => postMessage(worker(...event.data)(Infinity));
    return;
  }

  // Beside the page where the browser can, else in short steps between which the page lives on.
  function solved(form) {
    const { challenge, sums, bits, script } = form.dataset;
    const task = [challenge, Number(sums), Number(bits)];
    const inSteps = (done) => {
      const step = worker(...task);
      const go = () => { const answer = step(2000); if (answer) done(answer); else setTimeout(go); };
      go();
    };
    return new Promise((done) => {
      try {
        const beside = new Worker(script);
        beside.onmessage = (event) => { done(event.data); beside.terminate(); };
        beside.onerror = (event) => { event.preventDefault(); inSteps(done); };
        beside.postMessage(task);
      } catch { inSteps(done); }
    });
  }

  // The draft: what was typed, but neither the number of an identity paper nor files; for a week, on this device.
  const DAYS = 7 * 24 * 3600 * 1000;
  const UNKEPT = new Set(["csrfmiddlewaretoken", "step", "ticket", "work", "id_number", "proofs"]);
  const nameOf = (organ) => "gongkai-shenqing-" + organ;

  function kept(organ) {
    try {
      const draft = JSON.parse(localStorage.getItem(nameOf(organ)));
      if (draft && Date.now() - draft.at < DAYS) return draft;
      localStorage.removeItem(nameOf(organ));
    } catch { /* no storage: no draft */ }
    return null;
  }

  function keep(organ, draft) {
    try { localStorage.setItem(nameOf(organ), JSON.stringify({ ...draft, at: Date.now() })); return true; } catch { return false; }
  }

  function forget(organ) {
    try { localStorage.removeItem(nameOf(organ)); } catch { /* nothing to forget */ }
  }

  function drafting(form) {
    const organ = form.dataset.draft;
    const place = form.querySelector("[data-kept]");
    const said = document.createElement("span");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "删除草稿";
    place.append(said, button);
    const tell = (words) => { said.textContent = words; place.hidden = false; };
    let timer = 0;
    const save = () => {
      clearTimeout(timer);
      const fields = { ...(kept(organ) || {}).fields };
      for (const [name, value] of new FormData(form)) if (!UNKEPT.has(name) && typeof value === "string") fields[name] = value;
      if (keep(organ, { ...kept(organ), fields })) tell("填的内容已在这台设备上存为草稿（不含证件号码和文件），7天后自动删除。");
    };
    const draft = kept(organ);
    const refilled = draft && !document.getElementById("faults") && refill(form, draft.fields);
    if (refilled) tell("已经填上您上次没有提交的草稿（不含证件号码和文件）。别人用的设备，请删除草稿。");
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 400); });
    form.addEventListener("change", save);
    const drafted = { save, draft, forgotten() {} };
    button.addEventListener("click", () => {
      clearTimeout(timer);
      forget(organ);
      drafted.forgotten();
      place.hidden = true;
      form.querySelector("textarea, input:not([type=hidden])").focus();
    });
    return drafted;
  }

  // Put a draft into the fields that are still empty; whether any was.
  function refill(form, fields) {
    let any = false;
    for (const [name, value] of Object.entries(fields || {})) {
      const field = form.elements[name];
      if (!field || !value || UNKEPT.has(name)) continue;
      if (field instanceof RadioNodeList) { if (field.value !== value) { field.value = value; any = true; } }
      else if (!field.value) { field.value = value; any = true; }
    }
    return any;
  }

  const wait = (seconds) => new Promise((done) => {
    const timer = setTimeout(over, seconds * 1000);
    function over() { clearTimeout(timer); window.removeEventListener("online", over); done(); }
    window.addEventListener("online", over);
  });

  function sending(form, drafted) {
    const organ = form.dataset.draft;
    const status = form.querySelector("[data-said]");
    const button = form.querySelector("button[type=submit]");
    const ticket = form.elements.ticket;
    const before = drafted.draft, fresh = { ticket: ticket.value, challenge: form.dataset.challenge };
    if (before && before.ticket && document.getElementById("faults")) keep(organ, { fields: before.fields });
    else if (before && before.ticket) { // sent before, and no answer came
      ticket.value = before.ticket;
      form.dataset.challenge = before.challenge;
    }
    let work = solved(form), busy = false;
    drafted.forgotten = () => { // who deletes the draft of another sends an application of their own
      if (busy || ticket.value === fresh.ticket) return;
      ticket.value = fresh.ticket;
      form.dataset.challenge = fresh.challenge;
      work = solved(form);
    };

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      button.disabled = true;
      drafted.save();
      status.textContent = "正在提交，请稍等……";
      form.elements.work.value = await work;
      // Should the answer be lost, the same slip finds the case that it has become.
      keep(organ, { ...kept(organ), ticket: ticket.value, challenge: form.dataset.challenge });
      for (let pause = 3; ; pause = Math.min(pause * 2, 60)) {
        try {
          const answer = await fetch(form.getAttribute("action"), {
            method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, cache: "no-store",
          });
          if (answer.ok && (answer.headers.get("Content-Type") || "").includes("json")) {
            const facts = await answer.json();
            remember(organ, facts.number);
            forget(organ);
            location.assign(facts.next);
            return;
          }
          if (answer.status === 429) pause = Math.max(pause, Number(answer.headers.get("Retry-After")) || 0);
          else if (answer.status < 500) { form.submit(); return; } // the page says what is to be put right
          status.textContent = "现在忙，还没有提交成功，" + pause + "秒以后自动再试。请不要关掉这一页。";
        } catch {
          status.textContent = "连接断了，还没有提交成功。连上以后自动再提交，请不要关掉这一页；关掉了的，草稿还在这台设备上。";
        }
        await wait(pause);
        status.textContent = "正在再次提交……";
      }
    });
  }

  // Photos of a phone are larger than may be: made smaller here. What is too large all the same is not sent at all.
  const SIDE = 2400; // dots
  async function smaller(file) {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return new File([blob], "zhaopian.jpg", { type: "image/jpeg" });
  }

  async function sized(input) {
    const limit = Number(input.dataset.limit), said = input.parentElement.querySelector("[data-large]");
    const chosen = [...input.files], kept = new DataTransfer();
    let words = "";
    for (let file of chosen) {
      if (file.size > limit && /^image\/(jpeg|png)$/.test(file.type)) {
        try { file = await smaller(file); words = "照片太大，已经自动缩小。"; } catch { /* it is told below */ }
      }
      if (file.size <= limit) kept.items.add(file);
      else words = "有文件超过" + limit / 1048576 + " MB，没有选上。请压缩，或者拍小一些再选。";
    }
    if (words) input.files = kept.files;
    said.textContent = words;
  }

  // What was sent, for the ten minutes in which it may be put right, in this window only.
  const MINUTES = 10 * 60 * 1000;
  function remember(organ, number) {
    const sent = { ...kept(organ), at: Date.now(), of: organ + " " + number };
    try { sessionStorage.setItem("gongkai-tijiao", JSON.stringify(sent)); } catch { /* then not */ }
  }

  function amending(form) {
    try {
      const sent = JSON.parse(sessionStorage.getItem("gongkai-tijiao"));
      if (sent && sent.of === form.dataset.amend && Date.now() - sent.at < MINUTES) refill(form, sent.fields);
      else sessionStorage.removeItem("gongkai-tijiao");
    } catch { /* nothing is filled in */ }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const faults = document.getElementById("faults");
    if (faults) faults.focus();
    for (const form of document.querySelectorAll("form[data-draft]")) {
      const drafted = drafting(form);
      if ("sending" in form.dataset) sending(form, drafted);
    }
    for (const input of document.querySelectorAll("input[data-limit]")) input.addEventListener("change", () => sized(input));
    document.querySelectorAll("form[data-amend]").forEach(amending);
    document.querySelectorAll("[data-done]").forEach((one) => forget(one.dataset.done));
    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
  });
})();
