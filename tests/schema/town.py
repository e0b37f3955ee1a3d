"""A municipality with people of every kind and something of everything, made by the command line and the API."""

import datetime
import json
import os
import subprocess
import urllib.error
import urllib.parse
import urllib.request
import uuid

# Who there is: login, roles, the unit where they are and what they act as there.
PEOPLE = [
    ("ansat", ["staff"], "Voksenmyndighed=caseworker,team_leader"),
    ("ejer", ["process-owner"], None),
    ("administrator", ["administrator"], None),
    ("borger", [], None),
    ("leverandør", ["staff"], "Botilbud=provider"),
    ("pårørende", [], None),
    # Who is changed, given leave and closed in the run of an administrator, so that no reader is.
    ("vikar", ["staff"], "Voksenmyndighed=caseworker"),
    # Whose word a program takes beside the administrator's.
    ("medadministrator", ["administrator"], None),
]

# Colleagues who stand in for each other.
DEPUTIES = {"ansat": "vikar", "vikar": "ansat"}

SCOPES = ["read", "tasks", "publish", "administer", "account"]

FLOW = os.path.join(os.path.dirname(__file__), "town.yaml")

JOB_FUNCTION = "Pædagog"

MUNICIPALITY = "12345678"

# The answer to a form that was taken.
SEE_OTHER = 303

DAY = datetime.timedelta(days=1)


def prepared(program, env):
    """A municipality with one person of each kind; their tokens."""

    def add(*words):
        arguments = [program, "--format", "json", "account", "add", *words]
        return json.loads(subprocess.run(arguments, env=env, check=True, capture_output=True, text=True).stdout)

    add("municipality", MUNICIPALITY, "Prøvekommune")
    add("unit", "Voksenmyndighed")
    add("unit", "Botilbud", "--side", "provider")
    add("unit", "Reserve")
    tokens = {}
    for login, roles, acts_as in PEOPLE:
        person = ["person", login, "--name", f"Navn {login}"]
        person += [word for role in roles for word in ("--role", role)]
        if acts_as:
            person += ["--acts-as", acts_as]
        add(*person)
        scopes = [word for scope in SCOPES for word in ("--scope", scope)]
        tokens[login] = add("token", login, "prøve", *scopes)["secret"]
    return tokens


class Stays(urllib.request.HTTPRedirectHandler):
    """Goes nowhere else: the cookie that an opened link gives stands in the answer that leads on."""

    def redirect_request(self, *_):
        return None


