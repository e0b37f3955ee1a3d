//! Who asks: secrets, passwords, sessions, and the table of who may ask what.

mod answered;
mod breached;
mod caller;
mod code;
mod code_apps;
mod device;
mod guessable;
mod known;
mod links;
mod own_password;
mod pace;
pub(crate) mod password;
mod proof;
mod rules;
mod rules_of_administration;
mod rules_of_four_eyes;
mod rules_of_measuring;
mod rules_of_organisation;
mod rules_of_plan;
mod rules_of_retention;
mod rules_of_signing_in;
mod rules_of_tasks;
mod rules_of_trials;
mod rules_of_workbench;
pub(crate) mod secret;
mod sessions;
mod signed;
mod still;
mod terms;
mod throttle;
mod unsigned;

pub(crate) use self::breached::Breached;
pub(crate) use self::caller::Caller;
pub(crate) use self::code_apps::{Enrolment, reseal_code_apps};
pub(crate) use self::guessable::guessable;
pub(crate) use self::links::{
    LONGEST_LINK_HOURS, LinkError, MAX_LINKS_OF_CASE, NewLink, make_link, outsider,
};
pub(crate) use self::own_password::keep_password;
pub(crate) use self::pace::{Pace, paced};
pub(crate) use self::proof::{Proof, RECENT_MINUTES, Unproven};
#[cfg(test)]
pub(crate) use self::rules::routes;
pub(crate) use self::rules::{Rule, rule};
pub(crate) use self::secret::new_id;
pub(crate) use self::sessions::{Identity, SignInError, plain_login};
pub(crate) use self::signed::{Gate, Places, Signed, Way, admitted, cookie_name};
pub(crate) use self::terms::{IDLE_MINUTES, LONGEST_HOURS, Terms};

#[cfg(test)]
mod code_apps_test;
#[cfg(test)]
mod links_test;
#[cfg(test)]
mod tests;
