/** A sentence with `code` in it, as contracts and error tables write it. */
export const Words = ({ text }: { text: string }) => text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index} className="code">{part}</code> : part));
