//! Places in the text where a type is written that can be changed: a field's, or those of a signature.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Fields, Item, ItemImpl, ReturnType, Signature, Type};

use crate::code::{Edit, Position, SourceFile, field_name, plain, text_of, type_arguments, type_ident};

/// The places where the type of one field, or the types of one signature, are written.
pub(super) struct TypeSlot<'a> {
    /// `Type.field`, `Enum::Variant.field`, `Type::method` or `function`.
    pub(super) name: String,
    pub(super) source: &'a SourceFile,
    /// The line of its first type, from 1.
    pub(super) line: usize,
    types: Vec<&'a Type>,
}

impl TypeSlot<'_> {
    /// The type itself, for a field.
    pub(super) fn ty(&self) -> Option<&Type> {
        self.types.first().copied()
    }

    /// The type as it is written.
    pub(super) fn text(&self) -> Option<String> {
        text_of(self.source, self.ty()?)
    }

    /// Writes another type everywhere that `old` is written here, at any depth.
    pub(super) fn replace(&self, old: &str, new: &str) -> Vec<Edit> {
        let mut finder = Occurrences { old: without_space(old), new, source: self.source, found: Vec::new() };
        self.types.iter().for_each(|ty| finder.visit_type(ty));
        finder.found
    }
}

fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What a list holds: the only parameter of the type, if it has one.
pub(super) fn item_of(ty: &Type) -> Option<&Type> {
    type_arguments(ty).next().filter(|_| type_ident(ty).is_some_and(|name| name == "Vec"))
}

/// Every slot, in the order of files and text.
pub(super) fn all(sources: &[SourceFile]) -> Vec<TypeSlot<'_>> {
    let mut found = Vec::new();
    for source in sources {
        let Some(syntax) = &source.syntax else { continue };
        SlotFinder { source, owner: None, found: &mut found }.visit_file(syntax);
    }
    found
}

struct SlotFinder<'a, 'f> {
    source: &'a SourceFile,
    owner: Option<String>,
    found: &'f mut Vec<TypeSlot<'a>>,
}

impl<'a> SlotFinder<'a, '_> {
    fn add(&mut self, name: String, types: impl IntoIterator<Item = &'a Type>) {
        let types: Vec<&Type> = types.into_iter().collect();
        let Some(line) = types.first().map(|ty| Position::start(ty.span()).line) else { return };
        self.found.push(TypeSlot { name, source: self.source, line, types });
    }

    fn add_fields(&mut self, owner: &str, fields: &'a Fields) {
        for (index, field) in fields.iter().enumerate() {
            self.add(format!("{owner}.{}", field_name(index, field)), [&field.ty]);
        }
    }

    fn add_signature(&mut self, signature: &'a Signature) {
        let name = match &self.owner {
            Some(owner) => format!("{owner}::{}", plain(&signature.ident)),
            None => plain(&signature.ident),
        };
        let parameters = signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(it) => Some(&*it.ty),
            syn::FnArg::Receiver(_) => None,
        });
        let returned = match &signature.output {
            ReturnType::Type(_, ty) => Some(&**ty),
            ReturnType::Default => None,
        };
        self.add(name, parameters.chain(returned));
    }
}

impl<'a> Visit<'a> for SlotFinder<'a, '_> {
    fn visit_item(&mut self, item: &'a Item) {
        match item {
            Item::Struct(it) => self.add_fields(&plain(&it.ident), &it.fields),
            Item::Enum(it) => {
                for variant in &it.variants {
                    self.add_fields(
                        &format!("{}::{}", plain(&it.ident), plain(&variant.ident)),
                        &variant.fields,
                    );
                }
            }
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_item_impl(&mut self, item: &'a ItemImpl) {
        let outside = self.owner.replace(type_ident(&item.self_ty).map(plain).unwrap_or_default());
        visit::visit_item_impl(self, item);
        self.owner = outside;
    }

    fn visit_signature(&mut self, signature: &'a Signature) {
        self.add_signature(signature);
    }
}

struct Occurrences<'a> {
    old: String,
    new: &'a str,
    source: &'a SourceFile,
    found: Vec<Edit>,
}

impl<'ast> Visit<'ast> for Occurrences<'_> {
    fn visit_type(&mut self, ty: &'ast Type) {
        if text_of(self.source, ty).is_some_and(|text| without_space(&text) == self.old) {
            self.found.push(Edit::replace(ty, self.new.to_owned()));
        } else {
            visit::visit_type(self, ty);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, name: &str, new: &str) -> String {
        let sources = [SourceFile::new("src/lib.rs".to_owned(), text.to_owned())];
        let slots = all(&sources);
        let slot = slots.iter().find(|slot| slot.name == name).unwrap();
        crate::code::apply(text, slot.replace("File", new))
    }

    #[test]
    fn a_type_is_replaced_where_it_is_written_at_any_depth() {
        let method = "impl A { async fn get(&self, f: &File) -> Result<File, String> { File::new() } }";
        assert_eq!(
            changed(method, "A::get", "Arc<File>"),
            "impl A { async fn get(&self, f: &Arc<File>) -> Result<Arc<File>, String> { File::new() } }"
        );
        let message = "enum M { Get { reply: Sender<File> }, Put(File) }";
        assert_eq!(
            changed(message, "M::Get.reply", "Arc<File>"),
            "enum M { Get { reply: Sender<Arc<File>> }, Put(File) }"
        );
    }

    #[test]
    fn what_a_list_holds_is_the_parameter_of_a_vec() {
        let item = |text| item_of(&syn::parse_str(text).unwrap()).is_some();
        assert!(item("Vec<Item>") && item("std::vec::Vec<Item>"));
        assert!(!item("Option<Item>") && !item("Item"));
    }
}
