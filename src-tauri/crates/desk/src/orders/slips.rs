//! How many slips of the finger lie between two words. Pure; the order form counts the same way in `find-product.ts`.

/// Letters to add, drop, change, or swap with their neighbor (optimal string alignment).
pub fn slips_between(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for row in 1..=a.len() {
        let mut now = vec![row];
        for column in 1..=b.len() {
            let same = usize::from(a[row - 1] != b[column - 1]);
            let mut least = (last[column] + 1).min(now[column - 1] + 1).min(last[column - 1] + same);
            if row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1] {
                least = least.min(before[column - 2] + 1);
            }
            now.push(least);
        }
        before = std::mem::replace(&mut last, now);
    }
    last[b.len()]
}
