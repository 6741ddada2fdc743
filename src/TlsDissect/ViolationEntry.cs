using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>
/// A record, or a message in one, that its sender cannot have sent there: in the clear where only protected records may come, or out of its place. It was not read,
/// and nothing else in the summary comes from it.
/// </summary>
/// <param name="From">The direction that it came in.</param>
/// <param name="Name">The handshake message's RFC name, <c>alert</c>, or the record's content type.</param>
/// <param name="Length">The record's fragment, or the message's body, in bytes.</param>
/// <param name="Position">The packet that completed it.</param>
/// <param name="Reason">Why it was not read.</param>
public sealed record ViolationEntry(Sender From, string Name, int Length, StreamPosition Position, string Reason);
