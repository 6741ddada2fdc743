using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>An alert that was sent in the clear or was decrypted (RFC 8446 §6).</summary>
/// <param name="From">The side that sent it.</param>
/// <param name="Level">1 for a warning, 2 for a fatal alert. Other values are possible, as on the wire.</param>
/// <param name="Description">The alert.</param>
/// <param name="Position">The packet that completed it.</param>
/// <param name="Protected">Whether it was in a protected record.</param>
public sealed record AlertEntry(Sender From, byte Level, AlertDescription Description, StreamPosition Position, bool Protected)
{
    /// <summary>Whether its sender had sent no application data before it, as far as is known.</summary>
    internal bool IsBeforeData { get; init; }

    /// <summary>Whether bytes before it are missing, or the whole other direction: messages before it may not be known.</summary>
    internal bool IsAfterLoss { get; init; }

    /// <summary>Number of application data records that its sender had sent before it, decrypted or not.</summary>
    internal long RecordsBefore { get; init; }
}
