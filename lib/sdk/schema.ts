// Written by `npm run contract`.
export interface components {
    schemas: {
        Accepted: {
            /** @constant */
            accepted: true;
        };
        AddedKnowledge: {
            source: components["schemas"]["KnowledgeSource"];
            entries: components["schemas"]["KnowledgeItem"][];
        };
        AgentChange: {
            name?: string;
            slug?: string;
            /** @enum {string} */
            visibility?: "private" | "public";
            /** @description Sites that may show this agent's talk button in a frame, exactly these. Empty: no site but this server's own. */
            allowedOrigins?: components["schemas"]["AllowedOrigin"][];
            definition?: components["schemas"]["AgentDefinitionWrite"];
            /** @description The revision this change was made from; needed with `definition`. Another one answers `precondition_failed`. */
            draftRevision?: number;
        };
        AgentComparison: {
            /** @description Fields of the definition that differ; absent is null. */
            changes: {
                path: string;
                /** @example en */
                before: components["schemas"]["CompareAgentVersionsJson0"];
                /** @example fr */
                after: components["schemas"]["CompareAgentVersionsJson1"];
            }[];
            knowledge: {
                added: {
                    question: string | null;
                    answer: string;
                }[];
                removed: {
                    question: string | null;
                    answer: string;
                }[];
            };
        };
        AgentDefinition: {
            /** @default  */
            greeting: string;
            /** @default  */
            instructions: string;
            /** @default true */
            saysItIsAi: boolean;
            /** @default en */
            language: string;
            voice: components["schemas"]["AgentVoice"];
            model: components["schemas"]["AgentModel"];
            transcriber: components["schemas"]["AgentTranscriber"];
            turnTaking: components["schemas"]["TurnTaking"];
            /** @default [] */
            variables: components["schemas"]["AgentVariable"][];
            /** @default [] */
            pronunciations: components["schemas"]["Pronunciation"][];
            /**
             * @description Whether the agent may end the call by itself.
             * @default true
             */
            endsCalls: boolean;
            /**
             * @description Names of tools of the workspace that the agent may use; no others are shown to it.
             * @default []
             */
            tools: string[];
            /**
             * @description Whether the agent may leave a message for a person of the workspace.
             * @default false
             */
            handsOver: boolean;
        };
        AgentDefinitionWrite: {
            /** @default  */
            greeting?: string;
            /** @default  */
            instructions?: string;
            /** @default true */
            saysItIsAi?: boolean;
            /** @default en */
            language?: string;
            /** @default {} */
            voice?: components["schemas"]["AgentVoiceWrite"];
            /** @default {} */
            model?: components["schemas"]["AgentModelWrite"];
            /** @default {} */
            transcriber?: components["schemas"]["AgentTranscriberWrite"];
            /** @default {} */
            turnTaking?: components["schemas"]["TurnTakingWrite"];
            /** @default [] */
            variables?: components["schemas"]["AgentVariable"][];
            /** @default [] */
            pronunciations?: components["schemas"]["Pronunciation"][];
            /**
             * @description Whether the agent may end the call by itself.
             * @default true
             */
            endsCalls?: boolean;
            /**
             * @description Names of tools of the workspace that the agent may use; no others are shown to it.
             * @default []
             */
            tools?: string[];
            /**
             * @description Whether the agent may leave a message for a person of the workspace.
             * @default false
             */
            handsOver?: boolean;
        };
        AgentDetail: {
            id: string;
            workspaceId: string;
            slug: string;
            name: string;
            /** @enum {string} */
            visibility: "private" | "public";
            publishedVersion: number | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            draft: components["schemas"]["AgentDefinition"];
            draftRevision: number;
            allowedOrigins: string[];
            warnings: components["schemas"]["AgentWarning"][];
        };
        AgentFile: {
            /** @constant */
            format: "parley.agent/1";
            name: string;
            definition: components["schemas"]["AgentDefinition"];
            knowledge: {
                title: string;
                /** @enum {string} */
                kind: "typed" | "text" | "markdown" | "pdf" | "url";
                /** @default null */
                url: string | null;
                entries: components["schemas"]["KnowledgeEntryInput"][];
            }[];
        };
        AgentFileWrite: {
            /** @constant */
            format: "parley.agent/1";
            name: string;
            definition: components["schemas"]["AgentDefinitionWrite"];
            knowledge: {
                title: string;
                /** @enum {string} */
                kind: "typed" | "text" | "markdown" | "pdf" | "url";
                /** @default null */
                url?: string | null;
                entries: components["schemas"]["KnowledgeEntryInputWrite"][];
            }[];
        };
        AgentInput: {
            name: string;
            slug?: string;
            /** @description Name of a template to begin with. */
            template?: string;
            definition?: components["schemas"]["AgentDefinitionWrite"];
        };
        AgentModel: {
            /**
             * @description `knowledge`, `openai` (any compatible server), `llama` or `scripted`.
             * @default knowledge
             */
            provider: string;
            /** @default  */
            model: string;
            /**
             * @description Of an OpenAI-compatible server; null is the one configured.
             * @default null
             */
            baseUrl: string | null;
            /** @default null */
            temperature: number | null;
            /** @default null */
            maxTokens: number | null;
        };
        AgentModelWrite: {
            /**
             * @description `knowledge`, `openai` (any compatible server), `llama` or `scripted`.
             * @default knowledge
             */
            provider?: string;
            /** @default  */
            model?: string;
            /**
             * @description Of an OpenAI-compatible server; null is the one configured.
             * @default null
             */
            baseUrl?: string | null;
            /** @default null */
            temperature?: number | null;
            /** @default null */
            maxTokens?: number | null;
        };
        AgentPage: {
            items: components["schemas"]["AgentSummary"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        AgentSummary: {
            id: string;
            workspaceId: string;
            slug: string;
            name: string;
            /** @enum {string} */
            visibility: "private" | "public";
            publishedVersion: number | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        AgentTemplate: {
            name: string;
            title: string;
            description: string;
            facts: number;
            definition: components["schemas"]["AgentDefinition"];
        };
        AgentTemplateList: {
            items: components["schemas"]["AgentTemplate"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        AgentTranscriber: {
            /** @default local */
            provider: string;
            /** @default  */
            model: string;
        };
        AgentTranscriberWrite: {
            /** @default local */
            provider?: string;
            /** @default  */
            model?: string;
        };
        AgentVariable: {
            /** @example opening_hours */
            name: string;
            value: string;
        };
        AgentVersion: {
            id: string;
            agentId: string;
            version: number;
            note: string;
            /** Format: date-time */
            createdAt: string;
            definition: components["schemas"]["AgentDefinition"];
        };
        AgentVersionList: {
            items: components["schemas"]["AgentVersionSummary"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        AgentVersionSummary: {
            id: string;
            agentId: string;
            version: number;
            note: string;
            /** Format: date-time */
            createdAt: string;
        };
        AgentVoice: {
            /**
             * @description `local`, `openai`, `google` or `scripted`.
             * @default local
             */
            provider: string;
            /**
             * @description `piper:joe`, `kokoro:af_heart`, or the provider's own name.
             * @default piper:joe
             */
            voice: string;
            /** @default 1 */
            speed: number;
        };
        AgentVoiceWrite: {
            /**
             * @description `local`, `openai`, `google` or `scripted`.
             * @default local
             */
            provider?: string;
            /**
             * @description `piper:joe`, `kokoro:af_heart`, or the provider's own name.
             * @default piper:joe
             */
            voice?: string;
            /** @default 1 */
            speed?: number;
        };
        AgentWarning: {
            /** @constant */
            code: "unknown_variable";
            variable: string;
            /** @description `greeting`, `instructions` or `knowledge`. */
            where: string;
        } | {
            /** @constant */
            code: "unknown_tool";
            tool: string;
        } | {
            /** @constant */
            code: "tool_off";
            tool: string;
        };
        /** @example https://www.example.com */
        AllowedOrigin: string;
        ApiKey: {
            id: string;
            name: string;
            lastFour: string;
            scopes: ("agents:read" | "agents:write" | "agents:override" | "conversations:read" | "conversations:write" | "realtime:connect" | "speech:use" | "tools:read" | "tools:write" | "webhooks:read" | "webhooks:write")[];
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            lastUsedAt: string | null;
        };
        ApiKeyInput: {
            name: string;
            /**
             * @default [
             *       "agents:read",
             *       "agents:write",
             *       "agents:override",
             *       "conversations:read",
             *       "conversations:write",
             *       "realtime:connect",
             *       "speech:use",
             *       "tools:read",
             *       "tools:write",
             *       "webhooks:read",
             *       "webhooks:write"
             *     ]
             */
            scopes?: ("agents:read" | "agents:write" | "agents:override" | "conversations:read" | "conversations:write" | "realtime:connect" | "speech:use" | "tools:read" | "tools:write" | "webhooks:read" | "webhooks:write")[];
            /**
             * @description A time to come; null: it does not end.
             * @default null
             */
            expiresAt?: string | null;
        };
        ApiKeyList: {
            items: components["schemas"]["ApiKey"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        AuditEvent: {
            id: string;
            /** @description The order things happened in. */
            sequence: number;
            workspaceId: string | null;
            /** @enum {string} */
            action: "session.created" | "session.refused" | "session.ended" | "sessions.ended" | "session.token_reused" | "second_factor.added" | "second_factor.removed" | "second_factor.recovered" | "second_factor.codes_renewed" | "account.created" | "email.verified" | "email.changed" | "password.changed" | "password.reset" | "key.created" | "key.revoked" | "provider_key.set" | "provider_key.deleted" | "tool.created" | "tool.changed" | "tool.deleted" | "tool.chosen" | "mcp_server.created" | "mcp_server.changed" | "mcp_server.deleted" | "integration.installed" | "integration.changed" | "integration.approved" | "integration.uninstalled" | "integration.switched_off" | "integration.switched_on" | "webhook.created" | "webhook.changed" | "webhook.deleted" | "webhook.secret_rotated" | "workspace.created" | "workspace.changed" | "workspace.plan_set" | "member.role_changed" | "member.removed" | "member.joined" | "sso.connection_set" | "sso.connection_deleted" | "sso.domain_verified" | "invite.created" | "invite.revoked" | "agent.published" | "agent.deleted" | "conversation.deleted" | "recording.deleted" | "export.requested" | "export.downloaded" | "erasure.requested" | "erasure.done" | "admin.promoted" | "admin.outbox_read" | "admin.audit_read";
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            actorKind: "user" | "key" | "caller" | "system";
            /** @description A person; once they are erased, a number that leads to nobody. */
            actorId: string | null;
            actorEmail: string | null;
            credentialId: string | null;
            targetKind: string | null;
            targetId: string | null;
            detail: {
                [key: string]: unknown;
            };
            /** @description Kept for 90 days. */
            fromAddress: string | null;
        };
        AuditPage: {
            items: components["schemas"]["AuditEvent"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        BetaImportInput: {
            /** @description A line each: address, note. */
            csv: string;
            /** @default 7 */
            days?: number;
        };
        BetaInviteInput: {
            /**
             * @description Bound to this address; null: whoever holds the link.
             * @default null
             */
            email?: string | null;
            /** @default 1 */
            uses?: number;
            /** @default 7 */
            days?: number;
            /** @default  */
            note?: string;
        };
        ChooseMcpToolJson0: unknown;
        ChooseMcpToolJson1: unknown;
        ClientSecret: {
            value: string;
            expires_at: number;
            session: {
                [key: string]: unknown;
            };
        };
        ClientSecretInput: {
            expires_after?: {
                /** @constant */
                anchor?: "created_at";
                seconds?: number;
            };
            session?: {
                type?: string;
                model?: string;
            };
        };
        CompareAgentVersionsJson0: unknown;
        CompareAgentVersionsJson1: unknown;
        Consent: {
            /** @description Null for what was agreed to at sign-up, for one's own agents. */
            agentId: string | null;
            agentName: string | null;
            text: {
                /** Format: date-time */
                grantedAt: string;
                textVersion: string;
                /** @description What was agreed to, as it was shown. */
                words: string;
                /** @description Whether it holds for new calls. After a change of the words it is asked again. */
                current: boolean;
                /** @description When the last of what is kept now will have been deleted; null where nothing is kept. */
                keptUntil: string | null;
            } | null;
            audio: {
                /** Format: date-time */
                grantedAt: string;
                textVersion: string;
                /** @description What was agreed to, as it was shown. */
                words: string;
                /** @description Whether it holds for new calls. After a change of the words it is asked again. */
                current: boolean;
                /** @description When the last of what is kept now will have been deleted; null where nothing is kept. */
                keptUntil: string | null;
            } | null;
        };
        ConsentList: {
            items: components["schemas"]["Consent"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
            /** @description With `agent`: what holds in a call that begins now, and need not be asked. */
            standing: {
                text: boolean;
                audio: boolean;
            } | null;
        };
        Conversation: {
            id: string;
            agentId: string;
            agentName: string;
            /** @description Null: the draft. */
            agentVersion: number | null;
            /** @enum {string} */
            channel: "browser" | "realtime" | "http" | "cli";
            /** @enum {string} */
            callerKind: "user" | "caller" | "key";
            title: string | null;
            /** Format: date-time */
            startedAt: string;
            endedAt: string | null;
            endReason: string | null;
            turnCount: number;
            interruptionCount: number;
            medianFirstAudioMs: number | null;
            textConsent: boolean;
            audioConsent: boolean;
            rating: number | null;
            turns: components["schemas"]["Turn"][];
            recording: components["schemas"]["RecordingSummary"] | null;
        };
        ConversationChange: {
            title?: string | null;
            rating?: number | null;
        };
        ConversationConsent: {
            /** @default false */
            text?: boolean;
        };
        ConversationInput: {
            /** @description The agent's slug. */
            agent: string;
            /**
             * @description `draft`, a number, or null for the published version.
             * @default null
             */
            version?: ("draft" | number) | null;
            /**
             * @description Whether the caller has agreed to have the words kept. A member who talks to their own agent has. Audio is never kept over HTTP.
             * @default {}
             */
            consent?: components["schemas"]["ConversationConsent"];
            /**
             * @default http
             * @enum {string}
             */
            channel?: "http" | "cli";
        };
        ConversationPage: {
            items: components["schemas"]["ConversationSummary"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        ConversationSummary: {
            id: string;
            agentId: string;
            agentName: string;
            /** @description Null: the draft. */
            agentVersion: number | null;
            /** @enum {string} */
            channel: "browser" | "realtime" | "http" | "cli";
            /** @enum {string} */
            callerKind: "user" | "caller" | "key";
            title: string | null;
            /** Format: date-time */
            startedAt: string;
            endedAt: string | null;
            endReason: string | null;
            turnCount: number;
            interruptionCount: number;
            medianFirstAudioMs: number | null;
            textConsent: boolean;
            audioConsent: boolean;
            rating: number | null;
        };
        CreateMcpServerJson0: unknown;
        CreateToolJson0: unknown;
        CreateToolJson1: unknown;
        CurrentPassword: {
            currentPassword: string;
        };
        DiscoverMcpToolsJson0: unknown;
        EmailAddress: {
            /** @description Compared without regard to case. */
            email: string;
        };
        EmailChange: {
            /** @description Compared without regard to case. */
            email: string;
            currentPassword: string;
        };
        ErasureStatus: {
            /** @enum {string} */
            state: "working" | "done";
            /** Format: date-time */
            requestedAt: string;
            doneAt: string | null;
            steps: {
                name: string;
                words: string;
                /** @enum {string} */
                state: "waiting" | "working" | "done";
                /** @description Things so far, at least. */
                erased: number;
            }[];
        };
        ErasureToken: {
            token: string;
        };
        FaultyManifest: {
            file: string;
            /** @description What is wrong with it, in words. */
            fault: string;
        };
        GetMcpServerJson0: unknown;
        GetToolJson0: unknown;
        GetToolJson1: unknown;
        Handover: {
            id: string;
            conversationId: string;
            agentId: string;
            agentName: string;
            /** @description What the caller asked to have passed on; null once the caller has withdrawn it. */
            message: string | null;
            /** Format: date-time */
            createdAt: string;
            readAt: string | null;
        };
        HandoverList: {
            items: components["schemas"]["Handover"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
            unreadCount: number;
        };
        Installation: {
            id: string;
            name: string;
            title: string;
            description: string;
            version: string;
            /** @enum {string} */
            kind: "tool" | "mcp" | "provider";
            /**
             * @description Of the manifest that was agreed to.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            hash: string;
            /**
             * @description `changed`: its file is another one now; `missing`: its file is gone or at fault. Its tools are switched off then.
             * @enum {string}
             */
            state: "installed" | "changed" | "missing";
            /** @description What is to be approved, where the state is `changed`. */
            update: components["schemas"]["InstallationUpdate"] | null;
            scopes: components["schemas"]["IntegrationScope"][];
            settings: components["schemas"]["IntegrationSetting"][];
            /** @description What was entered, without secrets. */
            values: {
                [key: string]: string | number;
            };
            secrets: {
                name: string;
                /** @description Empty for a short one. */
                lastFour: string;
            }[];
            /** @description False: its secrets are sealed with a key that this installation no longer has. Enter them again. */
            opens: boolean;
            tools: string[];
            /** @description Name or address of the member; null where they are gone. */
            installedBy: string | null;
            /** Format: date-time */
            installedAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        InstallationApproval: {
            /**
             * @description Of the manifest as it is now.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            hash: string;
            /**
             * @description By the names of the manifest's settings, secrets too. Null takes one back; what is left out stays as it is.
             * @default {}
             * @example {
             *       "address": "https://api.example.org/parley"
             *     }
             */
            settings?: {
                [key: string]: string | number | null;
            };
        };
        InstallationChange: {
            /**
             * @description By the names of the manifest's settings, secrets too. Null takes one back; what is left out stays as it is.
             * @example {
             *       "address": "https://api.example.org/parley"
             *     }
             */
            settings: {
                [key: string]: string | number | null;
            };
        };
        InstallationInput: {
            /** @example http-request */
            name: string;
            /**
             * @description Of the manifest whose scopes are agreed to; another one by now answers `precondition_failed`.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            hash: string;
            /**
             * @description By the names of the manifest's settings, secrets too. Null takes one back; what is left out stays as it is.
             * @default {}
             * @example {
             *       "address": "https://api.example.org/parley"
             *     }
             */
            settings?: {
                [key: string]: string | number | null;
            };
        };
        InstallationList: {
            items: components["schemas"]["Installation"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        InstallationUpdate: {
            version: string;
            /**
             * @description SHA-256 of the manifest's file.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            hash: string;
            scopesAdded: components["schemas"]["IntegrationScope"][];
            scopesDropped: components["schemas"]["IntegrationScope"][];
            toolsAdded: string[];
            /** @description Tools that do, say or ask for something else than before. */
            toolsChanged: string[];
            toolsDropped: string[];
            settings: components["schemas"]["IntegrationSetting"][];
        };
        Integration: {
            name: string;
            title: string;
            description: string;
            version: string;
            /** @enum {string} */
            kind: "tool" | "mcp" | "provider";
            /**
             * @description `folder`: the operator of this installation added it.
             * @enum {string}
             */
            source: "shipped" | "folder";
            /**
             * @description SHA-256 of the manifest's file.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            hash: string;
            scopes: components["schemas"]["IntegrationScope"][];
            settings: components["schemas"]["IntegrationSetting"][];
            tools: {
                name: string;
                description: string;
            }[];
        };
        IntegrationList: {
            items: components["schemas"]["Integration"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
            /** @description Files of the operator's folder that cannot be used. Nothing else suffers from them. */
            faulty: components["schemas"]["FaultyManifest"][];
        };
        IntegrationScope: {
            scope: string;
            /** @description What it allows, for whoever decides. */
            words: string;
        };
        IntegrationSetting: {
            name: string;
            title: string;
            hint: string | null;
            /** @enum {string} */
            kind: "text" | "number" | "url" | "secret" | "secret-url";
            required: boolean;
            example: string | null;
        };
        Invite: {
            id: string;
            /** @enum {string} */
            kind: "workspace" | "beta";
            email: string | null;
            role: ("viewer" | "builder" | "admin" | "owner") | null;
            note: string;
            usesAllowed: number;
            uses: number;
            /** @enum {string} */
            state: "open" | "used" | "expired" | "revoked";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description Who came by it. */
            people: {
                userId: string;
                email: string;
                /** Format: date-time */
                usedAt: string;
            }[];
        };
        InviteList: {
            items: components["schemas"]["Invite"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        InviteToken: {
            /** @description From the link, after its `#`. */
            token: string;
        };
        InviteView: {
            /** @enum {string} */
            kind: "workspace" | "beta";
            workspaceName: string | null;
            role: ("viewer" | "builder" | "admin" | "owner") | null;
            /** @description Whether it is for one address. */
            bound: boolean;
            /** Format: date-time */
            expiresAt: string;
        };
        Knowledge: {
            sources: components["schemas"]["KnowledgeSource"][];
            entries: components["schemas"]["KnowledgeItem"][];
            maxEntries: number;
        };
        KnowledgeEntryChange: {
            /** @description What a caller may ask; null for a plain fact. */
            question?: string | null;
            /** @description Spoken as written. */
            answer?: string;
        };
        KnowledgeEntryInput: {
            /**
             * @description What a caller may ask; null for a plain fact.
             * @default null
             */
            question: string | null;
            /** @description Spoken as written. */
            answer: string;
        };
        KnowledgeEntryInputWrite: {
            /**
             * @description What a caller may ask; null for a plain fact.
             * @default null
             */
            question?: string | null;
            /** @description Spoken as written. */
            answer: string;
        };
        KnowledgeItem: {
            id: string;
            sourceId: string;
            position: number;
            question: string | null;
            answer: string;
            /** @description False until its embedding is computed. */
            searchable: boolean;
        };
        KnowledgePageInput: {
            /** Format: uri */
            url: string;
        };
        KnowledgeSource: {
            id: string;
            /** @enum {string} */
            kind: "typed" | "text" | "markdown" | "pdf" | "url";
            title: string;
            url: string | null;
            entryCount: number;
            /** Format: date-time */
            createdAt: string;
        };
        KnowledgeTextInput: {
            title: string;
            text: string;
            /**
             * @default text
             * @enum {string}
             */
            kind?: "text" | "markdown";
        };
        ListMcpServersJson0: unknown;
        ListToolsJson0: unknown;
        ListToolsJson1: unknown;
        McpChoice: {
            /** @description The tool's name on its server. */
            remoteName: string;
            /** @description Of the tool as it was shown; another one now answers `precondition_failed`. */
            fingerprint: string;
            /**
             * @description What the model calls it; without it, one is made of its name on the server.
             * @example order_status
             */
            name?: string;
        };
        McpServer: {
            id: string;
            name: string;
            url: string;
            headers: components["schemas"]["SecretHint"][];
            tools: components["schemas"]["McpTool"][];
            installationId: string | null;
            discoveredAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        McpServerChange: {
            name?: string;
            /**
             * Format: uri
             * @description Of its streamable HTTP endpoint.
             * @example https://mcp.example.org/mcp
             */
            url?: string;
            /** @description In place of all that there are. */
            headers?: {
                [key: string]: string;
            };
        };
        McpServerInput: {
            name: string;
            /**
             * Format: uri
             * @description Of its streamable HTTP endpoint.
             * @example https://mcp.example.org/mcp
             */
            url: string;
            /**
             * @description Sent with every request, and shown to nobody again. Only administrators set them.
             * @default {}
             */
            headers?: {
                [key: string]: string;
            };
        };
        McpServerList: {
            items: components["schemas"]["McpServer"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        McpTool: {
            name: string;
            description: string;
            /**
             * @description JSON Schema of the arguments, an object: draft 2020-12 or 07, at most 16 KB and 12 levels.
             * @example {
             *       "type": "object",
             *       "properties": {
             *         "order": {
             *           "type": "string",
             *           "description": "The number of the order."
             *         }
             *       },
             *       "required": [
             *         "order"
             *       ],
             *       "additionalProperties": false
             *     }
             */
            parameters: {
                [key: string]: components["schemas"]["DiscoverMcpToolsJson0"];
            };
            /** @description Of name, description and schema. */
            fingerprint: string;
            /** @description Why it cannot be chosen; null where it can. */
            fault: string | null;
            /** @description The tool that it was chosen as. */
            toolId: string | null;
            changed: boolean;
        };
        Me: {
            id: string;
            email: string;
            emailVerified: boolean;
            /** @description False for who signs in with their organisation alone. */
            hasPassword: boolean;
            name: string;
            platformAdmin: boolean;
            secondFactor: boolean;
            workspaceId: string;
            workspaceName: string;
            /** @enum {string} */
            role: "caller" | "viewer" | "builder" | "admin" | "owner";
            /** Format: date-time */
            createdAt: string;
        };
        Member: {
            userId: string;
            email: string;
            name: string;
            /** @enum {string} */
            role: "viewer" | "builder" | "admin" | "owner";
            /** Format: date-time */
            joinedAt: string;
            self: boolean;
        };
        MemberList: {
            items: components["schemas"]["Member"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        Membership: {
            id: string;
            name: string;
            personal: boolean;
            /** Format: date-time */
            createdAt: string;
            /** @enum {string} */
            role: "viewer" | "builder" | "admin" | "owner";
            /** @description Whether this session looks at it. */
            current: boolean;
        };
        MembershipList: {
            items: components["schemas"]["Membership"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        ModelList: {
            /** @constant */
            object: "list";
            data: {
                id: string;
                /** @constant */
                object: "model";
                created: number;
                owned_by: string;
            }[];
        };
        ModelServer: {
            kind: string;
            label: string;
            baseUrl: string;
            models: string[];
        };
        NewApiKey: {
            id: string;
            name: string;
            lastFour: string;
            scopes: ("agents:read" | "agents:write" | "agents:override" | "conversations:read" | "conversations:write" | "realtime:connect" | "speech:use" | "tools:read" | "tools:write" | "webhooks:read" | "webhooks:write")[];
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            lastUsedAt: string | null;
            /** @description Shown this once. */
            key: string;
        };
        NewErasure: {
            /** @description Shown this once; shows how far it is. */
            token: string;
            statusPath: string;
        };
        NewExport: {
            id: string;
            /** @description Shown this once; works once, for whoever asked for it. */
            token: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description POST the token there as a form's field `token`. */
            downloadPath: string;
        };
        NewInvite: {
            id: string;
            /** @enum {string} */
            kind: "workspace" | "beta";
            email: string | null;
            role: ("viewer" | "builder" | "admin" | "owner") | null;
            note: string;
            usesAllowed: number;
            uses: number;
            /** @enum {string} */
            state: "open" | "used" | "expired" | "revoked";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description Who came by it. */
            people: {
                userId: string;
                email: string;
                /** Format: date-time */
                usedAt: string;
            }[];
            /** @description Shown this once. */
            link: string;
        };
        NewWebhook: {
            /** @example whk_01j9zq0c5t8m4w2x6y7a3b1d9e */
            id: string;
            url: string;
            description: string;
            eventTypes: ("conversation.started" | "conversation.ended" | "conversation.analyzed" | "recording.deleted" | "agent.published")[];
            /** @description Of the secret. */
            lastFour: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Until then the secret before the last rotation signs as well. */
            previousSecretUntil: string | null;
            /** @description Since when nothing has been taken, where the last attempt failed. */
            failingSince: string | null;
            disabledAt: string | null;
            /** @description `gone`: it answered 410. `failing`: it took nothing for five days. */
            disabledReason: ("asked" | "gone" | "failing") | null;
            /**
             * @description Signs what is sent; shown this once.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
        };
        OutboxMail: {
            id: string;
            /** @enum {string} */
            kind: "verify-email" | "address-taken" | "reset-password" | "change-email" | "email-changed" | "password-changed" | "second-factor-added" | "second-factor-removed" | "recovery-code-used" | "workspace-invite" | "beta-invite" | "caller-message";
            toAddress: string;
            subject: string;
            /** @description With its link, which is a key: for platform administrators only. */
            bodyText: string;
            /** Format: date-time */
            createdAt: string;
        };
        OutboxMailList: {
            items: components["schemas"]["OutboxMail"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
            /** @description Whether one is set, so that mail leaves. */
            mailServer: boolean;
        };
        PasswordChange: {
            currentPassword: string;
            newPassword: string;
        };
        PasswordResetInput: {
            /** @description From the link, after its `#`. */
            token: string;
            password: string;
        };
        PlanChoice: {
            /** @description Null: the operator's default, also when that changes. */
            plan: ("trial" | "standard" | "unlimited") | null;
        };
        PrivacySettings: {
            /** @description Words of calls are deleted so long after the call's end. */
            retentionDays: number;
            /** @description Sound is deleted so long after it was made; 0: none is kept, whatever a caller ticks. It holds for results of the speech page, too. */
            recordingHours: number;
            /** @description E-mail addresses, phone and card numbers are taken out of words before they are kept. */
            redact: boolean;
        };
        Pronunciation: {
            written: string;
            spoken: string;
        };
        ProviderKey: {
            id: string;
            /** @enum {string} */
            provider: "openai" | "google";
            /** @description Empty for a short key. */
            lastFour: string;
            baseUrl: string | null;
            /** @description Name or address of the member; null where they are gone. */
            setBy: string | null;
            /** Format: date-time */
            setAt: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            /** @description False: it is sealed with a key that this installation no longer has. Calls go on without it; set it again. */
            opens: boolean;
        };
        ProviderKeyInput: {
            /** @enum {string} */
            provider: "openai" | "google";
            /** @description Shown to nobody again. */
            key: string;
            /**
             * @description Of a server that speaks OpenAI's protocol, with its version: https://models.example.org/v1. Null: OpenAI itself.
             * @default null
             */
            baseUrl?: string | null;
        };
        ProviderKeyList: {
            items: components["schemas"]["ProviderKey"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
            /** @description Providers that the installation itself is set up for, used where the workspace has no key. */
            installation: ("openai" | "google")[];
        };
        ProviderKeyTest: {
            /** @enum {string} */
            outcome: "accepted" | "refused" | "unreachable";
            /** @description In plain words; nothing of what the provider answered. */
            message: string;
        };
        ProviderOption: {
            id: string;
            label: string;
            kinds: ("llm" | "stt" | "tts")[];
            local: boolean;
            followsPrompt: boolean;
            callsTools: boolean;
            note: string;
            /** @description What it still needs; empty where it can be used. */
            missing: string[];
            models: {
                [key: string]: string;
            };
        };
        PublishInput: {
            /** @default  */
            note?: string;
            draftRevision?: number;
        };
        RatingInput: {
            rating: number;
            /** @description The newest `resume_token` that the call's `x.session` event gave. It rates until 15 minutes after the call. */
            resumeToken: string;
        };
        Receipt: {
            id: string;
            recordingId: string;
            /** @description Null for sound that was no call: a result of the speech page. */
            conversationId: string | null;
            /** @description Of the audio that was deleted; null where it was never finished. */
            sha256: string | null;
            reason: string;
            /** Format: date-time */
            madeAt: string;
            /** Format: date-time */
            deletedAt: string;
            sequence: number;
            /** @description What was signed, to the byte; it holds the hash of the receipt before. */
            body: string;
            /** @description Ed25519, base64. */
            signature: string;
        };
        ReceiptList: {
            items: components["schemas"]["Receipt"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
            /** @description Ed25519, as PEM. */
            publicKey: string;
        };
        RecordingSummary: {
            id: string;
            /** @enum {string} */
            state: "pending" | "ready" | "deleted";
            durationMs: number | null;
            sizeBytes: number | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            deletedAt: string | null;
        };
        RecoveryCodes: {
            /** @description Shown this once; each is good once. */
            recoveryCodes: string[];
        };
        RefreshInput: {
            refreshToken: string;
        };
        RestoreInput: {
            draftRevision?: number;
        };
        RoleInput: {
            /** @enum {string} */
            role: "viewer" | "builder" | "admin" | "owner";
        };
        SecondFactorCode: {
            /** @description Six figures from the device, or a recovery code. */
            code: string;
        };
        SecondFactorRemoval: {
            currentPassword: string;
            /** @description Six figures from the device, or a recovery code. */
            code: string;
        };
        SecondFactorSecret: {
            secret: string;
            /** @description For a QR code. */
            uri: string;
        };
        SecondFactorStart: {
            currentPassword: string;
        };
        SecretHint: {
            name: string;
            /** @description Empty for a short one. */
            lastFour: string;
        };
        Session: {
            id: string;
            userAgent: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            current: boolean;
        };
        SessionList: {
            items: components["schemas"]["Session"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        SignUp: {
            /** @description Compared without regard to case. */
            email: string;
            password: string;
            /** @default  */
            name?: string;
            /** @description From a one-use link, such as the first administrator's. */
            linkToken?: string;
        };
        SignUpResult: {
            /** @constant */
            accepted: true;
        };
        SpeechCorrection: {
            segments: {
                /** @description Place in the transcript's segments, from 0. */
                index: number;
                /** @description In place of what was heard; empty where nothing was said. */
                text: string;
            }[];
        };
        SpeechInput: {
            model: string;
            input: string;
            voice: string | {
                id: string;
            };
            /** @default mp3 */
            response_format?: string;
            /** @default 1 */
            speed?: number;
            /**
             * @default audio
             * @enum {string}
             */
            stream_format?: "audio" | "sse";
            /**
             * @description Keeps text and sound for 24 hours, for you alone: `x-speech-result-id` names it under `/api/v1/speech-results`. What is not heard to its end is not kept.
             * @default false
             */
            keep?: boolean;
        };
        SpeechResult: {
            /** @example spr_06b8f3kz9d4y1s8q2m7w5x0v3n */
            id: string;
            /**
             * @description `speech`: sound made from a text. `transcript`: a file and what is said in it.
             * @enum {string}
             */
            kind: "speech" | "transcript";
            /** @enum {string} */
            state: "ready" | "deleted";
            /** @description How its text begins; null once it is deleted. */
            excerpt: string | null;
            voice: string | null;
            speed: number | null;
            language: string | null;
            /** @enum {string} */
            contentType: "audio/mpeg" | "audio/wav";
            sizeBytes: number | null;
            durationMs: number | null;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description From then on it is served to nobody; its bytes go within 15 minutes.
             */
            expiresAt: string;
            deletedAt: string | null;
            text: string;
            /** @description Of a transcript; null for speech. */
            segments: components["schemas"]["SpeechSegment"][] | null;
        };
        SpeechResultList: {
            items: components["schemas"]["SpeechResultSummary"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        SpeechResultSummary: {
            /** @example spr_06b8f3kz9d4y1s8q2m7w5x0v3n */
            id: string;
            /**
             * @description `speech`: sound made from a text. `transcript`: a file and what is said in it.
             * @enum {string}
             */
            kind: "speech" | "transcript";
            /** @enum {string} */
            state: "ready" | "deleted";
            /** @description How its text begins; null once it is deleted. */
            excerpt: string | null;
            voice: string | null;
            speed: number | null;
            language: string | null;
            /** @enum {string} */
            contentType: "audio/mpeg" | "audio/wav";
            sizeBytes: number | null;
            durationMs: number | null;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description From then on it is served to nobody; its bytes go within 15 minutes.
             */
            expiresAt: string;
            deletedAt: string | null;
        };
        SpeechSegment: {
            startMs: number;
            endMs: number;
            /** @description As corrected, where it was. */
            text: string;
        };
        SsoConnection: {
            id: string;
            issuer: string;
            clientId: string;
            /** @description All that is shown of it. */
            clientSecretLastFour: string;
            /** @description To be allowed at the identity server. */
            redirectUri: string;
            domains: components["schemas"]["SsoDomain"][];
            /** @enum {string} */
            defaultRole: "viewer" | "builder";
            enabled: boolean;
            /** Format: date-time */
            updatedAt: string;
        };
        SsoConnectionInput: {
            /** @description As the identity server names itself, such as https://id.example.org. */
            issuer: string;
            clientId: string;
            /** @description Absent: it stays as it is. Needed again with another issuer or client id. */
            clientSecret?: string;
            /** @description Of e-mail addresses. Each must be proven before people with it sign in. */
            domains: string[];
            /**
             * @description Of people who come for the first time.
             * @default viewer
             * @enum {string}
             */
            defaultRole?: "viewer" | "builder";
            /** @default true */
            enabled?: boolean;
        };
        SsoDomain: {
            id: string;
            domain: string;
            /** @description The TXT record of the domain that proves it is yours. */
            record: string;
            /** @description Null: nobody with this domain signs in by the connection yet. */
            verifiedAt: string | null;
        };
        SsoStartInput: {
            /** @description Its domain alone decides; no account is looked up. */
            email: string;
            /** @description Where to be after signing in. */
            next?: string;
        };
        SsoStarted: {
            /** @description Where to send the browser, which was given a cookie for the way back. */
            url: string;
        };
        TestToolJson0: unknown;
        TokenInput: {
            /** @constant */
            grant: "password";
            email: string;
            password: string;
            /** @description Six figures from the device, or a recovery code. */
            code?: string;
            /**
             * @description What the list of sessions shows: an app and a device.
             * @default
             */
            device?: string;
        } | {
            /** @constant */
            grant: "supabase";
            /** @description From Supabase Auth, where this installation uses it. */
            accessToken: string;
            /** @description Six figures from the device, or a recovery code. */
            code?: string;
            /**
             * @description What the list of sessions shows: an app and a device.
             * @default
             */
            device?: string;
        };
        TokenPair: {
            /** @constant */
            tokenType: "Bearer";
            accessToken: string;
            expiresInSeconds: number;
            /** @description Good once; a new one comes with each use. */
            refreshToken: string;
            sessionId: string;
        };
        Tool: {
            id: string;
            name: string;
            description: string;
            /** @enum {string} */
            kind: "http" | "mcp" | "runner";
            /**
             * @description JSON Schema of the arguments, an object: draft 2020-12 or 07, at most 16 KB and 12 levels.
             * @example {
             *       "type": "object",
             *       "properties": {
             *         "order": {
             *           "type": "string",
             *           "description": "The number of the order."
             *         }
             *       },
             *       "required": [
             *         "order"
             *       ],
             *       "additionalProperties": false
             *     }
             */
            parameters: {
                [key: string]: components["schemas"]["ChooseMcpToolJson0"];
            };
            request: components["schemas"]["ToolHttpRequest"] | null;
            runner: string | null;
            mcpServerId: string | null;
            /** @description Its name on the MCP server. */
            remoteName: string | null;
            settings: {
                [key: string]: string | number | boolean;
            };
            secrets: components["schemas"]["SecretHint"][];
            timeoutMs: number;
            filler: string;
            fillerAfterMs: number;
            /** @description The integration that made it. */
            installationId: string | null;
            enabled: boolean;
            /** @description True: its MCP server describes it otherwise than when it was chosen. It is out of use until it is chosen again. */
            changed: boolean;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        ToolChange: {
            /** @example order_status */
            name?: string;
            /**
             * @description For the model: when to use it, and what comes back.
             * @example Tells where an order is. Use it when the caller asks for one and has given its number.
             */
            description?: string;
            timeoutMs?: number;
            /** @description What the agent says when the tool is slow; empty: nothing. */
            filler?: string;
            fillerAfterMs?: number;
            enabled?: boolean;
            /**
             * @description JSON Schema of the arguments, an object: draft 2020-12 or 07, at most 16 KB and 12 levels.
             * @example {
             *       "type": "object",
             *       "properties": {
             *         "order": {
             *           "type": "string",
             *           "description": "The number of the order."
             *         }
             *       },
             *       "required": [
             *         "order"
             *       ],
             *       "additionalProperties": false
             *     }
             */
            parameters?: {
                [key: string]: components["schemas"]["UpdateToolJson0"];
            };
            request?: components["schemas"]["ToolHttpRequestWrite"];
            settings?: {
                [key: string]: string | number | boolean;
            };
            /** @description In place of all that there are. Only administrators set them. */
            secrets?: {
                [key: string]: string;
            };
        };
        ToolHttpRequest: {
            /**
             * @default GET
             * @enum {string}
             */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /**
             * @description With `{arguments.name}` and `{settings.name}`, each encoded for an address. Before the path only settings may stand.
             * @example https://api.example.org/orders/{arguments.order}
             */
            url: string;
            /**
             * @description Values may hold `{secrets.name}`.
             * @default {}
             * @example {
             *       "authorization": "Bearer {secrets.token}"
             *     }
             */
            headers: {
                [key: string]: string;
            };
            /**
             * @description A JSON template; a string that is one placeholder becomes the value itself. Null: the arguments as they are, for POST, PUT and PATCH.
             * @default null
             */
            body: components["schemas"]["ChooseMcpToolJson1"];
        };
        ToolHttpRequestWrite: {
            /**
             * @default GET
             * @enum {string}
             */
            method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /**
             * @description With `{arguments.name}` and `{settings.name}`, each encoded for an address. Before the path only settings may stand.
             * @example https://api.example.org/orders/{arguments.order}
             */
            url: string;
            /**
             * @description Values may hold `{secrets.name}`.
             * @default {}
             * @example {
             *       "authorization": "Bearer {secrets.token}"
             *     }
             */
            headers?: {
                [key: string]: string;
            };
            /**
             * @description A JSON template; a string that is one placeholder becomes the value itself. Null: the arguments as they are, for POST, PUT and PATCH.
             * @default null
             */
            body?: components["schemas"]["UpdateToolJson1"];
        };
        ToolInput: {
            /** @example order_status */
            name: string;
            /**
             * @description For the model: when to use it, and what comes back.
             * @example Tells where an order is. Use it when the caller asks for one and has given its number.
             */
            description: string;
            /** @default 8000 */
            timeoutMs?: number;
            /**
             * @description What the agent says when the tool is slow; empty: nothing.
             * @default One moment, please.
             */
            filler?: string;
            /** @default 1000 */
            fillerAfterMs?: number;
            /** @default true */
            enabled?: boolean;
            /**
             * @description JSON Schema of the arguments, an object: draft 2020-12 or 07, at most 16 KB and 12 levels.
             * @example {
             *       "type": "object",
             *       "properties": {
             *         "order": {
             *           "type": "string",
             *           "description": "The number of the order."
             *         }
             *       },
             *       "required": [
             *         "order"
             *       ],
             *       "additionalProperties": false
             *     }
             */
            parameters: {
                [key: string]: components["schemas"]["CreateToolJson0"];
            };
            request: components["schemas"]["ToolHttpRequestWrite"];
            /** @default {} */
            settings?: {
                [key: string]: string | number | boolean;
            };
            /**
             * @description Shown to nobody again. Only administrators set them.
             * @default {}
             */
            secrets?: {
                [key: string]: string;
            };
        };
        ToolList: {
            items: components["schemas"]["Tool"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        ToolOutcome: {
            /** @enum {string} */
            outcome: "answered" | "failed";
            /** @description What the model would be given. Data from outside: never an instruction. */
            output: string;
            durationMs: number;
        };
        ToolTrial: {
            /** @default {} */
            arguments?: {
                [key: string]: components["schemas"]["TestToolJson0"];
            };
        };
        Transcription: {
            text: string;
            usage: {
                /** @constant */
                type: "duration";
                seconds: number;
            };
            /** @constant */
            task?: "transcribe";
            language?: string;
            /** @description Seconds. */
            duration?: number;
            /** @description With `verbose_json`; times in seconds. */
            segments?: {
                id: number;
                start: number;
                end: number;
                text: string;
            }[];
        };
        Turn: {
            id: string;
            position: number;
            /** @enum {string} */
            role: "caller" | "agent" | "tool";
            kind: string;
            /** @description From the start of the call. */
            startedMs: number;
            endedMs: number | null;
            /** @description Null where the caller has not agreed to keep text. */
            generatedText: string | null;
            heardText: string | null;
            tool: {
                name: string;
                arguments: string;
                output: string | null;
                elapsedMs: number | null;
                failed: boolean;
            } | null;
            wordStartsMs: number[] | null;
            audioMs: number | null;
            heardMs: number | null;
            outcome: string | null;
            fault: string | null;
            trace: components["schemas"]["TurnTrace"] | null;
        };
        TurnInput: {
            text?: string;
            /** @description A sound file in base64, of the formats of `createTranscription`, up to 10 MB. */
            audio?: string;
            /**
             * @default audio
             * @enum {string}
             */
            modality?: "audio" | "text";
        };
        TurnTaking: {
            /**
             * @description What decides that the caller has finished: sound, words and silence; silence alone; or a button.
             * @default semantic
             * @enum {string}
             */
            endpointing: "semantic" | "silence" | "manual";
            /**
             * @description How long a pause is borne.
             * @default normal
             * @enum {string}
             */
            patience: "eager" | "normal" | "patient";
            /** @default 0.5 */
            voiceThreshold: number;
            /**
             * @description Silence after which a finished utterance is answered.
             * @default 350
             */
            silenceMs: number;
            /**
             * @description Longest silence that an utterance taken for unfinished is given.
             * @default 1200
             */
            maxHoldMs: number;
            /**
             * @description Whether speech stops the agent.
             * @default true
             */
            interruptible: boolean;
            /**
             * @description Speech over the agent's voice that stops it.
             * @default 192
             */
            interruptMs: number;
            /**
             * @description Audio sent ahead of its playback, at most.
             * @default 500
             */
            sendAheadMs: number;
            /**
             * @description Silence after a turn that becomes a spoken error.
             * @default 8000
             */
            replyTimeoutMs: number;
            /**
             * @description Silence of both sides after which the caller is asked once; after the same again the call ends.
             * @default 20000
             */
            idleMs: number;
            /**
             * @description Longest call.
             * @default 1800000
             */
            maxDurationMs: number;
        };
        TurnTakingWrite: {
            /**
             * @description What decides that the caller has finished: sound, words and silence; silence alone; or a button.
             * @default semantic
             * @enum {string}
             */
            endpointing?: "semantic" | "silence" | "manual";
            /**
             * @description How long a pause is borne.
             * @default normal
             * @enum {string}
             */
            patience?: "eager" | "normal" | "patient";
            /** @default 0.5 */
            voiceThreshold?: number;
            /**
             * @description Silence after which a finished utterance is answered.
             * @default 350
             */
            silenceMs?: number;
            /**
             * @description Longest silence that an utterance taken for unfinished is given.
             * @default 1200
             */
            maxHoldMs?: number;
            /**
             * @description Whether speech stops the agent.
             * @default true
             */
            interruptible?: boolean;
            /**
             * @description Speech over the agent's voice that stops it.
             * @default 192
             */
            interruptMs?: number;
            /**
             * @description Audio sent ahead of its playback, at most.
             * @default 500
             */
            sendAheadMs?: number;
            /**
             * @description Silence after a turn that becomes a spoken error.
             * @default 8000
             */
            replyTimeoutMs?: number;
            /**
             * @description Silence of both sides after which the caller is asked once; after the same again the call ends.
             * @default 20000
             */
            idleMs?: number;
            /**
             * @description Longest call.
             * @default 1800000
             */
            maxDurationMs?: number;
        };
        TurnTrace: {
            turnId: string;
            replyId: string | null;
            /** @enum {string} */
            source: "speech" | "text" | "greeting" | "idle" | "client";
            stages: {
                /** @enum {string} */
                name: "endpoint" | "transcription" | "first_token" | "first_clause" | "first_audio" | "release";
                startMs: number;
                endMs: number;
                speculative: boolean;
            }[];
            firstAudioMs: number | null;
            mouthToEarMs: number | null;
            discarded: number;
            discardedWorkMs: number;
            endpointReason: string;
            providers: {
                transcriber: string;
                model: string;
                speaker: string;
            };
            fallbacks: {
                from: string;
                to: string;
                fault: string;
            }[];
            interrupted: boolean;
        };
        UpdateMcpServerJson0: unknown;
        UpdateToolJson0: unknown;
        UpdateToolJson1: unknown;
        Usage: {
            /**
             * @description The one in force: the workspace's own, else the operator's default.
             * @enum {string}
             */
            plan: "trial" | "standard" | "unlimited";
            period: {
                /**
                 * Format: date-time
                 * @description The first instant of the month, UTC.
                 * @example 2026-11-01T00:00:00.000Z
                 */
                start: string;
                /**
                 * Format: date-time
                 * @description The first instant of the next one: minutes begin anew.
                 * @example 2026-12-01T00:00:00.000Z
                 */
                end: string;
            };
            minutes: {
                /**
                 * @description Talked in this month, running calls included; in tenths, rounded down.
                 * @example 412.5
                 */
                used: number;
                /**
                 * @description Null: without end.
                 * @example 20
                 */
                limit: number | null;
            };
            agents: {
                /** @example 7 */
                used: number;
                /**
                 * @description Null: without end.
                 * @example 20
                 */
                limit: number | null;
            };
            concurrentCalls: {
                /**
                 * @description Running now.
                 * @example 3
                 */
                used: number;
                /**
                 * @description Null: without end.
                 * @example 20
                 */
                limit: number | null;
            };
        };
        VerificationInput: {
            /** @description From the link, after its `#`. */
            token: string;
        };
        VoiceOption: {
            id: string;
            name: string;
            language: string;
            /** @enum {string} */
            kind: "fast" | "fine" | "cloud" | "scripted";
            provider: string;
            /** @description False: slower to make than to hear on this machine; for previews, not for calls. */
            realTime: boolean;
            /** @description Measured here for a sentence of six words; null where it was not measured. */
            firstAudioMs: number | null;
            realTimeFactor: number | null;
        };
        VoiceOptions: {
            voices: components["schemas"]["VoiceOption"][];
            providers: components["schemas"]["ProviderOption"][];
            /** @description Found on this machine. */
            modelServers: components["schemas"]["ModelServer"][];
            /** @description Why the scripted voice speaks; null where the models are here. */
            fault: string | null;
        };
        Webhook: {
            /** @example whk_01j9zq0c5t8m4w2x6y7a3b1d9e */
            id: string;
            url: string;
            description: string;
            eventTypes: ("conversation.started" | "conversation.ended" | "conversation.analyzed" | "recording.deleted" | "agent.published")[];
            /** @description Of the secret. */
            lastFour: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Until then the secret before the last rotation signs as well. */
            previousSecretUntil: string | null;
            /** @description Since when nothing has been taken, where the last attempt failed. */
            failingSince: string | null;
            disabledAt: string | null;
            /** @description `gone`: it answered 410. `failing`: it took nothing for five days. */
            disabledReason: ("asked" | "gone" | "failing") | null;
        };
        WebhookAttempt: {
            /** Format: date-time */
            at: string;
            durationMs: number;
            /** @description Of the answer; null where none came. */
            status: number | null;
            /** @description Null where it was taken. */
            fault: ("status" | "redirect" | "timeout" | "refused" | "unreachable" | "reset" | "tls" | "malformed" | "address" | "secret" | "internal") | null;
        };
        WebhookChange: {
            /**
             * Format: uri
             * @description Where events are posted to; https.
             * @example https://example.org/parley
             */
            url?: string;
            description?: string;
            /**
             * @example [
             *       "conversation.ended"
             *     ]
             */
            eventTypes?: ("conversation.started" | "conversation.ended" | "conversation.analyzed" | "recording.deleted" | "agent.published")[];
            /** @description False: nothing is sent until it is true again. What happens in between is not sent later. */
            enabled?: boolean;
        };
        WebhookDelivery: {
            id: string;
            webhookId: string;
            /** @description The `webhook-id` that every attempt bears. */
            eventId: string;
            /** @enum {string} */
            eventType: "conversation.started" | "conversation.ended" | "conversation.analyzed" | "recording.deleted" | "agent.published" | "test";
            /** @description Of the conversation, receipt or version; empty for a test. */
            subjectId: string;
            /**
             * @description `withdrawn`: what it would tell of was deleted before it was sent.
             * @enum {string}
             */
            state: "pending" | "delivered" | "failed" | "withdrawn";
            /** Format: date-time */
            createdAt: string;
            nextAttemptAt: string | null;
            lastAttempt: components["schemas"]["WebhookAttempt"] | null;
        };
        WebhookDeliveryDetail: {
            id: string;
            webhookId: string;
            /** @description The `webhook-id` that every attempt bears. */
            eventId: string;
            /** @enum {string} */
            eventType: "conversation.started" | "conversation.ended" | "conversation.analyzed" | "recording.deleted" | "agent.published" | "test";
            /** @description Of the conversation, receipt or version; empty for a test. */
            subjectId: string;
            /**
             * @description `withdrawn`: what it would tell of was deleted before it was sent.
             * @enum {string}
             */
            state: "pending" | "delivered" | "failed" | "withdrawn";
            /** Format: date-time */
            createdAt: string;
            nextAttemptAt: string | null;
            lastAttempt: components["schemas"]["WebhookAttempt"] | null;
            attempts: components["schemas"]["WebhookAttempt"][];
        };
        WebhookDeliveryList: {
            items: components["schemas"]["WebhookDelivery"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        WebhookInput: {
            /**
             * Format: uri
             * @description Where events are posted to; https.
             * @example https://example.org/parley
             */
            url: string;
            /** @default  */
            description?: string;
            /**
             * @example [
             *       "conversation.ended"
             *     ]
             */
            eventTypes: ("conversation.started" | "conversation.ended" | "conversation.analyzed" | "recording.deleted" | "agent.published")[];
        };
        WebhookList: {
            items: components["schemas"]["Webhook"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        WebhookTest: {
            delivered: boolean;
            status: number | null;
            durationMs: number;
            fault: ("status" | "redirect" | "timeout" | "refused" | "unreachable" | "reset" | "tls" | "malformed" | "address" | "secret" | "internal") | null;
            /** @description In plain words. */
            message: string;
        };
        Workspace: {
            id: string;
            name: string;
            personal: boolean;
            /** Format: date-time */
            createdAt: string;
        };
        WorkspaceInput: {
            name: string;
        };
        WorkspaceInviteInput: {
            /** @description Compared without regard to case. */
            email: string;
            /**
             * @default builder
             * @enum {string}
             */
            role?: "viewer" | "builder" | "admin" | "owner";
            /** @default 7 */
            days?: number;
        };
        WorkspaceUsage: {
            id: string;
            name: string;
            /** Format: date-time */
            createdAt: string;
            members: number;
            /** @description Null: the operator's default. */
            ownPlan: ("trial" | "standard" | "unlimited") | null;
            usage: components["schemas"]["Usage"];
        };
        WorkspaceUsagePage: {
            items: components["schemas"]["WorkspaceUsage"][];
            /** @description For the next page; null on the last one. */
            nextCursor: string | null;
        };
        /**
         * @example {
         *       "type": "/docs/errors/not_found",
         *       "title": "There is nothing here, or it is not yours.",
         *       "status": 404,
         *       "detail": "There is nothing here, or it is not yours.",
         *       "code": "not_found",
         *       "requestId": "req_01kb4x6v9m2q8r5t7w0y3z1abc"
         *     }
         */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @enum {string} */
            code: "bad_request" | "invalid_json" | "validation_failed" | "unauthenticated" | "invalid_credentials" | "second_factor_required" | "second_factor_wrong" | "idempotency_key_reused" | "session_expired" | "forbidden" | "second_factor_needed" | "scope_missing" | "origin_not_allowed" | "signup_closed" | "not_found" | "method_not_allowed" | "conflict" | "request_in_progress" | "slug_taken" | "name_taken" | "tools_full" | "mcp_unreachable" | "last_owner" | "domain_unproven" | "domain_taken" | "sso_unknown_domain" | "sso_unavailable" | "link_used" | "precondition_failed" | "payload_too_large" | "unsupported_media_type" | "audio_format_unsupported" | "audio_unreadable" | "voice_unknown" | "model_unknown" | "rate_limited" | "quota_exceeded" | "audio_too_fast" | "response_format_unsupported" | "overloaded" | "database_unavailable" | "identity_unavailable" | "models_unavailable" | "storage_unavailable" | "shutting_down" | "provider_failed" | "provider_timeout" | "provider_not_configured" | "knowledge_full" | "document_unreadable" | "document_encrypted" | "document_too_long" | "url_refused" | "page_unreachable" | "webhooks_full" | "call_ended" | "internal";
            requestId: string;
            errors?: {
                path: string;
                message: string;
            }[];
        };
        /**
         * @example {
         *       "error": {
         *         "type": "invalid_request_error",
         *         "code": "voice_unknown",
         *         "message": "There is no voice of this name. See the list of voices.",
         *         "param": null
         *       }
         *     }
         */
        OpenAIError: {
            error: {
                type: string;
                /** @enum {string} */
                code: "bad_request" | "invalid_json" | "validation_failed" | "unauthenticated" | "invalid_credentials" | "second_factor_required" | "second_factor_wrong" | "idempotency_key_reused" | "session_expired" | "forbidden" | "second_factor_needed" | "scope_missing" | "origin_not_allowed" | "signup_closed" | "not_found" | "method_not_allowed" | "conflict" | "request_in_progress" | "slug_taken" | "name_taken" | "tools_full" | "mcp_unreachable" | "last_owner" | "domain_unproven" | "domain_taken" | "sso_unknown_domain" | "sso_unavailable" | "link_used" | "precondition_failed" | "payload_too_large" | "unsupported_media_type" | "audio_format_unsupported" | "audio_unreadable" | "voice_unknown" | "model_unknown" | "rate_limited" | "quota_exceeded" | "audio_too_fast" | "response_format_unsupported" | "overloaded" | "database_unavailable" | "identity_unavailable" | "models_unavailable" | "storage_unavailable" | "shutting_down" | "provider_failed" | "provider_timeout" | "provider_not_configured" | "knowledge_full" | "document_unreadable" | "document_encrypted" | "document_too_long" | "url_refused" | "page_unreachable" | "webhooks_full" | "call_ended" | "internal";
                message: string;
                param: string | null;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export interface operations {
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "email": "guest@example.com",
                     *       "emailVerified": true,
                     *       "hasPassword": true,
                     *       "name": "Front desk",
                     *       "platformAdmin": true,
                     *       "secondFactor": true,
                     *       "workspaceId": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "workspaceName": "Harbour Hotel",
                     *       "role": "caller",
                     *       "createdAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "guest@example.com",
                 *       "password": "a long enough passphrase",
                 *       "linkToken": "lnk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je"
                 *     }
                 */
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accepted": true
                     *     }
                     */
                    "application/json": components["schemas"]["SignUpResult"];
                };
            };
        };
    };
    redeemEmailVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "lnk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je"
                 *     }
                 */
                "application/json": components["schemas"]["VerificationInput"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    requestEmailVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "guest@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["EmailAddress"];
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accepted": true
                     *     }
                     */
                    "application/json": components["schemas"]["Accepted"];
                };
            };
        };
    };
    redeemPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "lnk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je",
                 *       "password": "a long enough passphrase"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordResetInput"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "guest@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["EmailAddress"];
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accepted": true
                     *     }
                     */
                    "application/json": components["schemas"]["Accepted"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "a long enough passphrase",
                 *       "newPassword": "another long passphrase"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    requestEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "guest@example.com",
                 *       "currentPassword": "a long enough passphrase"
                 *     }
                 */
                "application/json": components["schemas"]["EmailChange"];
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accepted": true
                     *     }
                     */
                    "application/json": components["schemas"]["Accepted"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -lastSeenAt */
                sort?: "lastSeenAt" | "-lastSeenAt" | "createdAt" | "-createdAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "ses_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "userAgent": "Firefox on Linux",
                     *           "createdAt": "2026-11-25T09:30:00.000Z",
                     *           "lastSeenAt": "2026-11-25T09:30:00.000Z",
                     *           "current": true
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["SessionList"];
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    refreshTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refreshToken": "rt_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je"
                 *     }
                 */
                "application/json": components["schemas"]["RefreshInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tokenType": "Bearer",
                     *       "accessToken": "at_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je",
                     *       "expiresInSeconds": 900,
                     *       "refreshToken": "rt_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je",
                     *       "sessionId": "ses_01kb4x6v9m2q8r5t7w0y3z1abc"
                     *     }
                     */
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
        };
    };
    openTokens: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "grant": "password",
                 *       "email": "guest@example.com",
                 *       "password": "a long enough passphrase",
                 *       "code": "123456"
                 *     }
                 */
                "application/json": components["schemas"]["TokenInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tokenType": "Bearer",
                     *       "accessToken": "at_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je",
                     *       "expiresInSeconds": 900,
                     *       "refreshToken": "rt_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je",
                     *       "sessionId": "ses_01kb4x6v9m2q8r5t7w0y3z1abc"
                     *     }
                     */
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
        };
    };
    endTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "123456"
                 *     }
                 */
                "application/json": components["schemas"]["SecondFactorCode"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recoveryCodes": [
                     *         "4f7k-9m2q"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
        };
    };
    proposeSecondFactor: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "a long enough passphrase"
                 *     }
                 */
                "application/json": components["schemas"]["SecondFactorStart"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "secret": "JBSWY3DPEHPK3PXP",
                     *       "uri": "otpauth://totp/Parley:guest@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Parley"
                     *     }
                     */
                    "application/json": components["schemas"]["SecondFactorSecret"];
                };
            };
        };
    };
    removeSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "a long enough passphrase",
                 *       "code": "123456"
                 *     }
                 */
                "application/json": components["schemas"]["SecondFactorRemoval"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "123456"
                 *     }
                 */
                "application/json": components["schemas"]["SecondFactorCode"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "recoveryCodes": [
                     *         "4f7k-9m2q"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example ses_01kb4x6v9m2q8r5t7w0y3z1abc */
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -createdAt */
                sort?: "createdAt" | "-createdAt" | "name" | "-name";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "key_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "name": "Front desk",
                     *           "lastFour": "c4Je",
                     *           "scopes": [
                     *             "agents:read"
                     *           ],
                     *           "createdAt": "2026-11-25T09:30:00.000Z",
                     *           "expiresAt": "2026-11-25T09:30:00.000Z",
                     *           "lastUsedAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Front desk"
                 *     }
                 */
                "application/json": components["schemas"]["ApiKeyInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "key_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "lastFour": "c4Je",
                     *       "scopes": [
                     *         "agents:read"
                     *       ],
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "expiresAt": "2026-11-25T09:30:00.000Z",
                     *       "lastUsedAt": "2026-11-25T09:30:00.000Z",
                     *       "key": "pk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je"
                     *     }
                     */
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example key_01kb4x6v9m2q8r5t7w0y3z1abc */
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listWorkspaces: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example createdAt */
                sort?: "createdAt" | "-createdAt" | "name" | "-name";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "name": "Front desk",
                     *           "personal": true,
                     *           "createdAt": "2026-11-25T09:30:00.000Z",
                     *           "role": "viewer",
                     *           "current": true
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["MembershipList"];
                };
            };
        };
    };
    createWorkspace: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Front desk"
                 *     }
                 */
                "application/json": components["schemas"]["WorkspaceInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "personal": true,
                     *       "createdAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example wsp_01kb4x6v9m2q8r5t7w0y3z1abc */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "personal": true,
                     *       "createdAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
    renameWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example wsp_01kb4x6v9m2q8r5t7w0y3z1abc */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Front desk"
                 *     }
                 */
                "application/json": components["schemas"]["WorkspaceInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "personal": true,
                     *       "createdAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
    getPrivacySettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example wsp_01kb4x6v9m2q8r5t7w0y3z1abc */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "retentionDays": 30,
                     *       "recordingHours": 24,
                     *       "redact": true
                     *     }
                     */
                    "application/json": components["schemas"]["PrivacySettings"];
                };
            };
        };
    };
    updatePrivacySettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example wsp_01kb4x6v9m2q8r5t7w0y3z1abc */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "retentionDays": 30,
                 *       "recordingHours": 24,
                 *       "redact": true
                 *     }
                 */
                "application/json": components["schemas"]["PrivacySettings"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "retentionDays": 30,
                     *       "recordingHours": 24,
                     *       "redact": true
                     *     }
                     */
                    "application/json": components["schemas"]["PrivacySettings"];
                };
            };
        };
    };
    switchWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "workspaceId": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc"
                 *     }
                 */
                "application/json": {
                    workspaceId: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example joinedAt */
                sort?: "joinedAt" | "-joinedAt" | "name" | "-name" | "email" | "-email";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "userId": "5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f",
                     *           "email": "guest@example.com",
                     *           "name": "Front desk",
                     *           "role": "viewer",
                     *           "joinedAt": "2026-11-25T09:30:00.000Z",
                     *           "self": true
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["MemberList"];
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f */
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f */
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "viewer"
                 *     }
                 */
                "application/json": components["schemas"]["RoleInput"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getUsage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "plan": "trial",
                     *       "period": {
                     *         "start": "2026-11-01T00:00:00.000Z",
                     *         "end": "2026-12-01T00:00:00.000Z"
                     *       },
                     *       "minutes": {
                     *         "used": 412.5,
                     *         "limit": 20
                     *       },
                     *       "agents": {
                     *         "used": 7,
                     *         "limit": 20
                     *       },
                     *       "concurrentCalls": {
                     *         "used": 3,
                     *         "limit": 20
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Usage"];
                };
            };
        };
    };
    listAllWorkspaces: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -createdAt */
                sort?: "createdAt" | "-createdAt" | "name" | "-name";
                /** @example desk */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "name": "Front desk",
                     *           "createdAt": "2026-11-25T09:30:00.000Z",
                     *           "members": 1,
                     *           "ownPlan": "trial",
                     *           "usage": {
                     *             "plan": "trial",
                     *             "period": {
                     *               "start": "2026-11-01T00:00:00.000Z",
                     *               "end": "2026-12-01T00:00:00.000Z"
                     *             },
                     *             "minutes": {
                     *               "used": 412.5,
                     *               "limit": 20
                     *             },
                     *             "agents": {
                     *               "used": 7,
                     *               "limit": 20
                     *             },
                     *             "concurrentCalls": {
                     *               "used": 3,
                     *               "limit": 20
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["WorkspaceUsagePage"];
                };
            };
        };
    };
    setWorkspacePlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example wsp_01kb4x6v9m2q8r5t7w0y3z1abc */
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "plan": "trial"
                 *     }
                 */
                "application/json": components["schemas"]["PlanChoice"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "members": 1,
                     *       "ownPlan": "trial",
                     *       "usage": {
                     *         "plan": "trial",
                     *         "period": {
                     *           "start": "2026-11-01T00:00:00.000Z",
                     *           "end": "2026-12-01T00:00:00.000Z"
                     *         },
                     *         "minutes": {
                     *           "used": 412.5,
                     *           "limit": 20
                     *         },
                     *         "agents": {
                     *           "used": 7,
                     *           "limit": 20
                     *         },
                     *         "concurrentCalls": {
                     *           "used": 3,
                     *           "limit": 20
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WorkspaceUsage"];
                };
            };
        };
    };
    listAgents: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -updatedAt */
                sort?: "updatedAt" | "-updatedAt" | "createdAt" | "-createdAt" | "name" | "-name";
                /** @example desk */
                search?: string;
                /** @example private */
                visibility?: "private" | "public";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "workspaceId": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "slug": "front-desk",
                     *           "name": "Front desk",
                     *           "visibility": "private",
                     *           "publishedVersion": 3,
                     *           "createdAt": "2026-11-25T09:30:00.000Z",
                     *           "updatedAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["AgentPage"];
                };
            };
        };
    };
    createAgent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Front desk",
                 *       "slug": "front-desk",
                 *       "template": "front-desk"
                 *     }
                 */
                "application/json": components["schemas"]["AgentInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description The state of what is answered. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "workspaceId": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "slug": "front-desk",
                     *       "name": "Front desk",
                     *       "visibility": "private",
                     *       "publishedVersion": 3,
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z",
                     *       "draft": {
                     *         "greeting": "Good morning, Harbour Hotel.",
                     *         "instructions": "You answer for a small hotel by the harbour.",
                     *         "saysItIsAi": true,
                     *         "language": "en",
                     *         "voice": {
                     *           "provider": "local",
                     *           "voice": "piper:joe",
                     *           "speed": 1
                     *         },
                     *         "model": {
                     *           "provider": "knowledge",
                     *           "model": "local",
                     *           "baseUrl": "https://example.com",
                     *           "temperature": 1,
                     *           "maxTokens": 16
                     *         },
                     *         "transcriber": {
                     *           "provider": "local",
                     *           "model": "local"
                     *         },
                     *         "turnTaking": {
                     *           "endpointing": "semantic",
                     *           "patience": "normal",
                     *           "voiceThreshold": 0.5,
                     *           "silenceMs": 350,
                     *           "maxHoldMs": 1200,
                     *           "interruptible": true,
                     *           "interruptMs": 192,
                     *           "sendAheadMs": 500,
                     *           "replyTimeoutMs": 8000,
                     *           "idleMs": 20000,
                     *           "maxDurationMs": 1800000
                     *         },
                     *         "variables": [
                     *           {
                     *             "name": "opening_hours",
                     *             "value": "7 to 10"
                     *           }
                     *         ],
                     *         "pronunciations": [
                     *           {
                     *             "written": "Kyoto",
                     *             "spoken": "kee-oh-toe"
                     *           }
                     *         ],
                     *         "endsCalls": true,
                     *         "tools": [
                     *           "order_status"
                     *         ],
                     *         "handsOver": false
                     *       },
                     *       "draftRevision": 7,
                     *       "allowedOrigins": [
                     *         "https://www.example.com"
                     *       ],
                     *       "warnings": [
                     *         {
                     *           "code": "unknown_variable",
                     *           "variable": "opening_hours",
                     *           "where": "greeting"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AgentDetail"];
                };
            };
        };
    };
    importAgent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "format": "parley.agent/1",
                 *       "name": "Front desk",
                 *       "definition": {},
                 *       "knowledge": [
                 *         {
                 *           "title": "Opening hours",
                 *           "kind": "typed",
                 *           "entries": [
                 *             {
                 *               "answer": "From seven to ten."
                 *             }
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AgentFileWrite"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description The state of what is answered. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "workspaceId": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "slug": "front-desk",
                     *       "name": "Front desk",
                     *       "visibility": "private",
                     *       "publishedVersion": 3,
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z",
                     *       "draft": {
                     *         "greeting": "Good morning, Harbour Hotel.",
                     *         "instructions": "You answer for a small hotel by the harbour.",
                     *         "saysItIsAi": true,
                     *         "language": "en",
                     *         "voice": {
                     *           "provider": "local",
                     *           "voice": "piper:joe",
                     *           "speed": 1
                     *         },
                     *         "model": {
                     *           "provider": "knowledge",
                     *           "model": "local",
                     *           "baseUrl": "https://example.com",
                     *           "temperature": 1,
                     *           "maxTokens": 16
                     *         },
                     *         "transcriber": {
                     *           "provider": "local",
                     *           "model": "local"
                     *         },
                     *         "turnTaking": {
                     *           "endpointing": "semantic",
                     *           "patience": "normal",
                     *           "voiceThreshold": 0.5,
                     *           "silenceMs": 350,
                     *           "maxHoldMs": 1200,
                     *           "interruptible": true,
                     *           "interruptMs": 192,
                     *           "sendAheadMs": 500,
                     *           "replyTimeoutMs": 8000,
                     *           "idleMs": 20000,
                     *           "maxDurationMs": 1800000
                     *         },
                     *         "variables": [
                     *           {
                     *             "name": "opening_hours",
                     *             "value": "7 to 10"
                     *           }
                     *         ],
                     *         "pronunciations": [
                     *           {
                     *             "written": "Kyoto",
                     *             "spoken": "kee-oh-toe"
                     *           }
                     *         ],
                     *         "endsCalls": true,
                     *         "tools": [
                     *           "order_status"
                     *         ],
                     *         "handsOver": false
                     *       },
                     *       "draftRevision": 7,
                     *       "allowedOrigins": [
                     *         "https://www.example.com"
                     *       ],
                     *       "warnings": [
                     *         {
                     *           "code": "unknown_variable",
                     *           "variable": "opening_hours",
                     *           "where": "greeting"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AgentDetail"];
                };
            };
        };
    };
    getAgent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Answers 304 without a body where this `ETag` still holds.
                 * @example "q2Vt9yXk4mZr7cB1nLw5Pa"
                 */
                "If-None-Match"?: string;
            };
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The state of what is answered. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "workspaceId": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "slug": "front-desk",
                     *       "name": "Front desk",
                     *       "visibility": "private",
                     *       "publishedVersion": 3,
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z",
                     *       "draft": {
                     *         "greeting": "Good morning, Harbour Hotel.",
                     *         "instructions": "You answer for a small hotel by the harbour.",
                     *         "saysItIsAi": true,
                     *         "language": "en",
                     *         "voice": {
                     *           "provider": "local",
                     *           "voice": "piper:joe",
                     *           "speed": 1
                     *         },
                     *         "model": {
                     *           "provider": "knowledge",
                     *           "model": "local",
                     *           "baseUrl": "https://example.com",
                     *           "temperature": 1,
                     *           "maxTokens": 16
                     *         },
                     *         "transcriber": {
                     *           "provider": "local",
                     *           "model": "local"
                     *         },
                     *         "turnTaking": {
                     *           "endpointing": "semantic",
                     *           "patience": "normal",
                     *           "voiceThreshold": 0.5,
                     *           "silenceMs": 350,
                     *           "maxHoldMs": 1200,
                     *           "interruptible": true,
                     *           "interruptMs": 192,
                     *           "sendAheadMs": 500,
                     *           "replyTimeoutMs": 8000,
                     *           "idleMs": 20000,
                     *           "maxDurationMs": 1800000
                     *         },
                     *         "variables": [
                     *           {
                     *             "name": "opening_hours",
                     *             "value": "7 to 10"
                     *           }
                     *         ],
                     *         "pronunciations": [
                     *           {
                     *             "written": "Kyoto",
                     *             "spoken": "kee-oh-toe"
                     *           }
                     *         ],
                     *         "endsCalls": true,
                     *         "tools": [
                     *           "order_status"
                     *         ],
                     *         "handsOver": false
                     *       },
                     *       "draftRevision": 7,
                     *       "allowedOrigins": [
                     *         "https://www.example.com"
                     *       ],
                     *       "warnings": [
                     *         {
                     *           "code": "unknown_variable",
                     *           "variable": "opening_hours",
                     *           "where": "greeting"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AgentDetail"];
                };
            };
        };
    };
    deleteAgent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes the change only in the state that this `ETag` was given for.
                 * @example "q2Vt9yXk4mZr7cB1nLw5Pa"
                 */
                "If-Match"?: string;
            };
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateAgent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes the change only in the state that this `ETag` was given for.
                 * @example "q2Vt9yXk4mZr7cB1nLw5Pa"
                 */
                "If-Match"?: string;
            };
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Front desk",
                 *       "slug": "front-desk",
                 *       "allowedOrigins": [
                 *         "https://www.example.com"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["AgentChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The state of what is answered. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "workspaceId": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "slug": "front-desk",
                     *       "name": "Front desk",
                     *       "visibility": "private",
                     *       "publishedVersion": 3,
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z",
                     *       "draft": {
                     *         "greeting": "Good morning, Harbour Hotel.",
                     *         "instructions": "You answer for a small hotel by the harbour.",
                     *         "saysItIsAi": true,
                     *         "language": "en",
                     *         "voice": {
                     *           "provider": "local",
                     *           "voice": "piper:joe",
                     *           "speed": 1
                     *         },
                     *         "model": {
                     *           "provider": "knowledge",
                     *           "model": "local",
                     *           "baseUrl": "https://example.com",
                     *           "temperature": 1,
                     *           "maxTokens": 16
                     *         },
                     *         "transcriber": {
                     *           "provider": "local",
                     *           "model": "local"
                     *         },
                     *         "turnTaking": {
                     *           "endpointing": "semantic",
                     *           "patience": "normal",
                     *           "voiceThreshold": 0.5,
                     *           "silenceMs": 350,
                     *           "maxHoldMs": 1200,
                     *           "interruptible": true,
                     *           "interruptMs": 192,
                     *           "sendAheadMs": 500,
                     *           "replyTimeoutMs": 8000,
                     *           "idleMs": 20000,
                     *           "maxDurationMs": 1800000
                     *         },
                     *         "variables": [
                     *           {
                     *             "name": "opening_hours",
                     *             "value": "7 to 10"
                     *           }
                     *         ],
                     *         "pronunciations": [
                     *           {
                     *             "written": "Kyoto",
                     *             "spoken": "kee-oh-toe"
                     *           }
                     *         ],
                     *         "endsCalls": true,
                     *         "tools": [
                     *           "order_status"
                     *         ],
                     *         "handsOver": false
                     *       },
                     *       "draftRevision": 7,
                     *       "allowedOrigins": [
                     *         "https://www.example.com"
                     *       ],
                     *       "warnings": [
                     *         {
                     *           "code": "unknown_variable",
                     *           "variable": "opening_hours",
                     *           "where": "greeting"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AgentDetail"];
                };
            };
        };
    };
    duplicateAgent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    /** @description The state of what is answered. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "workspaceId": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "slug": "front-desk",
                     *       "name": "Front desk",
                     *       "visibility": "private",
                     *       "publishedVersion": 3,
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z",
                     *       "draft": {
                     *         "greeting": "Good morning, Harbour Hotel.",
                     *         "instructions": "You answer for a small hotel by the harbour.",
                     *         "saysItIsAi": true,
                     *         "language": "en",
                     *         "voice": {
                     *           "provider": "local",
                     *           "voice": "piper:joe",
                     *           "speed": 1
                     *         },
                     *         "model": {
                     *           "provider": "knowledge",
                     *           "model": "local",
                     *           "baseUrl": "https://example.com",
                     *           "temperature": 1,
                     *           "maxTokens": 16
                     *         },
                     *         "transcriber": {
                     *           "provider": "local",
                     *           "model": "local"
                     *         },
                     *         "turnTaking": {
                     *           "endpointing": "semantic",
                     *           "patience": "normal",
                     *           "voiceThreshold": 0.5,
                     *           "silenceMs": 350,
                     *           "maxHoldMs": 1200,
                     *           "interruptible": true,
                     *           "interruptMs": 192,
                     *           "sendAheadMs": 500,
                     *           "replyTimeoutMs": 8000,
                     *           "idleMs": 20000,
                     *           "maxDurationMs": 1800000
                     *         },
                     *         "variables": [
                     *           {
                     *             "name": "opening_hours",
                     *             "value": "7 to 10"
                     *           }
                     *         ],
                     *         "pronunciations": [
                     *           {
                     *             "written": "Kyoto",
                     *             "spoken": "kee-oh-toe"
                     *           }
                     *         ],
                     *         "endsCalls": true,
                     *         "tools": [
                     *           "order_status"
                     *         ],
                     *         "handsOver": false
                     *       },
                     *       "draftRevision": 7,
                     *       "allowedOrigins": [
                     *         "https://www.example.com"
                     *       ],
                     *       "warnings": [
                     *         {
                     *           "code": "unknown_variable",
                     *           "variable": "opening_hours",
                     *           "where": "greeting"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AgentDetail"];
                };
            };
        };
    };
    exportAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "format": "parley.agent/1",
                     *       "name": "Front desk",
                     *       "definition": {
                     *         "greeting": "Good morning, Harbour Hotel.",
                     *         "instructions": "You answer for a small hotel by the harbour.",
                     *         "saysItIsAi": true,
                     *         "language": "en",
                     *         "voice": {
                     *           "provider": "local",
                     *           "voice": "piper:joe",
                     *           "speed": 1
                     *         },
                     *         "model": {
                     *           "provider": "knowledge",
                     *           "model": "local",
                     *           "baseUrl": "https://example.com",
                     *           "temperature": 1,
                     *           "maxTokens": 16
                     *         },
                     *         "transcriber": {
                     *           "provider": "local",
                     *           "model": "local"
                     *         },
                     *         "turnTaking": {
                     *           "endpointing": "semantic",
                     *           "patience": "normal",
                     *           "voiceThreshold": 0.5,
                     *           "silenceMs": 350,
                     *           "maxHoldMs": 1200,
                     *           "interruptible": true,
                     *           "interruptMs": 192,
                     *           "sendAheadMs": 500,
                     *           "replyTimeoutMs": 8000,
                     *           "idleMs": 20000,
                     *           "maxDurationMs": 1800000
                     *         },
                     *         "variables": [
                     *           {
                     *             "name": "opening_hours",
                     *             "value": "7 to 10"
                     *           }
                     *         ],
                     *         "pronunciations": [
                     *           {
                     *             "written": "Kyoto",
                     *             "spoken": "kee-oh-toe"
                     *           }
                     *         ],
                     *         "endsCalls": true,
                     *         "tools": [
                     *           "order_status"
                     *         ],
                     *         "handsOver": false
                     *       },
                     *       "knowledge": [
                     *         {
                     *           "title": "Opening hours",
                     *           "kind": "typed",
                     *           "url": "https://example.com/faq",
                     *           "entries": [
                     *             {
                     *               "question": "When is breakfast?",
                     *               "answer": "From seven to ten."
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AgentFile"];
                };
            };
        };
    };
    listAgentVersions: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -version */
                sort?: "version" | "-version";
            };
            header?: never;
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "ver_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "agentId": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "version": 3,
                     *           "note": "First version",
                     *           "createdAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["AgentVersionList"];
                };
            };
        };
    };
    publishAgent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description Makes the change only in the state that this `ETag` was given for.
                 * @example "q2Vt9yXk4mZr7cB1nLw5Pa"
                 */
                "If-Match"?: string;
            };
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["PublishInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ver_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "agentId": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "version": 3,
                     *       "note": "First version",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "definition": {
                     *         "greeting": "Good morning, Harbour Hotel.",
                     *         "instructions": "You answer for a small hotel by the harbour.",
                     *         "saysItIsAi": true,
                     *         "language": "en",
                     *         "voice": {
                     *           "provider": "local",
                     *           "voice": "piper:joe",
                     *           "speed": 1
                     *         },
                     *         "model": {
                     *           "provider": "knowledge",
                     *           "model": "local",
                     *           "baseUrl": "https://example.com",
                     *           "temperature": 1,
                     *           "maxTokens": 16
                     *         },
                     *         "transcriber": {
                     *           "provider": "local",
                     *           "model": "local"
                     *         },
                     *         "turnTaking": {
                     *           "endpointing": "semantic",
                     *           "patience": "normal",
                     *           "voiceThreshold": 0.5,
                     *           "silenceMs": 350,
                     *           "maxHoldMs": 1200,
                     *           "interruptible": true,
                     *           "interruptMs": 192,
                     *           "sendAheadMs": 500,
                     *           "replyTimeoutMs": 8000,
                     *           "idleMs": 20000,
                     *           "maxDurationMs": 1800000
                     *         },
                     *         "variables": [
                     *           {
                     *             "name": "opening_hours",
                     *             "value": "7 to 10"
                     *           }
                     *         ],
                     *         "pronunciations": [
                     *           {
                     *             "written": "Kyoto",
                     *             "spoken": "kee-oh-toe"
                     *           }
                     *         ],
                     *         "endsCalls": true,
                     *         "tools": [
                     *           "order_status"
                     *         ],
                     *         "handsOver": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AgentVersion"];
                };
            };
        };
    };
    getAgentVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
                /** @example 3 */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ver_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "agentId": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "version": 3,
                     *       "note": "First version",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "definition": {
                     *         "greeting": "Good morning, Harbour Hotel.",
                     *         "instructions": "You answer for a small hotel by the harbour.",
                     *         "saysItIsAi": true,
                     *         "language": "en",
                     *         "voice": {
                     *           "provider": "local",
                     *           "voice": "piper:joe",
                     *           "speed": 1
                     *         },
                     *         "model": {
                     *           "provider": "knowledge",
                     *           "model": "local",
                     *           "baseUrl": "https://example.com",
                     *           "temperature": 1,
                     *           "maxTokens": 16
                     *         },
                     *         "transcriber": {
                     *           "provider": "local",
                     *           "model": "local"
                     *         },
                     *         "turnTaking": {
                     *           "endpointing": "semantic",
                     *           "patience": "normal",
                     *           "voiceThreshold": 0.5,
                     *           "silenceMs": 350,
                     *           "maxHoldMs": 1200,
                     *           "interruptible": true,
                     *           "interruptMs": 192,
                     *           "sendAheadMs": 500,
                     *           "replyTimeoutMs": 8000,
                     *           "idleMs": 20000,
                     *           "maxDurationMs": 1800000
                     *         },
                     *         "variables": [
                     *           {
                     *             "name": "opening_hours",
                     *             "value": "7 to 10"
                     *           }
                     *         ],
                     *         "pronunciations": [
                     *           {
                     *             "written": "Kyoto",
                     *             "spoken": "kee-oh-toe"
                     *           }
                     *         ],
                     *         "endsCalls": true,
                     *         "tools": [
                     *           "order_status"
                     *         ],
                     *         "handsOver": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AgentVersion"];
                };
            };
        };
    };
    restoreAgentVersion: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes the change only in the state that this `ETag` was given for.
                 * @example "q2Vt9yXk4mZr7cB1nLw5Pa"
                 */
                "If-Match"?: string;
            };
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
                /** @example 3 */
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["RestoreInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description The state of what is answered. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ver_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "workspaceId": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "slug": "front-desk",
                     *       "name": "Front desk",
                     *       "visibility": "private",
                     *       "publishedVersion": 3,
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z",
                     *       "draft": {
                     *         "greeting": "Good morning, Harbour Hotel.",
                     *         "instructions": "You answer for a small hotel by the harbour.",
                     *         "saysItIsAi": true,
                     *         "language": "en",
                     *         "voice": {
                     *           "provider": "local",
                     *           "voice": "piper:joe",
                     *           "speed": 1
                     *         },
                     *         "model": {
                     *           "provider": "knowledge",
                     *           "model": "local",
                     *           "baseUrl": "https://example.com",
                     *           "temperature": 1,
                     *           "maxTokens": 16
                     *         },
                     *         "transcriber": {
                     *           "provider": "local",
                     *           "model": "local"
                     *         },
                     *         "turnTaking": {
                     *           "endpointing": "semantic",
                     *           "patience": "normal",
                     *           "voiceThreshold": 0.5,
                     *           "silenceMs": 350,
                     *           "maxHoldMs": 1200,
                     *           "interruptible": true,
                     *           "interruptMs": 192,
                     *           "sendAheadMs": 500,
                     *           "replyTimeoutMs": 8000,
                     *           "idleMs": 20000,
                     *           "maxDurationMs": 1800000
                     *         },
                     *         "variables": [
                     *           {
                     *             "name": "opening_hours",
                     *             "value": "7 to 10"
                     *           }
                     *         ],
                     *         "pronunciations": [
                     *           {
                     *             "written": "Kyoto",
                     *             "spoken": "kee-oh-toe"
                     *           }
                     *         ],
                     *         "endsCalls": true,
                     *         "tools": [
                     *           "order_status"
                     *         ],
                     *         "handsOver": false
                     *       },
                     *       "draftRevision": 7,
                     *       "allowedOrigins": [
                     *         "https://www.example.com"
                     *       ],
                     *       "warnings": [
                     *         {
                     *           "code": "unknown_variable",
                     *           "variable": "opening_hours",
                     *           "where": "greeting"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AgentDetail"];
                };
            };
        };
    };
    compareAgentVersions: {
        parameters: {
            query: {
                /** @example draft */
                from: "draft" | number;
                /** @example draft */
                to?: "draft" | number;
            };
            header?: never;
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "changes": [
                     *         {
                     *           "path": "name",
                     *           "before": "en",
                     *           "after": "fr"
                     *         }
                     *       ],
                     *       "knowledge": {
                     *         "added": [
                     *           {
                     *             "question": "When is breakfast?",
                     *             "answer": "From seven to ten."
                     *           }
                     *         ],
                     *         "removed": [
                     *           {
                     *             "question": "When is breakfast?",
                     *             "answer": "From seven to ten."
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AgentComparison"];
                };
            };
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example title */
                sort?: "title" | "-title" | "name" | "-name";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "Front desk",
                     *           "title": "Opening hours",
                     *           "description": "Answers questions of guests.",
                     *           "facts": 1,
                     *           "definition": {
                     *             "greeting": "Good morning, Harbour Hotel.",
                     *             "instructions": "You answer for a small hotel by the harbour.",
                     *             "saysItIsAi": true,
                     *             "language": "en",
                     *             "voice": {
                     *               "provider": "local",
                     *               "voice": "piper:joe",
                     *               "speed": 1
                     *             },
                     *             "model": {
                     *               "provider": "knowledge",
                     *               "model": "local",
                     *               "baseUrl": "https://example.com",
                     *               "temperature": 1,
                     *               "maxTokens": 16
                     *             },
                     *             "transcriber": {
                     *               "provider": "local",
                     *               "model": "local"
                     *             },
                     *             "turnTaking": {
                     *               "endpointing": "semantic",
                     *               "patience": "normal",
                     *               "voiceThreshold": 0.5,
                     *               "silenceMs": 350,
                     *               "maxHoldMs": 1200,
                     *               "interruptible": true,
                     *               "interruptMs": 192,
                     *               "sendAheadMs": 500,
                     *               "replyTimeoutMs": 8000,
                     *               "idleMs": 20000,
                     *               "maxDurationMs": 1800000
                     *             },
                     *             "variables": [
                     *               {
                     *                 "name": "opening_hours",
                     *                 "value": "7 to 10"
                     *               }
                     *             ],
                     *             "pronunciations": [
                     *               {
                     *                 "written": "Kyoto",
                     *                 "spoken": "kee-oh-toe"
                     *               }
                     *             ],
                     *             "endsCalls": true,
                     *             "tools": [
                     *               "order_status"
                     *             ],
                     *             "handsOver": false
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["AgentTemplateList"];
                };
            };
        };
    };
    getKnowledge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sources": [
                     *         {
                     *           "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "kind": "typed",
                     *           "title": "Opening hours",
                     *           "url": "https://example.com/faq",
                     *           "entryCount": 1,
                     *           "createdAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "entries": [
                     *         {
                     *           "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "sourceId": "src_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "position": 1,
                     *           "question": "When is breakfast?",
                     *           "answer": "From seven to ten.",
                     *           "searchable": true
                     *         }
                     *       ],
                     *       "maxEntries": 1
                     *     }
                     */
                    "application/json": components["schemas"]["Knowledge"];
                };
            };
        };
    };
    addKnowledgeEntry: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "answer": "From seven to ten."
                 *     }
                 */
                "application/json": components["schemas"]["KnowledgeEntryInputWrite"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "kno_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "sourceId": "src_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "position": 1,
                     *       "question": "When is breakfast?",
                     *       "answer": "From seven to ten.",
                     *       "searchable": true
                     *     }
                     */
                    "application/json": components["schemas"]["KnowledgeItem"];
                };
            };
        };
    };
    removeKnowledgeEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
                /** @example kno_01kb4x6v9m2q8r5t7w0y3z1abc */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateKnowledgeEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
                /** @example kno_01kb4x6v9m2q8r5t7w0y3z1abc */
                entryId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "question": "When is breakfast?",
                 *       "answer": "From seven to ten."
                 *     }
                 */
                "application/json": components["schemas"]["KnowledgeEntryChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "kno_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "sourceId": "src_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "position": 1,
                     *       "question": "When is breakfast?",
                     *       "answer": "From seven to ten.",
                     *       "searchable": true
                     *     }
                     */
                    "application/json": components["schemas"]["KnowledgeItem"];
                };
            };
        };
    };
    addKnowledgeText: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Opening hours",
                 *       "text": "When is breakfast?"
                 *     }
                 */
                "application/json": components["schemas"]["KnowledgeTextInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "source": {
                     *         "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *         "kind": "typed",
                     *         "title": "Opening hours",
                     *         "url": "https://example.com/faq",
                     *         "entryCount": 1,
                     *         "createdAt": "2026-11-25T09:30:00.000Z"
                     *       },
                     *       "entries": [
                     *         {
                     *           "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "sourceId": "src_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "position": 1,
                     *           "question": "When is breakfast?",
                     *           "answer": "From seven to ten.",
                     *           "searchable": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AddedKnowledge"];
                };
            };
        };
    };
    addKnowledgePdf: {
        parameters: {
            query?: {
                /** @example PDF */
                title?: string;
            };
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/pdf": string;
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "source": {
                     *         "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *         "kind": "typed",
                     *         "title": "Opening hours",
                     *         "url": "https://example.com/faq",
                     *         "entryCount": 1,
                     *         "createdAt": "2026-11-25T09:30:00.000Z"
                     *       },
                     *       "entries": [
                     *         {
                     *           "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "sourceId": "src_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "position": 1,
                     *           "question": "When is breakfast?",
                     *           "answer": "From seven to ten.",
                     *           "searchable": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AddedKnowledge"];
                };
            };
        };
    };
    addKnowledgePage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.com"
                 *     }
                 */
                "application/json": components["schemas"]["KnowledgePageInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "source": {
                     *         "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *         "kind": "typed",
                     *         "title": "Opening hours",
                     *         "url": "https://example.com/faq",
                     *         "entryCount": 1,
                     *         "createdAt": "2026-11-25T09:30:00.000Z"
                     *       },
                     *       "entries": [
                     *         {
                     *           "id": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "sourceId": "src_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "position": 1,
                     *           "question": "When is breakfast?",
                     *           "answer": "From seven to ten.",
                     *           "searchable": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["AddedKnowledge"];
                };
            };
        };
    };
    removeKnowledgeSource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
                /** @example src_01kb4x6v9m2q8r5t7w0y3z1abc */
                sourceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listConversations: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -startedAt */
                sort?: "startedAt" | "-startedAt" | "turnCount" | "-turnCount";
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                agentId?: string;
                /** @example browser */
                channel?: "browser" | "realtime" | "http" | "cli";
                /** @example 2026-11-25T09:30:00.000Z */
                from?: string;
                /** @example 2026-11-25T09:30:00.000Z */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "cnv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "agentId": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "agentName": "Front desk",
                     *           "agentVersion": 1,
                     *           "channel": "browser",
                     *           "callerKind": "user",
                     *           "title": "Opening hours",
                     *           "startedAt": "2026-11-25T09:30:00.000Z",
                     *           "endedAt": "2026-11-25T09:30:00.000Z",
                     *           "endReason": "caller",
                     *           "turnCount": 1,
                     *           "interruptionCount": 1,
                     *           "medianFirstAudioMs": 1,
                     *           "textConsent": true,
                     *           "audioConsent": true,
                     *           "rating": 5
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["ConversationPage"];
                };
            };
        };
    };
    createConversation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "agent": "front-desk"
                 *     }
                 */
                "application/json": components["schemas"]["ConversationInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "cnv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "agentId": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "agentName": "Front desk",
                     *       "agentVersion": 1,
                     *       "channel": "browser",
                     *       "callerKind": "user",
                     *       "title": "Opening hours",
                     *       "startedAt": "2026-11-25T09:30:00.000Z",
                     *       "endedAt": "2026-11-25T09:30:00.000Z",
                     *       "endReason": "caller",
                     *       "turnCount": 1,
                     *       "interruptionCount": 1,
                     *       "medianFirstAudioMs": 1,
                     *       "textConsent": true,
                     *       "audioConsent": true,
                     *       "rating": 5
                     *     }
                     */
                    "application/json": components["schemas"]["ConversationSummary"];
                };
            };
        };
    };
    createTurn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example cnv_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "When is breakfast?"
                 *     }
                 */
                "application/json": components["schemas"]["TurnInput"];
                "audio/wav": string;
                "audio/x-wav": string;
                "audio/wave": string;
                "audio/mpeg": string;
                "audio/mp3": string;
                "audio/ogg": string;
                "audio/opus": string;
                "audio/webm": string;
                "audio/flac": string;
                "audio/x-flac": string;
                "audio/mp4": string;
                "audio/x-m4a": string;
                "audio/m4a": string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    getConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example cnv_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "cnv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "agentId": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "agentName": "Front desk",
                     *       "agentVersion": 1,
                     *       "channel": "browser",
                     *       "callerKind": "user",
                     *       "title": "Opening hours",
                     *       "startedAt": "2026-11-25T09:30:00.000Z",
                     *       "endedAt": "2026-11-25T09:30:00.000Z",
                     *       "endReason": "caller",
                     *       "turnCount": 1,
                     *       "interruptionCount": 1,
                     *       "medianFirstAudioMs": 1,
                     *       "textConsent": true,
                     *       "audioConsent": true,
                     *       "rating": 5,
                     *       "turns": [
                     *         {
                     *           "id": "cnv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "position": 1,
                     *           "role": "caller",
                     *           "kind": "reply",
                     *           "startedMs": 1,
                     *           "endedMs": 1,
                     *           "generatedText": "From seven to ten.",
                     *           "heardText": "From seven to ten.",
                     *           "tool": {
                     *             "name": "Front desk",
                     *             "arguments": "{}",
                     *             "output": "{}",
                     *             "elapsedMs": 1,
                     *             "failed": true
                     *           },
                     *           "wordStartsMs": [
                     *             1
                     *           ],
                     *           "audioMs": 1,
                     *           "heardMs": 1,
                     *           "outcome": "complete",
                     *           "fault": "timeout",
                     *           "trace": {
                     *             "turnId": "item_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *             "replyId": "resp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *             "source": "speech",
                     *             "stages": [
                     *               {
                     *                 "name": "endpoint",
                     *                 "startMs": 1,
                     *                 "endMs": 1,
                     *                 "speculative": true
                     *               }
                     *             ],
                     *             "firstAudioMs": 1,
                     *             "mouthToEarMs": 1,
                     *             "discarded": 1,
                     *             "discardedWorkMs": 1,
                     *             "endpointReason": "complete",
                     *             "providers": {
                     *               "transcriber": "moonshine",
                     *               "model": "local",
                     *               "speaker": "piper"
                     *             },
                     *             "fallbacks": [
                     *               {
                     *                 "from": "openai",
                     *                 "to": "local",
                     *                 "fault": "timeout"
                     *               }
                     *             ],
                     *             "interrupted": true
                     *           }
                     *         }
                     *       ],
                     *       "recording": {
                     *         "id": "cnv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *         "state": "pending",
                     *         "durationMs": 1,
                     *         "sizeBytes": 1,
                     *         "createdAt": "2026-11-25T09:30:00.000Z",
                     *         "expiresAt": "2026-11-25T09:30:00.000Z",
                     *         "deletedAt": "2026-11-25T09:30:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Conversation"];
                };
            };
        };
    };
    deleteConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example cnv_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example cnv_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Opening hours"
                 *     }
                 */
                "application/json": components["schemas"]["ConversationChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "cnv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "agentId": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "agentName": "Front desk",
                     *       "agentVersion": 1,
                     *       "channel": "browser",
                     *       "callerKind": "user",
                     *       "title": "Opening hours",
                     *       "startedAt": "2026-11-25T09:30:00.000Z",
                     *       "endedAt": "2026-11-25T09:30:00.000Z",
                     *       "endReason": "caller",
                     *       "turnCount": 1,
                     *       "interruptionCount": 1,
                     *       "medianFirstAudioMs": 1,
                     *       "textConsent": true,
                     *       "audioConsent": true,
                     *       "rating": 5
                     *     }
                     */
                    "application/json": components["schemas"]["ConversationSummary"];
                };
            };
        };
    };
    rateConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example cnv_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rating": 5,
                 *       "resumeToken": "res_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je"
                 *     }
                 */
                "application/json": components["schemas"]["RatingInput"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example rec_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "rec_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "state": "pending",
                     *       "durationMs": 1,
                     *       "sizeBytes": 1,
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "expiresAt": "2026-11-25T09:30:00.000Z",
                     *       "deletedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["RecordingSummary"];
                };
            };
        };
    };
    deleteRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example rec_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getRecordingAudio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example rec_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
        };
    };
    listReceipts: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example sequence */
                sort?: "sequence" | "-sequence";
            };
            header?: never;
            path: {
                /** @example cnv_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "rct_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "recordingId": "rec_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "conversationId": "cnv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "reason": "expired",
                     *           "madeAt": "2026-11-25T09:30:00.000Z",
                     *           "deletedAt": "2026-11-25T09:30:00.000Z",
                     *           "sequence": 1,
                     *           "body": "parley.receipt/1 …",
                     *           "signature": "bWFkZSBieSB0aGUgc2VydmVy"
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi",
                     *       "publicKey": "-----BEGIN PUBLIC KEY----- …"
                     *     }
                     */
                    "application/json": components["schemas"]["ReceiptList"];
                };
            };
        };
    };
    listConsents: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example agentName */
                sort?: "agentName" | "-agentName";
                /** @example front-desk */
                agent?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "agentId": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "agentName": "Front desk",
                     *           "text": {
                     *             "grantedAt": "2026-11-25T09:30:00.000Z",
                     *             "textVersion": "caller-2026-11",
                     *             "words": "Keep what is said, as text",
                     *             "current": true,
                     *             "keptUntil": "2026-11-25T09:30:00.000Z"
                     *           },
                     *           "audio": {
                     *             "grantedAt": "2026-11-25T09:30:00.000Z",
                     *             "textVersion": "caller-2026-11",
                     *             "words": "Keep what is said, as text",
                     *             "current": true,
                     *             "keptUntil": "2026-11-25T09:30:00.000Z"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi",
                     *       "standing": {
                     *         "text": true,
                     *         "audio": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ConsentList"];
                };
            };
        };
    };
    withdrawConsents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    withdrawConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                agentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listHandovers: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -createdAt */
                sort?: "createdAt" | "-createdAt";
                /** @example true */
                unread?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "hnd_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "conversationId": "cnv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "agentId": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "agentName": "Front desk",
                     *           "message": "Please call back about a room.",
                     *           "createdAt": "2026-11-25T09:30:00.000Z",
                     *           "readAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi",
                     *       "unreadCount": 1
                     *     }
                     */
                    "application/json": components["schemas"]["HandoverList"];
                };
            };
        };
    };
    readHandover: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example hnd_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "read": true
                 *     }
                 */
                "application/json": {
                    read: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listVoices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "voices": [
                     *         {
                     *           "id": "01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "name": "Front desk",
                     *           "language": "en",
                     *           "kind": "fast",
                     *           "provider": "openai",
                     *           "realTime": true,
                     *           "firstAudioMs": 1,
                     *           "realTimeFactor": 1
                     *         }
                     *       ],
                     *       "providers": [
                     *         {
                     *           "id": "01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "label": "Local voices",
                     *           "kinds": [
                     *             "llm"
                     *           ],
                     *           "local": true,
                     *           "followsPrompt": true,
                     *           "callsTools": true,
                     *           "note": "First version",
                     *           "missing": [
                     *             "OPENAI_API_KEY"
                     *           ],
                     *           "models": {}
                     *         }
                     *       ],
                     *       "modelServers": [
                     *         {
                     *           "kind": "reply",
                     *           "label": "Local voices",
                     *           "baseUrl": "https://models.example.org/v1",
                     *           "models": [
                     *             "llama-3.2-3b"
                     *           ]
                     *         }
                     *       ],
                     *       "fault": "timeout"
                     *     }
                     */
                    "application/json": components["schemas"]["VoiceOptions"];
                };
            };
        };
    };
    createSpeech: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "local",
                 *       "input": "Good morning.",
                 *       "voice": "piper:joe"
                 *     }
                 */
                "application/json": components["schemas"]["SpeechInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/mpeg": string;
                    "audio/wav": string;
                    "audio/pcm": string;
                    "text/event-stream": string;
                };
            };
        };
    };
    createTranscription: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    model: string;
                    language?: string;
                    prompt?: string;
                    /**
                     * @default json
                     * @enum {string}
                     */
                    response_format?: "json" | "text" | "srt" | "verbose_json" | "vtt";
                    /**
                     * @default false
                     * @enum {string}
                     */
                    stream?: "true" | "false";
                    /**
                     * @description Keeps the sound and its transcript for 24 hours, for you alone: a WAV file as it was sent, of any other its sound as WAV.
                     * @default false
                     * @enum {string}
                     */
                    keep?: "true" | "false";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "text": "When is breakfast?",
                     *       "usage": {
                     *         "type": "duration",
                     *         "seconds": 1
                     *       },
                     *       "task": "transcribe",
                     *       "language": "en",
                     *       "duration": 1,
                     *       "segments": [
                     *         {
                     *           "id": 1,
                     *           "start": 1,
                     *           "end": 1,
                     *           "text": "When is breakfast?"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Transcription"];
                    "text/plain": string;
                    "text/event-stream": string;
                };
            };
        };
    };
    listSpeechResults: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -createdAt */
                sort?: "createdAt" | "-createdAt";
                /** @example ready */
                state?: "ready" | "deleted";
                /** @example speech */
                kind?: "speech" | "transcript";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "spr_06b8f3kz9d4y1s8q2m7w5x0v3n",
                     *           "kind": "speech",
                     *           "state": "ready",
                     *           "excerpt": "Good morning.",
                     *           "voice": "piper:joe",
                     *           "speed": 1,
                     *           "language": "en",
                     *           "contentType": "audio/mpeg",
                     *           "sizeBytes": 1,
                     *           "durationMs": 1,
                     *           "createdAt": "2026-11-25T09:30:00.000Z",
                     *           "expiresAt": "2026-11-25T09:30:00.000Z",
                     *           "deletedAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["SpeechResultList"];
                };
            };
        };
    };
    getSpeechResult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example spr_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "spr_06b8f3kz9d4y1s8q2m7w5x0v3n",
                     *       "kind": "speech",
                     *       "state": "ready",
                     *       "excerpt": "Good morning.",
                     *       "voice": "piper:joe",
                     *       "speed": 1,
                     *       "language": "en",
                     *       "contentType": "audio/mpeg",
                     *       "sizeBytes": 1,
                     *       "durationMs": 1,
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "expiresAt": "2026-11-25T09:30:00.000Z",
                     *       "deletedAt": "2026-11-25T09:30:00.000Z",
                     *       "text": "When is breakfast?",
                     *       "segments": [
                     *         {
                     *           "startMs": 1,
                     *           "endMs": 1,
                     *           "text": "When is breakfast?"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SpeechResult"];
                };
            };
        };
    };
    deleteSpeechResult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example spr_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateSpeechResult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example spr_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "segments": [
                 *         {
                 *           "index": 1,
                 *           "text": "When is breakfast?"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SpeechCorrection"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "spr_06b8f3kz9d4y1s8q2m7w5x0v3n",
                     *       "kind": "speech",
                     *       "state": "ready",
                     *       "excerpt": "Good morning.",
                     *       "voice": "piper:joe",
                     *       "speed": 1,
                     *       "language": "en",
                     *       "contentType": "audio/mpeg",
                     *       "sizeBytes": 1,
                     *       "durationMs": 1,
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "expiresAt": "2026-11-25T09:30:00.000Z",
                     *       "deletedAt": "2026-11-25T09:30:00.000Z",
                     *       "text": "When is breakfast?",
                     *       "segments": [
                     *         {
                     *           "startMs": 1,
                     *           "endMs": 1,
                     *           "text": "When is breakfast?"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SpeechResult"];
                };
            };
        };
    };
    getSpeechResultAudio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example spr_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/mpeg": string;
                    "audio/wav": string;
                };
            };
        };
    };
    listSpeechResultReceipts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example spr_01kb4x6v9m2q8r5t7w0y3z1abc */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "receipts": [
                     *         {
                     *           "id": "rct_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "recordingId": "rec_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "conversationId": "cnv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "reason": "expired",
                     *           "madeAt": "2026-11-25T09:30:00.000Z",
                     *           "deletedAt": "2026-11-25T09:30:00.000Z",
                     *           "sequence": 1,
                     *           "body": "parley.receipt/1 …",
                     *           "signature": "bWFkZSBieSB0aGUgc2VydmVy"
                     *         }
                     *       ],
                     *       "publicKey": "-----BEGIN PUBLIC KEY----- …"
                     *     }
                     */
                    "application/json": {
                        receipts: components["schemas"]["Receipt"][];
                        publicKey: string;
                    };
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "object": "model",
                     *           "created": 1764061200,
                     *           "owned_by": "parley"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ModelList"];
                };
            };
        };
    };
    createClientSecret: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["ClientSecretInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "value": "7 to 10",
                     *       "expires_at": 1764061260,
                     *       "session": {}
                     *     }
                     */
                    "application/json": components["schemas"]["ClientSecret"];
                };
            };
        };
    };
    listOutbox: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -createdAt */
                sort?: "createdAt" | "-createdAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "mal_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "kind": "verify-email",
                     *           "toAddress": "guest@example.com",
                     *           "subject": "Confirm your address",
                     *           "bodyText": "Open this link to confirm your address.",
                     *           "createdAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi",
                     *       "mailServer": true
                     *     }
                     */
                    "application/json": components["schemas"]["OutboxMailList"];
                };
            };
        };
    };
    listInvites: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -createdAt */
                sort?: "createdAt" | "-createdAt" | "expiresAt" | "-expiresAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "inv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "kind": "workspace",
                     *           "email": "guest@example.com",
                     *           "role": "viewer",
                     *           "note": "First version",
                     *           "usesAllowed": 1,
                     *           "uses": 1,
                     *           "state": "open",
                     *           "createdAt": "2026-11-25T09:30:00.000Z",
                     *           "expiresAt": "2026-11-25T09:30:00.000Z",
                     *           "people": [
                     *             {
                     *               "userId": "5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f",
                     *               "email": "guest@example.com",
                     *               "usedAt": "2026-11-25T09:30:00.000Z"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["InviteList"];
                };
            };
        };
    };
    acceptInvite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "lnk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je"
                 *     }
                 */
                "application/json": components["schemas"]["InviteToken"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    createInvite: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "guest@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["WorkspaceInviteInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "inv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "kind": "workspace",
                     *       "email": "guest@example.com",
                     *       "role": "viewer",
                     *       "note": "First version",
                     *       "usesAllowed": 1,
                     *       "uses": 1,
                     *       "state": "open",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "expiresAt": "2026-11-25T09:30:00.000Z",
                     *       "people": [
                     *         {
                     *           "userId": "5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f",
                     *           "email": "guest@example.com",
                     *           "usedAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "link": "https://parley.example.com/invite#lnk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je"
                     *     }
                     */
                    "application/json": components["schemas"]["NewInvite"];
                };
            };
        };
    };
    revokeInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example inv_01kb4x6v9m2q8r5t7w0y3z1abc */
                inviteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    viewInvite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "lnk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je"
                 *     }
                 */
                "application/json": components["schemas"]["InviteToken"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "workspace",
                     *       "workspaceName": "Harbour Hotel",
                     *       "role": "viewer",
                     *       "bound": true,
                     *       "expiresAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["InviteView"];
                };
            };
        };
    };
    listBetaInvites: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -createdAt */
                sort?: "createdAt" | "-createdAt" | "expiresAt" | "-expiresAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "inv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "kind": "workspace",
                     *           "email": "guest@example.com",
                     *           "role": "viewer",
                     *           "note": "First version",
                     *           "usesAllowed": 1,
                     *           "uses": 1,
                     *           "state": "open",
                     *           "createdAt": "2026-11-25T09:30:00.000Z",
                     *           "expiresAt": "2026-11-25T09:30:00.000Z",
                     *           "people": [
                     *             {
                     *               "userId": "5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f",
                     *               "email": "guest@example.com",
                     *               "usedAt": "2026-11-25T09:30:00.000Z"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["InviteList"];
                };
            };
        };
    };
    createBetaInvite: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["BetaInviteInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "inv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "kind": "workspace",
                     *       "email": "guest@example.com",
                     *       "role": "viewer",
                     *       "note": "First version",
                     *       "usesAllowed": 1,
                     *       "uses": 1,
                     *       "state": "open",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "expiresAt": "2026-11-25T09:30:00.000Z",
                     *       "people": [
                     *         {
                     *           "userId": "5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f",
                     *           "email": "guest@example.com",
                     *           "usedAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "link": "https://parley.example.com/invite#lnk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je"
                     *     }
                     */
                    "application/json": components["schemas"]["NewInvite"];
                };
            };
        };
    };
    importBetaInvites: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "csv": "guest@example.com, first tester"
                 *     }
                 */
                "application/json": components["schemas"]["BetaImportInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 1764061200
                     *     }
                     */
                    "application/json": {
                        created: number;
                    };
                };
            };
        };
    };
    revokeBetaInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example inv_01kb4x6v9m2q8r5t7w0y3z1abc */
                inviteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listProviderKeys: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example provider */
                sort?: "provider" | "-provider" | "setAt" | "-setAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "pvk_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "provider": "openai",
                     *           "lastFour": "c4Je",
                     *           "baseUrl": "https://models.example.org/v1",
                     *           "setBy": "owner@example.com",
                     *           "setAt": "2026-11-25T09:30:00.000Z",
                     *           "lastUsedAt": "2026-11-25T09:30:00.000Z",
                     *           "opens": true
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi",
                     *       "installation": [
                     *         "openai"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ProviderKeyList"];
                };
            };
        };
    };
    setProviderKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "provider": "openai",
                 *       "key": "pk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je"
                 *     }
                 */
                "application/json": components["schemas"]["ProviderKeyInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "pvk_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "provider": "openai",
                     *       "lastFour": "c4Je",
                     *       "baseUrl": "https://models.example.org/v1",
                     *       "setBy": "owner@example.com",
                     *       "setAt": "2026-11-25T09:30:00.000Z",
                     *       "lastUsedAt": "2026-11-25T09:30:00.000Z",
                     *       "opens": true
                     *     }
                     */
                    "application/json": components["schemas"]["ProviderKey"];
                };
            };
        };
    };
    deleteProviderKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example pvk_01kb4x6v9m2q8r5t7w0y3z1abc */
                providerKeyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    testProviderKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example pvk_01kb4x6v9m2q8r5t7w0y3z1abc */
                providerKeyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "accepted",
                     *       "message": "Please call back about a room."
                     *     }
                     */
                    "application/json": components["schemas"]["ProviderKeyTest"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -createdAt */
                sort?: "createdAt" | "-createdAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "whk_01j9zq0c5t8m4w2x6y7a3b1d9e",
                     *           "url": "https://example.com/faq",
                     *           "description": "Answers questions of guests.",
                     *           "eventTypes": [
                     *             "conversation.started"
                     *           ],
                     *           "lastFour": "c4Je",
                     *           "createdAt": "2026-11-25T09:30:00.000Z",
                     *           "previousSecretUntil": "2026-11-25T09:30:00.000Z",
                     *           "failingSince": "2026-11-25T09:30:00.000Z",
                     *           "disabledAt": "2026-11-25T09:30:00.000Z",
                     *           "disabledReason": "asked"
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.org/parley",
                 *       "eventTypes": [
                 *         "conversation.ended"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["WebhookInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whk_01j9zq0c5t8m4w2x6y7a3b1d9e",
                     *       "url": "https://example.com/faq",
                     *       "description": "Answers questions of guests.",
                     *       "eventTypes": [
                     *         "conversation.started"
                     *       ],
                     *       "lastFour": "c4Je",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "previousSecretUntil": "2026-11-25T09:30:00.000Z",
                     *       "failingSince": "2026-11-25T09:30:00.000Z",
                     *       "disabledAt": "2026-11-25T09:30:00.000Z",
                     *       "disabledReason": "asked",
                     *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                     *     }
                     */
                    "application/json": components["schemas"]["NewWebhook"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example whk_01kb4x6v9m2q8r5t7w0y3z1abc */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whk_01j9zq0c5t8m4w2x6y7a3b1d9e",
                     *       "url": "https://example.com/faq",
                     *       "description": "Answers questions of guests.",
                     *       "eventTypes": [
                     *         "conversation.started"
                     *       ],
                     *       "lastFour": "c4Je",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "previousSecretUntil": "2026-11-25T09:30:00.000Z",
                     *       "failingSince": "2026-11-25T09:30:00.000Z",
                     *       "disabledAt": "2026-11-25T09:30:00.000Z",
                     *       "disabledReason": "asked"
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example whk_01kb4x6v9m2q8r5t7w0y3z1abc */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example whk_01kb4x6v9m2q8r5t7w0y3z1abc */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://example.org/parley",
                 *       "description": "Answers questions of guests."
                 *     }
                 */
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whk_01j9zq0c5t8m4w2x6y7a3b1d9e",
                     *       "url": "https://example.com/faq",
                     *       "description": "Answers questions of guests.",
                     *       "eventTypes": [
                     *         "conversation.started"
                     *       ],
                     *       "lastFour": "c4Je",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "previousSecretUntil": "2026-11-25T09:30:00.000Z",
                     *       "failingSince": "2026-11-25T09:30:00.000Z",
                     *       "disabledAt": "2026-11-25T09:30:00.000Z",
                     *       "disabledReason": "asked"
                     *     }
                     */
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example whk_01kb4x6v9m2q8r5t7w0y3z1abc */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whk_01j9zq0c5t8m4w2x6y7a3b1d9e",
                     *       "url": "https://example.com/faq",
                     *       "description": "Answers questions of guests.",
                     *       "eventTypes": [
                     *         "conversation.started"
                     *       ],
                     *       "lastFour": "c4Je",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "previousSecretUntil": "2026-11-25T09:30:00.000Z",
                     *       "failingSince": "2026-11-25T09:30:00.000Z",
                     *       "disabledAt": "2026-11-25T09:30:00.000Z",
                     *       "disabledReason": "asked",
                     *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                     *     }
                     */
                    "application/json": components["schemas"]["NewWebhook"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example whk_01kb4x6v9m2q8r5t7w0y3z1abc */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "delivered": true,
                     *       "status": 1,
                     *       "durationMs": 1,
                     *       "fault": "status",
                     *       "message": "Please call back about a room."
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookTest"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -createdAt */
                sort?: "createdAt" | "-createdAt";
                /** @example pending */
                state?: "pending" | "delivered" | "failed" | "withdrawn";
                /** @example conversation.started */
                eventType?: "conversation.started" | "conversation.ended" | "conversation.analyzed" | "recording.deleted" | "agent.published" | "test";
            };
            header?: never;
            path: {
                /** @example whk_01kb4x6v9m2q8r5t7w0y3z1abc */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "whd_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "webhookId": "whk_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "eventId": "evt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "eventType": "conversation.started",
                     *           "subjectId": "cnv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "state": "pending",
                     *           "createdAt": "2026-11-25T09:30:00.000Z",
                     *           "nextAttemptAt": "2026-11-25T09:30:00.000Z",
                     *           "lastAttempt": {
                     *             "at": "2026-11-25T09:30:00.000Z",
                     *             "durationMs": 1,
                     *             "status": 1,
                     *             "fault": "status"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryList"];
                };
            };
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example whk_01kb4x6v9m2q8r5t7w0y3z1abc */
                webhookId: string;
                /** @example whd_01kb4x6v9m2q8r5t7w0y3z1abc */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whd_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "webhookId": "whk_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "eventId": "evt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "eventType": "conversation.started",
                     *       "subjectId": "cnv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "state": "pending",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "nextAttemptAt": "2026-11-25T09:30:00.000Z",
                     *       "lastAttempt": {
                     *         "at": "2026-11-25T09:30:00.000Z",
                     *         "durationMs": 1,
                     *         "status": 1,
                     *         "fault": "status"
                     *       },
                     *       "attempts": [
                     *         {
                     *           "at": "2026-11-25T09:30:00.000Z",
                     *           "durationMs": 1,
                     *           "status": 1,
                     *           "fault": "status"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryDetail"];
                };
            };
        };
    };
    replayWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example whk_01kb4x6v9m2q8r5t7w0y3z1abc */
                webhookId: string;
                /** @example whd_01kb4x6v9m2q8r5t7w0y3z1abc */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "whd_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "webhookId": "whk_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "eventId": "evt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "eventType": "conversation.started",
                     *       "subjectId": "cnv_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "state": "pending",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "nextAttemptAt": "2026-11-25T09:30:00.000Z",
                     *       "lastAttempt": {
                     *         "at": "2026-11-25T09:30:00.000Z",
                     *         "durationMs": 1,
                     *         "status": 1,
                     *         "fault": "status"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
        };
    };
    getSsoConnection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "issuer": "https://login.example.com",
                     *       "clientId": "parley",
                     *       "clientSecretLastFour": "rver",
                     *       "redirectUri": "https://parley.example.com/sso/callback",
                     *       "domains": [
                     *         {
                     *           "id": "01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "domain": "example.com",
                     *           "record": "parley-verification=8Qm3vZr1Yt6Xw0Ks",
                     *           "verifiedAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "defaultRole": "viewer",
                     *       "enabled": true,
                     *       "updatedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SsoConnection"];
                };
            };
        };
    };
    setSsoConnection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "issuer": "https://login.example.com",
                 *       "clientId": "parley",
                 *       "clientSecret": "a-secret-of-the-identity-server",
                 *       "domains": [
                 *         "example.com"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SsoConnectionInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "issuer": "https://login.example.com",
                     *       "clientId": "parley",
                     *       "clientSecretLastFour": "rver",
                     *       "redirectUri": "https://parley.example.com/sso/callback",
                     *       "domains": [
                     *         {
                     *           "id": "01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "domain": "example.com",
                     *           "record": "parley-verification=8Qm3vZr1Yt6Xw0Ks",
                     *           "verifiedAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "defaultRole": "viewer",
                     *       "enabled": true,
                     *       "updatedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SsoConnection"];
                };
            };
        };
    };
    deleteSsoConnection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    verifySsoDomain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example dom_01kb4x6v9m2q8r5t7w0y3z1abc */
                domainId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "domain": "example.com",
                     *       "record": "parley-verification=8Qm3vZr1Yt6Xw0Ks",
                     *       "verifiedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SsoDomain"];
                };
            };
        };
    };
    startSso: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "guest@example.com",
                 *       "next": "/agents"
                 *     }
                 */
                "application/json": components["schemas"]["SsoStartInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "url": "https://example.com/faq"
                     *     }
                     */
                    "application/json": components["schemas"]["SsoStarted"];
                };
            };
        };
    };
    listTools: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example name */
                sort?: "name" | "-name" | "createdAt" | "-createdAt";
                /** @example http */
                kind?: "http" | "mcp" | "runner";
                /** @example text */
                enabled?: string;
                /** @example ins_01kb4x6v9m2q8r5t7w0y3z1abc */
                installationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "tol_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "name": "Front desk",
                     *           "description": "Answers questions of guests.",
                     *           "kind": "http",
                     *           "parameters": {
                     *             "type": "object",
                     *             "properties": {
                     *               "order": {
                     *                 "type": "string",
                     *                 "description": "The number of the order."
                     *               }
                     *             },
                     *             "required": [
                     *               "order"
                     *             ],
                     *             "additionalProperties": false
                     *           },
                     *           "request": {
                     *             "method": "GET",
                     *             "url": "https://api.example.org/orders/{arguments.order}",
                     *             "headers": {
                     *               "authorization": "Bearer {secrets.token}"
                     *             },
                     *             "body": "parley.receipt/1 …"
                     *           },
                     *           "runner": "calendar",
                     *           "mcpServerId": "mcp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "remoteName": "find_order",
                     *           "settings": {},
                     *           "secrets": [
                     *             {
                     *               "name": "Front desk",
                     *               "lastFour": "c4Je"
                     *             }
                     *           ],
                     *           "timeoutMs": 1,
                     *           "filler": "One moment, please.",
                     *           "fillerAfterMs": 1,
                     *           "installationId": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "enabled": true,
                     *           "changed": true,
                     *           "createdAt": "2026-11-25T09:30:00.000Z",
                     *           "updatedAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["ToolList"];
                };
            };
        };
    };
    createTool: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "order_status",
                 *       "description": "Tells where an order is. Use it when the caller asks for one and has given its number.",
                 *       "parameters": {
                 *         "type": "object",
                 *         "properties": {
                 *           "order": {
                 *             "type": "string",
                 *             "description": "The number of the order."
                 *           }
                 *         },
                 *         "required": [
                 *           "order"
                 *         ],
                 *         "additionalProperties": false
                 *       },
                 *       "request": {
                 *         "url": "https://api.example.org/orders/{arguments.order}"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ToolInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "tol_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "description": "Answers questions of guests.",
                     *       "kind": "http",
                     *       "parameters": {
                     *         "type": "object",
                     *         "properties": {
                     *           "order": {
                     *             "type": "string",
                     *             "description": "The number of the order."
                     *           }
                     *         },
                     *         "required": [
                     *           "order"
                     *         ],
                     *         "additionalProperties": false
                     *       },
                     *       "request": {
                     *         "method": "GET",
                     *         "url": "https://api.example.org/orders/{arguments.order}",
                     *         "headers": {
                     *           "authorization": "Bearer {secrets.token}"
                     *         },
                     *         "body": "parley.receipt/1 …"
                     *       },
                     *       "runner": "calendar",
                     *       "mcpServerId": "mcp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "remoteName": "find_order",
                     *       "settings": {},
                     *       "secrets": [
                     *         {
                     *           "name": "Front desk",
                     *           "lastFour": "c4Je"
                     *         }
                     *       ],
                     *       "timeoutMs": 1,
                     *       "filler": "One moment, please.",
                     *       "fillerAfterMs": 1,
                     *       "installationId": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "enabled": true,
                     *       "changed": true,
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Tool"];
                };
            };
        };
    };
    getTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example tol_01k0x7q2v9h3m5n8p4r6s1t0wz */
                toolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "tol_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "description": "Answers questions of guests.",
                     *       "kind": "http",
                     *       "parameters": {
                     *         "type": "object",
                     *         "properties": {
                     *           "order": {
                     *             "type": "string",
                     *             "description": "The number of the order."
                     *           }
                     *         },
                     *         "required": [
                     *           "order"
                     *         ],
                     *         "additionalProperties": false
                     *       },
                     *       "request": {
                     *         "method": "GET",
                     *         "url": "https://api.example.org/orders/{arguments.order}",
                     *         "headers": {
                     *           "authorization": "Bearer {secrets.token}"
                     *         },
                     *         "body": "parley.receipt/1 …"
                     *       },
                     *       "runner": "calendar",
                     *       "mcpServerId": "mcp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "remoteName": "find_order",
                     *       "settings": {},
                     *       "secrets": [
                     *         {
                     *           "name": "Front desk",
                     *           "lastFour": "c4Je"
                     *         }
                     *       ],
                     *       "timeoutMs": 1,
                     *       "filler": "One moment, please.",
                     *       "fillerAfterMs": 1,
                     *       "installationId": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "enabled": true,
                     *       "changed": true,
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Tool"];
                };
            };
        };
    };
    deleteTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example tol_01k0x7q2v9h3m5n8p4r6s1t0wz */
                toolId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example tol_01k0x7q2v9h3m5n8p4r6s1t0wz */
                toolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "order_status",
                 *       "description": "Tells where an order is. Use it when the caller asks for one and has given its number.",
                 *       "filler": "One moment, please."
                 *     }
                 */
                "application/json": components["schemas"]["ToolChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "tol_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "description": "Answers questions of guests.",
                     *       "kind": "http",
                     *       "parameters": {
                     *         "type": "object",
                     *         "properties": {
                     *           "order": {
                     *             "type": "string",
                     *             "description": "The number of the order."
                     *           }
                     *         },
                     *         "required": [
                     *           "order"
                     *         ],
                     *         "additionalProperties": false
                     *       },
                     *       "request": {
                     *         "method": "GET",
                     *         "url": "https://api.example.org/orders/{arguments.order}",
                     *         "headers": {
                     *           "authorization": "Bearer {secrets.token}"
                     *         },
                     *         "body": "parley.receipt/1 …"
                     *       },
                     *       "runner": "calendar",
                     *       "mcpServerId": "mcp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "remoteName": "find_order",
                     *       "settings": {},
                     *       "secrets": [
                     *         {
                     *           "name": "Front desk",
                     *           "lastFour": "c4Je"
                     *         }
                     *       ],
                     *       "timeoutMs": 1,
                     *       "filler": "One moment, please.",
                     *       "fillerAfterMs": 1,
                     *       "installationId": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "enabled": true,
                     *       "changed": true,
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Tool"];
                };
            };
        };
    };
    testTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example tol_01k0x7q2v9h3m5n8p4r6s1t0wz */
                toolId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["ToolTrial"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "outcome": "answered",
                     *       "output": "{}",
                     *       "durationMs": 1
                     *     }
                     */
                    "application/json": components["schemas"]["ToolOutcome"];
                };
            };
        };
    };
    listMcpServers: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example name */
                sort?: "name" | "-name" | "createdAt" | "-createdAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "mcp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "name": "Front desk",
                     *           "url": "https://example.com/faq",
                     *           "headers": [
                     *             {
                     *               "name": "Front desk",
                     *               "lastFour": "c4Je"
                     *             }
                     *           ],
                     *           "tools": [
                     *             {
                     *               "name": "Front desk",
                     *               "description": "Answers questions of guests.",
                     *               "parameters": {
                     *                 "type": "object",
                     *                 "properties": {
                     *                   "order": {
                     *                     "type": "string",
                     *                     "description": "The number of the order."
                     *                   }
                     *                 },
                     *                 "required": [
                     *                   "order"
                     *                 ],
                     *                 "additionalProperties": false
                     *               },
                     *               "fingerprint": "9f86d081884c7d659a2feaa0c55ad015",
                     *               "fault": "timeout",
                     *               "toolId": "tol_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *               "changed": true
                     *             }
                     *           ],
                     *           "installationId": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "discoveredAt": "2026-11-25T09:30:00.000Z",
                     *           "createdAt": "2026-11-25T09:30:00.000Z",
                     *           "updatedAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["McpServerList"];
                };
            };
        };
    };
    createMcpServer: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Front desk",
                 *       "url": "https://mcp.example.org/mcp"
                 *     }
                 */
                "application/json": components["schemas"]["McpServerInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "mcp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "url": "https://example.com/faq",
                     *       "headers": [
                     *         {
                     *           "name": "Front desk",
                     *           "lastFour": "c4Je"
                     *         }
                     *       ],
                     *       "tools": [
                     *         {
                     *           "name": "Front desk",
                     *           "description": "Answers questions of guests.",
                     *           "parameters": {
                     *             "type": "object",
                     *             "properties": {
                     *               "order": {
                     *                 "type": "string",
                     *                 "description": "The number of the order."
                     *               }
                     *             },
                     *             "required": [
                     *               "order"
                     *             ],
                     *             "additionalProperties": false
                     *           },
                     *           "fingerprint": "9f86d081884c7d659a2feaa0c55ad015",
                     *           "fault": "timeout",
                     *           "toolId": "tol_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "changed": true
                     *         }
                     *       ],
                     *       "installationId": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "discoveredAt": "2026-11-25T09:30:00.000Z",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["McpServer"];
                };
            };
        };
    };
    getMcpServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example mcp_01k0x7q2v9h3m5n8p4r6s1t0wz */
                mcpServerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "mcp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "url": "https://example.com/faq",
                     *       "headers": [
                     *         {
                     *           "name": "Front desk",
                     *           "lastFour": "c4Je"
                     *         }
                     *       ],
                     *       "tools": [
                     *         {
                     *           "name": "Front desk",
                     *           "description": "Answers questions of guests.",
                     *           "parameters": {
                     *             "type": "object",
                     *             "properties": {
                     *               "order": {
                     *                 "type": "string",
                     *                 "description": "The number of the order."
                     *               }
                     *             },
                     *             "required": [
                     *               "order"
                     *             ],
                     *             "additionalProperties": false
                     *           },
                     *           "fingerprint": "9f86d081884c7d659a2feaa0c55ad015",
                     *           "fault": "timeout",
                     *           "toolId": "tol_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "changed": true
                     *         }
                     *       ],
                     *       "installationId": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "discoveredAt": "2026-11-25T09:30:00.000Z",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["McpServer"];
                };
            };
        };
    };
    deleteMcpServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example mcp_01k0x7q2v9h3m5n8p4r6s1t0wz */
                mcpServerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateMcpServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example mcp_01k0x7q2v9h3m5n8p4r6s1t0wz */
                mcpServerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Front desk",
                 *       "url": "https://mcp.example.org/mcp"
                 *     }
                 */
                "application/json": components["schemas"]["McpServerChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "mcp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "url": "https://example.com/faq",
                     *       "headers": [
                     *         {
                     *           "name": "Front desk",
                     *           "lastFour": "c4Je"
                     *         }
                     *       ],
                     *       "tools": [
                     *         {
                     *           "name": "Front desk",
                     *           "description": "Answers questions of guests.",
                     *           "parameters": {
                     *             "type": "object",
                     *             "properties": {
                     *               "order": {
                     *                 "type": "string",
                     *                 "description": "The number of the order."
                     *               }
                     *             },
                     *             "required": [
                     *               "order"
                     *             ],
                     *             "additionalProperties": false
                     *           },
                     *           "fingerprint": "9f86d081884c7d659a2feaa0c55ad015",
                     *           "fault": "timeout",
                     *           "toolId": "tol_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "changed": true
                     *         }
                     *       ],
                     *       "installationId": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "discoveredAt": "2026-11-25T09:30:00.000Z",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["McpServer"];
                };
            };
        };
    };
    discoverMcpTools: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example mcp_01k0x7q2v9h3m5n8p4r6s1t0wz */
                mcpServerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "mcp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "url": "https://example.com/faq",
                     *       "headers": [
                     *         {
                     *           "name": "Front desk",
                     *           "lastFour": "c4Je"
                     *         }
                     *       ],
                     *       "tools": [
                     *         {
                     *           "name": "Front desk",
                     *           "description": "Answers questions of guests.",
                     *           "parameters": {
                     *             "type": "object",
                     *             "properties": {
                     *               "order": {
                     *                 "type": "string",
                     *                 "description": "The number of the order."
                     *               }
                     *             },
                     *             "required": [
                     *               "order"
                     *             ],
                     *             "additionalProperties": false
                     *           },
                     *           "fingerprint": "9f86d081884c7d659a2feaa0c55ad015",
                     *           "fault": "timeout",
                     *           "toolId": "tol_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "changed": true
                     *         }
                     *       ],
                     *       "installationId": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "discoveredAt": "2026-11-25T09:30:00.000Z",
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["McpServer"];
                };
            };
        };
    };
    chooseMcpTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example mcp_01k0x7q2v9h3m5n8p4r6s1t0wz */
                mcpServerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "remoteName": "find_order",
                 *       "fingerprint": "9f86d081884c7d659a2feaa0c55ad015",
                 *       "name": "order_status"
                 *     }
                 */
                "application/json": components["schemas"]["McpChoice"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "mcp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "description": "Answers questions of guests.",
                     *       "kind": "http",
                     *       "parameters": {
                     *         "type": "object",
                     *         "properties": {
                     *           "order": {
                     *             "type": "string",
                     *             "description": "The number of the order."
                     *           }
                     *         },
                     *         "required": [
                     *           "order"
                     *         ],
                     *         "additionalProperties": false
                     *       },
                     *       "request": {
                     *         "method": "GET",
                     *         "url": "https://api.example.org/orders/{arguments.order}",
                     *         "headers": {
                     *           "authorization": "Bearer {secrets.token}"
                     *         },
                     *         "body": "parley.receipt/1 …"
                     *       },
                     *       "runner": "calendar",
                     *       "mcpServerId": "mcp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "remoteName": "find_order",
                     *       "settings": {},
                     *       "secrets": [
                     *         {
                     *           "name": "Front desk",
                     *           "lastFour": "c4Je"
                     *         }
                     *       ],
                     *       "timeoutMs": 1,
                     *       "filler": "One moment, please.",
                     *       "fillerAfterMs": 1,
                     *       "installationId": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "enabled": true,
                     *       "changed": true,
                     *       "createdAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Tool"];
                };
            };
        };
    };
    listIntegrations: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example title */
                sort?: "title" | "-title" | "name" | "-name";
                /** @example tool */
                kind?: "tool" | "mcp" | "provider";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "Front desk",
                     *           "title": "Opening hours",
                     *           "description": "Answers questions of guests.",
                     *           "version": "1.0.0",
                     *           "kind": "tool",
                     *           "source": "shipped",
                     *           "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "scopes": [
                     *             {
                     *               "scope": "network:api.example.com",
                     *               "words": "Keep what is said, as text"
                     *             }
                     *           ],
                     *           "settings": [
                     *             {
                     *               "name": "Front desk",
                     *               "title": "Opening hours",
                     *               "hint": "Of your own server.",
                     *               "kind": "text",
                     *               "required": true,
                     *               "example": "https://api.example.com"
                     *             }
                     *           ],
                     *           "tools": [
                     *             {
                     *               "name": "Front desk",
                     *               "description": "Answers questions of guests."
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi",
                     *       "faulty": [
                     *         {
                     *           "file": "orders.json",
                     *           "fault": "timeout"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["IntegrationList"];
                };
            };
        };
    };
    getIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example http-request */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Front desk",
                     *       "title": "Opening hours",
                     *       "description": "Answers questions of guests.",
                     *       "version": "1.0.0",
                     *       "kind": "tool",
                     *       "source": "shipped",
                     *       "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "scopes": [
                     *         {
                     *           "scope": "network:api.example.com",
                     *           "words": "Keep what is said, as text"
                     *         }
                     *       ],
                     *       "settings": [
                     *         {
                     *           "name": "Front desk",
                     *           "title": "Opening hours",
                     *           "hint": "Of your own server.",
                     *           "kind": "text",
                     *           "required": true,
                     *           "example": "https://api.example.com"
                     *         }
                     *       ],
                     *       "tools": [
                     *         {
                     *           "name": "Front desk",
                     *           "description": "Answers questions of guests."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Integration"];
                };
            };
        };
    };
    listInstallations: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example title */
                sort?: "title" | "-title" | "installedAt" | "-installedAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "name": "Front desk",
                     *           "title": "Opening hours",
                     *           "description": "Answers questions of guests.",
                     *           "version": "1.0.0",
                     *           "kind": "tool",
                     *           "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *           "state": "installed",
                     *           "update": {
                     *             "version": "1.0.0",
                     *             "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *             "scopesAdded": [
                     *               {
                     *                 "scope": "network:api.example.com",
                     *                 "words": "Keep what is said, as text"
                     *               }
                     *             ],
                     *             "scopesDropped": [
                     *               {
                     *                 "scope": "network:api.example.com",
                     *                 "words": "Keep what is said, as text"
                     *               }
                     *             ],
                     *             "toolsAdded": [
                     *               "find_order"
                     *             ],
                     *             "toolsChanged": [
                     *               "find_order"
                     *             ],
                     *             "toolsDropped": [
                     *               "find_order"
                     *             ],
                     *             "settings": [
                     *               {
                     *                 "name": "Front desk",
                     *                 "title": "Opening hours",
                     *                 "hint": "Of your own server.",
                     *                 "kind": "text",
                     *                 "required": true,
                     *                 "example": "https://api.example.com"
                     *               }
                     *             ]
                     *           },
                     *           "scopes": [
                     *             {
                     *               "scope": "network:api.example.com",
                     *               "words": "Keep what is said, as text"
                     *             }
                     *           ],
                     *           "settings": [
                     *             {
                     *               "name": "Front desk",
                     *               "title": "Opening hours",
                     *               "hint": "Of your own server.",
                     *               "kind": "text",
                     *               "required": true,
                     *               "example": "https://api.example.com"
                     *             }
                     *           ],
                     *           "values": {},
                     *           "secrets": [
                     *             {
                     *               "name": "Front desk",
                     *               "lastFour": "c4Je"
                     *             }
                     *           ],
                     *           "opens": true,
                     *           "tools": [
                     *             "find_order"
                     *           ],
                     *           "installedBy": "owner@example.com",
                     *           "installedAt": "2026-11-25T09:30:00.000Z",
                     *           "updatedAt": "2026-11-25T09:30:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["InstallationList"];
                };
            };
        };
    };
    createInstallation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "http-request",
                 *       "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                 *     }
                 */
                "application/json": components["schemas"]["InstallationInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "title": "Opening hours",
                     *       "description": "Answers questions of guests.",
                     *       "version": "1.0.0",
                     *       "kind": "tool",
                     *       "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "state": "installed",
                     *       "update": {
                     *         "version": "1.0.0",
                     *         "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *         "scopesAdded": [
                     *           {
                     *             "scope": "network:api.example.com",
                     *             "words": "Keep what is said, as text"
                     *           }
                     *         ],
                     *         "scopesDropped": [
                     *           {
                     *             "scope": "network:api.example.com",
                     *             "words": "Keep what is said, as text"
                     *           }
                     *         ],
                     *         "toolsAdded": [
                     *           "find_order"
                     *         ],
                     *         "toolsChanged": [
                     *           "find_order"
                     *         ],
                     *         "toolsDropped": [
                     *           "find_order"
                     *         ],
                     *         "settings": [
                     *           {
                     *             "name": "Front desk",
                     *             "title": "Opening hours",
                     *             "hint": "Of your own server.",
                     *             "kind": "text",
                     *             "required": true,
                     *             "example": "https://api.example.com"
                     *           }
                     *         ]
                     *       },
                     *       "scopes": [
                     *         {
                     *           "scope": "network:api.example.com",
                     *           "words": "Keep what is said, as text"
                     *         }
                     *       ],
                     *       "settings": [
                     *         {
                     *           "name": "Front desk",
                     *           "title": "Opening hours",
                     *           "hint": "Of your own server.",
                     *           "kind": "text",
                     *           "required": true,
                     *           "example": "https://api.example.com"
                     *         }
                     *       ],
                     *       "values": {},
                     *       "secrets": [
                     *         {
                     *           "name": "Front desk",
                     *           "lastFour": "c4Je"
                     *         }
                     *       ],
                     *       "opens": true,
                     *       "tools": [
                     *         "find_order"
                     *       ],
                     *       "installedBy": "owner@example.com",
                     *       "installedAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Installation"];
                };
            };
        };
    };
    deleteInstallation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example ins_01k0x7q2v9h3m5n8p4r6s1t0wz */
                installationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    updateInstallation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example ins_01k0x7q2v9h3m5n8p4r6s1t0wz */
                installationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "settings": {
                 *         "address": "https://api.example.org/parley"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["InstallationChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "title": "Opening hours",
                     *       "description": "Answers questions of guests.",
                     *       "version": "1.0.0",
                     *       "kind": "tool",
                     *       "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "state": "installed",
                     *       "update": {
                     *         "version": "1.0.0",
                     *         "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *         "scopesAdded": [
                     *           {
                     *             "scope": "network:api.example.com",
                     *             "words": "Keep what is said, as text"
                     *           }
                     *         ],
                     *         "scopesDropped": [
                     *           {
                     *             "scope": "network:api.example.com",
                     *             "words": "Keep what is said, as text"
                     *           }
                     *         ],
                     *         "toolsAdded": [
                     *           "find_order"
                     *         ],
                     *         "toolsChanged": [
                     *           "find_order"
                     *         ],
                     *         "toolsDropped": [
                     *           "find_order"
                     *         ],
                     *         "settings": [
                     *           {
                     *             "name": "Front desk",
                     *             "title": "Opening hours",
                     *             "hint": "Of your own server.",
                     *             "kind": "text",
                     *             "required": true,
                     *             "example": "https://api.example.com"
                     *           }
                     *         ]
                     *       },
                     *       "scopes": [
                     *         {
                     *           "scope": "network:api.example.com",
                     *           "words": "Keep what is said, as text"
                     *         }
                     *       ],
                     *       "settings": [
                     *         {
                     *           "name": "Front desk",
                     *           "title": "Opening hours",
                     *           "hint": "Of your own server.",
                     *           "kind": "text",
                     *           "required": true,
                     *           "example": "https://api.example.com"
                     *         }
                     *       ],
                     *       "values": {},
                     *       "secrets": [
                     *         {
                     *           "name": "Front desk",
                     *           "lastFour": "c4Je"
                     *         }
                     *       ],
                     *       "opens": true,
                     *       "tools": [
                     *         "find_order"
                     *       ],
                     *       "installedBy": "owner@example.com",
                     *       "installedAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Installation"];
                };
            };
        };
    };
    approveInstallation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example ins_01k0x7q2v9h3m5n8p4r6s1t0wz */
                installationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
                 *     }
                 */
                "application/json": components["schemas"]["InstallationApproval"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ins_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "name": "Front desk",
                     *       "title": "Opening hours",
                     *       "description": "Answers questions of guests.",
                     *       "version": "1.0.0",
                     *       "kind": "tool",
                     *       "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *       "state": "installed",
                     *       "update": {
                     *         "version": "1.0.0",
                     *         "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                     *         "scopesAdded": [
                     *           {
                     *             "scope": "network:api.example.com",
                     *             "words": "Keep what is said, as text"
                     *           }
                     *         ],
                     *         "scopesDropped": [
                     *           {
                     *             "scope": "network:api.example.com",
                     *             "words": "Keep what is said, as text"
                     *           }
                     *         ],
                     *         "toolsAdded": [
                     *           "find_order"
                     *         ],
                     *         "toolsChanged": [
                     *           "find_order"
                     *         ],
                     *         "toolsDropped": [
                     *           "find_order"
                     *         ],
                     *         "settings": [
                     *           {
                     *             "name": "Front desk",
                     *             "title": "Opening hours",
                     *             "hint": "Of your own server.",
                     *             "kind": "text",
                     *             "required": true,
                     *             "example": "https://api.example.com"
                     *           }
                     *         ]
                     *       },
                     *       "scopes": [
                     *         {
                     *           "scope": "network:api.example.com",
                     *           "words": "Keep what is said, as text"
                     *         }
                     *       ],
                     *       "settings": [
                     *         {
                     *           "name": "Front desk",
                     *           "title": "Opening hours",
                     *           "hint": "Of your own server.",
                     *           "kind": "text",
                     *           "required": true,
                     *           "example": "https://api.example.com"
                     *         }
                     *       ],
                     *       "values": {},
                     *       "secrets": [
                     *         {
                     *           "name": "Front desk",
                     *           "lastFour": "c4Je"
                     *         }
                     *       ],
                     *       "opens": true,
                     *       "tools": [
                     *         "find_order"
                     *       ],
                     *       "installedBy": "owner@example.com",
                     *       "installedAt": "2026-11-25T09:30:00.000Z",
                     *       "updatedAt": "2026-11-25T09:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Installation"];
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -sequence */
                sort?: "sequence" | "-sequence";
                /** @example session.created */
                action?: "session.created" | "session.refused" | "session.ended" | "sessions.ended" | "session.token_reused" | "second_factor.added" | "second_factor.removed" | "second_factor.recovered" | "second_factor.codes_renewed" | "account.created" | "email.verified" | "email.changed" | "password.changed" | "password.reset" | "key.created" | "key.revoked" | "provider_key.set" | "provider_key.deleted" | "tool.created" | "tool.changed" | "tool.deleted" | "tool.chosen" | "mcp_server.created" | "mcp_server.changed" | "mcp_server.deleted" | "integration.installed" | "integration.changed" | "integration.approved" | "integration.uninstalled" | "integration.switched_off" | "integration.switched_on" | "webhook.created" | "webhook.changed" | "webhook.deleted" | "webhook.secret_rotated" | "workspace.created" | "workspace.changed" | "workspace.plan_set" | "member.role_changed" | "member.removed" | "member.joined" | "sso.connection_set" | "sso.connection_deleted" | "sso.domain_verified" | "invite.created" | "invite.revoked" | "agent.published" | "agent.deleted" | "conversation.deleted" | "recording.deleted" | "export.requested" | "export.downloaded" | "erasure.requested" | "erasure.done" | "admin.promoted" | "admin.outbox_read" | "admin.audit_read";
                /** @example 5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f */
                actorId?: string;
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                targetId?: string;
                /** @example 2026-11-25T09:30:00.000Z */
                from?: string;
                /** @example 2026-11-25T09:30:00.000Z */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "aud_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "sequence": 1,
                     *           "workspaceId": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "action": "session.created",
                     *           "at": "2026-11-25T09:30:00.000Z",
                     *           "actorKind": "user",
                     *           "actorId": "5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f",
                     *           "actorEmail": "owner@example.com",
                     *           "credentialId": "key_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "targetKind": "agent",
                     *           "targetId": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "detail": {},
                     *           "fromAddress": "203.0.113.7"
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
        };
    };
    exportAuditEvents: {
        parameters: {
            query?: {
                /** @example session.created */
                action?: "session.created" | "session.refused" | "session.ended" | "sessions.ended" | "session.token_reused" | "second_factor.added" | "second_factor.removed" | "second_factor.recovered" | "second_factor.codes_renewed" | "account.created" | "email.verified" | "email.changed" | "password.changed" | "password.reset" | "key.created" | "key.revoked" | "provider_key.set" | "provider_key.deleted" | "tool.created" | "tool.changed" | "tool.deleted" | "tool.chosen" | "mcp_server.created" | "mcp_server.changed" | "mcp_server.deleted" | "integration.installed" | "integration.changed" | "integration.approved" | "integration.uninstalled" | "integration.switched_off" | "integration.switched_on" | "webhook.created" | "webhook.changed" | "webhook.deleted" | "webhook.secret_rotated" | "workspace.created" | "workspace.changed" | "workspace.plan_set" | "member.role_changed" | "member.removed" | "member.joined" | "sso.connection_set" | "sso.connection_deleted" | "sso.domain_verified" | "invite.created" | "invite.revoked" | "agent.published" | "agent.deleted" | "conversation.deleted" | "recording.deleted" | "export.requested" | "export.downloaded" | "erasure.requested" | "erasure.done" | "admin.promoted" | "admin.outbox_read" | "admin.audit_read";
                /** @example 5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f */
                actorId?: string;
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                targetId?: string;
                /** @example 2026-11-25T09:30:00.000Z */
                from?: string;
                /** @example 2026-11-25T09:30:00.000Z */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    listAllAuditEvents: {
        parameters: {
            query?: {
                /** @example WyItY3JlYXRlZEF0Iiwi */
                cursor?: string;
                /** @example 30 */
                limit?: number;
                /** @example -sequence */
                sort?: "sequence" | "-sequence";
                /** @example session.created */
                action?: "session.created" | "session.refused" | "session.ended" | "sessions.ended" | "session.token_reused" | "second_factor.added" | "second_factor.removed" | "second_factor.recovered" | "second_factor.codes_renewed" | "account.created" | "email.verified" | "email.changed" | "password.changed" | "password.reset" | "key.created" | "key.revoked" | "provider_key.set" | "provider_key.deleted" | "tool.created" | "tool.changed" | "tool.deleted" | "tool.chosen" | "mcp_server.created" | "mcp_server.changed" | "mcp_server.deleted" | "integration.installed" | "integration.changed" | "integration.approved" | "integration.uninstalled" | "integration.switched_off" | "integration.switched_on" | "webhook.created" | "webhook.changed" | "webhook.deleted" | "webhook.secret_rotated" | "workspace.created" | "workspace.changed" | "workspace.plan_set" | "member.role_changed" | "member.removed" | "member.joined" | "sso.connection_set" | "sso.connection_deleted" | "sso.domain_verified" | "invite.created" | "invite.revoked" | "agent.published" | "agent.deleted" | "conversation.deleted" | "recording.deleted" | "export.requested" | "export.downloaded" | "erasure.requested" | "erasure.done" | "admin.promoted" | "admin.outbox_read" | "admin.audit_read";
                /** @example 5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f */
                actorId?: string;
                /** @example agt_01kb4x6v9m2q8r5t7w0y3z1abc */
                targetId?: string;
                /** @example 2026-11-25T09:30:00.000Z */
                from?: string;
                /** @example 2026-11-25T09:30:00.000Z */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "aud_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "sequence": 1,
                     *           "workspaceId": "wsp_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "action": "session.created",
                     *           "at": "2026-11-25T09:30:00.000Z",
                     *           "actorKind": "user",
                     *           "actorId": "5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f",
                     *           "actorEmail": "owner@example.com",
                     *           "credentialId": "key_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "targetKind": "agent",
                     *           "targetId": "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
                     *           "detail": {},
                     *           "fromAddress": "203.0.113.7"
                     *         }
                     *       ],
                     *       "nextCursor": "WyItY3JlYXRlZEF0Iiwi"
                     *     }
                     */
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
        };
    };
    requestExport: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Made up by the client for one thing. A repeat within 24 hours gets the first answer, with `Idempotent-Replayed: true`, and makes nothing.
                 * @example 3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "a long enough passphrase"
                 *     }
                 */
                "application/json": components["schemas"]["CurrentPassword"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01kb4x6v9m2q8r5t7w0y3z1abc",
                     *       "token": "lnk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je",
                     *       "expiresAt": "2026-11-25T09:30:00.000Z",
                     *       "downloadPath": "/settings/privacy"
                     *     }
                     */
                    "application/json": components["schemas"]["NewExport"];
                };
            };
        };
    };
    downloadExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @description From asking for the copy. */
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
        };
    };
    requestErasure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "a long enough passphrase"
                 *     }
                 */
                "application/json": components["schemas"]["CurrentPassword"];
            };
        };
        responses: {
            /** @description Done. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "token": "lnk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je",
                     *       "statusPath": "/erasure#token"
                     *     }
                     */
                    "application/json": components["schemas"]["NewErasure"];
                };
            };
        };
    };
    getErasureStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "lnk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je"
                 *     }
                 */
                "application/json": components["schemas"]["ErasureToken"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "working",
                     *       "requestedAt": "2026-11-25T09:30:00.000Z",
                     *       "doneAt": "2026-11-25T09:30:00.000Z",
                     *       "steps": [
                     *         {
                     *           "name": "Front desk",
                     *           "words": "Keep what is said, as text",
                     *           "state": "waiting",
                     *           "erased": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ErasureStatus"];
                };
            };
        };
    };
}