class Town:
    """The municipality as it is asked: everything must go well."""

    def __init__(self, url, tokens):
        self.url = url
        self.tokens = tokens
        me = {login: self.ask(login, "GET", "/me") for login in tokens}
        self.people = {login: one["person"] for login, one in me.items()}
        self.units = {unit["name"]: unit["unit"] for unit in self.ask("administrator", "GET", "/units")}

    def ask(self, login, method, path, body=None, kind="application/json"):
        """What the API answers; nothing where it says nothing."""
        headers = {
            "authorization": f"Bearer {self.tokens[login]}",
            "content-type": kind,
            "idempotency-key": str(uuid.uuid4()),
        }
        if body is not None and kind == "application/json":
            body = json.dumps(body)
        data = body.encode() if body is not None else None
        address = f"{self.url}/api/v1{urllib.parse.quote(path, safe='/?=&')}"
        request = urllib.request.Request(address, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                said = answer.read()
        except urllib.error.HTTPError as refused:
            raise RuntimeError(f"{login} {method} {path}: {refused.read().decode()}") from refused
        return json.loads(said) if said else None

    def posted(self, address, form, headers):
        """A form of a page, sent; the answer that leads on to another page."""
        opener = urllib.request.build_opener(Stays)
        data = urllib.parse.urlencode(form).encode()
        try:
            opener.open(urllib.request.Request(address, data=data, headers=headers, method="POST"))
        except urllib.error.HTTPError as answer:
            if answer.status == SEE_OTHER:
                return answer
            raise RuntimeError(f"{address}: {answer.status}") from answer
        raise RuntimeError(f"{address} leads nowhere")

    def begun(self, title):
        """A case of the staff's, with everybody bound to it."""
        authority = [{"unit": self.units["Voksenmyndighed"]}]
        parties = {
            "caseworker": authority,
            "team_leader": authority,
            "provider": [{"unit": self.units["Botilbud"]}],
            "citizen": [{"person": self.people["borger"]}],
            "relative": [{"person": self.people["pårørende"]}],
        }
        begin = {"flow": "town", "title": title, "parties": parties}
        return self.ask("ansat", "POST", "/cases", begin)["case"]

    def completed(self, login, case, item, data):
        self.ask(login, "POST", f"/cases/{case}/tasks/{item}/complete", {"data": data})

    def opened(self, case):
        """The cookie of whoever opened a link into a case."""
        new = {"party": "relative", "person": self.people["pårørende"]}
        link = self.ask("ansat", "POST", f"/cases/{case}/links", new)
        return self.posted(link["address"], {}, {}).headers["set-cookie"].split(";")[0]

    def drafted(self, login, name):
        """A draft of a flow, which only the pages begin."""
        form = {"name": name, "title": "Kladde"}
        self.posted(f"{self.url}/workbench", form, {"authorization": f"Bearer {self.tokens[login]}"})


def registered():
    return {"application": {"received_on": str(datetime.date.today()), "wishes": "Jeg vil bo for mig selv"}}


def with_cases(town):
    """Two cases in different phases, and the row of ids of each."""
    far, near = town.begun("Sag langt fremme"), town.begun("Sag i begyndelsen")
    town.completed("ansat", far, "register", registered())
    town.completed("ansat", far, "assess", {"assessment": {"summary": "Behov for støtte"}})
    goal = {"goal": "Handle selv", "theme": "Indkøb", "target": 2, "activity": "Handle sammen"}
    plan = {"words": "Jeg vil selv", "purpose": "En rolig hverdag", "goals": [goal]}
    town.completed("ansat", far, "agree", {"plan": plan})
    town.completed("leverandør", far, "write_note", {"note": {"about": "Handle selv", "saw": "Det gik godt"}})
    consent = {"do": "give_consent", "party": "relative", "how": "spoken"}
    town.ask("borger", "POST", f"/cases/{far}/commands", consent)
    town.ask("ansat", "POST", f"/cases/{near}/tasks/register/claim")
    town.ask("ansat", "POST", f"/cases/{near}/tasks/register/draft", {"data": registered()})
    rows = []
    for case, item in ((far, "write_note"), (near, "register")):
        new = {"party": "citizen", "person": town.people["borger"]}
        link = town.ask("ansat", "POST", f"/cases/{case}/links", new)["link"]
        rows.append({"case": case, "item": item, "link": link})
    rows[0]["document"] = town.ask("ansat", "GET", f"/cases/{far}/documents")[0]["id"]
    return rows


def with_program(town):
    """A program of the staff's that two administrators let in; its token, and the id of another one."""
    program, spare = str(uuid.uuid4()), str(uuid.uuid4())
    to_be = {"name": "Fagsystem", "roles": ["staff"]}
    for administrator in ("administrator", "medadministrator"):
        town.ask(administrator, "PUT", f"/services/{program}", to_be)
    place = {"unit": town.units["Voksenmyndighed"], "acts_as": ["caseworker"]}
    town.ask("medadministrator", "PUT", f"/people/{program}/places", [place])
    new = {"name": "prøve", "scopes": SCOPES}
    token = town.ask("administrator", "POST", f"/services/{program}/tokens", new)["secret"]
    town.ask("administrator", "PUT", f"/services/{spare}", {"name": "Reserveprogram", "roles": []})
    return token, spare


def with_work(town, case):
    """What people note, ask and lay down beside the cases: ids of it by name."""
    today = datetime.date.today()
    kept = {"name": "Navn af register", "address": "Prøvevej 1"}
    tuning = {"flow": "town", "clock": "assess", "from": str(today + DAY), "lasts": "15 working days"}
    town.ask("administrator", "POST", "/tunings", {"tuning": tuning, "seen": 0, "why": "Færre sager"})
    town.ask("ansat", "POST", f"/cases/{case}/hassles", {"step": "agree", "said": "Der spørges to gange"})
    with open(FLOW, encoding="utf-8") as file:
        changed = file.read().replace("Aftal målene", "Aftal mål")
    trial = {
        "text": changed,
        "aim": "Borgeren spørges én gang",
        "units": [town.units["Voksenmyndighed"]],
        "first_day": str(today + DAY),
        "last_day": str(today + 20 * DAY),
    }
    now = datetime.datetime.now(datetime.timezone.utc)
    drawn = {"since": (now - DAY).isoformat(), "until": now.isoformat(), "count": 5}
    return {
        "citizen": town.ask("ansat", "POST", "/citizens", kept)["citizen"],
        "hassle": town.ask("ejer", "GET", "/hassles")[0]["id"],
        "trial": town.ask("ejer", "POST", "/trials", trial)["id"],
        "hold": town.ask("administrator", "POST", "/retention/holds", {"case": case, "ground": "Aktindsigt"})["id"],
        "sample": town.ask("administrator", "POST", "/access-log/samples", drawn)["sample"],
    }


def with_people(town):
    """A job function, a draft of a flow, and what people have of their own: ids of what each has, by login."""
    town.ask("administrator", "PUT", f"/job-functions/{JOB_FUNCTION}", {"acts_as": ["provider"]})
    provider = {"login": "leverandør", "name": "Navn leverandør", "roles": ["staff"], "job_function": JOB_FUNCTION}
    town.ask("administrator", "PUT", f"/people/{town.people['leverandør']}", provider)
    town.drafted("ejer", "kladde")
    days = {
        "first_day": str(datetime.date.today() + DAY),
        "last_day": str(datetime.date.today() + 2 * DAY),
    }
    own = {}
    for login in town.people:
        town.ask(login, "POST", "/me/feed")
        own[login] = {"token": town.ask(login, "POST", "/tokens", {"name": "reserve", "scopes": ["read"]})["token"]}
        if login in DEPUTIES:
            absence = {**days, "deputy": town.people[DEPUTIES[login]]}
            own[login]["absence"] = town.ask(login, "POST", "/me/absences", absence)["absence"]
        notices = town.ask(login, "GET", "/inbox")["rows"]
        if notices:
            own[login]["notice"] = notices[0]["notice"]
    return own


def filled(url, tokens):
    """Something of everything: how each reader shows who they are, and the ids that each may ask with."""
    town = Town(url, tokens)
    with open(FLOW, encoding="utf-8") as file:
        town.ask("ejer", "POST", "/flows", file.read(), "application/yaml")
    cases = with_cases(town)
    work = with_work(town, cases[0]["case"])
    own = with_people(town)
    program, spare = with_program(town)
    cookie = town.opened(cases[0]["case"])
    [session] = town.ask("administrator", "GET", f"/people/{town.people['pårørende']}/sessions")
    common = {
        **work,
        "person": town.people["vikar"],
        "unit": town.units["Reserve"],
        "flow": "town",
        "version": "1",
        "number": "1",
        "name": JOB_FUNCTION,
        "municipality": MUNICIPALITY,
        "kind": "tuning",
        "about": "1",
        "session": session["session"],
        "source": "kilde",
    }
    # Where the same name means something else.
    paths = {
        "/drafts/{flow}": {"flow": "kladde"},
        "/services/{person}": {"person": spare},
        # Of whom there are cases.
        "/citizens/{citizen}/plan": {"citizen": town.people["borger"]},
        "/people/{person}/absences": {"absence": own["vikar"]["absence"]},
        "/people/{person}/tokens": {"token": own["vikar"]["token"]},
    }
    query = {"year": str(datetime.date.today().year)}
    headers = {login: ("Authorization", f"Bearer {token}") for login, token in tokens.items()}
    headers["program"] = ("Authorization", f"Bearer {program}")
    headers["link"] = ("Cookie", cookie)
    ids = {}
    for login in headers:
        ids[login] = {"rows": [{**common, **own.get(login, {}), **case} for case in cases], "paths": paths, "query": query}
    return headers, ids
