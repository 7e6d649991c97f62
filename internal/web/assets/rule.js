// Skip logic while a form is filled. The server works the same rules out again
// and alone decides; without this file every question is shown.
// An absent answer is null; a comparison with null is false.
const finite = (n) => (Number.isFinite(n) ? n : null);
const letters = (text) => [...text].map((c) => c.codePointAt(0));
const order = (x, y) => {
  if (typeof x !== "string") return x === y ? 0 : x < y ? -1 : 1;
  const a = letters(x);
  const b = letters(y);
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
};
const arithmetic = { "+": (x, y) => x + y, "-": (x, y) => x - y, "*": (x, y) => x * y, "/": (x, y) => x / y };
const comparison = { "==": (o) => o === 0, "!=": (o) => o !== 0, "<": (o) => o < 0, "<=": (o) => o <= 0, ">": (o) => o > 0, ">=": (o) => o >= 0 };
// evaluate works a tree out over answers.
export const evaluate = (tree, answers) => {
  if (!Array.isArray(tree)) return tree;
  const [op, ...parts] = tree;
  const part = (i) => evaluate(parts[i], answers);
  const holds = (x, literal) => (Array.isArray(x) ? x.includes(literal) : x === literal);
  switch (op) {
    case "field": return answers[parts[0]] ?? null;
    case "answered": return part(0) !== null;
    case "&&": return part(0) === true && part(1) === true;
    case "||": return part(0) === true || part(1) === true;
    case "!": return part(0) !== true;
    case "pick": return part(0) === true ? part(1) : part(2);
    case "sum": return finite(parts.reduce((total, _, i) => total + (part(i) ?? 0), 0));
    case "in": case "has": {
      const x = part(0);
      return parts.slice(1).some((literal) => holds(x, literal));
    }
    case "count": return part(0)?.length ?? 0;
    case "neg": return part(0) === null ? null : -part(0);
    case "length": return part(0) === null ? null : letters(part(0)).length;
  }
  const [x, y] = [part(0), part(1)];
  const missing = x === null || y === null;
  if (op in arithmetic) return missing ? null : finite(arithmetic[op](x, y));
  return !missing && comparison[op](order(x, y));
};
// read makes a value of what was typed into a field.
export const read = (type, typed) => {
  const said = typed.filter((s) => s !== "");
  if (type === "list") return said.length ? said : null;
  if (!typed.length || typed[0] === "") return null;
  if (type === "text") return typed[0];
  return /^-?[0-9]{1,15}([.,][0-9]{1,6})?$/.test(typed[0]) ? Number(typed[0].replace(",", ".")) : null;
};
// applies goes through the questions in their order: a question that does not
// apply has no answer for those after it.
export const applies = (questions, typed) => {
  const answers = {};
  const shown = {};
  for (const q of questions) {
    shown[q.name] = !q.when || evaluate(q.when, answers) === true;
    if (q.type) answers[q.name] = shown[q.name] ? read(q.type, typed(q.name)) : null;
  }
  return shown;
};
if (globalThis.document) {
  for (const form of document.querySelectorAll("form[data-questions]")) {
    const questions = JSON.parse(form.dataset.questions);
    const show = () => {
      const data = new FormData(form);
      const shown = applies(questions, (name) => data.getAll("q-" + name).map((s) => s.trim()));
      for (const q of questions) {
        for (const box of form.querySelectorAll(`[data-question="${q.name}"]`)) box.hidden = !shown[q.name];
      }
    };
    form.addEventListener("input", show);
    show();
  }
}
