//! A list that grows by runs of one length.

/// A list that is never copied as it grows: one that grows as a whole goes through many sizes, and each touches new
/// memory.
#[derive(Debug, Clone)]
pub struct Runs<T>(Vec<Vec<T>>);

impl<T> Default for Runs<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Runs<T> {
    const RUN: usize = 1 << 8;

    /// How many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        let whole = self.0.len().saturating_sub(1);
        whole * Self::RUN + self.0.last().map_or(0, Vec::len)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds an item.
    pub fn push(&mut self, item: T) {
        match self.0.last_mut() {
            Some(run) if run.len() < Self::RUN => run.push(item),
            _ => {
                let mut run = Vec::with_capacity(Self::RUN);
                run.push(item);
                self.0.push(run);
            }
        }
    }

    /// The item of a number, counted from 0.
    #[must_use]
    pub fn get(&self, at: u32) -> Option<&T> {
        let at = usize::try_from(at).ok()?;
        self.0.get(at / Self::RUN)?.get(at % Self::RUN)
    }

    /// The item of a number, to be changed.
    pub fn get_mut(&mut self, at: u32) -> Option<&mut T> {
        let at = usize::try_from(at).ok()?;
        self.0.get_mut(at / Self::RUN)?.get_mut(at % Self::RUN)
    }

    /// All items in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flatten()
    }

    /// All items in order as one list, which takes no more than they need.
    #[must_use]
    pub fn into_list(self) -> Vec<T> {
        let mut list = Vec::with_capacity(self.len());
        list.extend(self);
        list
    }
}

impl<T> IntoIterator for Runs<T> {
    type Item = T;
    type IntoIter = std::iter::Flatten<std::vec::IntoIter<Vec<T>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().flatten()
    }
}
