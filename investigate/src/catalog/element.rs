//! What the items of a list can do: a candidate may ask more of them than a `Vec` does.

use syn::{Attribute, Field, Generics, Item, Type, TypeParamBound, WherePredicate};

use super::visitor::Context;
use crate::code::{Definition, SourceFile, field_name, plain, text_of, type_arguments, type_ident};

/// The type of a list's items.
#[derive(Debug, Clone)]
pub(super) struct Element {
    /// As it is written.
    pub(super) text: String,
    can: Capability,
    /// The type's parameter that it is, which each use may bound otherwise.
    parameter: Option<String>,
}

/// How much the items can do, from the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Capability {
    /// Nothing is known of a parameter without bounds.
    Nothing,
    /// All but to be cloned.
    AllButClone,
    /// It can be cloned.
    Clone,
    /// It is copied.
    Copy,
}

impl Capability {
    fn name(self) -> &'static str {
        let [generic, no_clone, clone, copy] = super::verdicts::SORTS;
        match self {
            Self::Nothing => generic,
            Self::AllButClone => no_clone,
            Self::Clone => clone,
            Self::Copy => copy,
        }
    }
}

impl Element {
    /// The items of the list that the field holds.
    pub(super) fn of(definition: &Definition, sources: &[SourceFile]) -> Option<Self> {
        let source = sources.iter().find(|source| source.path == definition.file)?;
        let owner = definition.subject.owner.as_deref()?;
        let structs = items(&source.syntax.as_ref()?.items).into_iter().filter_map(|item| match item {
            Item::Struct(it) => Some(it),
            _ => None,
        });
        let is_it = |(index, field): &(usize, &Field)| field_name(*index, field) == definition.subject.name;
        let mut named = structs.filter(|it| plain(&it.ident) == owner);
        let (of, (_, field)) = named.find_map(|it| Some((it, it.fields.iter().enumerate().find(is_it)?)))?;
        let item = type_arguments(&field.ty).next()?;
        let text = text_of(source, item)?;
        let parameter = type_ident(item).map(ToString::to_string);
        let parameter = parameter.filter(|name| of.generics.type_params().any(|it| it.ident == *name));
        let can = can(item, &of.generics, sources, DEPTH);
        Some(Self { text, can, parameter })
    }

    /// How the record calls it, where the context bounds it.
    pub(super) fn name(&self, context: &Context) -> &'static str {
        let Some(parameter) = &self.parameter else { return self.can.name() };
        let bounded = context.generics.iter().map(|generics| bounds(generics, parameter)).max();
        let declared = context.generics.iter().any(|it| it.type_params().any(|it| it.ident == *parameter));
        let any = context.generics.iter().any(|it| it.type_params().next().is_some());
        match bounded {
            Some(can) if declared => can.max(self.can).name(),
            // Under another name; the least is assumed.
            _ if any => self.can.name(),
            // Of one type only, and that can be anything.
            _ => Capability::Clone.name(),
        }
    }
}

/// How deep types are looked into.
const DEPTH: usize = 6;

fn can(ty: &Type, generics: &Generics, sources: &[SourceFile], left: usize) -> Capability {
    match ty {
        Type::Reference(it) if it.mutability.is_none() => Capability::Copy,
        Type::Reference(_) | Type::TraitObject(_) => Capability::AllButClone,
        Type::Ptr(_) | Type::FnPtr(_) => Capability::Copy,
        Type::Paren(it) => can(&it.elem, generics, sources, left),
        Type::Array(it) => can(&it.elem, generics, sources, left),
        Type::Tuple(it) => {
            it.elems.iter().map(|part| can(part, generics, sources, left)).min().unwrap_or(Capability::Copy)
        }
        Type::Path(_) if left > 0 => of_path(ty, generics, sources, left),
        _ => Capability::Clone,
    }
}

