//! What the search needs of a way to run a flow: states in a few words, and what may follow each.

/// The first bit of a state's last word that is the search's own: how far the trace has come.
pub(super) const POSITION_SHIFT: u32 = 54;

/// How far a trace may come: what fits in the bits above [`POSITION_SHIFT`].
pub(super) const MAX_POSITION: usize = 1_000;

/// A state in `W` words.
pub(super) type State<const W: usize> = [u64; W];

/// A state that may follow another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next<const W: usize> {
    /// The state.
    pub(super) state: State<W>,
    /// The code of the move that leads there.
    pub(super) code: u32,
    /// Where the items that are done on the way end in [`Found::done`]; they begin where those of the one before end.
    pub(super) done_end: usize,
}

/// What may follow a state.
#[derive(Debug)]
pub(super) struct Found<const W: usize> {
    /// The states, in the order of their moves.
    pub(super) next: Vec<Next<W>>,
    /// Items that are done on the way, by their place in the flow.
    pub(super) done: Vec<u16>,
}

impl<const W: usize> Found<W> {
    pub(super) const fn new() -> Self {
        Self {
            next: Vec::new(),
            done: Vec::new(),
        }
    }

    pub(super) fn clear(&mut self) {
        self.next.clear();
        self.done.clear();
    }

    /// Adds a state; what was pushed to `done` since the last one is done on the way to it.
    pub(super) fn add(&mut self, state: State<W>, code: u32) {
        self.next.push(Next {
            state,
            code,
            done_end: self.done.len(),
        });
    }

    /// Each state with what is done on the way to it.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Next<W>, &[u16])> {
        let starts = std::iter::once(0).chain(self.next.iter().map(|next| next.done_end));
        self.next
            .iter()
            .zip(starts)
            .map(|(next, start)| (next, self.done.get(start..next.done_end).unwrap_or_default()))
    }
}

/// A way to run a flow. The bits from [`POSITION_SHIFT`] of the last word of every state are zero.
pub(super) trait Machine<const W: usize> {
    /// Where every run begins.
    fn first(&self) -> State<W>;

    /// Adds what may follow a state.
    fn follow(&mut self, state: &State<W>, found: &mut Found<W>);

    /// Whether the case may close here.
    fn may_close(&self, state: &State<W>) -> bool;

    /// Whether something that may follow was left out because there was too much.
    fn left_out(&self) -> bool;

    /// What it keeps itself, in bytes.
    fn kept_bytes(&self) -> u64;
}
