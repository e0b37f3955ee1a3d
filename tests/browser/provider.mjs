// A real OpenID provider with accounts of its own, and pages that ask for nothing but a name.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import Provider from "oidc-provider";

/** Our secret at the provider. */
export const SECRET = "hemmelig-hos-udbyderen";

const page = (body) => `<!DOCTYPE html><html lang="da"><title>Udbyder</title><main>${body}</main></html>`;

async function form(request) {
    const parts = [];
    for await (const part of request) parts.push(part);
    return new URLSearchParams(Buffer.concat(parts).toString());
}

/** Starts it for the program at this address; `accounts` are the claims of each by their subject. */
export async function startProvider(url, accounts) {
    let provider;
    const server = createServer(async (request, response) => {
        if (!request.url.startsWith("/ask/")) return provider.callback()(request, response);
        if (request.method === "GET") {
            response.setHeader("content-type", "text/html");
            return response.end(page('<form method="post"><input name="who" aria-label="Hvem"><button>Ind</button></form>'));
        }
        const who = (await form(request)).get("who");
        const result = accounts[who] ? { login: { accountId: who } } : { error: "access_denied" };
        await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const issuer = `http://127.0.0.1:${server.address().port}`;
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    provider = new Provider(issuer, {
        clients: [
            {
                client_id: "samspil",
                client_secret: SECRET,
                redirect_uris: [`${url}/sign-in/openid`],
                post_logout_redirect_uris: [`${url}/sign-in`],
            },
        ],
        jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
        cookies: { keys: [randomBytes(16).toString("hex")] },
        claims: { openid: ["sub"], profile: ["name", "groups"] },
        conformIdTokenClaims: false,
        pkce: { required: () => true },
        interactions: { url: (_, interaction) => `/ask/${interaction.uid}` },
        features: {
            devInteractions: { enabled: false },
            rpInitiatedLogout: {
                logoutSource: (context, form) => {
                    context.body = page(`${form}<button form="op.logoutForm" name="logout" value="yes">Log ud her også</button>`);
                },
            },
        },
        findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts[id] }) }),
        async loadExistingGrant(context) {
            const { client, session } = context.oidc;
            const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
            grant.addOIDCScope("openid profile");
            await grant.save();
            return grant;
        },
    });
    return {
        issuer,
        stop: () => {
            server.closeAllConnections();
            server.close();
        },
    };
}
