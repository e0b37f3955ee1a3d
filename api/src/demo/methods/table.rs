//! The cases of every other way of working, as a table: which made-up case is played, until when, and by whom.

/// A case that is played by the steps of a scenario.
#[derive(Debug)]
pub(crate) struct Method {
    /// The flow.
    pub(crate) flow: &'static str,
    /// What the case is called.
    pub(crate) title: &'static str,
    /// The scenario.
    pub(crate) scenario: &'static str,
    /// The last day of the scenario that is played. Its week is the week before this one.
    pub(crate) until: &'static str,
    /// Steps beside the scenario's, on that day: a list, written as in a scenario; empty where there are none.
    pub(crate) then: &'static str,
    /// Whom it is about, by their name among the citizens; none for a project.
    pub(crate) citizen: Option<&'static str>,
    /// The login of whoever keeps the case.
    pub(crate) caseworker: &'static str,
    /// The login of whoever delivers.
    pub(crate) provider: &'static str,
}

/// The row of a case; `people` are who keeps it and who delivers.
const fn method(
    (flow, title): (&'static str, &'static str),
    scenario: &'static str,
    until: &'static str,
    citizen: Option<&'static str>,
    (caseworker, provider): (&'static str, &'static str),
) -> Method {
    Method {
        flow,
        title,
        scenario,
        until,
        then: "",
        citizen,
        caseworker,
        provider,
    }
}

/// A scenario beside a shipped flow.
macro_rules! shipped {
    ($path:literal) => {
        include_str!(concat!("../../../../flows/", $path))
    };
}

/// The cases. Rosa has several at a time: the one plan shows what is asked twice and what collides.
pub(crate) const METHODS: [Method; 18] = [
    method(
        ("en-plan", "én plan på tværs"),
        shipped!("en-plan/scenarios/01_fra_tre_planer_til_en.yaml"),
        "2026-04-07",
        Some("rosa"),
        ("asta", "holger"),
    ),
    method(
        ("samarbejdsmoeder", "samarbejdsmøde"),
        include_str!("meeting_called.yaml"),
        "2026-01-16",
        Some("rosa"),
        ("asta", "holger"),
    ),
    method(
        ("aaben-dialog", "netværksmøde"),
        include_str!("network_meeting.yaml"),
        "2026-01-09",
        Some("rosa"),
        ("clara", "jens"),
    ),
    Method {
        then: "- {arrange: follow_up_meeting, starts: 2026-03-25 13:30, ends: 2026-03-25 14:30, place: Rådhuset}",
        ..method(
            ("handleplan", "handleplan"),
            shipped!("handleplan/scenarios/01_plan_og_opfoelgning.yaml"),
            "2026-03-15",
            Some("rosa"),
            ("bertram", "jens"),
        )
    },
    method(
        ("genoptraening", "genoptræning"),
        shipped!("genoptraening/scenarios/02_frit_valg.yaml"),
        "2026-02-12",
        Some("rosa"),
        ("clara", "merete"),
    ),
    method(
        ("bestilling", "støtte i hjemmet"),
        include_str!("silent_goal.yaml"),
        "2026-02-12",
        Some("rosa"),
        ("asta", "holger"),
    ),
    method(
        ("samarbejdsmoeder", "samarbejdsmøde"),
        shipped!("samarbejdsmoeder/scenarios/01_foerste_moede.yaml"),
        "2026-02-20",
        Some("viggo"),
        ("bertram", "inger"),
    ),
    method(
        ("bestilling", "træning i at tage bussen"),
        include_str!("status_waits.yaml"),
        "2026-02-06",
        Some("viggo"),
        ("asta", "merete"),
    ),
    method(
        ("kompensationsydelse", "kompensationsydelse"),
        shipped!("kompensationsydelse/scenarios/10_laegen_svarer_sent.yaml"),
        "2026-02-09",
        Some("viggo"),
        ("bertram", "inger"),
    ),
    method(
        ("klage", "klage over afslag på ledsagelse"),
        include_str!("appeal.yaml"),
        "2026-02-08",
        Some("ellen"),
        ("asta", "holger"),
    ),
    method(
        ("hjaelpemidler", "hjælpemiddel"),
        shipped!("hjaelpemidler/scenarios/02_ingen_goer_noget.yaml"),
        "2026-03-09",
        Some("ellen"),
        ("clara", "jens"),
    ),
    method(
        ("rehabilitering", "rehabilitering"),
        shipped!("rehabilitering/scenarios/a07_1_korte_opfoelgninger_i_forloebet.yaml"),
        "2026-03-20",
        Some("agnes"),
        ("bertram", "inger"),
    ),
    method(
        ("helhedspleje", "helhedspleje"),
        shipped!("helhedspleje/scenarios/01_forloeb.yaml"),
        "2026-02-22",
        Some("agnes"),
        ("clara", "jens"),
    ),
    method(
        ("magtanvendelse", "magtanvendelse tre gange på en måned"),
        shipped!("magtanvendelse/scenarios/04_gentaget.yaml"),
        "2026-01-18",
        Some("otto"),
        ("clara", "jens"),
    ),
    method(
        ("underretning", "underretning"),
        shipped!("underretning/scenarios/12_opfoelgning_skyldes.yaml"),
        "2026-03-15",
        Some("liva"),
        ("clara", "jens"),
    ),
    method(
        ("underretning", "underretning"),
        shipped!("underretning/scenarios/03_doegnet_gaar.yaml"),
        "2026-10-25",
        Some("birk"),
        ("clara", "jens"),
    ),
    method(
        ("samskabt-styring", "Mindre ventetid på støtte i hjemmet"),
        shipped!("samskabt-styring/scenarios/a18_3_behold_lav_om_eller_drop.yaml"),
        "2026-03-16",
        None,
        ("asta", "holger"),
    ),
    method(
        ("faelles-hus", "Huset for voksne med særlige behov"),
        shipped!("faelles-hus/scenarios/a05_4_forummer_kommer_igen.yaml"),
        "2026-01-25",
        None,
        ("asta", "holger"),
    ),
];
