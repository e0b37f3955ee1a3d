//! The page about the program tells of every command that there is.

use clap::CommandFactory;

use crate::Arguments;

const PAGE: &str = include_str!("../README.md");

/// The names on the way to each command, of those too that only hold others.
fn ways(command: &clap::Command, before: &[String]) -> Vec<Vec<String>> {
    let below = command.get_subcommands().flat_map(|next| {
        let way: Vec<String> = before
            .iter()
            .cloned()
            .chain([next.get_name().to_owned()])
            .collect();
        let mut ways = ways(next, &way);
        ways.push(way);
        ways
    });
    below.collect()
}

/// The words of what a point of the list says in code.
fn words(point: &str) -> Vec<&str> {
    let code = point.split('`').skip(1).step_by(2);
    code.flat_map(|span| span.split(|c: char| !c.is_ascii_lowercase() && c != '-'))
        .collect()
}

/// Whether a point begins with the program and the first name somewhere, and has the others beside it.
fn tells(page: &str, way: &[String]) -> bool {
    page.split("\n- ").any(|point| {
        let words = words(point);
        let named = way.first().is_some_and(|first| {
            words
                .windows(2)
                .any(|pair| pair[0] == "samspil" && pair[1] == first.as_str())
        });
        named && way.iter().all(|name| words.contains(&name.as_str()))
    })
}

#[test]
fn every_command_stands_in_the_readme() {
    let ways = ways(&Arguments::command(), &[]);
    let has = |names: &[&str]| ways.iter().any(|way| way.iter().eq(names));
    assert!(has(&["serve"]) && has(&["account", "add", "person"]) && has(&["verify", "keygen"]));
    let untold: Vec<String> = ways
        .iter()
        .filter(|way| !tells(PAGE, way))
        .map(|way| way.join(" "))
        .collect();
    assert!(untold.is_empty(), "not in api/README.md: {untold:?}");
}

#[test]
fn a_command_is_told_of_in_one_point() {
    let page = "x\n- `samspil a b|c` and `--d`\n- `samspil e`: f, `g`\n";
    let table: [(&[&str], bool); 8] = [
        (&["a"], true),
        (&["a", "b"], true),
        (&["a", "c"], true),
        (&["a", "d"], false),
        (&["a", "g"], false),
        (&["e", "f"], false),
        (&["e", "g"], true),
        (&["g"], false),
    ];
    for (way, told) in table {
        let way: Vec<String> = way.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(tells(page, &way), told, "{way:?}");
    }
}
