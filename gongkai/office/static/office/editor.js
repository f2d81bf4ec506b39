// The small editor of the back office: headings, bold, lists, links, tables, and pictures that are attachments of
// the same record; what the server keeps is cleaned there. Without scripts the textarea stays usable.
(() => {
  const KEPT = new Set(["P", "BR", "H2", "H3", "H4", "STRONG", "B", "EM", "I", "U", "UL", "OL", "LI", "A", "TABLE",
    "CAPTION", "THEAD", "TBODY", "TFOOT", "TR", "TH", "TD", "SUB", "SUP", "BLOCKQUOTE", "HR", "IMG"]);
  const KEPT_ATTRIBUTES = new Set(["href", "colspan", "rowspan", "title", "start", "src", "alt"]);
  const DROPPED = new Set(["SCRIPT", "STYLE", "META", "LINK", "TITLE", "SVG", "XML"]);
  const RENAMED = { DIV: "p", SECTION: "p", ARTICLE: "p", CENTER: "p", H1: "h2", H5: "h4", H6: "h4" };
  const UNDESCRIBED = /^(图片|图)?\s*\d*$/;

  // The pictures of one record: where they lie, and which there are.
  class Pictures {
    constructor(area) {
      this.at = area.dataset.officePicturesAt || "";
      this.list = JSON.parse(area.dataset.officePictures || "[]");
    }
    name(image) {
      const source = image.getAttribute("src") || "";
      const name = this.at && source.split(this.at).length === 2 ? source.split(this.at)[1] : source;
      return this.list.some((picture) => picture.name === name) ? name : "";
    }
  }

  // Leaves of `node` what a document needs; returns how many pictures were not of this record.
  function strip(node, pictures) {
    let foreign = 0;
    for (const child of [...node.childNodes]) {
      if (child.nodeType === Node.COMMENT_NODE) { child.remove(); continue; }
      if (child.nodeType !== Node.ELEMENT_NODE) continue;
      const tag = child.tagName.toUpperCase();
      if (DROPPED.has(tag)) { child.remove(); continue; }
      foreign += strip(child, pictures);
      const name = tag === "IMG" && pictures.name(child);
      if (tag === "IMG" && !name) { child.remove(); foreign += 1; continue; }
      if (name) child.setAttribute("src", pictures.at + name);
      if (RENAMED[tag] && !child.querySelector("p,table,ul,ol,h2,h3,h4")) {
        const renamed = child.ownerDocument.createElement(RENAMED[tag]);
        renamed.append(...child.childNodes);
        child.replaceWith(renamed);
      } else if (!KEPT.has(tag)) {
        child.replaceWith(...child.childNodes);
      } else {
        for (const attribute of [...child.attributes]) if (!KEPT_ATTRIBUTES.has(attribute.name)) child.removeAttribute(attribute.name);
      }
    }
    return foreign;
  }

  function cleaned(html, pictures, tell = () => {}) {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    const foreign = strip(parsed.body, pictures);
    if (foreign) tell(`有${foreign}张粘贴来的图片没有放进正文。请先在“附件”里上传图片并保存，再用“插入图片”放进正文；整篇 Word 文档可以用“从 Word 导入”，图片会一起进来。`);
    return parsed.body.innerHTML;
  }

  function described(image) {
    const said = window.prompt("图片说明（看不见图片的人靠它知道图上是什么）", UNDESCRIBED.test(image.alt) ? "" : image.alt);
    if (said && said.trim()) image.alt = said.trim();
  }

  function element(tag, facts, ...inside) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(facts)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  }

  function button(label, run) {
    const made = element("button", { type: "button" }, label);
    made.addEventListener("mousedown", (event) => event.preventDefault());
    made.addEventListener("click", run);
    return made;
  }

  // The pictures to choose from, each a button; the one chosen is put where the cursor stands.
  function chooser(pictures, put) {
    const shelf = element("div", { class: "office-editor-pictures", role: "group", "aria-label": "可以插入的图片" });
    shelf.hidden = true;
    for (const { name, title } of pictures.list) {
      const image = element("img", { src: pictures.at + name, alt: "" });
      shelf.append(button("", () => { shelf.hidden = true; put(name, title); }));
      shelf.lastChild.append(image, title);
    }
    return shelf;
  }

  function enhance(area) {
    if (area.dataset.officeEditor === "on") return;
    area.dataset.officeEditor = "on";
    const pictures = new Pictures(area);
    const bar = element("div", { class: "office-editor-bar", role: "toolbar", "aria-label": "正文格式" });
    const notice = element("p", { class: "office-editor-notice office-warn", role: "status" });
    const page = element("div", { class: "office-editor-page", contenteditable: "true", role: "textbox", "aria-multiline": "true", "aria-label": "正文" });
    const tell = (words) => { notice.textContent = words; };
    page.innerHTML = cleaned(area.value, pictures) || "<p><br></p>"; // what is typed first is a paragraph too

    function keep() {
      const copy = new DOMParser().parseFromString(page.innerHTML, "text/html").body; // where nothing is loaded
      strip(copy, pictures);
      for (const image of copy.querySelectorAll("img")) image.setAttribute("src", pictures.name(image));
      area.value = copy.innerHTML;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const command = (name, value) => () => document.execCommand(name, false, value);
    const shelf = chooser(pictures, (name, title) => {
      page.focus();
      const image = element("img", { src: pictures.at + name, alt: title.replace(/\.\w+$/, "") });
      command("insertHTML", image.outerHTML)();
      keep();
    });
    const tools = [
      ["标题", command("formatBlock", "h3")],
      ["正文", command("formatBlock", "p")],
      ["加粗", command("bold")],
      ["编号", command("insertOrderedList")],
      ["列表", command("insertUnorderedList")],
      ["链接", () => {
        const address = window.prompt("网址（以 https:// 或 http:// 开头）");
        if (address) command("createLink", address)();
      }],
      ["表格", command("insertHTML",
        "<table><tbody>" + "<tr><td>&nbsp;</td><td>&nbsp;</td><td>&nbsp;</td></tr>".repeat(3) + "</tbody></table><p><br></p>")],
      ["插入图片", () => {
        if (pictures.list.length) shelf.hidden = !shelf.hidden;
        else tell("还没有可以插入的图片。请先在“附件”里上传 PNG、JPG 或 GIF 图片并保存，再打开修改。");
      }],
      ["图片说明", () => {
        const images = [...page.querySelectorAll("img")];
        const open = images.filter((image) => UNDESCRIBED.test(image.alt));
        if (!images.length) tell("正文里没有图片。");
        for (const image of open.length ? open : images) described(image);
      }],
      ["清除格式", command("removeFormat")],
    ];
    for (const [label, run] of tools) bar.append(button(label, () => { page.focus(); tell(""); run(); keep(); }));

    document.execCommand("defaultParagraphSeparator", false, "p");
    page.addEventListener("input", keep);
    page.addEventListener("click", (event) => { if (event.target.tagName === "IMG") { described(event.target); keep(); } });
    function take(event, data) {
      const html = data.getData("text/html");
      if (!html && !data.files.length) return;
      event.preventDefault();
      tell("");
      if (html) document.execCommand("insertHTML", false, cleaned(html, pictures, tell));
      else tell("图片或文件没有放进正文。请在“附件”里上传。");
      for (const styled of page.querySelectorAll("[style]")) styled.removeAttribute("style"); // of the browser's making
    }
    page.addEventListener("paste", (event) => take(event, event.clipboardData));
    page.addEventListener("drop", (event) => { if (event.dataTransfer.files.length) take(event, event.dataTransfer); });
    area.hidden = true;
    area.style.display = "none";
    area.before(bar, shelf, notice, page);
    if (area.form) area.form.addEventListener("submit", guard, true);
  }

  // A login that has run out would swallow what was written: ask before anything is sent.
  let asked = false;
  function guard(event) {
    if (asked) { asked = false; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    const form = event.target, submitter = event.submitter;
    fetch(location.href, { method: "HEAD", redirect: "manual" }).then((answer) => {
      if (submitter) submitter.disabled = false;
      if (answer.type === "opaqueredirect") {
        window.alert("登录已经过期，还没有保存。请另开一个窗口重新登录，再回到这里点保存，写的内容不会丢。");
      } else {
        asked = true;
        form.requestSubmit(submitter);
      }
    }, () => {
      if (submitter) submitter.disabled = false;
      window.alert("连不上服务器，还没有保存。请稍后再点保存，写的内容不会丢。");
    });
  }

  function start() { document.querySelectorAll("textarea[data-office-editor]").forEach(enhance); }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
