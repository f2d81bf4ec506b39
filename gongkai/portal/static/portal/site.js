// Reading modes: text size, contrast, 长辈模式, reading aloud; the count of views; a word before leaving the site.
// Everything on the page works without this file. What the reader chooses is remembered in one cookie on this
// site and nowhere else.
(() => {
  "use strict";
  const COOKIE = "reading";
  const root = document.documentElement;
  const CHOICES = {
    size: ["字号", [["small", "小"], ["", "中"], ["large", "大"], ["huge", "特大"]]],
    contrast: ["颜色", [["", "普通"], ["light", "白底黑字"], ["dark", "黑底黄字"]]],
    mode: ["版式", [["", "标准"], ["elder", "长辈"]]],
  };
  const shown = []; // [name, fieldset] of every place where something can be chosen

  function remembered() {
    const found = document.cookie.split("; ").find((part) => part.startsWith(COOKIE + "="));
    const chosen = {};
    for (const pair of found ? found.slice(COOKIE.length + 1).split(".") : []) {
      const [name, value] = pair.split("-");
      if (CHOICES[name] && CHOICES[name][1].some(([known]) => known === value)) chosen[name] = value;
    }
    return chosen;
  }

  function apply() {
    for (const name of Object.keys(CHOICES)) {
      if (chosen[name]) root.dataset[name] = chosen[name]; else delete root.dataset[name];
    }
    for (const [name, fieldset] of shown) {
      for (const button of fieldset.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(button.dataset.value === (chosen[name] || "")));
      }
    }
  }

  function choose(name, value) {
    chosen = { ...chosen, [name]: value };
    const kept = Object.entries(chosen).filter(([, one]) => one).map(([key, one]) => key + "-" + one).join(".");
    document.cookie = COOKIE + "=" + kept + "; path=/; max-age=31536000; samesite=lax";
    apply();
  }

  let chosen = remembered();
  apply();

  function button(label, deed) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", deed);
    return made;
  }

  function group(name) {
    const fieldset = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = CHOICES[name][0];
    fieldset.append(legend);
    for (const [value, label] of CHOICES[name][1]) {
      const one = button(label, () => choose(name, value));
      one.dataset.value = value;
      fieldset.append(one);
    }
    shown.push([name, fieldset]);
    return fieldset;
  }

  // The browser's own voice, sentence by sentence: long texts would otherwise be cut off.
  function voice(read) {
    const speaker = button("朗读", () => {
      if (speechSynthesis.speaking) { speechSynthesis.cancel(); speaker.textContent = "朗读"; return; }
      const text = read().map((part) => part.innerText).join("。\n");
      const pieces = text.match(/[^。！？；\n]+[。！？；\n]*/g) || [];
      pieces.forEach((piece, place) => {
        const speech = new SpeechSynthesisUtterance(piece);
        speech.lang = "zh-CN";
        if (place === pieces.length - 1) speech.addEventListener("end", () => { speaker.textContent = "朗读"; });
        speechSynthesis.speak(speech);
      });
      speaker.textContent = "停止朗读";
    });
    window.addEventListener("pagehide", () => speechSynthesis.cancel());
    return speaker;
  }

  function settings(place) {
    const details = document.createElement("details");
    details.className = "reading";
    const summary = document.createElement("summary");
    summary.textContent = "阅读设置";
    const choices = document.createElement("div");
    choices.className = "choices";
    choices.append(...Object.keys(CHOICES).map(group));
    if ("speechSynthesis" in window) choices.append(voice(() => [document.querySelector("main")]));
    details.append(summary, choices);
    details.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { details.open = false; summary.focus(); }
    });
    document.addEventListener("click", (event) => { if (!details.contains(event.target)) details.open = false; });
    place.append(details);
  }

  function tools(place, article) {
    place.append(group("size"), button("打印", () => window.print()));
    if ("speechSynthesis" in window) {
      place.append(voice(() => [article.querySelector("h1"), article.querySelector(".body")].filter(Boolean)));
    }
  }

  function views(place) {
    fetch(place.dataset.views, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject()))
      .then((facts) => { place.querySelector("b").textContent = facts.count; place.hidden = false; })
      .catch(() => {}); // the page is whole without the number
  }

  function leaving(event) {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || link.origin === location.origin || !/^https?:$/.test(link.protocol)) return;
    if (/(^|\.)gov\.cn$/.test(link.hostname)) return;
    if (!window.confirm("您将离开本网站，前往 " + link.hostname + "。要继续吗？")) event.preventDefault();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const head = document.querySelector("[data-reading]");
    if (head) settings(head);
    const place = document.querySelector("[data-tools]");
    const article = document.querySelector("article.item");
    if (place && article) tools(place, article);
    document.querySelectorAll("[data-views]").forEach(views);
    document.addEventListener("click", leaving);
    apply();
  });
})();
