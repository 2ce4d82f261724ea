//! Items with random words, as long and as often filled as the figures say.

use std::iter::repeat_n;

use fastrand::Rng;

use super::figures::{self, ITEMS, Lengths};
use crate::model::{
    BacklogFile, BacklogItem, BlockType, DimensionLevel, ItemStatus, PhasePool, SCHEMA_VERSION, SizeLevel,
};

/// The number of the first item: those before it are done and archived.
const FIRST_NUMBER: usize = 9;

/// Which items have which fields filled, by index.
struct Filled {
    triaged: Vec<usize>,
    blocked: Vec<usize>,
    in_phase: Vec<usize>,
    sized: Vec<usize>,
    valued: Vec<usize>,
    raised: Vec<usize>,
    described: Vec<usize>,
    explained: Vec<usize>,
    /// Fields that the real backlog never fills; their lengths are ours.
    unusual: Vec<usize>,
}

/// What is filled is spread evenly over the items, so that the first `n` are like the whole; in the
/// real file the rich items come first, which would make a small backlog of its beginning untypical.
pub(super) fn typical(seed: u64) -> BacklogFile {
    let random = &mut Rng::with_seed(seed);
    let all: Vec<usize> = (0..ITEMS).collect();
    let triaged = evenly(&all, figures::TRIAGED);
    let (blocked, new): (Vec<usize>, Vec<usize>) = (
        evenly(&triaged, figures::BLOCKED),
        all.iter().copied().filter(|index| !triaged.contains(index)).collect(),
    );
    let described = evenly(&triaged, figures::DESCRIBED);
    let mut and_new = |count: usize| {
        [&triaged[..], &random.choose_multiple(new.iter().copied(), count - triaged.len())].concat()
    };
    let filled = Filled {
        sized: and_new(figures::SIZED),
        valued: and_new(figures::VALUED),
        raised: random.choose_multiple(all, figures::RAISED),
        // One blocked item was stopped before its first phase; the one in progress takes its place.
        in_phase: [&triaged[..1], &blocked[1..]].concat(),
        // Two of three among the first 30 items, whose file then is as big as the one that was measured.
        explained: [1, 2, 5].map(|position| described[position]).to_vec(),
        triaged,
        blocked,
        described,
        unusual: Vec::new(),
    };
    generate(random, &filled)
}

pub(super) fn full(seed: u64) -> BacklogFile {
    let all = || (0..ITEMS).collect();
    let filled = Filled {
        triaged: all(),
        blocked: all(),
        in_phase: all(),
        sized: all(),
        valued: all(),
        raised: all(),
        described: all(),
        explained: all(),
        unusual: all(),
    };
    generate(&mut Rng::with_seed(seed), &filled)
}

fn generate(random: &mut Rng, filled: &Filled) -> BacklogFile {
    let mut items: Vec<BacklogItem> = (0..ITEMS)
        .map(|index| {
            let created = timestamp(random);
            BacklogItem {
                id: id(FIRST_NUMBER + index),
                requires_human_review: index == 0,
                updated: timestamp(random),
                created,
                ..BacklogItem::default()
            }
        })
        .collect();

    let all: Vec<usize> = (0..ITEMS).collect();
    write(random, &mut items, &all, &figures::TITLE, |item, text| item.title = text);

    for &index in &filled.triaged {
        items[index].status = ItemStatus::Ready;
        items[index].complexity = Some(level(random));
        items[index].pipeline_type = Some("feature".to_owned());
    }
    for (position, &index) in filled.in_phase.iter().enumerate() {
        let item = &mut items[index];
        let phase = figures::PHASES[position % figures::PHASES.len()];
        item.status = ItemStatus::InProgress;
        item.phase = Some(phase.to_owned());
        item.phase_pool = Some(if phase == "research" { PhasePool::Pre } else { PhasePool::Main });
        item.last_phase_commit = Some((0..40).map(|_| random.digit(16)).collect());
    }
    for &index in &filled.blocked {
        items[index].status = ItemStatus::Blocked;
        items[index].blocked_from_status = Some(ItemStatus::InProgress);
    }
    write(random, &mut items, &filled.blocked, &figures::BLOCKED_REASON, |item, text| {
        item.blocked_reason = Some(text);
    });
    for &index in &filled.sized {
        items[index].size = Some(match random.u8(..12) {
            0 => SizeLevel::Large,
            1 => SizeLevel::Medium,
            _ => SizeLevel::Small,
        });
        items[index].risk = Some(level(random));
    }
    for &index in &filled.valued {
        items[index].impact = Some(level(random));
    }
    for &index in &filled.raised {
        let number = random.usize(1..FIRST_NUMBER + ITEMS);
        let phase = random.choice(["spec", "build", "review", "triage", "prd"]).unwrap_or_default();
        items[index].origin = Some(format!("{}/{phase}", id(number)));
    }

    for &index in &filled.described {
        items[index].description = Some(Default::default());
    }
    type Part = fn(&mut crate::model::StructuredDescription) -> &mut String;
    let parts: [(&[usize], &Lengths, Part); 5] = [
        (&filled.described, &figures::CONTEXT, |it| &mut it.context),
        (&filled.explained, &figures::PROBLEM, |it| &mut it.problem),
        (&filled.explained, &figures::SOLUTION, |it| &mut it.solution),
        (&filled.explained, &figures::IMPACT, |it| &mut it.impact),
        (&filled.explained, &figures::SIZING_RATIONALE, |it| &mut it.sizing_rationale),
    ];
    for (chosen, lengths, part) in parts {
        write(random, &mut items, chosen, lengths, |item, text| {
            *part(item.description.get_or_insert_default()) = text;
        });
    }

    write(random, &mut items, &filled.unusual, &figures::BLOCKED_REASON, |item, text| {
        item.unblock_context = Some(text);
    });
    for &index in &filled.unusual {
        items[index].blocked_type = Some(BlockType::Decision);
        items[index].tags = (0..3).map(|_| prose(random, 8)).collect();
        // Only earlier items: the first n of a backlog then need no other.
        items[index].dependencies = [1, 2].iter().map(|back| id(FIRST_NUMBER + index - back)).collect();
    }

    BacklogFile {
        schema_version: SCHEMA_VERSION,
        items,
        next_item_id: u32::try_from(FIRST_NUMBER + ITEMS - 1).unwrap_or(u32::MAX),
    }
}

