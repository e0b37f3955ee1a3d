// A real OpenID provider with accounts of its own, and pages that ask for nothing but a name.
import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
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

/** Another system that signs people in at the provider. */
export const OTHER_CLIENT = "andet-system";

/** The key that a provider signs with. */
export const signingKey = () => generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });

/** Lets an answer of the provider's be changed on its way out. */
function changed(response, change) {
    const end = response.end.bind(response);
    response.end = (body, ...rest) => {
        const text = JSON.stringify(change(JSON.parse(body)));
        response.setHeader("content-length", Buffer.byteLength(text));
        return end(text, ...rest);
    };
}

/** Signs somebody in at a provider without a browser; gives the token that it signs. */
export async function tokenOf(issuer, client, redirect, nonce, who) {
    const cookies = new Map();
    const follow = async (url, init = {}) => {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const step = await fetch(url, { ...init, redirect: "manual", headers: { cookie } });
        for (const one of step.headers.getSetCookie()) {
            const [, name, value] = /^([^=]+)=([^;]*)/.exec(one);
            cookies.set(name, value);
        }
        return new URL(step.headers.get("location"), issuer);
    };
    const verifier = randomBytes(32).toString("base64url");
    const asked = new URLSearchParams({
        client_id: client,
        redirect_uri: redirect,
        response_type: "code",
        scope: "openid profile",
        nonce,
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "S256",
    });
    let next = await follow(`${issuer}/auth?${asked}`);
    next = await follow(next, { method: "POST", body: new URLSearchParams({ who }) });
    while (!next.href.startsWith(redirect)) next = await follow(next);
    const body = new URLSearchParams({
        grant_type: "authorization_code",
        code: next.searchParams.get("code"),
        redirect_uri: redirect,
        code_verifier: verifier,
    });
    const authorization = `Basic ${Buffer.from(`${client}:${SECRET}`).toString("base64")}`;
    const answer = await fetch(`${issuer}/token`, { method: "POST", body, headers: { authorization } });
    return (await answer.json()).id_token;
}

/** Starts it for the program at this address; `accounts` are the claims of each by their subject. It signs with this key;
 *  what it answers where a code is handed in may be changed on its way by `answers.token`. */
export async function startProvider(url, accounts, key = signingKey()) {
    let provider;
    const answers = {};
    const server = createServer(async (request, response) => {
        if (request.url === "/token" && answers.token) changed(response, answers.token);
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
    provider = new Provider(issuer, {
        clients: [
            {
                client_id: "samspil",
                client_secret: SECRET,
                redirect_uris: [`${url}/sign-in/openid`],
                post_logout_redirect_uris: [`${url}/sign-in`],
            },
            { client_id: OTHER_CLIENT, client_secret: SECRET, redirect_uris: [`${url}/andet`] },
        ],
        jwks: { keys: [{ ...key, use: "sig", alg: "RS256" }] },
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
        answers,
        stop: () => {
            server.closeAllConnections();
            server.close();
        },
    };
}
