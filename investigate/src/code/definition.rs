//! Where subjects are defined, and what a crate has to choose from.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{
    Field, Fields, GenericArgument, Generics, Ident, Item, ItemImpl, ItemTrait, PathArguments, Signature,
    Type, Visibility,
};

use super::position::Position;
use super::sources::{SourceFile, is_own};
use super::subject::{Subject, SubjectKind};

/// One definition.
#[derive(Debug, Clone)]
pub(crate) struct Definition {
    /// What is defined, with its owner.
    pub(crate) subject: Subject,
    pub(crate) file: String,
    /// Where an attribute can be put: after those that are there.
    pub(crate) place: Position,
    /// What a field's type is to the one that uses it.
    pub(crate) holds: FieldContents,
}

impl Definition {
    /// Its file and line.
    pub(crate) fn at(&self) -> String {
        format!("{}:{}", self.file, self.place.line)
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldContents {
    /// A `Vec`: the representations are about these.
    List,
    /// A number, a flag or a character: reading it moves nothing.
    Plain,
    /// Anything else; also what is no field.
    Other,
}

/// Every field, method and type of the crate that can be marked, by file and line.
pub(crate) fn all(sources: &[SourceFile]) -> Vec<Definition> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| is_own(&source.path)) {
        let Some(syntax) = &source.syntax else { continue };
        DefinitionFinder { file: &source.path, found: &mut found }.visit_file(syntax);
    }
    found
}

struct DefinitionFinder<'a> {
    file: &'a str,
    found: &'a mut Vec<Definition>,
}

impl DefinitionFinder<'_> {
    fn add(
        &mut self,
        kind: SubjectKind,
        owner: Option<&Ident>,
        name: String,
        at: Span,
        holds: FieldContents,
    ) {
        let owner = owner.map(plain);
        let file = self.file.to_owned();
        let subject =
            Subject { file: Some(file.clone()), line: Some(Position::start(at).line), owner, name, kind };
        self.found.push(Definition { subject, file, place: Position::start(at), holds });
    }

    fn add_type(&mut self, visibility: &Visibility, keyword: Span, name: &Ident) {
        let at = start(visibility, keyword);
        self.add(SubjectKind::Type, None, plain(name), at, FieldContents::Other);
    }

    fn add_method(&mut self, owner: &Ident, visibility: &Visibility, signature: &Signature) {
        let at = start(visibility, signature.span());
        self.add(SubjectKind::Method, Some(owner), plain(&signature.ident), at, FieldContents::Other);
    }

    fn add_fields(&mut self, owner: &Ident, generics: &Generics, fields: &Fields) {
        for (index, field) in fields.iter().enumerate() {
            let name = field_name(index, field);
            let first = field.ident.as_ref().map_or_else(|| field.ty.span(), Ident::span);
            let holds = holds(field, generics);
            self.add(SubjectKind::Field, Some(owner), name, start(&field.vis, first), holds);
        }
    }
}

impl<'ast> Visit<'ast> for DefinitionFinder<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Struct(it) => {
                self.add_type(&it.vis, it.struct_token.span, &it.ident);
                self.add_fields(&it.ident, &it.generics, &it.fields);
            }
            Item::Enum(it) => self.add_type(&it.vis, it.enum_token.span, &it.ident),
            Item::Union(it) => self.add_type(&it.vis, it.union_token.span, &it.ident),
            Item::Type(it) => self.add_type(&it.vis, it.type_token.span, &it.ident),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        for member in &item.items {
            if let syn::TraitItem::Fn(method) = member {
                self.add_method(&item.ident, &Visibility::Inherited, &method.sig);
            }
        }
        visit::visit_item_trait(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        // A mark on a trait's method in an implementation has no effect; it is marked in the trait.
        if let (None, Some(owner)) = (&item.trait_, type_ident(&item.self_ty)) {
            for member in &item.items {
                if let syn::ImplItem::Fn(method) = member {
                    self.add_method(owner, &method.vis, &method.sig);
                }
            }
        }
        visit::visit_item_impl(self, item);
    }
}

/// The name without the `r#` that some names need in code.
pub(crate) fn plain(name: &Ident) -> String {
    name.unraw().to_string()
}

/// The name of a field; one of a tuple is called by its number.
pub(crate) fn field_name(index: usize, field: &Field) -> String {
    field.ident.as_ref().map_or_else(|| index.to_string(), plain)
}

/// The name of a type, without its path and its parameters.
pub(crate) fn type_ident(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}

/// The types among a type's parameters.
pub(crate) fn type_arguments(ty: &Type) -> impl Iterator<Item = &Type> {
    let arguments = match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.arguments),
        _ => None,
    };
    let written = match arguments {
        Some(PathArguments::AngleBracketed(written)) => Some(&written.args),
        _ => None,
    };
    written.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn start(visibility: &Visibility, otherwise: Span) -> Span {
    match visibility {
        Visibility::Inherited => otherwise,
        written => written.span(),
    }
}

const PLAIN: [&str; 16] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64",
    "u128", "usize",
];

fn holds(field: &Field, generics: &Generics) -> FieldContents {
    let Some(name) = type_ident(&field.ty) else { return FieldContents::Other };
    let is_parameter = generics.type_params().any(|parameter| parameter.ident == *name);
    match name.to_string().as_str() {
        "Vec" => FieldContents::List,
        plain if PLAIN.contains(&plain) && !is_parameter => FieldContents::Plain,
        _ => FieldContents::Other,
    }
}
