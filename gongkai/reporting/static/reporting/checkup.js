// 年报体检: says in words what was dropped or chosen. Without scripts the browser's own field does the same.
for (const field of document.querySelectorAll("input.checkup-drop")) {
  const frame = document.createElement("div");
  const words = document.createElement("p");
  const asked = field.webkitdirectory
    ? "点这里选择一个文件夹"
    : "点这里选择文件，或者把文件拖到这里";
  frame.className = "checkup-frame";
  words.setAttribute("aria-live", "polite");
  words.textContent = asked;
  field.before(frame);
  frame.append(words, field);
  const tell = () => {
    const names = [...field.files].map((file) => file.name);
    const first = names.slice(0, 5).join("、");
    const more = names.length > 5 ? "等" : "";
    words.textContent = names.length ? `已选${names.length}个文件：${first}${more}` : asked;
    frame.classList.toggle("is-full", names.length > 0);
  };
  field.addEventListener("change", tell);
  for (const kind of ["dragenter", "dragover"]) field.addEventListener(kind, () => frame.classList.add("is-over"));
  for (const kind of ["dragleave", "drop"]) field.addEventListener(kind, () => frame.classList.remove("is-over"));
  tell(); // the browser may have kept what was chosen before
}
const form = document.querySelector(".checkup-form");
form?.addEventListener("submit", () => {
  const waiting = form.querySelector(".checkup-waiting");
  const count = [...form.querySelectorAll("input[type=file]")].reduce((sum, field) => sum + field.files.length, 0);
  if (count) waiting.textContent = `正在上传和检查${count}个文件，请等页面自己翻过去，不要重复点。`;
});
