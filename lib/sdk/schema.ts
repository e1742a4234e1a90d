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
            definition?: components["schemas"]["AgentDefinitionWrite"];
            /** @description The revision this change was made from; needed with `definition`. Another one answers `precondition_failed`. */
            draftRevision?: number;
        };
        AgentComparison: {
            /** @description Fields of the definition that differ; absent is null. */
            changes: {
                path: string;
                before: components["schemas"]["CompareAgentVersionsJson0"];
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
        };
        ApiKey: {
            id: string;
            name: string;
            lastFour: string;
            scopes: ("agents:read" | "agents:write" | "agents:override" | "conversations:read" | "conversations:write" | "realtime:connect" | "speech:use")[];
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
             *       "speech:use"
             *     ]
             */
            scopes?: ("agents:read" | "agents:write" | "agents:override" | "conversations:read" | "conversations:write" | "realtime:connect" | "speech:use")[];
            /** @default null */
            expiresAt?: string | null;
        };
        AuditEvent: {
            id: string;
            /** @description The order things happened in. */
            sequence: number;
            workspaceId: string | null;
            /** @enum {string} */
            action: "session.created" | "session.refused" | "session.ended" | "sessions.ended" | "session.token_reused" | "second_factor.added" | "second_factor.removed" | "second_factor.recovered" | "second_factor.codes_renewed" | "account.created" | "email.verified" | "email.changed" | "password.changed" | "password.reset" | "key.created" | "key.revoked" | "provider_key.set" | "provider_key.deleted" | "workspace.created" | "workspace.changed" | "member.role_changed" | "member.removed" | "member.joined" | "sso.connection_set" | "sso.connection_deleted" | "sso.domain_verified" | "invite.created" | "invite.revoked" | "agent.published" | "agent.deleted" | "conversation.deleted" | "recording.deleted" | "export.requested" | "export.downloaded" | "erasure.requested" | "erasure.done" | "admin.promoted" | "admin.outbox_read" | "admin.audit_read";
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
            } & {
                [key: string]: unknown;
            };
            session?: {
                type?: string;
                model?: string;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
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
            consent?: {
                /** @default false */
                text?: boolean;
            };
            /**
             * @default http
             * @enum {string}
             */
            channel?: "http" | "cli";
        };
        ConversationPage: {
            items: components["schemas"]["ConversationSummary"][];
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
        CurrentPassword: {
            currentPassword: string;
        };
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
            scopes: ("agents:read" | "agents:write" | "agents:override" | "conversations:read" | "conversations:write" | "realtime:connect" | "speech:use")[];
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
        OutboxMail: {
            id: string;
            /** @enum {string} */
            kind: "verify-email" | "address-taken" | "reset-password" | "change-email" | "email-changed" | "password-changed" | "second-factor-added" | "second-factor-removed" | "recovery-code-used" | "workspace-invite" | "beta-invite";
            toAddress: string;
            subject: string;
            /** @description With its link, which is a key: for platform administrators only. */
            bodyText: string;
            /** Format: date-time */
            createdAt: string;
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
        PrivacySettings: {
            /** @description Words of calls are deleted so long after the call's end. */
            retentionDays: number;
            /** @description Sound is deleted so long after it was made; 0: none is kept, whatever a caller ticks. */
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
            providerKeys: components["schemas"]["ProviderKey"][];
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
            conversationId: string;
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
        Session: {
            id: string;
            userAgent: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            current: boolean;
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
        SpeechInput: {
            model: string;
            input: string;
            voice: string | ({
                id: string;
            } & {
                [key: string]: unknown;
            });
            /** @default mp3 */
            response_format?: string;
            /** @default 1 */
            speed?: number;
            /**
             * @default audio
             * @enum {string}
             */
            stream_format?: "audio" | "sse";
        } & {
            [key: string]: unknown;
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
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @enum {string} */
            code: "bad_request" | "invalid_json" | "validation_failed" | "unauthenticated" | "invalid_credentials" | "second_factor_required" | "second_factor_wrong" | "session_expired" | "forbidden" | "second_factor_needed" | "scope_missing" | "origin_not_allowed" | "signup_closed" | "not_found" | "method_not_allowed" | "conflict" | "slug_taken" | "last_owner" | "domain_unproven" | "domain_taken" | "sso_unknown_domain" | "sso_unavailable" | "link_used" | "precondition_failed" | "payload_too_large" | "unsupported_media_type" | "audio_format_unsupported" | "audio_unreadable" | "voice_unknown" | "model_unknown" | "rate_limited" | "quota_exceeded" | "audio_too_fast" | "response_format_unsupported" | "overloaded" | "database_unavailable" | "identity_unavailable" | "models_unavailable" | "storage_unavailable" | "shutting_down" | "provider_failed" | "provider_timeout" | "provider_not_configured" | "knowledge_full" | "document_unreadable" | "document_encrypted" | "document_too_long" | "url_refused" | "page_unreachable" | "call_ended" | "internal";
            requestId: string;
            errors?: {
                path: string;
                message: string;
            }[];
        };
        OpenAIError: {
            error: {
                type: string;
                /** @enum {string} */
                code: "bad_request" | "invalid_json" | "validation_failed" | "unauthenticated" | "invalid_credentials" | "second_factor_required" | "second_factor_wrong" | "session_expired" | "forbidden" | "second_factor_needed" | "scope_missing" | "origin_not_allowed" | "signup_closed" | "not_found" | "method_not_allowed" | "conflict" | "slug_taken" | "last_owner" | "domain_unproven" | "domain_taken" | "sso_unknown_domain" | "sso_unavailable" | "link_used" | "precondition_failed" | "payload_too_large" | "unsupported_media_type" | "audio_format_unsupported" | "audio_unreadable" | "voice_unknown" | "model_unknown" | "rate_limited" | "quota_exceeded" | "audio_too_fast" | "response_format_unsupported" | "overloaded" | "database_unavailable" | "identity_unavailable" | "models_unavailable" | "storage_unavailable" | "shutting_down" | "provider_failed" | "provider_timeout" | "provider_not_configured" | "knowledge_full" | "document_unreadable" | "document_encrypted" | "document_too_long" | "url_refused" | "page_unreachable" | "call_ended" | "internal";
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
                    "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
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
                    "application/json": components["schemas"]["Accepted"];
                };
            };
        };
    };
    listSessions: {
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
                    "application/json": {
                        sessions: components["schemas"]["Session"][];
                    };
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
                    "application/json": components["schemas"]["TokenPair"];
                };
            };
        };
    };
    openTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
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
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
        };
    };
    proposeSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
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
                    "application/json": {
                        apiKeys: components["schemas"]["ApiKey"][];
                    };
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
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
                    "application/json": {
                        workspaces: components["schemas"]["Membership"][];
                    };
                };
            };
        };
    };
    createWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
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
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
                workspaceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
                    "application/json": {
                        members: components["schemas"]["Member"][];
                    };
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
    listAgents: {
        parameters: {
            query?: {
                search?: string;
                cursor?: string;
                limit?: number;
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
                    "application/json": components["schemas"]["AgentPage"];
                };
            };
        };
    };
    createAgent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentInput"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentDetail"];
                };
            };
        };
    };
    importAgent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentFileWrite"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentDetail"];
                };
            };
        };
    };
    getAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["AgentDetail"];
                };
            };
        };
    };
    deleteAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentChange"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentDetail"];
                };
            };
        };
    };
    duplicateAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
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
                    "application/json": components["schemas"]["AgentFile"];
                };
            };
        };
    };
    listAgentVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["AgentVersionList"];
                };
            };
        };
    };
    publishAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
                id: string;
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
                    "application/json": components["schemas"]["AgentVersion"];
                };
            };
        };
    };
    restoreAgentVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestoreInput"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentDetail"];
                };
            };
        };
    };
    compareAgentVersions: {
        parameters: {
            query: {
                from: "draft" | number;
                to?: "draft" | number;
            };
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["AgentComparison"];
                };
            };
        };
    };
    listTemplates: {
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
                    "application/json": components["schemas"]["Knowledge"];
                };
            };
        };
    };
    addKnowledgeEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
                id: string;
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
                id: string;
                entryId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
                    "application/json": components["schemas"]["KnowledgeItem"];
                };
            };
        };
    };
    addKnowledgeText: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
                    "application/json": components["schemas"]["AddedKnowledge"];
                };
            };
        };
    };
    addKnowledgePdf: {
        parameters: {
            query?: {
                title?: string;
            };
            header?: never;
            path: {
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
                    "application/json": components["schemas"]["AddedKnowledge"];
                };
            };
        };
    };
    addKnowledgePage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
                id: string;
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
                agentId?: string;
                channel?: "browser" | "realtime" | "http" | "cli";
                from?: string;
                to?: string;
                cursor?: string;
                limit?: number;
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
                    "application/json": components["schemas"]["ConversationPage"];
                };
            };
        };
    };
    createConversation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
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
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
                "audio/wav": string;
                "audio/x-wav": string;
                "audio/wave": string;
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
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
            query?: never;
            header?: never;
            path: {
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
                    "application/json": {
                        receipts: components["schemas"]["Receipt"][];
                        publicKey: string;
                    };
                };
            };
        };
    };
    listConsents: {
        parameters: {
            query?: {
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
                    "application/json": {
                        items: components["schemas"]["Consent"][];
                        /** @description With `agent`: what holds in a call that begins now, and need not be asked. */
                        standing: {
                            text: boolean;
                            audio: boolean;
                        } | null;
                    };
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
                unread?: "true" | "false";
                limit?: number;
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
                    "application/json": {
                        handovers: components["schemas"]["Handover"][];
                        unreadCount: number;
                    };
                };
            };
        };
    };
    readHandover: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
                "multipart/form-data": Record<string, never>;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                    "text/plain": string;
                    "text/event-stream": string;
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
                    "application/json": components["schemas"]["ClientSecret"];
                };
            };
        };
    };
    listOutbox: {
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
                    "application/json": {
                        mails: components["schemas"]["OutboxMail"][];
                        mailServer: boolean;
                    };
                };
            };
        };
    };
    listInvites: {
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
                    "application/json": {
                        invites: components["schemas"]["Invite"][];
                    };
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
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
                    "application/json": components["schemas"]["InviteView"];
                };
            };
        };
    };
    listBetaInvites: {
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
                    "application/json": {
                        invites: components["schemas"]["Invite"][];
                    };
                };
            };
        };
    };
    createBetaInvite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
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
                    "application/json": components["schemas"]["NewInvite"];
                };
            };
        };
    };
    importBetaInvites: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
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
                    "application/json": components["schemas"]["ProviderKeyTest"];
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
                    "application/json": components["schemas"]["SsoStarted"];
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                action?: "session.created" | "session.refused" | "session.ended" | "sessions.ended" | "session.token_reused" | "second_factor.added" | "second_factor.removed" | "second_factor.recovered" | "second_factor.codes_renewed" | "account.created" | "email.verified" | "email.changed" | "password.changed" | "password.reset" | "key.created" | "key.revoked" | "provider_key.set" | "provider_key.deleted" | "workspace.created" | "workspace.changed" | "member.role_changed" | "member.removed" | "member.joined" | "sso.connection_set" | "sso.connection_deleted" | "sso.domain_verified" | "invite.created" | "invite.revoked" | "agent.published" | "agent.deleted" | "conversation.deleted" | "recording.deleted" | "export.requested" | "export.downloaded" | "erasure.requested" | "erasure.done" | "admin.promoted" | "admin.outbox_read" | "admin.audit_read";
                actorId?: string;
                targetId?: string;
                from?: string;
                to?: string;
                cursor?: string;
                limit?: number;
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
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
        };
    };
    exportAuditEvents: {
        parameters: {
            query?: {
                action?: "session.created" | "session.refused" | "session.ended" | "sessions.ended" | "session.token_reused" | "second_factor.added" | "second_factor.removed" | "second_factor.recovered" | "second_factor.codes_renewed" | "account.created" | "email.verified" | "email.changed" | "password.changed" | "password.reset" | "key.created" | "key.revoked" | "provider_key.set" | "provider_key.deleted" | "workspace.created" | "workspace.changed" | "member.role_changed" | "member.removed" | "member.joined" | "sso.connection_set" | "sso.connection_deleted" | "sso.domain_verified" | "invite.created" | "invite.revoked" | "agent.published" | "agent.deleted" | "conversation.deleted" | "recording.deleted" | "export.requested" | "export.downloaded" | "erasure.requested" | "erasure.done" | "admin.promoted" | "admin.outbox_read" | "admin.audit_read";
                actorId?: string;
                targetId?: string;
                from?: string;
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
                action?: "session.created" | "session.refused" | "session.ended" | "sessions.ended" | "session.token_reused" | "second_factor.added" | "second_factor.removed" | "second_factor.recovered" | "second_factor.codes_renewed" | "account.created" | "email.verified" | "email.changed" | "password.changed" | "password.reset" | "key.created" | "key.revoked" | "provider_key.set" | "provider_key.deleted" | "workspace.created" | "workspace.changed" | "member.role_changed" | "member.removed" | "member.joined" | "sso.connection_set" | "sso.connection_deleted" | "sso.domain_verified" | "invite.created" | "invite.revoked" | "agent.published" | "agent.deleted" | "conversation.deleted" | "recording.deleted" | "export.requested" | "export.downloaded" | "erasure.requested" | "erasure.done" | "admin.promoted" | "admin.outbox_read" | "admin.audit_read";
                actorId?: string;
                targetId?: string;
                from?: string;
                to?: string;
                cursor?: string;
                limit?: number;
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
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
        };
    };
    requestExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
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
                "application/x-www-form-urlencoded": string;
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
                    "application/json": components["schemas"]["ErasureStatus"];
                };
            };
        };
    };
}
