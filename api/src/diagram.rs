//! `samspil diagram`: a flow as a picture, or as text for programs that draw.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use samspil_core::case::Runnable;
use samspil_core::diagram::{Scene, Shown, Wanted, mermaid, svg};
use samspil_core::text::{Language, Message};
use serde_json::json;

use crate::language::{Answer, Format, Told, print};
use crate::runnable::runnable_from;
use crate::words::say;

/// Which flow, and how.
#[derive(Args)]
pub(crate) struct Command {
    /// The flow file.
    flow: PathBuf,
    /// Where the picture is written; without it, on standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// A picture, or text for programs that draw.
    #[arg(long, value_enum, default_value = "svg")]
    form: Form,
}

/// The form of a picture.
#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// A picture that needs nothing from elsewhere.
    Svg,
    /// A flowchart as Mermaid text.
    Mermaid,
}

/// Draws the flow and says where, or writes it: 0, or 2 where it cannot be drawn.
pub(crate) fn run(command: &Command, language: Language, format: Format) -> ExitCode {
    match runnable_from(&command.flow, language) {
        Ok(run) => print(answer(command, &run, language), format),
        Err(code) => code,
    }
}

fn answer(command: &Command, run: &Runnable, language: Language) -> Answer {
    let scene = Scene::new(&run.flow, &run.guards, &Wanted::whole(language));
    let (form, drawn) = match command.form {
        Form::Svg => ("svg", alone(&scene).map_err(|message| say(&message, language))?),
        Form::Mermaid => ("mermaid", mermaid(&scene)),
    };
    let Some(file) = &command.output else {
        return Ok(Told {
            lines: vec![drawn.trim_end().to_owned()],
            json: json!({ "flow": run.flow.id, "form": form, "text": drawn }),
        });
    };
    let path = file.display().to_string();
    std::fs::write(file, drawn).map_err(|error| {
        let message = Message::new("diagram-not-written").with("file", path.as_str());
        say(&message.with("detail", error.to_string()), language)
    })?;
    let message = Message::new("diagram-written").with("file", path.as_str());
    Ok(Told {
        lines: vec![say(&message, language)],
        json: json!({ "flow": run.flow.id, "form": form, "file": path }),
    })
}

/// A picture for a file of its own.
fn alone(scene: &Scene) -> Result<String, Message> {
    let shown = Shown {
        alone: true,
        prefix: "picture-",
        link: &|_| None,
    };
    svg(scene, &shown)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn drawn(flow: &Path, form: Form, language: Language) -> Told {
        let command = Command {
            flow: flow.to_owned(),
            output: None,
            form,
        };
        let run = runnable_from(flow, language).unwrap();
        answer(&command, &run, language).unwrap()
    }

    fn flows() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../flows")
    }

    /// Every picture that lies beside a shipped flow is the flow's.
    #[test]
    fn shipped_pictures_are_those_of_their_flows() {
        let mut seen = 0;
        for entry in std::fs::read_dir(flows()).unwrap() {
            let picture = entry.unwrap().path().join("picture.svg");
            if !picture.exists() {
                continue;
            }
            let drawn = drawn(&picture.with_file_name("flow.yaml"), Form::Svg, Language::Danish);
            let drawn = format!("{}\n", drawn.lines.concat());
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                std::fs::write(&picture, &drawn).unwrap();
            }
            let shipped = std::fs::read_to_string(&picture).unwrap();
            assert!(
                shipped == drawn,
                "{} is not the picture of its flow: UPDATE_GOLDEN=1 cargo test, and look at it",
                picture.display()
            );
            seen += 1;
        }
        assert!(seen > 0);
    }

    #[test]
    fn the_shipped_flow_as_text_in_both_languages() {
        for language in Language::ALL {
            let told = drawn(&flows().join("voksen-bum/flow.yaml"), Form::Mermaid, language);
            insta::assert_snapshot!(format!("voksen-bum-{language}"), told.lines.concat());
        }
    }

    #[test]
    fn a_picture_is_written_where_it_is_asked_for_and_refused_where_it_cannot_be() {
        let folder = tempfile::tempdir().unwrap();
        let flow = flows().join("voksen-bum/flow.yaml");
        let run = runnable_from(&flow, Language::English).unwrap();
        let mut command = Command {
            flow,
            output: Some(folder.path().join("picture.svg")),
            form: Form::Svg,
        };
        let told = answer(&command, &run, Language::English).unwrap();
        assert!(told.lines.concat().contains("picture.svg"));
        let written = std::fs::read_to_string(folder.path().join("picture.svg")).unwrap();
        assert!(written.starts_with("<svg ") && written.ends_with("</svg>\n"));
        command.output = Some(folder.path().join("nowhere/picture.svg"));
        let refused = answer(&command, &run, Language::English).unwrap_err();
        assert!(refused.contains("nowhere"), "{refused}");
    }
}
