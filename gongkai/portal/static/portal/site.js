// Reading modes: text size, contrast, 长辈模式, reading aloud. Everything on the page works without this file.
// What the reader chooses is remembered in one cookie on this site and nowhere else.
(() => {
  "use strict";
  const COOKIE = "reading";
  const root = document.documentElement;
  const CHOICES = {
    size: [["", "中"], ["large", "大"], ["huge", "特大"]],
    contrast: [["", "普通"], ["high", "高对比"]],
    mode: [["", "标准"], ["elder", "长辈"]],
  };
  const NAMES = { size: "字号", contrast: "颜色", mode: "版式" };

  function remembered() {
    const found = document.cookie.split("; ").find((part) => part.startsWith(COOKIE + "="));
    const chosen = {};
    for (const pair of found ? decodeURIComponent(found.slice(COOKIE.length + 1)).split("&") : []) {
      const [name, value] = pair.split("=");
      if (CHOICES[name] && CHOICES[name].some(([known]) => known === value)) chosen[name] = value;
    }
    return chosen;
  }

  function apply(chosen) {
    for (const name of Object.keys(CHOICES)) {
      if (chosen[name]) root.dataset[name] = chosen[name]; else delete root.dataset[name];
    }
  }

  function remember(chosen) {
    const value = encodeURIComponent(Object.entries(chosen).filter(([, v]) => v).map(([k, v]) => k + "=" + v).join("&"));
    document.cookie = COOKIE + "=" + value + "; path=/; max-age=31536000; samesite=lax";
  }

  let chosen = remembered();
  apply(chosen);

  function group(name, update) {
    const fieldset = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = NAMES[name];
    fieldset.append(legend);
    for (const [value, label] of CHOICES[name]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.dataset.value = value;
      button.setAttribute("aria-pressed", String((chosen[name] || "") === value));
      button.addEventListener("click", () => {
        chosen = { ...chosen, [name]: value };
        apply(chosen);
        remember(chosen);
        update(fieldset, value);
      });
      fieldset.append(button);
    }
    return fieldset;
  }

  function press(fieldset, value) {
    for (const button of fieldset.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.value === value));
  }

  function voice(article) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "朗读";
    const idle = () => { button.textContent = "朗读"; };
    button.addEventListener("click", () => {
      if (speechSynthesis.speaking) { speechSynthesis.cancel(); idle(); return; }
      const text = [article.querySelector("h1"), article.querySelector(".body")].filter(Boolean).map((part) => part.innerText).join("。\n");
      const pieces = text.match(/[^。！？；\n]+[。！？；\n]*/g) || [];
      pieces.forEach((piece, place) => {
        const speech = new SpeechSynthesisUtterance(piece);
        speech.lang = "zh-CN";
        if (place === pieces.length - 1) speech.addEventListener("end", idle);
        speechSynthesis.speak(speech);
      });
      button.textContent = "停止朗读";
    });
    return button;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const place = document.querySelector("[data-reading]");
    if (!place) return;
    const details = document.createElement("details");
    details.className = "reading";
    const summary = document.createElement("summary");
    summary.textContent = "阅读设置";
    details.append(summary, ...Object.keys(CHOICES).map((name) => group(name, press)));
    place.append(details);
    const tools = document.querySelector("[data-tools]");
    const article = document.querySelector("article.item");
    if (tools && article) {
      const print = document.createElement("button");
      print.type = "button";
      print.textContent = "打印";
      print.addEventListener("click", () => window.print());
      tools.append(print);
      if ("speechSynthesis" in window) tools.append(voice(article));
    }
  });
})();
