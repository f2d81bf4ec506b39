// The small editor of the back office: headings, bold, lists, links and tables; what the server keeps is
// cleaned there. Without scripts the textarea stays usable.
(() => {
  const TOOLS = [
    ["标题", () => document.execCommand("formatBlock", false, "h3")],
    ["正文", () => document.execCommand("formatBlock", false, "p")],
    ["加粗", () => document.execCommand("bold")],
    ["编号", () => document.execCommand("insertOrderedList")],
    ["列表", () => document.execCommand("insertUnorderedList")],
    ["链接", () => {
      const address = window.prompt("网址（以 https:// 或 http:// 开头）");
      if (address) document.execCommand("createLink", false, address);
    }],
    ["表格", () => document.execCommand("insertHTML", false,
      "<table><tbody>" + "<tr><td>&nbsp;</td><td>&nbsp;</td><td>&nbsp;</td></tr>".repeat(3) + "</tbody></table><p><br></p>")],
    ["清除格式", () => document.execCommand("removeFormat")],
  ];
  const KEPT = new Set(["P", "BR", "H2", "H3", "H4", "STRONG", "B", "EM", "I", "U", "UL", "OL", "LI", "A", "TABLE",
    "CAPTION", "THEAD", "TBODY", "TFOOT", "TR", "TH", "TD", "SUB", "SUP", "BLOCKQUOTE", "HR"]);
  const KEPT_ATTRIBUTES = new Set(["href", "colspan", "rowspan", "title"]);

  function strip(node) {
    for (const child of [...node.childNodes]) {
      if (child.nodeType === Node.COMMENT_NODE) { child.remove(); continue; }
      if (child.nodeType !== Node.ELEMENT_NODE) continue;
      if (["SCRIPT", "STYLE", "META", "LINK", "TITLE", "IMG", "SVG"].includes(child.tagName.toUpperCase())) { child.remove(); continue; }
      strip(child);
      if (child.tagName === "DIV") {
        const p = document.createElement("p");
        p.append(...child.childNodes);
        child.replaceWith(p);
      } else if (!KEPT.has(child.tagName)) {
        child.replaceWith(...child.childNodes);
      } else {
        for (const attribute of [...child.attributes]) if (!KEPT_ATTRIBUTES.has(attribute.name)) child.removeAttribute(attribute.name);
      }
    }
  }

  function cleaned(html) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    strip(parsed.body);
    return parsed.body.innerHTML;
  }

  function enhance(area) {
    if (area.dataset.officeEditor === "on") return;
    area.dataset.officeEditor = "on";
    const bar = document.createElement("div");
    bar.className = "office-editor-bar";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "正文格式");
    const page = document.createElement("div");
    page.className = "office-editor-page";
    page.contentEditable = "true";
    page.setAttribute("role", "textbox");
    page.setAttribute("aria-multiline", "true");
    page.setAttribute("aria-label", "正文");
    page.innerHTML = cleaned(area.value);
    for (const [label, run] of TOOLS) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => { page.focus(); run(); keep(); });
      bar.append(button);
    }
    function keep() {
      area.value = page.innerHTML;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    document.execCommand("defaultParagraphSeparator", false, "p");
    page.addEventListener("input", keep);
    page.addEventListener("paste", (event) => {
      const html = event.clipboardData.getData("text/html");
      if (!html) return;
      event.preventDefault();
      document.execCommand("insertHTML", false, cleaned(html));
    });
    area.hidden = true;
    area.style.display = "none";
    area.before(bar, page);
  }

  function start() { document.querySelectorAll("textarea[data-office-editor]").forEach(enhance); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
