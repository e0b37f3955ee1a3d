//! Tests over the whole project.

#[cfg(test)]
mod tidy;