fn id(number: usize) -> String {
    format!("WRK-{number:03}")
}

/// `count` of these, at equal distances.
fn evenly(among: &[usize], count: usize) -> Vec<usize> {
    (0..count).map(|position| among[(2 * position + 1) * among.len() / (2 * count)]).collect()
}

/// Nine in ten are low, as in the real backlog.
fn level(random: &mut Rng) -> DimensionLevel {
    match random.u8(..10) {
        0 => DimensionLevel::Medium,
        _ => DimensionLevel::Low,
    }
}

/// 35 characters, as chrono writes them.
fn timestamp(random: &mut Rng) -> String {
    let (day, hour) = (random.u8(12..21), random.u8(..24));
    let (minute, second, nanosecond) = (random.u8(..60), random.u8(..60), random.u32(..1_000_000_000));
    format!("2026-02-{day:02}T{hour:02}:{minute:02}:{second:02}.{nanosecond:09}+00:00")
}

fn write(
    random: &mut Rng,
    items: &mut [BacklogItem],
    chosen: &[usize],
    lengths: &Lengths,
    set: impl Fn(&mut BacklogItem, String),
) {
    let mut drawn = lengths.spread(chosen.len());
    random.shuffle(&mut drawn);
    for (&index, length) in chosen.iter().zip(drawn) {
        set(&mut items[index], prose(random, length));
    }
}

impl Lengths {
    /// `count` lengths with this median, this maximum and nearly this mean.
    ///
    /// They rise evenly from half the median to the median, and from there to the maximum along a
    /// power whose exponent gives the mean.
    fn spread(&self, count: usize) -> Vec<usize> {
        let with = |exponent: f64| -> Vec<f64> {
            let last = count.saturating_sub(1).max(1) as f64;
            (0..count)
                .map(|index| 2.0 * index as f64 / last)
                .map(|place| {
                    if place <= 1.0 {
                        self.median * (0.5 + 0.5 * place)
                    } else {
                        self.median + (self.max - self.median) * (place - 1.0).powf(exponent)
                    }
                })
                .collect()
        };
        let (mut low, mut high) = (0.01, 100.0);
        for _ in 0..40 {
            let middle = f64::midpoint(low, high);
            let total: f64 = with(middle).iter().sum();
            *(if total > self.mean * count as f64 { &mut low } else { &mut high }) = middle;
        }
        with(low).into_iter().map(|length| length.round() as usize).collect()
    }
}

/// Random words of `length` bytes altogether. They need no quotes in YAML.
fn prose(random: &mut Rng, length: usize) -> String {
    const WORDS: [&str; 24] = [
        "agent",
        "backlog",
        "branch",
        "cache",
        "commit",
        "config",
        "coordinator",
        "error",
        "executor",
        "field",
        "guard",
        "item",
        "log",
        "phase",
        "pipeline",
        "prompt",
        "queue",
        "retry",
        "scheduler",
        "signal",
        "state",
        "task",
        "test",
        "worklog",
    ];
    let mut text = String::with_capacity(length + 12);
    while text.len() < length {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(random.choice(WORDS).unwrap_or_default());
    }
    text.truncate(length);
    // A blank at the end would be quoted.
    let trimmed = text.trim_end().len();
    text.truncate(trimmed);
    text.extend(repeat_n('s', length - trimmed));
    text
}
