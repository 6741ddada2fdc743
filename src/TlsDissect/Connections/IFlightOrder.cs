using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <summary>Knows which records still wait, and so which flights may be judged.</summary>
internal interface IFlightOrder
{
    /// <summary>
    /// Defers what a decrypted record or a loss says of its sender's flight if earlier records of the other side wait. Returns
    /// <c>false</c> if none do.
    /// </summary>
    /// <param name="from">The sender.</param>
    /// <param name="count">Number of messages and data that count.</param>
    /// <param name="isOver">Whether the flight is over, or cannot be told from what follows.</param>
    bool TryDefer(Sender from, int count, bool isOver);
}
