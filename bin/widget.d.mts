/** Writes `widget.js` and `widget/` into `out`, by default the folder of static files. */
export function buildWidget(out?: string): Promise<void>;
