using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>
/// A record or message that its sender cannot have sent at this point: in the clear where only protected records are allowed, or out of
/// order. It was not read, and nothing else in the summary comes from it.
/// </summary>
/// <param name="From">The side that it seems to come from.</param>
/// <param name="Name">RFC name of the handshake message, <c>alert</c>, or the record's content type.</param>
/// <param name="Length">Length of the record's fragment or of the message's body, in bytes.</param>
/// <param name="Position">The packet that completed it.</param>
/// <param name="Reason">Why it was not read, as a sentence.</param>
public sealed record ViolationEntry(Sender From, string Name, int Length, StreamPosition Position, string Reason);
