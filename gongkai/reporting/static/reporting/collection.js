// Where scripts run: a button that copies the reminder text, one that prints.
(() => {
  for (const button of document.querySelectorAll("[data-copy], [data-print]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (button.hasAttribute("data-print")) { window.print(); return; }
      const text = document.getElementById(button.dataset.copy);
      text.select();
      try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand("copy"); }
      document.getElementById(button.dataset.said).textContent = "已复制，可以粘贴到微信或短信里。";
    });
  }
})();
