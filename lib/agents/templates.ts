import { z } from "zod";
import { entryInput } from "@/lib/knowledge/schema";
import clinic from "@/supabase/seed/templates/clinic.json";
import frontDesk from "@/supabase/seed/templates/front-desk.json";
import quiz from "@/supabase/seed/templates/quiz.json";
import restaurant from "@/supabase/seed/templates/restaurant.json";
import support from "@/supabase/seed/templates/support.json";
import { agentDefinition } from "./schema";

const templateFile = z.strictObject({
  name: z.string(), title: z.string(), description: z.string(), definition: agentDefinition, knowledge: z.array(entryInput).min(1),
});
export type TemplateFile = z.infer<typeof templateFile>;

let read: TemplateFile[] | undefined;

/** What the editor offers to begin with; parsed once, at the first use. */
export const templateFiles = (): TemplateFile[] => read ??= [frontDesk, restaurant, clinic, support, quiz].map((file) => templateFile.parse(file));
