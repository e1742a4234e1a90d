// Reads command-line options. Bad input gets one line on stderr and exit code 2.

/** `shape` maps names to "flag", "text" or "number". Positional arguments are in `_`. */
export function parseOptions(argumentsGiven, shape, help) {
  const refuse = (message) => { console.error(`${message} See ${help}.`); process.exit(2); };
  const options = { _: [] };
  for (let index = 0; index < argumentsGiven.length; index += 1) {
    const given = argumentsGiven[index];
    if (!given.startsWith("--")) { options._.push(given); continue; }
    const [name, inline] = given.slice(2).split(/=(.*)/s);
    const kind = shape[name];
    if (!kind) refuse(`--${name} is not known.`);
    if (kind === "flag") { if (inline !== undefined) refuse(`--${name} takes no value.`); options[name] = true; continue; }
    const value = inline ?? argumentsGiven[++index];
    if (value === undefined || value === "" || (inline === undefined && value.startsWith("--"))) refuse(`--${name} needs a value.`);
    if (kind === "number" && !/^\d+$/.test(value)) refuse(`--${name} needs a whole number.`);
    options[name] = kind === "number" ? Number(value) : value;
  }
  return options;
}
