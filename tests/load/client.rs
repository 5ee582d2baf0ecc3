//! A client so small that what is measured is the server: one connection, kept open, one request at a time.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// One connection.
pub struct Client {
    stream: TcpStream,
    host: String,
    /// The last answer, head and body as sent.
    pub answer: Vec<u8>,
}

/// Bytes of a request for a page.
pub fn get(path: &str, more: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAccept: text/html\r\n{more}\r\n")
}

/// Bytes of a form as the pages' script sends it.
pub fn post(path: &str, form: &str, cookie: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\nCookie: {cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    )
}

impl Client {
    /// Connects to `http://host:port`.
    pub async fn connect(url: &str) -> Self {
        let host = url.trim_start_matches("http://").to_owned();
        let stream = TcpStream::connect(&host).await.expect("the server");
        stream.set_nodelay(true).expect("no delay");
        Self { stream, host, answer: Vec::with_capacity(256 * 1024) }
    }

    /// Sends a request and reads the whole answer; gives the status.
    pub async fn send(&mut self, request: &str) -> u16 {
        let request = request.replace("Host: bench", &format!("Host: {}", self.host));
        self.stream.write_all(request.as_bytes()).await.expect("sent");
        self.answer.clear();
        while !self.whole() {
            let read = self.stream.read_buf(&mut self.answer).await.expect("an answer");
            assert!(read > 0, "the answer ended early: {}", String::from_utf8_lossy(&self.answer));
        }
        self.answer[9..12].iter().fold(0, |status, digit| status * 10 + u16::from(digit - b'0'))
    }

    /// Where the body begins, once the head is there.
    pub fn body_at(&self) -> Option<usize> {
        self.answer.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
    }

    /// The value of a header of the answer, in small letters.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = String::from_utf8_lossy(&self.answer[..self.body_at()?]).to_lowercase();
        head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(|value| value.trim().to_owned()))
    }

    fn whole(&self) -> bool {
        let Some(at) = self.body_at() else { return false };
        match self.header("content-length") {
            Some(length) => self.answer.len() - at >= length.parse::<usize>().expect("a length"),
            None => self.answer.ends_with(b"\r\n0\r\n\r\n") || self.answer[at..] == *b"0\r\n\r\n",
        }
    }

    /// The body, put together if it came in chunks.
    pub fn body(&self) -> Vec<u8> {
        let at = self.body_at().expect("a whole answer");
        let mut rest = &self.answer[at..];
        if self.header("transfer-encoding").is_none() {
            return rest.to_vec();
        }
        let mut body = Vec::with_capacity(rest.len());
        while let Some(end) = rest.windows(2).position(|two| two == b"\r\n") {
            let size = usize::from_str_radix(&String::from_utf8_lossy(&rest[..end]), 16).expect("a chunk's size");
            if size == 0 {
                break;
            }
            body.extend_from_slice(&rest[end + 2..end + 2 + size]);
            rest = &rest[end + 2 + size + 2..];
        }
        body
    }
}
