using TlsDissect.Protocol;

namespace TlsDissect.Connections.Quic;

/// <summary>A packet whose frames are read.</summary>
/// <param name="Direction">Who sent it.</param>
/// <param name="Epoch">Its encryption level.</param>
/// <param name="Position">The captured packet that brought it.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct PacketRead(Direction Direction, int Epoch, StreamPosition Position, int Length)
{
    /// <summary>Whether it is an Initial packet that the client sent after a Retry.</summary>
    public bool IsAfterRetry { get; init; }

    /// <summary>Whether its keys are secret.</summary>
    public bool IsProtected => Epoch > 0;
}