fn of_path(ty: &Type, generics: &Generics, sources: &[SourceFile], left: usize) -> Capability {
    let Some(name) = type_ident(ty).map(plain) else { return Capability::Clone };
    if generics.type_params().any(|it| it.ident == name) {
        return bounds(generics, &name);
    }
    let of_argument = |at_most: Capability| {
        type_arguments(ty)
            .next()
            .map_or(at_most, |inner| can(inner, generics, sources, left - 1).min(at_most))
    };
    match name.as_str() {
        "bool" | "char" | "f32" | "f64" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16"
        | "u32" | "u64" | "u128" | "usize" => Capability::Copy,
        "Option" => of_argument(Capability::Copy),
        "Vec" | "Box" | "VecDeque" => of_argument(Capability::Clone).max(Capability::AllButClone),
        "Mutex" | "RwLock" | "AtomicUsize" | "AtomicU64" | "AtomicBool" | "JoinHandle" | "File" => {
            declared(&name, sources).unwrap_or(Capability::AllButClone)
        }
        _ => declared(&name, sources).unwrap_or(Capability::Clone),
    }
}

/// What a type of the crate derives or implements; `None` for a type of another crate, which is taken to be cloned.
fn declared(name: &str, sources: &[SourceFile]) -> Option<Capability> {
    let mut found = None;
    for file in sources.iter().filter_map(|source| source.syntax.as_ref()) {
        for item in items(&file.items) {
            let can = match item {
                Item::Struct(it) if plain(&it.ident) == name => derived(&it.attrs),
                Item::Enum(it) if plain(&it.ident) == name => derived(&it.attrs),
                Item::Union(it) if plain(&it.ident) == name => derived(&it.attrs),
                Item::Impl(it) if type_ident(&it.self_ty).is_some_and(|of| plain(of) == name) => {
                    let of = it.trait_.as_ref().and_then(|(path, _)| path.segments.last());
                    match of.map(|it| it.ident.to_string()).as_deref() {
                        Some("Clone") => Capability::Clone,
                        Some("Copy") => Capability::Copy,
                        _ => continue,
                    }
                }
                // It stands for another type, of which nothing is known.
                Item::Type(it) if plain(&it.ident) == name => Capability::Clone,
                _ => continue,
            };
            found = found.max(Some(can));
        }
    }
    found
}

fn derived(attributes: &[Attribute]) -> Capability {
    let derives = |name: &str| {
        attributes.iter().any(|it| {
            // Behind a `cfg_attr` too.
            let list = it.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
            list.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
        })
    };
    match (derives("Copy"), derives("Clone")) {
        (true, _) => Capability::Copy,
        (false, true) => Capability::Clone,
        (false, false) => Capability::AllButClone,
    }
}

/// What the bounds of a parameter let it do.
fn bounds(generics: &Generics, name: &str) -> Capability {
    let own = generics.type_params().filter(|it| it.ident == name).flat_map(|it| &it.bounds);
    let clause = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let further = clause.filter_map(|it| match it {
        WherePredicate::Type(it) if type_ident(&it.bounded_ty).is_some_and(|of| of == name) => {
            Some(&it.bounds)
        }
        _ => None,
    });
    let all = own.chain(further.flatten()).filter_map(|bound| match bound {
        TypeParamBound::Trait(it) => it.path.segments.last().map(|it| it.ident.to_string()),
        _ => None,
    });
    let can = all.map(|bound| match bound.as_str() {
        "Copy" => Capability::Copy,
        "Clone" => Capability::Clone,
        _ => Capability::AllButClone,
    });
    can.max().unwrap_or(Capability::Nothing)
}

/// The items with those of modules in the file.
fn items(items_of: &[Item]) -> Vec<&Item> {
    let mut all = Vec::new();
    for item in items_of {
        all.push(item);
        if let Item::Mod(it) = item
            && let Some((_, content)) = &it.content
        {
            all.extend(items(content));
        }
    }
    all
}
