//! `read`, as a browser meets it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use snapbox::str;

use crate::fixture::{BookTest, Project, investigate};

/// A server that ends with its test.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(project: &Project, arguments: &[&str]) -> Self {
        let mut child = Command::new(snapbox::cmd::cargo_bin!("investigate"))
            .args(arguments)
            .current_dir(project.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line
            .strip_prefix("Serving the book at http://")
            .and_then(|rest| rest.strip_suffix("/ (Ctrl-C to stop)\n"))
            .unwrap_or_else(|| panic!("{line:?} does not say where the book is"));
        Self { address: address.to_owned(), child }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", self.address).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn help_shows_an_example() {
    investigate().args(["read", "--help"]).assert().success().stdout_eq(str![[r#"
Build the book and serve it on this machine; this is the default

Usage: investigate read [OPTIONS]

Options:
      --port <N>    Where to serve the book; the next free port is used when this one is taken [default: 3000]
      --open        Open the book in the web browser
      --root <DIR>  The project's root folder; without it, the nearest folder with a book.toml
  -h, --help        Print help

Examples:
  cargo run
  cargo run -- read --port 8080 --open

"#]]);
}

#[test]
fn the_help_of_the_command_names_all_commands() {
    investigate().arg("--help").assert().success().stdout_eq(str![[r#"
Read the book, build it strictly, or measure the evidence that it computes its conclusion from

Usage: investigate [OPTIONS] [COMMAND]

Commands:
  read              Build the book and serve it on this machine; this is the default
  build             Build the book strictly and check every page, as before publishing
  measure           Measure on this machine and write a record
  waive             Let records hold after a rename, once their counts were taken again and are the same
  decide            Say what the evidence chooses, why each other candidate lost, and what would change that
  accept            Write into claims.lock that a claim or a judgement was reviewed
  check             Say what a strict build would, and which sentences nothing binds
  agree             Check that criterion's benches and the record put the representations in the same order
  serde             Check that every representation reads and writes the same backlog files
  catalog           Find every use of a field, a method or a type in a crate
  verdicts          Ask the compiler what each type that could hold a list makes of each operation
  audit             Audit the crates that each representation brings with it
  probe             Change the type of a field in a copy of a crate, and report what the compiler says
  prediction-check  Check that a catalog foresaw what the probes of the same code found
  help              Print this message or the help of the given subcommand(s)

Options:
      --root <DIR>  The project's root folder; without it, the nearest folder with a book.toml
  -h, --help        Print help
  -V, --version     Print version

Examples:
  cargo run                                    build the book and serve it
  cargo run -- build                           build it strictly, as it is published
  cargo run -- measure --quick                 measure on this machine, in three minutes
  cargo run -- catalog PATH --field Type.name  every use of a field of your own

Exit codes:
  0    done, and what was checked holds
  1    a check failed, or something could not be done
  2    the input is wrong: an option, a path, or a file
  130  interrupted by Ctrl-C, SIGTERM or SIGHUP; nothing is half written

"#]]);
}

#[test]
fn the_book_is_built_and_served() {
    let project = BookTest::new().project();
    let server = Server::start(&project, &["read", "--port", "0"]);
    let page = server.get("/");
    assert!(page.starts_with("HTTP/1.0 200") && page.contains("First"), "{page}");
}

#[test]
fn stale_evidence_is_marked_and_served() {
    let project = BookTest::new()
        .chapter("time.md", "# Time\n\n[= fig('time/snapshot/vec/92') =]\n")
        .file("bench-crate/src/lib.rs", "pub fn faster() {}\n")
        .project();
    let server = Server::start(&project, &["read", "--port", "0"]);
    assert!(server.get("/time.html").contains("Stale evidence"));
}

#[test]
fn an_unknown_page_is_the_book_s_own_404() {
    // A published book below its host must not send local readers there.
    let project = BookTest::new().config("[output.html]\nsite-url = \"/site/\"\n").project();
    let server = Server::start(&project, &["read", "--port", "0"]);
    let page = server.get("/gone.html");
    assert!(page.starts_with("HTTP/1.0 404") && page.contains("Document not found"), "{page}");
    assert!(page.contains("<base href=\"/\">"), "{page}");
}

#[test]
fn a_port_that_is_taken_gives_way_to_the_next() {
    let project = BookTest::new().project();
    let first = Server::start(&project, &["read", "--port", "0"]);
    let taken = first.address.rsplit_once(':').unwrap().1.to_owned();
    let mut second = Server::start(&project, &["read", "--port", &taken]);
    assert_ne!(second.address, first.address);
    assert!(second.get("/").starts_with("HTTP/1.0 200"));
    second.child.kill().unwrap();
    let mut said = String::new();
    second.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, format!("Port {taken} is taken\n"));
}

#[test]
fn a_book_that_does_not_build_is_not_served() {
    let project = BookTest::new().chapter("bad.md", "[= fig('time/pop/vec/92') =]\n").project();
    project.command().args(["read", "--port", "0"]).assert().code(1).stdout_eq(str![""]);
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_it_cleanly() {
    let project = BookTest::new().project();
    let mut server = Server::start(&project, &["read", "--port", "0"]);
    // A browser keeps its connection open.
    let _browser = TcpStream::connect(&server.address).unwrap();
    let interrupt = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().unwrap();
    assert!(interrupt.success());
    assert!(server.child.wait().unwrap().success());
}
