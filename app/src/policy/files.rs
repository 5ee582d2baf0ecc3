//! The files that go with a text, for readers and for whoever writes.

use domain::{attachment::Attachment, policy::DeskPage};
use leptos::prelude::*;

use super::words;
use crate::{flash::Flash, text::fill, ui::field};

/// The files as links with kind and size; `remove` adds a button to each, which the form around it sends.
fn list(policy: &str, files: &[Attachment], remove: bool) -> AnyView {
    let line = |file: &Attachment| {
        // Not `remove`: a form's own method of that name would be hidden by its field, and the page needs it.
        let (href, name) = (format!("/policies/{policy}/files/{}", file.id), file.name.clone());
        let about = format!("{} · {}", file.kind.extension().to_uppercase(), size(file.size));
        let button = remove.then(|| {
            let (id, label) = (file.id.to_string(), fill(words().file_remove, &[&file.name]));
            view! { <button class="btn small" name="remove_file" value=id>{label}</button> }.into_any()
        });
        view! {
            <li class="between" data-file=file.id.to_string()>
                <a class="link" href=href rel="external" download>{name}</a>
                <span class="soft">{about}</span>
                {button}
            </li>
        }
        .into_any()
    };
    let lines: Vec<AnyView> = files.iter().map(line).collect();
    view! { <ul class="stack">{lines}</ul> }.into_any()
}

/// The size of a file in words.
fn size(bytes: u32) -> String {
    let kilobytes = bytes.div_ceil(1024);
    if kilobytes < 1024 {
        return format!("{kilobytes} KB");
    }
    let tenths = kilobytes * 10 / 1024;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// What readers see of them; nothing where there are none.
pub fn section(policy: &str, files: &[Attachment]) -> Option<AnyView> {
    (!files.is_empty()).then(|| {
        view! { <section class="sheet" id="files"><h2>{words().files}</h2>{list(policy, files, false)}</section> }
            .into_any()
    })
}

/// The part of the form in which files are added and taken away.
pub fn field(page: &DeskPage, answer: Option<&Flash>) -> AnyView {
    let words = words();
    let problem = field::problem(answer, "file");
    let wrong = problem.is_some().then_some("true");
    let problem = problem.map(|problem| field::error_line("file", problem));
    let there = (!page.files.is_empty()).then(|| list(&page.id.to_string(), &page.files, true));
    view! {
        <fieldset class="field" id="files">
            <legend>{words.files}</legend>
            {there}
            <label for="file">{words.file}</label>
            <p class="hint" id="file-hint">{words.h_file}</p>
            {problem}
            <input class="input" type="file" id="file" name="file" accept=".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.webp"
                aria-describedby="file-hint" aria-invalid=wrong/>
            <button class="btn">{words.add_file}</button>
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_told_in_kilobytes_and_megabytes() {
        let told = [0, 1, 1024, 1025, 1024 * 1024 - 1024, 1024 * 1024, 8 * 1024 * 1024].map(size);
        assert_eq!(told, ["0 KB", "1 KB", "1 KB", "2 KB", "1023 KB", "1.0 MB", "8.0 MB"]);
    }
}
