//! `read`, as a browser meets it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::fixture::{BookTest, Project};

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
