//! A second browser: Debian's Chromium over the page with its fake backend, for what WebKitGTK does not have.
