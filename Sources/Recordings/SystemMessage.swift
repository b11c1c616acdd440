import Glibc

/// The system's own words for an error number (`errno`).
package func systemMessage(_ code: Int32) -> String {
  // The C library's text, valid until the next call on this thread: copied at once.
  unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
}
