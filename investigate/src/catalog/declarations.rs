//! What the crate declares: the parameters of its functions and the types of its fields, by their names. The compiler knows which of
//! several is meant; here, those of one name count only where they agree.

use std::collections::BTreeMap;

use syn::visit::{self, Visit};
use syn::{FnArg, Generics, Item, ItemImpl, ItemTrait, ReturnType, Signature, Type};

use crate::code::{SourceFile, plain, type_ident};

/// Declarations of every file.
#[derive(Debug, Default)]
pub(super) struct Declarations {
    functions: BTreeMap<String, Vec<DeclaredFunction>>,
    fields: BTreeMap<String, Vec<(String, Type)>>,
}

#[derive(Debug)]
struct DeclaredFunction {
    owner: Option<String>,
    has_self: bool,
    /// `None` where a type is the caller's choice.
    parameters: Vec<Option<Type>>,
    returns: Option<Type>,
}

impl Declarations {
    /// Reads the declarations of all sources.
    pub(super) fn of(sources: &[SourceFile]) -> Self {
        let mut reader =
            DeclarationReader { declarations: Self::default(), owner: None, generics: Vec::new() };
        sources.iter().filter_map(|source| source.syntax.as_ref()).for_each(|file| reader.visit_file(file));
        reader.declarations
    }

    /// Whether the crate has a function of that name.
    pub(super) fn has_function(&self, name: &str) -> bool {
        self.functions.contains_key(name)
    }

    /// The type of an argument of `name(..)` or `Owner::name(..)`, with `self` as the first where there is one.
    pub(super) fn parameter(&self, path: &syn::Path, index: usize, count: usize) -> Option<&Type> {
        let all = self.called(path).filter(|it| it.parameters.len() + usize::from(it.has_self) == count);
        agreed(all.map(|it| {
            let index = index.checked_sub(usize::from(it.has_self))?;
            it.parameters.get(index)?.as_ref()
        }))
    }

    /// The type of an argument of `value.name(..)`.
    pub(super) fn method_parameter(&self, name: &str, index: usize, count: usize) -> Option<&Type> {
        let all = self.functions.get(name).into_iter().flatten();
        let all = all.filter(|it| it.has_self && it.parameters.len() == count);
        agreed(all.map(|it| it.parameters.get(index)?.as_ref()))
    }

    /// What `name(..)` or `Owner::name(..)` returns.
    pub(super) fn returned(&self, path: &syn::Path) -> Option<&Type> {
        agreed(self.called(path).map(|it| it.returns.as_ref()))
    }

    /// What `value.name(..)` returns.
    pub(super) fn returned_by_method(&self, name: &str) -> Option<&Type> {
        let all = self.functions.get(name).into_iter().flatten().filter(|it| it.has_self);
        agreed(all.map(|it| it.returns.as_ref()))
    }

    /// The type of a field; of any owner, where none is named.
    pub(super) fn field(&self, owner: Option<&str>, name: &str) -> Option<&Type> {
        let all = self.fields.get(name).into_iter().flatten();
        let all = all.filter(|(of, _)| owner.is_none_or(|owner| owner == of));
        agreed(all.map(|(_, ty)| Some(ty)))
    }

    fn called(&self, path: &syn::Path) -> impl Iterator<Item = &DeclaredFunction> {
        let mut segments = path.segments.iter().rev();
        let name = segments.next().map(|it| plain(&it.ident)).unwrap_or_default();
        // `Self::name` may be any type's, and a module starts with a small letter.
        let owner = segments.next().map(|it| plain(&it.ident));
        let owner = owner.filter(|owner| owner != "Self" && owner.starts_with(char::is_uppercase));
        let all = self.functions.get(&name).into_iter().flatten();
        all.filter(move |it| owner.is_none() || it.owner == owner)
    }
}

/// The type, where all say the same.
fn agreed<'a>(all: impl Iterator<Item = Option<&'a Type>>) -> Option<&'a Type> {
    let mut all = all;
    let first = all.next()??;
    all.all(|other| other == Some(first)).then_some(first)
}

struct DeclarationReader {
    declarations: Declarations,
    owner: Option<String>,
    generics: Vec<String>,
}

impl DeclarationReader {
    fn with_generics(&mut self, generics: &Generics, visit: impl FnOnce(&mut Self)) {
        let before = self.generics.len();
        self.generics.extend(generics.type_params().map(|it| it.ident.to_string()));
        visit(self);
        self.generics.truncate(before);
    }

    /// The type, unless the caller chooses it.
    fn own(&self, ty: &Type) -> Option<Type> {
        let mut finder = ParameterFinder { generics: &self.generics, found: false };
        finder.visit_type(ty);
        (!finder.found).then(|| ty.clone())
    }

    fn add(&mut self, signature: &Signature) {
        let mut has_self = false;
        let mut parameters = Vec::new();
        for input in &signature.inputs {
            match input {
                FnArg::Receiver(_) => has_self = true,
                FnArg::Typed(it) => parameters.push(self.own(&it.ty)),
            }
        }
        let returns = match &signature.output {
            ReturnType::Type(_, ty) => self.own(ty),
            ReturnType::Default => None,
        };
        let function = DeclaredFunction { owner: self.owner.clone(), has_self, parameters, returns };
        self.declarations.functions.entry(plain(&signature.ident)).or_default().push(function);
    }
}

impl<'ast> Visit<'ast> for DeclarationReader {
    fn visit_item(&mut self, item: &'ast Item) {
        if let Item::Struct(it) = item {
            for field in &it.fields {
                if let Some(name) = &field.ident {
                    let of = (plain(&it.ident), field.ty.clone());
                    self.declarations.fields.entry(plain(name)).or_default().push(of);
                }
            }
        }
        visit::visit_item(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let outside = std::mem::replace(&mut self.owner, type_ident(&item.self_ty).map(plain));
        self.with_generics(&item.generics, |reader| visit::visit_item_impl(reader, item));
        self.owner = outside;
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        let outside = self.owner.replace(plain(&item.ident));
        self.with_generics(&item.generics, |reader| visit::visit_item_trait(reader, item));
        self.owner = outside;
    }

    fn visit_signature(&mut self, signature: &'ast Signature) {
        self.with_generics(&signature.generics, |reader| reader.add(signature));
    }
}

/// Finds out whether a type is the caller's choice: a parameter by itself or behind a reference, or `impl Trait`.
struct ParameterFinder<'a> {
    generics: &'a [String],
    found: bool,
}

impl<'ast> Visit<'ast> for ParameterFinder<'_> {
    fn visit_type(&mut self, ty: &'ast Type) {
        match ty {
            Type::ImplTrait(_) | Type::Infer(_) | Type::Macro(_) => self.found = true,
            Type::Reference(it) => self.visit_type(&it.elem),
            Type::Paren(it) => self.visit_type(&it.elem),
            Type::Path(it) => {
                let name = it.path.get_ident().map(ToString::to_string);
                self.found |= name.is_some_and(|name| self.generics.contains(&name));
            }
            // A list or a slice is the crate's own choice, whatever it holds.
            _ => {}
        }
    }
}
