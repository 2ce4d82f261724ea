// Mends of what the stock pages of mdBook 0.5 get wrong for who uses no mouse or no screen; tests/browser finds it where one is missing.
(function mend() {
    // The bar holds the book's title and its buttons.
    document.getElementById('mdbook-menu-bar').setAttribute('role', 'banner');

    // The sidebar's button is a label, which the keyboard does not reach: a real one takes its place and presses it.
    const label = document.getElementById('mdbook-sidebar-toggle');
    const box = document.getElementById('mdbook-sidebar-toggle-anchor');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = label.className;
    button.title = label.title;
    button.setAttribute('aria-label', label.title);
    button.setAttribute('aria-controls', 'mdbook-sidebar');
    const tell = () => button.setAttribute('aria-expanded', box.checked);
    tell();
    box.addEventListener('change', tell);
    button.append(...label.childNodes);
    button.addEventListener('click', () => label.click());
    label.before(button);
    label.style.display = 'none';

    // It names an element that is called otherwise.
    const search = document.getElementById('mdbook-searchbar');
    if (search) {
        search.setAttribute('aria-describedby', 'mdbook-searchresults-header');
    }

    // What scrolls sideways is reached by keyboard, and only while it does.
    const scrollers = new ResizeObserver(entries => {
        for (const { target } of entries) {
            if (target.scrollWidth > target.clientWidth) {
                target.tabIndex = 0;
            } else {
                target.removeAttribute('tabindex');
            }
        }
    });
    document.querySelectorAll('main pre > code, main .table-wrapper:not([tabindex])').forEach(each => scrollers.observe(each));
})();
