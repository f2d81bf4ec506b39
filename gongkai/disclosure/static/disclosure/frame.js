// A frame with the whole draft grows to its full height, so that nothing of it hides under a scroll bar of its own.
(() => {
  const grow = (frame) => {
    const root = frame.contentDocument && frame.contentDocument.documentElement;
    if (root) frame.style.height = `${Math.ceil(root.scrollHeight) + 4}px`;
  };
  for (const frame of document.querySelectorAll("iframe[data-whole]")) {
    frame.addEventListener("load", () => grow(frame));
    window.addEventListener("resize", () => grow(frame));
    grow(frame);
  }
})();
