import { Tag } from "@/components/ui/tag";
import type { ReferenceField } from "@/lib/api/reference";

/** The fields of a shape; those of a field within it are folded. */
export function Fields({ fields, shows }: { fields: ReferenceField[]; shows: "required" | "optional" }) {
  return (
    <ul className="docs-fields">
      {fields.map((field) => (
        <li key={field.name}>
          <span><span className="code font-medium">{field.name}</span> <span className="small faint">{field.type}</span> {shows === "required" && field.required ? <Tag>required</Tag> : null}{shows === "optional" && !field.required ? <Tag>may be absent</Tag> : null}</span>
          {field.description ? <p>{field.description}</p> : null}
          {field.fields.length > 0 ? <details><summary>{field.fields.length === 1 ? "One field" : `${field.fields.length} fields`} of {field.name}</summary><Fields fields={field.fields} shows={shows} /></details> : null}
        </li>
      ))}
    </ul>
  );
}
