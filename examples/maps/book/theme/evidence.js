// mdbook-evidence 0.1.0, by `mdbook-evidence install`. What is changed here is lost with the next one.
// mdBook's search takes the Escape key on every page, so that a note would not close. Everything else works without this.
document.addEventListener('keydown', event => {
    const note = document.querySelector('.notes > :popover-open');
    const number = document.activeElement && document.activeElement.closest('.evidence');
    if (event.key !== 'Escape' || !(note || number)) {
        return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (note) {
        note.hidePopover();
    } else {
        document.activeElement.blur();
    }
}, true);

// The mark behind a claim leads to its card; where the page has a note on it, the note opens beside the sentence.
document.addEventListener('click', event => {
    const mark = event.target.closest('a.claim-mark');
    const note = mark && document.getElementById(`claim-note-${mark.hash.slice(1)}`);
    if (!note || !note.showPopover || event.ctrlKey || event.metaKey || event.shiftKey) {
        return;
    }
    event.preventDefault();
    note.showPopover();
});
