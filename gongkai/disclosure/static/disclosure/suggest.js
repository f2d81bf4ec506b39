// Documents are offered while their title or number is typed; without this script the field is typed in whole.
(() => {
  const WAIT = 200; // milliseconds after the last key
  const begin = (field) => {
    const list = document.createElement("datalist");
    list.id = `${field.id}-offered`;
    field.after(list);
    field.setAttribute("list", list.id);
    field.setAttribute("autocomplete", "off");
    let timer = 0, asked = "";
    const offer = async () => {
      const words = field.value.trim();
      if (words.length < 2 || words === asked) return;
      asked = words;
      try {
        const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(words)}`, { credentials: "same-origin" });
        if (!answer.ok || words !== field.value.trim()) return;
        const { found } = await answer.json();
        list.replaceChildren(...found.map(({ value, hint }) => {
          const option = document.createElement("option");
          option.value = value;
          option.label = hint;
          return option;
        }));
      } catch { asked = ""; } // the line is down: the field can be typed in whole
    };
    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(offer, WAIT); });
  };
  const all = () => document.querySelectorAll("input[data-suggest]:not([list])").forEach(begin);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all); else all();
})();
