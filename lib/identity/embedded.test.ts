import { useTestDatabase } from "@/lib/testing/harness";
import { holdJourneys } from "./journeys";

useTestDatabase();
holdJourneys();
