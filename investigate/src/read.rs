//! `read`: builds the book as it is now and serves it to this machine.

use std::future::IntoFuture as _;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use axum::Router;
use clap::Args;
use mdbook_evidence::Timings;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::{runtime, time};
use tower_http::services::{ServeDir, ServeFile};

use crate::build::{Strictness, render};
use crate::exit::{Failure, ends};
use crate::interrupt::Interrupt;
use crate::output;

const EXAMPLES: &str = "\
Examples:
  cargo run
  cargo run -- read --port 8080 --open";

/// Options of `read`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// Where to serve the book; the next free port is used when this one is taken
    #[arg(long, value_name = "N", default_value_t = 3000)]
    port: u16,

    /// Open the book in the web browser
    #[arg(long)]
    open: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 3000, open: false }
    }
}

/// Why the book cannot be read.
#[derive(Debug, Error)]
pub(crate) enum ReadError {
    #[error("cannot serve on port {port}: {source}. Choose another with --port.")]
    Port { port: u16, source: io::Error },
    #[error("the server stopped: {0}. Start it again.")]
    Stopped(#[source] io::Error),
}

ends!(Failed: ReadError);

/// Builds the book and serves it until Ctrl-C.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    let interrupt = Interrupt::listen();
    let rendered = render(root, None, Strictness::Reading, &Timings::default(), &interrupt)?;
    for complaint in &rendered.pages.complaints {
        output::tell(format_args!("warning: mdBook says: {complaint}"));
    }
    let folder = rendered.publish(&interrupt)?;
    let runtime = runtime::Builder::new_current_thread().enable_all().build().map_err(ReadError::Stopped)?;
    runtime.block_on(serve(&folder, options, &interrupt))
}

async fn serve(folder: &Path, options: &Options, interrupt: &Interrupt) -> Result<(), Failure> {
    let listener = listen(options.port).await?;
    let address = listener.local_addr().map_err(ReadError::Stopped)?;
    if address.port() != options.port && options.port != 0 {
        output::tell(format_args!("Port {} is taken", options.port));
    }
    let address = format!("http://{address}/");
    output::print(format_args!("Serving the book at {address} (Ctrl-C to stop)"))?;
    if options.open
        && let Err(error) = open::that_detached(&address)
    {
        output::tell(format_args!("warning: cannot open the web browser: {error}. Open {address} in it."));
    }

    let pages = ServeDir::new(folder).not_found_service(ServeFile::new(folder.join("404.html")));
    let server = axum::serve(listener, Router::new().fallback_service(pages));
    // Not a graceful shutdown: that would wait for browsers, which keep their connections open.
    tokio::select! {
        stopped = server.into_future() => Ok(stopped.map_err(ReadError::Stopped)?),
        () = asked(interrupt) => Ok(()),
    }
}

/// Waits until the user asks to stop, which is how reading ends.
async fn asked(interrupt: &Interrupt) {
    while !interrupt.asked() {
        time::sleep(Duration::from_millis(20)).await;
    }
}

/// The port, or the next one that is free. Only this machine can reach it.
async fn listen(first: u16) -> Result<TcpListener, ReadError> {
    for port in first..=u16::MAX {
        match TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(source) => return Err(ReadError::Port { port, source }),
        }
    }
    Err(ReadError::Port { port: first, source: io::ErrorKind::AddrInUse.into() })
}
